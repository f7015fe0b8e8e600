// targets.simple.csv: the fields taken apart, and the identifiers back in their properties.
#include "collected.hpp"
#include "lists/formats.hpp"
#include "support/files.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::lists;
using test::read_list;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

constexpr std::string_view header_2022 =
    "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\","
    "\"identifiers\",\"sanctions\","
    "\"phones\",\"emails\",\"dataset\",\"first_seen\",\"last_seen\",\"last_change\"\n";
constexpr std::string_view header_2025 =
    "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\","
    "\"identifiers\",\"sanctions\","
    "\"phones\",\"emails\",\"program_ids\",\"dataset\",\"first_seen\",\"last_seen\",\"last_"
    "change\"\n";
constexpr std::string_view ship =
    "v1,Vessel,SEA ONE,Old Sea;\"One; the "
    "Sea\",,pa;ru,,IMO9074729;273123450;UBXY7;X-55,\"\"\"\"\"\",,,UA-WS-MARE,"
    "Ukraine War and Sanctions,2025-01-01T00:00:00,2026-03-13T05:41:01,2025-02-02T00:00:00\n";

class SimpleCsv : public testing::Test {
protected:
    std::string write(const std::string& text) { return folder.write("targets.simple.csv", text); }

    test::ScratchFolder folder;
};

std::string failure_of(const std::string& path) {
    try {
        read_list(opensanctions_simple_csv, {path});
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.kind(), base::FailureKind::bad_input);
        return failure.what();
    }
    return "none";
}

} // namespace

TEST_F(SimpleCsv, TakesARowApart) {
    const auto list =
        read_list(opensanctions_simple_csv, {write(std::string(header_2025) + std::string(ship))});
    const auto& vessel = list.sink.at("v1");
    EXPECT_EQ(vessel.schema, "Vessel");
    EXPECT_EQ(vessel.caption, "SEA ONE");
    EXPECT_EQ(vessel.target, true);
    EXPECT_THAT(vessel.values("name"), ElementsAre("SEA ONE"));
    EXPECT_THAT(vessel.values("alias"), ElementsAre("Old Sea", "One; the Sea"));
    EXPECT_THAT(vessel.values("country"), ElementsAre("pa", "ru"));
    EXPECT_THAT(vessel.values("imoNumber"), ElementsAre("9074729"));
    EXPECT_THAT(vessel.values("mmsi"), ElementsAre("273123450"));
    EXPECT_THAT(vessel.values("callSign"), ElementsAre("UBXY7"));
    EXPECT_THAT(vessel.values("registrationNumber"), ElementsAre("X-55"));
    EXPECT_EQ(vessel.first_seen + vessel.last_change, "2025-01-01T00:00:002025-02-02T00:00:00");
    EXPECT_THAT(vessel.datasets, ElementsAre("ua_war_sanctions"));
}

TEST_F(SimpleCsv, EveryRowCarriesAListing) {
    const auto list =
        read_list(opensanctions_simple_csv, {write(std::string(header_2025) + std::string(ship))});
    const auto sanctions = list.sink.with("Sanction", "entity", "v1");
    ASSERT_EQ(sanctions.size(), 1U);
    const auto listing = entity::to_listing(sanctions[0], list.version.list, list.version.version);
    EXPECT_EQ(listing.list, "ua_war_sanctions");
    EXPECT_EQ(listing.list_version, "2026-03-13T05:41:01");
    EXPECT_THAT(listing.programs, ElementsAre("UA-WS-MARE"));
    EXPECT_EQ(listing.measure, entity::Measure::warning_only);
    EXPECT_EQ(listing.jurisdiction, "");
}

