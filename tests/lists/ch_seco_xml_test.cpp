// The reader of Switzerland's list over targets written for the test.
#include "collected.hpp"
#include "lists/formats.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

using namespace tidewaiter;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace {

constexpr std::string_view program =
    R"(<sanctions-program ssid="1"><program-key lang="ger">BY</program-key><program-key lang="eng">Belarus</program-key>
<program-name lang="ger">Massnahmen</program-name><program-name lang="eng">Measures against Belarus</program-name>
<sanctions-set ssid="11" lang="ger">Anhang 2</sanctions-set><sanctions-set ssid="11" lang="eng">Financial measures, annex 2</sanctions-set>
<sanctions-set ssid="12" lang="eng">Travel ban, annex 1</sanctions-set><origin>EU</origin></sanctions-program>)";
constexpr std::string_view minsk =
    R"(<place ssid="900"><location>Minsk</location><area>Minsk Region</area><country iso-code="BY">Belarus</country></place>)";

/// Places stand behind the targets here: nothing in the format says that they come first.
std::string document(std::string_view targets, std::string_view type = "whole-list") {
    return fmt::format(
        R"(<?xml version="1.0"?><swiss-sanctions-list list-type="{}" date="2024-01-17">{}{}{}</swiss-sanctions-list>)",
        type, program, targets, minsk);
}

std::string target(int ssid, std::string_view content, std::string_view modifications,
                   std::string_view attributes = "") {
    return fmt::format(
        R"(<target ssid="{}"{}><sanctions-set-id>11</sanctions-set-id>{}{}</target>)", ssid,
        attributes, content, modifications);
}

std::string modification(std::string_view type, std::string_view effective,
                         std::string_view content = "") {
    return fmt::format(
        R"(<modification modification-type="{}" effective-date="{}" publication-date="{}">{}</modification>)",
        type, effective, effective, content);
}

constexpr std::string_view person = R"(<individual sex="male"><identity ssid="1" main="true">
<name name-type="primary-name" quality="good" lang="eng"><name-part order="3" name-part-type="family-name"><value>Lukin</value>
<spelling-variant lang="rus" script="Cyrl">Лукин</spelling-variant><spelling-variant lang="eng" script="Latn">Loukine</spelling-variant></name-part>
<name-part order="2" name-part-type="given-name"><value>Ivan</value><spelling-variant lang="rus" script="Cyrl">Иван</spelling-variant></name-part>
<name-part order="1" name-part-type="title"><value>General</value></name-part></name>
<name name-type="alias" quality="low"><name-part order="1" name-part-type="whole-name"><value>Vanya</value></name-part></name>
<name name-type="formerly-known-as" quality="good"><name-part order="1" name-part-type="whole-name"><value>Ivan Old</value></name-part></name>
<nationality><country iso-code="BY">Belarus</country></nationality><day-month-year day="5" month="1" year="1960" calendar="Gregorian" quality="good"/>
<day-month-year year="1382" calendar="Islamic"/><place-of-birth place-id="900"/>
<identification-document document-type="passport"><number>MP1234567</number><issuer code="BY">Belarus</issuer><expiry-date>2025-03-01</expiry-date></identification-document>
<address place-id="900"><address-details>Lenina 1</address-details><zip-code>220030</zip-code></address></identity>
<justification>Commands a unit.</justification><relation target-id="200" relation-type="related-to"/>
<other-information>Passport and IMO number: 7406784.</other-information></individual>)";

std::string company(std::string_view name) {
    return fmt::format(
        R"(<entity><identity main="true"><name name-type="primary-name" quality="good"><name-part order="1" name-part-type="whole-name"><value>{}</value></name-part></name></identity></entity>)",
        name);
}

test::ReadList read_seco(const std::string& bytes) {
    const test::ScratchFolder folder;
    return test::read_list(lists::ch_seco_xml, {folder.write("list.xml", bytes)});
}

} // namespace

