#include "base/csv.hpp"
#include "base/failure.hpp"
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

#include <map>

namespace tidewaiter::lists {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string> columns_2020{
    "_id", "source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice", "start_date",
    "end_date", "standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type", "gross_tonnage",
    "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "source_list_url", "alt_names", "citizenships",
    "dates_of_birth", "nationalities", "places_of_birth", "source_information_url", "ids"};

using Row = std::map<std::string, std::string>;

/// The table with these columns and rows; columns that a row does not name are empty.
std::string table(const std::vector<std::string>& columns, const std::vector<Row>& rows) {
    std::string text;
    const auto write = [&](auto&& value_of) {
        std::string line;
        for (const std::string& column : columns) {
            line += line.empty() && column == columns.front() ? "" : ",";
            base::write_csv_field(line, value_of(column), false);
        }
        text += line + "\n";
    };
    write([](const std::string& column) { return column; });
    for (const Row& row : rows) {
        write([&](const std::string& column) { return row.contains(column) ? row.at(column) : std::string(); });
    }
    return text;
}

constexpr auto sdn = "Specially Designated Nationals (SDN) - Treasury Department";
constexpr auto entity_list = "Entity List (EL) - Bureau of Industry and Security";

test::ReadList load(const std::string& text) {
    const test::ScratchFolder folder;
    return test::load({folder.write("consolidated.csv", text)}, {});
}

test::ReadList load(const std::vector<Row>& rows) { return load(table(columns_2020, rows)); }

std::string measure_of(const std::string& source) {
    const auto list = load({Row{{"_id", "a"}, {"source", source}, {"name", "X"}}});
    return std::string(list.sink.with("Sanction", "entity", "csl-a").at(0).first("measure"));
}

} // namespace

TEST(UsCsl, TreasuryRowsAreReadAsTheirPublisherMeansThem) {
    const auto list = load({Row{{"_id", "7"}, {"source", sdn}, {"entity_number", "7"}, {"type", "Individual"},
                                {"programs", "SYRIA; SDGT"}, {"name", "'DOE, John"}, {"title", "Minister ; General"},
                                {"alt_names", "DOE, Jack; ROE"}, {"citizenships", "LB; PY"}, {"nationalities", "SY"},
                                {"dates_of_birth", "1973-03-25; circa 1975"}, {"places_of_birth", "Tall 'Afar, Iraq"},
                                {"addresses", "1 Way, Homs, SY; SY"}, {"remarks", "(Linked To: ACME)"}}});
    EXPECT_EQ(list.version.list, "us_trade_csl");
    EXPECT_EQ(list.version.format, "us-csl-csv");
    const auto& person = list.sink.at("csl-7");
    EXPECT_EQ(person.schema, "Person");
    EXPECT_THAT(person.values("name"), ElementsAre("John 'DOE"));
    EXPECT_THAT(person.values("alias"), ElementsAre("Jack DOE", "ROE"));
    EXPECT_THAT(person.values("position"), ElementsAre("Minister", "General"));
    EXPECT_THAT(person.values("citizenship"), ElementsAre("lb", "py"));
    EXPECT_THAT(person.values("birthDate"), ElementsAre("1973-03-25", "1975"));
    EXPECT_THAT(person.values("birthCountry"), ElementsAre("iq"));
    EXPECT_THAT(person.values("address"), ElementsAre("1 Way, Homs, Syria"));
    EXPECT_THAT(person.values("country"), ElementsAre("sy"));
    const auto sanction = list.sink.with("Sanction", "entity", "csl-7").at(0);
    EXPECT_THAT(sanction.values("program"), ElementsAre("Specially Designated Nationals (SDN)", "SYRIA", "SDGT"));
    EXPECT_EQ(sanction.first("authority"), "Treasury Department");
    EXPECT_EQ(sanction.first("authorityId"), "7");
}

