// The UK's lists as CSV, in small.
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::string_view old_header =
    "Last Updated,13/04/2018,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n"
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,Nationality,Passport Details,NI Number,Position,"
    "Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,"
    "Listed On,Last Updated,Group ID\r\n";

} // namespace

TEST(OfsiCsv, RowsOfAGroupAreOnePartyAndListsInFieldsAreTakenApart) {
    const test::ScratchFolder folder;
    const auto path = folder.write("conlist.csv", std::string(old_header) +
        " MADE-UP,Sheikh,Faro\x91q,,,,,00/00/1980,(1) Derna (2) Tunis,(1) Libya (2) Tunisia,1) Saudi Arabia 2) Qatar,"
        "G827238 (Tunisian). Issued on 1 June 1996. Expired on 31 May 2001,Civil ID no 1028745097 (Saudi Arabia),,,,,,,,,Afghanistan (since 2009),"
        "UN Ref QDe.994. Emir of nowhere.,Individual,AKA,Made-up regime,01/04/2016,02/04/2016,99349\r\n"
        "SOMEBODY ELSE,,,,,,,,,,,,,,,,,,,,,,IMO: 9074729.,Entity,Prime Alias,Made-up regime,19/10/2017,19/10/2017,99350\r\n"
        "MADE-UP,Faruq,,,,,,00/00/1981,,,,Uganda Passport.,,,,,,,,,,,,Individual,Prime Alias,Other regime,01/04/2016,02/04/2016,99349\r\n"
        ",,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n");
    const auto list = test::load({path});
    EXPECT_EQ(list.version.format, "ofsi-conlist-csv");
    EXPECT_EQ(list.version.list, "gb_hmt_sanctions");
    EXPECT_EQ(list.version.date, "2018-04-13");
    EXPECT_EQ(list.version.records, 3U);
    EXPECT_EQ(list.version.entities, 2U);
    const auto& person = list.sink.at("gb-hmt-99349");
    EXPECT_EQ(person.schema, "Person");
    EXPECT_THAT(person.values("name"), ElementsAre("Faruq MADE-UP"));
    EXPECT_THAT(person.values("alias"), ElementsAre("Sheikh Faro‘q MADE-UP"));
    EXPECT_THAT(person.values("birthDate"), UnorderedElementsAre("1980", "1981"));
    EXPECT_THAT(person.values("birthPlace"), ElementsAre("Derna, Libya", "Tunis, Tunisia"));
    EXPECT_THAT(person.values("nationality"), ElementsAre("sa", "qa"));
    EXPECT_THAT(person.values("passportNumber"), ElementsAre("G827238"));
    EXPECT_THAT(person.values("idNumber"), ElementsAre("1028745097"));
    EXPECT_THAT(person.values("country"), Contains("af"));
    EXPECT_THAT(person.values("program"), UnorderedElementsAre("Made-up regime", "Other regime"));
    const auto passport = list.sink.with("Passport", "holder", person.id).at(0);
    EXPECT_EQ(passport.first("country"), "tn");
    EXPECT_EQ(passport.first("startDate"), "1996-06-01");
    EXPECT_EQ(passport.first("endDate"), "2001-05-31");
    const auto sanction = list.sink.with("Sanction", "entity", person.id).at(0);
    EXPECT_EQ(sanction.first("unscId"), "QDe.994");
    EXPECT_EQ(sanction.first("listingDate"), "2016-04-01"); // the first of April
    EXPECT_EQ(sanction.first("measure"), "unknown");
    EXPECT_EQ(sanction.first("country"), "gb");
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("1252")));
}

