// The UN reader over records written for the test: every trap that the real list has had, with other people in it.
#include "collected.hpp"
#include "lists/formats.hpp"
#include "support/files.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tidewaiter;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

std::string un_list(std::string_view individuals, std::string_view entities = "") {
    return "<?xml version='1.0' encoding='UTF-8'?><CONSOLIDATED_LIST dateGenerated='2026-02-27T00:00:09.554Z'><INDIVIDUALS>" +
           std::string(individuals) + "</INDIVIDUALS><ENTITIES>" + std::string(entities) + "</ENTITIES></CONSOLIDATED_LIST>";
}

std::string person(std::string_view content) {
    return "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ALI</FIRST_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>"
           "<REFERENCE_NUMBER>QDi.001</REFERENCE_NUMBER>" +
           std::string(content) + "</INDIVIDUAL>";
}

std::string organisation(std::string_view content) {
    return "<ENTITY><DATAID>2</DATAID><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.001</REFERENCE_NUMBER>" +
           std::string(content) + "</ENTITY>";
}

test::ReadList read_un(const std::string& bytes) {
    const test::ScratchFolder folder;
    return test::read_list(lists::un_xml, {folder.write("un.xml", bytes)});
}

/// Values of a property of the only party of a list with one person.
std::vector<std::string> of_person(std::string_view property, std::string_view content) {
    return read_un(un_list(person(content))).sink.at("un-1").values(property);
}

} // namespace

TEST(UnXml, PartyCarriesNamesListingAndVersion) {
    const auto list = read_un(un_list(person("<SECOND_NAME>\n  HASSAN </SECOND_NAME><THIRD_NAME/><NAME_ORIGINAL_SCRIPT> علي حسن </NAME_ORIGINAL_SCRIPT>"
                                             "<LISTED_ON>2016-11-30</LISTED_ON><GENDER>MALE</GENDER>")));
    const auto& party = list.sink.at("un-1");
    EXPECT_EQ(party.schema, "Person");
    EXPECT_THAT(party.values("name"), ElementsAre("ALI HASSAN", "علي حسن"));
    EXPECT_THAT(party.values("topics"), ElementsAre("sanction"));
    EXPECT_EQ(list.version.list, "un_sc_sanctions");
    EXPECT_EQ(list.version.date, "2026-02-27");
    const auto sanctions = list.sink.with("Sanction", "entity", "un-1");
    ASSERT_EQ(sanctions.size(), 1U);
    const auto listing = entity::to_listing(sanctions[0], "un_sc_sanctions", list.version.version);
    EXPECT_EQ(listing.entry_id, "QDi.001");
    EXPECT_EQ(listing.measure, entity::Measure::asset_freeze);
    EXPECT_EQ(listing.jurisdiction, "un");
    EXPECT_EQ(listing.listed_on, "2016-11-30");
    EXPECT_THAT(listing.programs, ElementsAre("Al-Qaida"));
}

TEST(UnXml, AliasQualitiesInTheirFourSpellings) {
    const auto list = read_un(un_list(
        person("<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Good One; Good Two</ALIAS_NAME></INDIVIDUAL_ALIAS>"
               "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu X</ALIAS_NAME></INDIVIDUAL_ALIAS>"
               "<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>"),
        organisation("<FIRST_NAME>FIRST ; SECOND</FIRST_NAME><ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Aka</ALIAS_NAME></ENTITY_ALIAS>"
                     "<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Fka</ALIAS_NAME></ENTITY_ALIAS>")));
    EXPECT_THAT(list.sink.at("un-1").values("alias"), ElementsAre("Good One", "Good Two"));
    EXPECT_THAT(list.sink.at("un-1").values("weakAlias"), ElementsAre("Abu X"));
    EXPECT_THAT(list.sink.at("un-2").values("name"), ElementsAre("FIRST", "SECOND"));
    EXPECT_THAT(list.sink.at("un-2").values("alias"), ElementsAre("Aka"));
    EXPECT_THAT(list.sink.at("un-2").values("previousName"), ElementsAre("Fka"));
    EXPECT_EQ(list.version.names, 8U);
}