TEST(UsCsl, IdsAreDocumentsOnlyWhenTheyAre) {
    const auto list = load({Row{{"_id", "7"}, {"source", sdn}, {"entity_number", "7"}, {"type", "Individual"}, {"name", "DOE"},
                                {"ids", "Male, Gender; JO, 2014-08-30, 2009-08-31, K475336, Passport; AF, 1998-10-28, 562605, "
                                        "Passport; 79, Zubovskiy, something odd; section 1(b) of Executive Order 13224, as "
                                        "amended, Secondary sanctions risk:; 12345, Tax ID No., RU; 1Fz2, Digital Currency "
                                        "Address - XBT"}}});
    const auto& person = list.sink.at("csl-7");
    EXPECT_THAT(person.values("gender"), ElementsAre("male"));
    EXPECT_THAT(person.values("passportNumber"), ElementsAre("K475336", "562605"));
    EXPECT_THAT(person.values("taxNumber"), ElementsAre("12345"));
    EXPECT_THAT(person.values("publicKey"), ElementsAre("1Fz2"));
    EXPECT_THAT(person.values("notes"),
                ElementsAre("Passport 562605, issued or expires: 1998-10-28", "79, Zubovskiy, something odd"));
    const auto passports = list.sink.with("Passport", "number", "K475336");
    EXPECT_EQ(passports.at(0).first("startDate"), "2009-08-31");
    EXPECT_EQ(passports.at(0).first("endDate"), "2014-08-30");
    EXPECT_EQ(passports.at(0).first("country"), "jo");
    EXPECT_THAT(list.sink.with("Sanction", "entity", "csl-7").at(0).values("provisions"),
                ElementsAre("Secondary sanctions risk: section 1(b) of Executive Order 13224, as amended"));
}

TEST(UsCsl, CommerceRowsCarryTheirLicenceWordsAndDates) {
    const auto list = load({Row{{"_id", "abc"}, {"source", entity_list}, {"name", "Plant JSC, "},
                                {"alt_names", "Open Plant; and JSC Plant"}, {"start_date", "2022-04-07"},
                                {"end_date", "2030-01-01"}, {"federal_register_notice", "87 FR 20299"},
                                {"license_requirement", "For all items subject to the EAR."},
                                {"license_policy", "Policy of denial. "}, {"source_list_url", "http://example.org/el"}}});
    const auto& plant = list.sink.at("csl-abc");
    EXPECT_EQ(plant.schema, "LegalEntity");
    EXPECT_THAT(plant.values("name"), ElementsAre("Plant JSC"));
    EXPECT_THAT(plant.values("alias"), ElementsAre("Open Plant", "JSC Plant"));
    EXPECT_THAT(plant.values("topics"), ElementsAre("export.control"));
    const auto sanction = list.sink.with("Sanction", "entity", "csl-abc").at(0);
    EXPECT_THAT(sanction.values("provisions"), ElementsAre("For all items subject to the EAR.", "Policy of denial."));
    EXPECT_EQ(sanction.first("startDate"), "2022-04-07");
    EXPECT_EQ(sanction.first("endDate"), "2030-01-01");
    EXPECT_EQ(sanction.first("reason"), "Federal Register notice: 87 FR 20299");
    EXPECT_EQ(sanction.first("sourceUrl"), "http://example.org/el");
    EXPECT_EQ(sanction.first("measure"), "licence_required");
}

TEST(UsCsl, ThirteenSourcesHaveTheirMeasures) {
    EXPECT_EQ(measure_of(sdn), "asset_freeze");
    EXPECT_EQ(measure_of(entity_list), "licence_required");
    EXPECT_EQ(measure_of("Military End User (MEU) List - Bureau of Industry and Security"), "licence_required");
    EXPECT_EQ(measure_of("Unverified List (UVL) - Bureau of Industry and Security"), "licence_required");
    EXPECT_EQ(measure_of("Denied Persons List (DPL) - Bureau of Industry and Security"), "debarment");
    EXPECT_EQ(measure_of("ITAR Debarred (DTC) - State Department"), "debarment");
    EXPECT_EQ(measure_of("Sectoral Sanctions Identifications List (SSI) - Treasury Department"), "sectoral");
    EXPECT_EQ(measure_of("Capta List (CAP) - Treasury Department"), "sectoral");
    EXPECT_EQ(measure_of("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"), "sectoral");
    EXPECT_EQ(measure_of("Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department"), "sectoral");
    EXPECT_EQ(measure_of("Nonproliferation Sanctions (ISN) - State Department"), "unknown");
    EXPECT_EQ(measure_of("Palestinian Legislative Council List (PLC) - Treasury Department"), "unknown");
    EXPECT_EQ(measure_of("Foreign Sanctions Evaders (FSE) - Treasury Department"), "unknown");
}