TEST(OfsiCsv, TheColumnsOf2022AreFoundByName) {
    const test::ScratchFolder folder;
    const auto path = folder.write("new.csv",
        "Last Updated,01/02/2023\r\n"
        "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,"
        "Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number,National Identification Details,Position,"
        "Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,"
        "Listed On,UK Sanctions List Date Designated,Last Updated,Group ID\r\n"
        "MADE-UP,Ivan,,,,,,Иван Выдуманный,Cyrillic,Russian,12/05/1963,,,Russia,AB123456,Issued on 1 June 2010,,,,,,,,,,,,"
        "(UN Ref):CDi.999 ,Individual,Primary name,,Made-up regime,03/04/2022,02/04/2022,03/04/2022,99001\r\n"
        "UP,Vanya,,,,,,,,,12/05/1963,,,Russia,AB123456,Issued on 1 June 2010,,,,,,,,,,,,,Individual,AKA,Low,Made-up regime,03/04/2022,02/04/2022,03/04/2022,99001\r\n");
    const auto list = test::load({path});
    EXPECT_EQ(list.version.format, "ofsi-conlist-csv");
    const auto& person = list.sink.at("gb-hmt-99001");
    EXPECT_THAT(person.values("name"), ElementsAre("Ivan MADE-UP"));
    EXPECT_THAT(person.values("alias"), ElementsAre("Иван Выдуманный"));
    EXPECT_THAT(person.values("weakAlias"), ElementsAre("Vanya UP"));
    EXPECT_THAT(person.values("birthDate"), ElementsAre("1963-05-12"));
    EXPECT_THAT(person.values("passportNumber"), ElementsAre("AB123456"));
    EXPECT_EQ(list.sink.with("Sanction", "entity", person.id).at(0).first("startDate"), "2022-04-02");
}

TEST(UkSanctionsListCsv, LinesBecomeADesignation) {
    const test::ScratchFolder folder;
    const auto path = folder.write("uksl.csv",
        "Report Date: 13-Feb-2026\r\n"
        "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name type,Alias strength,Name non-latin script,"
        "Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,Other Information,Date Designated,"
        "D.O.B,Nationality(/ies),IMO number,Current believed flag of ship\r\n"
        "01/02/2026,ZZZ0001,99,,MADE-UP ,Ivan,Primary name,,Иван,Russian,Made-up regime,Individual,UK,Asset freeze|Travel Ban,,02/01/2026,dd/mm/1965,Russia,,\r\n"
        "01/02/2026,ZZZ0002,98,,ANGARA,,Primary Name,,,,Made-up regime,Ship,UK,Ship specification,,02/01/2026,,,9179842,Cyprus\r\n"
        "01/02/2026,ZZZ0001,99,,MADE-UP ,Vanya,ALias,Low quality a.k.a,,,Made-up regime,Individual,UK,Asset freeze|Travel Ban,,02/01/2026,dd/mm/1965,Russia,,\r\n");
    const auto list = test::load({path});
    EXPECT_EQ(list.version.format, "uk-sanctions-list-csv");
    EXPECT_EQ(list.version.list, "gb_fcdo_sanctions");
    EXPECT_EQ(list.version.date, "2026-02-13");
    EXPECT_EQ(list.version.entities, 2U);
    const auto& person = list.sink.at("gb-ZZZ0001");
    EXPECT_THAT(person.values("name"), ElementsAre("Ivan MADE-UP"));
    EXPECT_THAT(person.values("weakAlias"), ElementsAre("Vanya MADE-UP"));
    EXPECT_THAT(person.values("alias"), ElementsAre("Иван"));
    EXPECT_THAT(person.values("birthDate"), ElementsAre("1965"));
    const auto sanction = list.sink.with("Sanction", "entity", person.id).at(0);
    EXPECT_EQ(sanction.first("measure"), "asset_freeze");
    EXPECT_THAT(sanction.values("provisions"), ElementsAre("Asset freeze", "Travel Ban"));
    const auto& ship = list.sink.at("gb-ZZZ0002");
    EXPECT_EQ(ship.schema, "Vessel");
    EXPECT_THAT(ship.values("imoNumber"), ElementsAre("9179842"));
    EXPECT_THAT(ship.values("flag"), ElementsAre("cy"));
}

} // namespace tidewaiter::lists