TEST(UnXml, NotesOfAliasesAreRead) {
    const auto list = read_un(un_list(
        person("<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Old Name</ALIAS_NAME><NOTE>previously listed as</NOTE></INDIVIDUAL_ALIAS>"
               "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Ramzan</ALIAS_NAME><NOTE>original script: Рамзан</NOTE></INDIVIDUAL_ALIAS>"
               "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>عبد</ALIAS_NAME><NOTE>Abdul Rehman; Abdur Rahman</NOTE></INDIVIDUAL_ALIAS>"
               "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ali Thafir</ALIAS_NAME><DATE_OF_BIRTH>1970</DATE_OF_BIRTH>"
               "<CITY_OF_BIRTH>Tunis</CITY_OF_BIRTH><COUNTRY_OF_BIRTH>Tunisia</COUNTRY_OF_BIRTH><NOTE>Passport No. 284158, (Iraq)</NOTE></INDIVIDUAL_ALIAS>")));
    const auto& party = list.sink.at("un-1");
    EXPECT_THAT(party.values("previousName"), ElementsAre("Old Name"));
    EXPECT_THAT(party.values("weakAlias"), ElementsAre("Ramzan", "Рамзан"));
    EXPECT_THAT(party.values("alias"), ElementsAre("عبد", "Abdul Rehman", "Abdur Rahman", "Ali Thafir"));
    EXPECT_THAT(party.values("birthDate"), ElementsAre("1970"));
    EXPECT_THAT(party.values("birthPlace"), ElementsAre("Tunis, Tunisia"));
    EXPECT_THAT(party.values("passportNumber"), ElementsAre("284158"));
    EXPECT_THAT(party.values("notes"), testing::Contains("alias Ali Thafir: 1970, Tunis, Tunisia"));
}