TEST_F(SimpleCsv, ARowOfSeveralListsHasAListingForEach) {
    const auto list = read_list(
        opensanctions_simple_csv,
        {write(std::string(header_2022) +
               "p,Person,Ann,,1970-01-02;1971,de,\"1 Road; Town\",,\"EO1 - Blocked - 2020-01-01\","
               "+49301234567,a@example.org,\"US OFAC Specially Designated Nationals (SDN) List;"
               "EU Financial Sanctions Files (FSF);Some National "
               "List\",2024-01-01,2024-02-01,2024-01-01\n")});
    const auto& person = list.sink.at("p");
    EXPECT_THAT(person.values("birthDate"), ElementsAre("1970-01-02", "1971"));
    EXPECT_THAT(person.values("phone"), ElementsAre("+49301234567"));
    EXPECT_THAT(person.values("email"), ElementsAre("a@example.org"));
    EXPECT_THAT(person.datasets, ElementsAre("us_ofac_sdn", "eu_fsf", "some_national_list"));
    const auto sanctions = list.sink.with("Sanction", "reason", "EO1 - Blocked - 2020-01-01");
    ASSERT_EQ(sanctions.size(), 3U);
    EXPECT_THAT(sanctions[0].values("country"), ElementsAre("us"));
    EXPECT_THAT(sanctions[0].datasets, ElementsAre("us_ofac_sdn"));
    EXPECT_THAT(sanctions[1].values("country"), ElementsAre("eu"));
    EXPECT_FALSE(sanctions[2].has("country"));
}

TEST_F(SimpleCsv, IdentifiersGoWhereTheirFormAndCheckDigitsSay) {
    struct Row {
        std::string schema, countries, identifier, property, value, reason;
    };

    const std::vector<Row> rows{
        {"Company", "hk", "IMO6495856", "imoNumber", "6495856", "a company's IMO number"},
        {"Vessel", "pa", "IMO9074720", "imoNumber", "", "a wrong check digit goes to notes"},
        {"Company", "ru", "7707083893", "innCode", "7707083893",
         "10 digits with the right check digit"},
        {"Company", "ua", "7707083893", "registrationNumber", "7707083893",
         "not Russian: the digits prove nothing"},
        {"Person", "", "773006863179", "innCode", "773006863179",
         "12 digits with two right check digits"},
        {"Company", "ru", "1027700132195", "ogrnCode", "1027700132195", "13 digits"},
        {"Person", "ru", "12345", "idNumber", "12345", "a person's number of unknown kind"},
        {"Company", "de", "529900T8BM49AURSDO55", "leiCode", "529900T8BM49AURSDO55", "LEI"},
        {"Person", "", "Q42", "wikidataId", "Q42", "Wikidata"},
    };
    for (const Row& row : rows) {
        const auto list = read_list(
            opensanctions_simple_csv,
            {write(std::string(header_2022) + "x," + row.schema + ",N,,," + row.countries + ",," +
                   row.identifier + ",,,,T,2024-01-01,2024-01-01,2024-01-01\n")});
        EXPECT_EQ(list.sink.at("x").first(row.property), row.value)
            << row.identifier << ": " << row.reason;
    }
}

TEST_F(SimpleCsv, BadRowsAreRejectedAndLayoutCounted) {
    std::string text =
        std::string(header_2025) + "\n" + std::string(ship) + std::string(header_2025);
    text += "v2,Vessel,TOO FEW\nv3,Starship,X,,,,,,,,,,T,a,b,c\n,Person,NO "
            "ID,,,,,,,,,,T,a,b,c\nv4,Person,,,,,,,,,,,T,a,b,c\n";
    const auto list = read_list(opensanctions_simple_csv, {write(text + std::string(ship))});
    EXPECT_EQ(list.version.records, 6U);
    EXPECT_EQ(list.version.entities, 2U);
    EXPECT_EQ(list.version.layout, 3U);
    ASSERT_EQ(list.version.rejects, 4U);
    EXPECT_EQ(list.rejects.kept()[0].row, 5U);
    EXPECT_EQ(list.rejects.kept()[0].reason, "3 fields where the header has 16");
    EXPECT_EQ(list.rejects.kept()[1].reason, "'Starship' is no schema of the model held here");
    EXPECT_EQ(list.rejects.kept()[2].reason, "a listed entity without an id");
    EXPECT_EQ(list.rejects.kept()[3].reason, "a listed entity without a name");
}

