#include "base/failure.hpp"
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class UserCsv : public ::testing::Test {
protected:
    test::ReadList load(std::string_view text, std::string_view mapping = {}, std::string_view name = "Own List.csv") {
        const ListFiles files{folder_.write_on(std::chrono::year{2020} / 1 / 2, name, text)};
        ReadOptions options;
        if (!mapping.empty()) {
            options.mapping = folder_.write("mapping.toml", mapping);
        }
        return test::load(files, options);
    }

    std::string failure(std::string_view text, std::string_view mapping = {}) {
        try {
            load(text, mapping);
        } catch (const base::Failure& caught) {
            return std::string(caught.what()) + " | " + caught.hint();
        }
        return {};
    }

    test::ScratchFolder folder_;
};

constexpr std::string_view mapping = R"([list]
id = "acme_blocked"
title = "Acme: do not trade"
publisher = "Acme Compliance"
jurisdiction = "NL"
version = "2026-03-01"
measure = "debarment"
topics = ["poi"]
programs = ["own"]
[file]
value_separator = " / "
date_order = "day_first"
schema = "Company"
[columns]
name = "Party"
alias = ["Other names", "Trading as"]
schema = "Kind"
id = "Nr"
country = "Land"
birthDate = "Born"
listedOn = "Since"
[schemata]
Person = ["P"]
)";

} // namespace

TEST_F(UserCsv, UsualHeadersAreRecognised) {
    const auto list = load("ID;Full Name;Date of birth;Country;IMO no.;Colour\n"
                           "1;Doe, John;1963-05-12;Germany;;red\n"
                           "2;Sea Star;;Panama;9187629;\n"
                           "3;Acme; ;NL;;\n");
    EXPECT_EQ(list.version.format, "user-csv");
    EXPECT_EQ(list.version.list, "own_list");
    EXPECT_EQ(list.version.version, "2020-01-02");
    EXPECT_EQ(list.version.jurisdiction, "");
    EXPECT_EQ(list.version.entities, 3U);
    EXPECT_EQ(list.sink.at("own_list-1").schema, "Person");
    EXPECT_THAT(list.sink.at("own_list-1").values("name"), ElementsAre("Doe, John"));
    EXPECT_THAT(list.sink.at("own_list-1").values("birthDate"), ElementsAre("1963-05-12"));
    EXPECT_EQ(list.sink.at("own_list-2").schema, "Vessel");
    EXPECT_THAT(list.sink.at("own_list-2").values("imoNumber"), ElementsAre("9187629"));
    EXPECT_EQ(list.sink.at("own_list-3").schema, "LegalEntity");
    EXPECT_THAT(list.version.remarks, ElementsAre(HasSubstr("columns that were not read: Colour")));
}

TEST_F(UserCsv, AMappingDecidesColumnsAndListing) {
    const auto list = load("Nr,Party,Other names,Trading as,Kind,Land,Born,Since\n"
                           "7,Acme BV,ACME / Acme Trading,Ac,F,Netherlands,,05/04/2021\n"
                           "8,Jane Roe,,,p,Belgium,31/12/1970,\n",
                           mapping);
    EXPECT_EQ(list.version.list, "acme_blocked");
    EXPECT_EQ(list.version.title, "Acme: do not trade");
    EXPECT_EQ(list.version.version, "2026-03-01");
    EXPECT_EQ(list.version.date, "2026-03-01");
    EXPECT_EQ(list.version.jurisdiction, "nl");
    const auto& acme = list.sink.at("acme_blocked-7");
    EXPECT_EQ(acme.schema, "Company");
    EXPECT_THAT(acme.values("alias"), ElementsAre("ACME", "Acme Trading", "Ac"));
    EXPECT_THAT(acme.values("topics"), ElementsAre("poi"));
    const auto listing = list.sink.with("Sanction", "entity", "acme_blocked-7").at(0);
    EXPECT_EQ(listing.first("measure"), "debarment");
    EXPECT_EQ(listing.first("listingDate"), "2021-04-05");
    EXPECT_EQ(listing.first("authority"), "Acme Compliance");
    EXPECT_EQ(listing.first("program"), "own");
    EXPECT_EQ(list.sink.at("acme_blocked-8").schema, "Person");
    EXPECT_THAT(list.sink.at("acme_blocked-8").values("birthDate"), ElementsAre("1970-12-31"));
}

TEST_F(UserCsv, AMappingBesideTheFileIsUsed) {
    folder_.write("blocked.csv.toml", "[columns]\nname = \"Wer\"\n");
    const auto list = test::load({folder_.write("blocked.csv", "Wer,Was\nAcme,x\n")});
    EXPECT_THAT(list.sink.entities.front().values("name"), ElementsAre("Acme"));
    EXPECT_EQ(group_files(std::vector{folder_.path("blocked.csv")}).size(), 1U);
}