TEST(UsCsl, ASourceNobodyKnowsIsSaid) {
    const auto list = load({Row{{"_id", "a"}, {"source", "New List (NEW) - Treasury Department"}, {"name", "X"}}});
    EXPECT_THAT(list.version.remarks, ElementsAre(HasSubstr("source list 'New List (NEW)' has no row in the table of measures")));
}

TEST(UsCsl, APartyOnSeveralListsIsOnePartyWithSeveralListings) {
    const Row first{{"_id", "9"}, {"source", sdn}, {"entity_number", "9"}, {"type", "Entity"}, {"name", "BANK"}};
    Row second = first;
    second["source"] = "Sectoral Sanctions Identifications List (SSI) - Treasury Department";
    second["alt_names"] = "OTHER BANK";
    const auto list = load({first, Row{{"_id", "x"}, {"source", entity_list}, {"name", "BETWEEN"}}, second});
    EXPECT_EQ(list.version.records, 3U);
    EXPECT_EQ(list.version.entities, 2U);
    EXPECT_THAT(list.sink.at("csl-9").values("alias"), ElementsAre("OTHER BANK"));
    EXPECT_EQ(list.sink.with("Sanction", "entity", "csl-9").size(), 2U);
}

TEST(UsCsl, ARepeatedHeaderIsLayout) {
    const std::string one = table(columns_2020, {Row{{"_id", "a"}, {"source", entity_list}, {"name", "A"}}});
    const auto list = load(one + one.substr(0, one.find('\n') + 1) + table({"x"}, {}).substr(0, 0) +
                           table(columns_2020, {Row{{"_id", "b"}, {"source", entity_list}, {"name", "B"}}}).substr(one.find('\n') + 1));
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.version.layout, 2U);
    EXPECT_EQ(list.version.rejects, 0U);
}

TEST(UsCsl, EarlierFormsHaveFewerColumns) {
    std::vector<std::string> columns_2019(columns_2020.begin() + 1, columns_2020.end());
    std::vector<std::string> columns_2016(columns_2019.begin(), columns_2019.end() - 1);
    const Row commerce{{"source", entity_list}, {"name", "Plant"}};
    const Row treasury{{"source", "SDN"}, {"entity_number", "9"}, {"type", "Entity"}, {"name", "BANK"}};
    const auto list2019 = load(table(columns_2019, {commerce, treasury}));
    EXPECT_EQ(list2019.version.entities, 2U);
    EXPECT_THAT(list2019.sink.entities.front().id, HasSubstr("csl-"));
    const auto list2016 = load(table(columns_2016, {commerce, treasury}));
    EXPECT_EQ(list2016.sink.with("Sanction", "entity", "csl-9").at(0).first("measure"), "asset_freeze");
    EXPECT_EQ(list2016.sink.entities.front().id, list2019.sink.entities.front().id);
}

TEST(UsCsl, AListedAddressIsNotCalledAddressOne) {
    const auto list = load({Row{{"_id", "a"}, {"source", entity_list}, {"name", "Address 01"}, {"addresses", "5/F, Tower, Kowloon, HK"}}});
    EXPECT_THAT(list.sink.at("csl-a").values("name"), ElementsAre("5/F, Tower, Kowloon, HK"));
    EXPECT_THAT(list.sink.at("csl-a").values("notes"), ElementsAre("listed by address: Address 01"));
}