TEST_F(SimpleCsv, AFileCutInTheMiddleFails) {
    EXPECT_THAT(
        failure_of(write(std::string(header_2025) + std::string(ship) + "v9,Vessel,CUT,,,pa")),
        HasSubstr("was cut in the middle: line 3 breaks off"));
    EXPECT_THAT(failure_of(write(std::string(header_2025) + "v9,Vessel,\"CUT")),
                HasSubstr("a quote opened in line 2 is still open at the end of the file"));
    EXPECT_THAT(failure_of(write("")), HasSubstr("is empty"));
    EXPECT_THAT(failure_of(write("<html>\n")), HasSubstr("has no column 'id'"));
}

TEST_F(SimpleCsv, IsRecognisedByItsHeader) {
    EXPECT_GT(opensanctions_simple_csv.recognise(header_2022), 90);
    EXPECT_GT(opensanctions_simple_csv.recognise(header_2025), 90);
    EXPECT_EQ(opensanctions_simple_csv.recognise("id,name\n"), 0);
}

TEST_F(SimpleCsv, RealWarAndSanctionsHasItsCounts) {
    const std::string path =
        test::shared_data("lists/ua/ua_war_sanctions_20260313.targets.simple.csv.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = read_list(opensanctions_simple_csv, {path});
    // The file has 9,772 physical lines; quoted line ends leave 5,600 rows, as Python's csv module
    // counts too.
    EXPECT_EQ(list.version.records, 5600U);
    EXPECT_EQ(list.version.entities, 5600U);
    EXPECT_EQ(list.version.names, 13330U);
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.version.list, "ua_war_sanctions");
    EXPECT_EQ(list.version.date, "2026-03-13");
    auto schemata = list.sink.schemata();
    EXPECT_EQ(schemata["Vessel"], 1340);
    EXPECT_EQ(schemata["Company"], 1524);
    EXPECT_EQ(schemata["Person"], 1543);
    EXPECT_EQ(schemata["LegalEntity"], 1193);
    EXPECT_EQ(schemata["Sanction"], 5600);
}

TEST_F(SimpleCsv, RealWarAndSanctionsKeepsItsFields) {
    const std::string path =
        test::shared_data("lists/ua/ua_war_sanctions_20260313.targets.simple.csv.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = read_list(opensanctions_simple_csv, {path});
    const auto& rosalin = list.sink.at("NK-24cf2zYe7LEKhr2zFck73j");
    EXPECT_THAT(rosalin.values("name"), ElementsAre("ROSALIN"));
    EXPECT_THAT(rosalin.values("alias"), ElementsAre("Ceram Sea", "Gold Sun", "Nurkez"));
    EXPECT_THAT(rosalin.values("imoNumber"), ElementsAre("9253325"));
    EXPECT_THAT(rosalin.values("country"), ElementsAre("lr", "pa", "sg", "st"));
    const auto& plant = list.sink.at("NK-28mqu8V3AzembAmAfehWPd");
    EXPECT_THAT(plant.values("name"),
                ElementsAre("JOINT-STOCK COMPANY \"KRASNOZAVODSKY CHEMICAL PLANT\""));
    EXPECT_THAT(plant.values("ogrnCode"), ElementsAre("1125042006462"));
    EXPECT_THAT(plant.values("innCode"), ElementsAre("5042126251"));
    EXPECT_THAT(plant.values("programId"), ElementsAre("UA-WS-MILIND"));
    const auto& centurion = list.sink.at("NK-2BqYpcHUPgg5MQnG9kYAkB");
    EXPECT_THAT(centurion.values("mmsi"), ElementsAre("667001255"));
    EXPECT_THAT(centurion.values("callSign"), ElementsAre("9LU2058"));
}

TEST_F(SimpleCsv, RealExportOf2024HasFifteenColumns) {
    const std::string path = test::shared_data("lists/ftm/export_set_2024/targets.simple.csv");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = read_list(opensanctions_simple_csv, {path});
    EXPECT_EQ(list.version.entities, 5U);
    EXPECT_EQ(list.version.list, "wd_peps");
    EXPECT_THAT(list.sink.at("Q296771").values("alias"), ElementsAre("Hariri", "Sa'd al-Din"));
    EXPECT_THAT(list.sink.at("Q296771").values("wikidataId"), ElementsAre("Q296771"));
}