TEST_F(UserCsv, AMappingDoesNotCoverPublishedLists) {
    const auto sdn = folder_.write("sdn.csv", "36,\"AIR, LTD.\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n");
    const auto own = folder_.write("own.csv", "Wer,Was\nAcme,x\n");
    const auto toml = folder_.write("m.toml", "[columns]\nname = \"Wer\"\n");
    EXPECT_EQ(group_files(std::vector{sdn, own}, toml).size(), 2U);
    EXPECT_EQ(test::load({sdn}, {.mapping = toml}).version.format, "ofac-csv");
    EXPECT_EQ(test::load({own}, {.mapping = toml}).version.format, "user-csv");
}

TEST_F(UserCsv, RowsOfOneIdAreOneParty) {
    const auto list = load("id,name,alias\n1,Acme,A\n2,Other,\n1,Acme Ltd,B;C\n");
    EXPECT_EQ(list.version.records, 3U);
    EXPECT_EQ(list.version.entities, 2U);
    EXPECT_THAT(list.sink.at("own_list-1").values("alias"), ElementsAre("A", "Acme Ltd", "B", "C"));
}

TEST_F(UserCsv, PartsOfNamesAndPlacesAreJoined) {
    const auto list = load("first name,last name,street,city,postcode\nJane,Roe,Main 1,Gent,9000\n");
    const auto& person = list.sink.entities.front();
    EXPECT_THAT(person.values("name"), ElementsAre("Jane Roe"));
    EXPECT_THAT(person.values("address"), ElementsAre("Main 1, 9000 Gent"));
}

TEST_F(UserCsv, DaysAndMonthsThatCannotBeToldApartAreKeptInNotes) {
    const auto list = load("name,dob\nJane Roe,05/04/1971\n");
    EXPECT_FALSE(list.sink.entities.front().has("birthDate"));
    EXPECT_THAT(list.sink.entities.front().values("notes"), ElementsAre("birthDate: 05/04/1971"));
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("dates that could not be read, kept in notes: 1")));
}

TEST_F(UserCsv, AKindNobodyKnowsIsSaid) {
    const auto list = load("name,type\nAcme,gizmo\n");
    EXPECT_EQ(list.sink.entities.front().schema, "LegalEntity");
    EXPECT_THAT(list.version.remarks, ElementsAre(HasSubstr("kinds of party that are not known")));
}

TEST_F(UserCsv, RowsWithoutNameAreRejected) {
    const auto list = load("name,country\nAcme,nl\n,de\n");
    EXPECT_EQ(list.version.entities, 1U);
    EXPECT_EQ(list.rejects.kept().at(0).reason, "the row names nobody");
    EXPECT_EQ(list.rejects.kept().at(0).row, 3U);
    EXPECT_THAT(failure("name,country\n,nl\n,de\n,fr\n"), HasSubstr("3 of 3 records are malformed"));
    EXPECT_THAT(failure("name,country\n"), HasSubstr("lists nobody, so it is refused"));
}

TEST_F(UserCsv, AColumnThatIsNotThereIsNamed) {
    EXPECT_THAT(failure("who,where\nAcme,nl\n", "[columns]\nname = \"Party\"\n"),
                HasSubstr("has no column 'Party', which the mapping names for name | Its columns are: who, where."));
}

TEST_F(UserCsv, WrongMappingsNameLineAndKey) {
    const auto wrong = [&](std::string_view text) { return failure("name\nAcme\n", text); };
    EXPECT_THAT(wrong("[columns\nname=1"), HasSubstr("mapping.toml: line 1 is no TOML"));
    EXPECT_THAT(wrong("[columns]\nname = \"name\"\nnmae = \"x\"\n"), HasSubstr("line 3: unknown field columns.nmae"));
    EXPECT_THAT(wrong("[lists]\nid = \"a\"\n"), HasSubstr("unknown key lists"));
    EXPECT_THAT(wrong("[list]\nid = \"A b\"\n"), HasSubstr("line 2: list.id has other characters"));
    EXPECT_THAT(wrong("[list]\nmeasure = \"frozen\"\n"), HasSubstr("line 2: unknown measure 'frozen'"));
    EXPECT_THAT(wrong("[file]\nschema = \"Gizmo\"\n"), HasSubstr("'Gizmo' is no schema of a party"));
    EXPECT_THAT(wrong("[file]\ndate_order = \"american\"\n"), HasSubstr("not day_first or month_first"));
    EXPECT_THAT(wrong("[file]\nseparator = \"||\"\n"), HasSubstr("file.separator is not one character"));
    EXPECT_THAT(wrong("[columns]\nname = 5\n"), HasSubstr("name is neither text in quotes nor a list of such"));
    EXPECT_THAT(wrong("[columns]\nname = []\n"), HasSubstr("line 2: name names no column"));
    EXPECT_THAT(wrong("[columns]\ncountry = \"name\"\n"), HasSubstr("no column is mapped to name"));
    EXPECT_THAT(wrong("columns = 3\n"), HasSubstr("columns is no table"));
}

TEST_F(UserCsv, ATableWithoutNamesIsNoList) {
    EXPECT_THAT(failure("fruit,weight\napple,3\n"), HasSubstr("a table of 2 columns; it starts with: fruit, weight"));
}

} // namespace tidewaiter::lists