TEST(UnXml, BirthDatesOfEveryType) {
    const auto born = [](std::string_view content) {
        return of_person("birthDate", "<INDIVIDUAL_DATE_OF_BIRTH>" + std::string(content) + "</INDIVIDUAL_DATE_OF_BIRTH>");
    };
    EXPECT_THAT(born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17</DATE>"), ElementsAre("1964-07-17"));
    EXPECT_THAT(born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17-04:00</DATE>"), ElementsAre("1964-07-17"));
    EXPECT_THAT(born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR>"), ElementsAre("1971"));
    EXPECT_THAT(born("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1961</YEAR>"), ElementsAre("1961"));
    EXPECT_THAT(born("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1958</TO_YEAR>"), ElementsAre("1955..1958"));
    EXPECT_THAT(born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE>"), ElementsAre("1973-11"));
    EXPECT_THAT(born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1958</YEAR><NOTE>Sep.</NOTE>"), ElementsAre("1958-09"));
    EXPECT_THAT(born("<TYPE_OF_DATE/>"), IsEmpty());
}

TEST(UnXml, IslamicCalendarIsNotReadAsAnother) {
    const std::string birth = "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>24/06/1402 (Hijri Calendar)</NOTE></INDIVIDUAL_DATE_OF_BIRTH>";
    EXPECT_THAT(of_person("birthDate", birth), IsEmpty());
    EXPECT_THAT(of_person("notes", birth), ElementsAre("birthDate: 24/06/1402 (Hijri Calendar)"));
}

TEST(UnXml, DocumentsWithWordsAroundTheirNumbers) {
    const auto list = read_un(un_list(person(
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>Jordan 654781</NUMBER><NOTE>expired on 4 April 2004</NOTE></INDIVIDUAL_DOCUMENT>"
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Número de pasaporte</TYPE_OF_DOCUMENT><NUMBER>\nPS 472330208</NUMBER><COUNTRY_OF_ISSUE>Iran (Islamic Republic of)</COUNTRY_OF_ISSUE></INDIVIDUAL_DOCUMENT>"
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT><TYPE_OF_DOCUMENT2>Ration Card no</TYPE_OF_DOCUMENT2><NUMBER>0094195</NUMBER></INDIVIDUAL_DOCUMENT>"
        "<INDIVIDUAL_DOCUMENT/>")));
    const auto& party = list.sink.at("un-1");
    EXPECT_THAT(party.values("passportNumber"), ElementsAre("654781", "PS 472330208"));
    EXPECT_THAT(party.values("idNumber"), ElementsAre("0094195"));
    const auto jordanian = list.sink.with("Passport", "number", "654781");
    ASSERT_EQ(jordanian.size(), 1U);
    EXPECT_EQ(jordanian[0].first("country"), "jo");
    EXPECT_EQ(jordanian[0].first("endDate"), "2004-04-04");
}

TEST(UnXml, CommentsGiveImoNumberAndLinks) {
    const auto list = read_un(un_list(person(""), organisation("<FIRST_NAME>SHIPPING CO</FIRST_NAME><COMMENTS1>Registered owner of X. IMO number: 5571322. "
                                                               "Led by Ali (QDi.001) and Omar (QDi.999).</COMMENTS1>")));
    EXPECT_THAT(list.sink.at("un-2").values("imoNumber"), ElementsAre("5571322"));
    const auto links = list.sink.with("UnknownLink", "subject", "un-2");
    ASSERT_EQ(links.size(), 1U);
    EXPECT_EQ(links[0].first("object"), "un-1");
    EXPECT_THAT(list.version.remarks, ElementsAre("links to a party that is not in the file, kept in notes: 1 (first: 'QDi.999' of un-2)"));
}

TEST(UnXml, TravelBanAloneIsNoAssetFreeze) {
    const auto measure = [](std::string_view comments) {
        const auto list = read_un(un_list(person("<COMMENTS1>" + std::string(comments) + "</COMMENTS1>")));
        return std::string(list.sink.with("Sanction", "entity", "un-1").at(0).first("measure"));
    };
    EXPECT_EQ(measure("Listed pursuant to paragraph 15 of resolution 1970 (Travel Ban)."), "unknown");
    EXPECT_EQ(measure("Listed (Travel Ban). Listed pursuant to paragraph 17 (\nAsset Freeze)."), "asset_freeze");
}

TEST(UnXml, RegimeWithoutASourceIsUnknown) {
    const auto list = read_un(un_list("<INDIVIDUAL><DATAID>9</DATAID><FIRST_NAME>X</FIRST_NAME><UN_LIST_TYPE>GB</UN_LIST_TYPE></INDIVIDUAL>"));
    EXPECT_EQ(list.sink.with("Sanction", "entity", "un-9").at(0).first("measure"), "unknown");
}

TEST(UnXml, RawControlCharacterIsSurvivedAndSaid) {
    const auto list = read_un(un_list(person("<COMMENTS1>the group\x19s leader</COMMENTS1>")));
    EXPECT_THAT(list.sink.at("un-1").values("notes"), ElementsAre("the groups leader"));
    EXPECT_THAT(list.version.remarks, ElementsAre("control characters that XML forbids, removed: 1"));
}

TEST(UnXml, RecordsWithoutNumberOrNameAndRepeatedOnesAreRejected) {
    const auto list = read_un(un_list(person("") + "<INDIVIDUAL><FIRST_NAME>NO NUMBER</FIRST_NAME></INDIVIDUAL>" +
                                      "<INDIVIDUAL><DATAID>3</DATAID><FIRST_NAME> </FIRST_NAME></INDIVIDUAL>" + person("<SECOND_NAME>AGAIN</SECOND_NAME>")));
    EXPECT_EQ(list.version.records, 4U);
    EXPECT_EQ(list.version.entities, 1U);
    ASSERT_EQ(list.rejects.count(), 3U);
    EXPECT_EQ(list.rejects.kept()[0].reason, "the entry has no number of its own (line 1)");
    EXPECT_EQ(list.rejects.kept()[1].reason, "the entry has no name (line 1)");
    EXPECT_EQ(list.rejects.kept()[2].reason, "an entry of this number has gone by already (line 1)");
    EXPECT_EQ(list.rejects.kept()[2].row, 4U);
}

TEST(UnXml, ElementThatNobodyKnowsIsKeptAndSaid) {
    const auto list = read_un(un_list(person("<SHOE_SIZE><VALUE>43</VALUE></SHOE_SIZE>")));
    EXPECT_THAT(list.sink.at("un-1").values("notes"), ElementsAre("SHOE_SIZE: 43"));
    EXPECT_THAT(list.version.remarks, ElementsAre("elements that this reader does not know, kept in notes: 1 (first: <SHOE_SIZE> of un-1)"));
}

TEST(UnXml, CutListIsRefused) {
    const std::string whole = un_list(person(""));
    EXPECT_THROW(read_un(whole.substr(0, whole.size() - 30)), base::Failure);
}

TEST(UnXml, EmptyListIsRefusedByWhoeverLoadsIt) {
    const test::ScratchFolder folder;
    test::Collected sink;
    base::RejectList rejects;
    EXPECT_THROW(lists::load_list({folder.write("un.xml", un_list(""))}, {}, sink, rejects), base::Failure);
}

TEST(UnXml, ListWithTooManyMalformedRecordsIsRefused) {
    const test::ScratchFolder folder;
    test::Collected sink;
    base::RejectList rejects;
    std::string bad = person("");
    for (int i = 0; i < 3; ++i) {
        bad += "<INDIVIDUAL><FIRST_NAME>NO NUMBER</FIRST_NAME></INDIVIDUAL>";
    }
    try {
        lists::load_list({folder.write("un.xml", un_list(bad))}, {}, sink, rejects);
        FAIL() << "not refused";
    } catch (const base::Failure& failure) {
        EXPECT_THAT(failure.what(), testing::HasSubstr("3 of 4 records are malformed, more than 0.1 %"));
        EXPECT_THAT(failure.what(), testing::HasSubstr("record 2: the entry has no number of its own"));
    }
}

TEST(UnXml, IsRecognisedByItsRootElement) {
    EXPECT_EQ(lists::un_xml.recognise("<?xml version='1.0'?>\n<CONSOLIDATED_LIST x='1'>"), 95);
    EXPECT_EQ(lists::un_xml.recognise("<sdnList>"), 0);
    EXPECT_EQ(lists::un_xml.recognise("<!DOCTYPE html><html>"), 0);
}