TEST(SecoXml, NamesAreBuiltFromTheirPartsInEachScript) {
    const auto list =
        read_seco(document(target(100, person, modification("listed", "2022-03-16"))));
    EXPECT_EQ(list.version.list, "ch_seco_sanctions");
    EXPECT_EQ(list.version.date, "2024-01-17");
    EXPECT_EQ(list.version.jurisdiction, "ch");
    const auto& party = list.sink.at("ch-seco-100");
    EXPECT_THAT(party.values("name"), ElementsAre("Ivan Lukin"));
    EXPECT_THAT(party.values("alias"), UnorderedElementsAre("Иван Лукин", "Ivan Loukine"));
    EXPECT_THAT(party.values("weakAlias"), ElementsAre("Vanya"));
    EXPECT_THAT(party.values("previousName"), ElementsAre("Ivan Old"));
    EXPECT_THAT(party.values("title"), ElementsAre("General"));
    EXPECT_THAT(party.values("lastName"), ElementsAre("Lukin"));
    EXPECT_THAT(party.values("gender"), ElementsAre("male"));
}

TEST(SecoXml, PlacesAreLookedUpWhereverTheyStand) {
    const auto list =
        read_seco(document(target(100, person, modification("listed", "2022-03-16"))));
    const auto& party = list.sink.at("ch-seco-100");
    EXPECT_THAT(party.values("birthPlace"), ElementsAre("Minsk, Minsk Region, Belarus"));
    EXPECT_THAT(party.values("birthCountry"), ElementsAre("by"));
    EXPECT_THAT(party.values("address"),
                ElementsAre("Lenina 1, 220030 Minsk, Minsk Region, Belarus"));
    EXPECT_THAT(party.values("nationality"), ElementsAre("by"));
    EXPECT_THAT(party.values("birthDate"), ElementsAre("1960-01-05"));
    EXPECT_THAT(party.values("notes"),
                Contains(HasSubstr("Islamic calendar"))); // its year is no year of ours
    EXPECT_THAT(party.values("passportNumber"), ElementsAre("MP1234567"));
    EXPECT_EQ(list.sink.with("Passport", "holder", party.id).at(0).first("endDate"), "2025-03-01");
    EXPECT_THAT(party.values("imoNumber"), IsEmpty()); // a ship's number is not the person's
}

TEST(SecoXml, ListingHasProgrammeSetAndReason) {
    const auto list = read_seco(document(
        target(100, person,
               modification("amended", "2023-01-10") + modification("listed", "2022-03-16"))));
    const auto sanction = list.sink.with("Sanction", "entity", "ch-seco-100").at(0);
    EXPECT_THAT(sanction.values("program"), ElementsAre("Measures against Belarus"));
    EXPECT_THAT(sanction.values("programId"), ElementsAre("Belarus"));
    EXPECT_THAT(sanction.values("provisions"), ElementsAre("Financial measures, annex 2"));
    EXPECT_EQ(sanction.first("reason"), "Commands a unit.");
    EXPECT_EQ(sanction.first("startDate"), "2022-03-16");
    EXPECT_EQ(sanction.first("country"), "ch");
    EXPECT_EQ(sanction.first("measure"), "unknown");
    EXPECT_FALSE(sanction.has("endDate"));
    EXPECT_THAT(list.sink.at("ch-seco-100").values("modifiedAt"), ElementsAre("2023-01-10"));
}

TEST(SecoXml, TheLatestModificationDecidesWhoIsDelisted) {
    const std::string gone =
        modification("de-listed", "2023-05-01") + modification("listed", "2022-03-16");
    const std::string back =
        modification("de-listed", "2019-05-01") + modification("listed", "2022-03-16");
    const auto list =
        read_seco(document(target(1, company("GONE"), gone) + target(2, company("BACK"), back)));
    const auto ended = list.sink.with("Sanction", "entity", "ch-seco-1").at(0);
    EXPECT_EQ(ended.first("endDate"), "2023-05-01");
    EXPECT_EQ(ended.first("status"), "de-listed");
    EXPECT_FALSE(list.sink.at("ch-seco-1").has("topics"));
    EXPECT_FALSE(list.sink.with("Sanction", "entity", "ch-seco-2").at(0).has("endDate"));
    EXPECT_THAT(list.sink.at("ch-seco-2").values("topics"), ElementsAre("sanction"));
}