TEST(UsCsl, AMemberIsLinkedToItsHead) {
    const auto list = load({Row{{"_id", "h"}, {"source", entity_list}, {"name", "Big Co., Ltd. (Big)"}},
                            Row{{"_id", "m"}, {"source", entity_list}, {"name", "Big Co., Ltd. (Big).  Affiliated Entity: Sea Ltd."}}});
    const auto links = list.sink.with("UnknownLink", "subject", "csl-m");
    ASSERT_EQ(links.size(), 1U);
    EXPECT_EQ(links[0].first("object"), "csl-h");
    EXPECT_EQ(links[0].first("role"), "Affiliated Entity");
}

TEST(UsCsl, LostQuotesAreMendedAndKept) {
    const auto list = load({Row{{"_id", "a"}, {"source", entity_list}, {"name", "OOO ?STG?EKO?"}}});
    EXPECT_THAT(list.sink.at("csl-a").values("name"), ElementsAre("OOO STG EKO"));
    EXPECT_THAT(list.sink.at("csl-a").values("notes"), ElementsAre("published as: OOO ?STG?EKO?"));
    EXPECT_THAT(list.version.remarks, ElementsAre(HasSubstr("mended: 1")));
}

TEST(UsCsl, CountriesStandLastInAddressesOrNowhere) {
    const auto list = load({Row{{"_id", "a"}, {"source", entity_list}, {"name", "A"},
                                {"addresses", "1 Road, Dubai, UAE, AE; 2 Drive, PHOENIX, AZ, 85043; 3 Road, Central, Hong Kong"}}});
    EXPECT_THAT(list.sink.at("csl-a").values("address"),
                ElementsAre("1 Road, Dubai, UAE", "2 Drive, PHOENIX, AZ, 85043", "3 Road, Central, Hong Kong"));
    EXPECT_THAT(list.sink.at("csl-a").values("country"), ElementsAre("ae", "hk"));
}

TEST(UsCsl, ShipsHaveTheirColumns) {
    const auto list = load({Row{{"_id", "15903"}, {"source", sdn}, {"entity_number", "15903"}, {"type", "Vessel"}, {"name", "DANIEL"},
                                {"call_sign", "5IM656"}, {"vessel_type", "Crude Oil Tanker"}, {"vessel_flag", "Panama"},
                                {"gross_tonnage", "317356"}, {"ids", "IMO 9569683, Vessel Registration Identification; Tanzania, Former Vessel Flag"}}});
    const auto& ship = list.sink.at("csl-15903");
    EXPECT_THAT(ship.values("imoNumber"), ElementsAre("9569683"));
    EXPECT_THAT(ship.values("flag"), ElementsAre("pa"));
    EXPECT_THAT(ship.values("pastFlags"), ElementsAre("tz"));
    EXPECT_THAT(ship.values("tonnage"), ElementsAre("317356"));
}

TEST(UsCsl, RowsOfAnotherWidthOrWithoutNameAreRejected) {
    std::vector<Row> rows;
    for (int i = 0; i < 2000; ++i) {
        rows.push_back({{"_id", std::to_string(i)}, {"source", entity_list}, {"name", "N" + std::to_string(i)}});
    }
    rows.push_back({{"_id", "nameless"}, {"source", entity_list}});
    const auto list = load(table(columns_2020, rows) + "short,row\n");
    EXPECT_EQ(list.version.records, 2002U);
    EXPECT_EQ(list.version.entities, 2000U);
    ASSERT_EQ(list.rejects.count(), 2U);
    EXPECT_EQ(list.rejects.kept()[0].reason, "the row names nobody");
    EXPECT_EQ(list.rejects.kept()[1].reason, "2 fields where 29 are due");
}

TEST(UsCsl, AFileCutInTheMiddleIsRefused) {
    const std::string whole = table(columns_2020, std::vector<Row>(50, Row{{"_id", "a"}, {"source", entity_list}, {"name", "A, B"}}));
    EXPECT_THROW(load(whole.substr(0, whole.size() - 34)), base::Failure);
}

} // namespace tidewaiter::lists