TEST(SecoXml, HistoryInsideAModificationIsNotTheTarget) {
    const std::string history = modification(
        "amended", "2023-01-10",
        "<removed>" + target(100, company("FORMER STATE"), "") + "</removed><place ssid=\"900\"/>");
    const auto list = read_seco(document(
        target(100, company("PRESENT STATE"), history + modification("listed", "2022-03-16"))));
    EXPECT_EQ(list.version.entities, 1U);
    EXPECT_THAT(list.sink.at("ch-seco-100").values("name"), ElementsAre("PRESENT STATE"));
    EXPECT_EQ(list.rejects.count(), 0U);
}

TEST(SecoXml, RelationsLinkTargetsAndAShipKeepsItsNumber) {
    const std::string ship =
        R"(<object object-type="vessel"><identity main="true"><name name-type="primary-name" quality="good"><name-part order="1" name-part-type="whole-name"><value>NORTH STAR</value></name-part></name></identity>
<other-information>IMO number: 7406784</other-information></object>)";
    const auto list = read_seco(document(target(100, person, "") + target(200, ship, "")));
    EXPECT_EQ(list.sink.with("UnknownLink", "subject", "ch-seco-100").at(0).first("object"),
              "ch-seco-200");
    EXPECT_EQ(list.sink.at("ch-seco-200").schema, "Vessel");
    EXPECT_THAT(list.sink.at("ch-seco-200").values("imoNumber"), ElementsAre("7406784"));
}

TEST(SecoXml, OlderFilesNameTheSetInAnAttribute) {
    const auto list =
        read_seco(document("<target ssid=\"7\" sanctions-set-id=\"12\">" + company("OLD FORM") +
                           "<foreign-identifier>QDe.004</foreign-identifier></target>"));
    const auto sanction = list.sink.with("Sanction", "entity", "ch-seco-7").at(0);
    EXPECT_THAT(sanction.values("provisions"), ElementsAre("Travel ban, annex 1"));
    EXPECT_EQ(sanction.first("unscId"), "QDe.004");
}

TEST(SecoXml, MissingPlacesAndSetsAreSaid) {
    const auto list = read_seco("<swiss-sanctions-list date=\"2024-01-17\">" +
                                target(100, person, "") + "</swiss-sanctions-list>");
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("places that the file does not hold")));
    EXPECT_THAT(list.version.remarks,
                Contains(HasSubstr("sanctions sets that the file does not hold")));
    EXPECT_EQ(list.version.entities, 1U);
}

TEST(SecoXml, AnAmendmentIsNotTheWholeListAndSaysSo) {
    const auto list = read_seco(document(target(100, person, ""), "amendment"));
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("the file is an amendment of the list")));
}

TEST(SecoXml, ThePublishersExample) {
    const std::string path = test::shared_data("lists/ch/seco_example_amendment_20240117.xml");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({path});
    EXPECT_EQ(list.version.format, "ch-seco-xml");
    EXPECT_EQ(list.version.records, 3U);
    EXPECT_EQ(list.version.entities, 3U);
    EXPECT_EQ(list.version.names, 3U);
    EXPECT_THAT(list.sink.at("ch-seco-64398").values("name"), ElementsAre("Test B"));
    EXPECT_THAT(list.sink.at("ch-seco-64398").values("nationality"), ElementsAre("gb"));
    EXPECT_THAT(list.sink.at("ch-seco-64398").values("birthDate"), ElementsAre("2025-12-31"));
    const auto sanction = list.sink.with("Sanction", "entity", "ch-seco-64393").at(0);
    EXPECT_THAT(sanction.values("provisions"),
                ElementsAre("Financial measures, annex 2", "Travel ban, annex 1"));
}
