// The EU reader over records written for the test.
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

constexpr std::string_view regulation =
    "<regulation regulationType='amendment' organisationType='council' publicationDate='2018-03-22' entryIntoForceDate='2018-03-23' "
    "numberTitle='2018/1 (OJ L1)' programme='TERR' logicalId='7'><publicationUrl>https://example.org/r?a=1&amp;b=2</publicationUrl></regulation>";

std::string entity_of(std::string_view type, std::string_view content, std::string_view attributes = "") {
    return "<sanctionEntity designationDetails='' unitedNationId='QDe.001' euReferenceNumber='EU.35.13' logicalId='207' " + std::string(attributes) +
           "><subjectType code='" + std::string(type) + "' classificationCode='" + (type == "person" ? "P" : "E") + "'/>" + std::string(content) +
           "</sanctionEntity>";
}

test::ReadList read_eu(const std::string& entities) {
    const test::ScratchFolder folder;
    return test::read_list(lists::eu_fsf_xml,
                           {folder.write("eu.xml", "<export xmlns='http://eu.europa.ec/fpi/fsd/export' generationDate='2018-12-21T14:39:54.511+01:00'>" +
                                                       entities + "</export>")});
}

constexpr std::string_view id = "eu-fsf-eu-35-13";
constexpr std::string_view a_name = "<nameAlias wholeName='Ali Hassan' strong='true' nameLanguage=''/>";

std::vector<std::string> of_person(std::string_view property, std::string_view content) {
    return read_eu(entity_of("person", std::string(a_name) + std::string(content))).sink.at(id).values(property);
}

} // namespace

TEST(EuFsfXml, PartyCarriesListingForEachRegulation) {
    const auto list = read_eu(entity_of("person", std::string(regulation) + "<regulation organisationType='commission' numberTitle='9/2020' programme='AFG'/>" +
                                                      std::string(a_name)));
    EXPECT_EQ(list.version.list, "eu_fsf");
    EXPECT_EQ(list.version.date, "2018-12-21");
    EXPECT_EQ(list.sink.at(id).schema, "Person");
    const auto sanctions = list.sink.with("Sanction", "entity", id);
    ASSERT_EQ(sanctions.size(), 2U);
    const auto listing = entity::to_listing(sanctions[0], "eu_fsf", "v");
    EXPECT_EQ(listing.entry_id, "EU.35.13");
    EXPECT_EQ(listing.measure, entity::Measure::asset_freeze);
    EXPECT_EQ(listing.authority, "Council of the European Union");
    EXPECT_EQ(listing.provisions, "amendment 2018/1 (OJ L1)");
    EXPECT_EQ(listing.listed_on, "2018-03-22");
    EXPECT_EQ(listing.source_url, "https://example.org/r?a=1&b=2");
    EXPECT_EQ(sanctions[0].first("unscId"), "QDe.001");
    EXPECT_EQ(sanctions[0].first("recordId"), "207");
    EXPECT_THAT(list.sink.at(id).values("program"), ElementsAre("TERR", "AFG"));
}

TEST(EuFsfXml, DayOfListingComesFromDesignationDateOrRemark) {
    const auto listed = [](std::string_view remark, std::string_view attributes) {
        const auto list = read_eu(entity_of("person", std::string(remark) + std::string(regulation) + std::string(a_name), attributes));
        return std::string(list.sink.with("Sanction", "entity", id).at(0).first("listingDate"));
    };
    EXPECT_EQ(listed("", "designationDate='2011-02-01'"), "2011-02-01");
    EXPECT_EQ(listed("<remark>Date of listing: 1.12.2011.</remark>", ""), "2011-12-01");
    EXPECT_EQ(listed("<remark>date of listing: 12/07/2014</remark>", ""), "2014-07-12");
    EXPECT_EQ(listed("", ""), "2018-03-22");
}

TEST(EuFsfXml, NamesInTwentyLanguagesDoNotBecomeTheMainName) {
    const auto list = read_eu(entity_of("enterprise", "<nameAlias wholeName='Фронт' strong='true' nameLanguage='BG'/>"
                                                      "<nameAlias wholeName='Weak' strong='false' nameLanguage=''/>"
                                                      "<nameAlias wholeName='Front, the Great' strong='true' nameLanguage='EN'/>"
                                                      "<nameAlias wholeName='Μέτωπο' strong='true' nameLanguage='EL'/>"));
    const auto& party = list.sink.at(id);
    EXPECT_EQ(party.caption, "Front, the Great");
    EXPECT_THAT(party.values("alias"), ElementsAre("Фронт", "Μέτωπο"));
    EXPECT_THAT(party.values("weakAlias"), ElementsAre("Weak"));
    EXPECT_EQ(party.unknown_members.at(0).second, R"({"bg":["Фронт"],"el":["Μέτωπο"],"en":["Front, the Great"]})");
}

TEST(EuFsfXml, RemarksGradeNames) {
    const auto list = read_eu(entity_of("person", std::string(a_name) + "<nameAlias wholeName='Abu X' strong='true'><remark>Low quality alias</remark></nameAlias>"
                                                                        "<nameAlias wholeName='Old X' strong='true'><remark>formerly listed as</remark></nameAlias>"));
    EXPECT_THAT(list.sink.at(id).values("weakAlias"), ElementsAre("Abu X"));
    EXPECT_THAT(list.sink.at(id).values("previousName"), ElementsAre("Old X"));
}

TEST(EuFsfXml, NameWithoutWholeNameIsJoinedAndFunctionsAreTakenApart) {
    const auto list = read_eu(entity_of("person", "<nameAlias firstName='Ali' middleName='B.' lastName='Hassan' wholeName='' strong='true' gender='M' "
                                                  "function='(a) Minister (b) Member of Parliament' title='Dr.'/>"));
    const auto& party = list.sink.at(id);
    EXPECT_THAT(party.values("name"), ElementsAre("Ali B. Hassan"));
    EXPECT_THAT(party.values("position"), ElementsAre("Minister", "Member of Parliament"));
    EXPECT_THAT(party.values("gender"), ElementsAre("male"));
    EXPECT_THAT(party.values("lastName"), ElementsAre("Hassan"));
}

TEST(EuFsfXml, BirthDatesInEveryForm) {
    const auto born = [](std::string_view attributes) {
        return of_person("birthDate", "<birthdate calendarType='GREGORIAN' countryIso2Code='00' countryDescription='UNKNOWN' " + std::string(attributes) + "/>");
    };
    EXPECT_THAT(born("birthdate='1924-02-21' dayOfMonth='21' monthOfYear='2' year='1924'"), ElementsAre("1924-02-21"));
    EXPECT_THAT(born("birthdate='' year='1963' circa='true'"), ElementsAre("1963"));
    EXPECT_THAT(born("year='1963' monthOfYear='5'"), ElementsAre("1963-05"));
    EXPECT_THAT(born("yearRangeFrom='1955' yearRangeTo='1958'"), ElementsAre("1955..1958"));
}

TEST(EuFsfXml, OtherCalendarIsKeptAsText) {
    const std::string birth = "<birthdate calendarType='ISLAMIC' birthdate='' dayOfMonth='1' monthOfYear='7' year='1347' circa='false'/>";
    EXPECT_THAT(of_person("birthDate", birth), IsEmpty());
    EXPECT_THAT(of_person("notes", birth), ElementsAre("birthDate in the ISLAMIC calendar: 1347-07-01"));
}

TEST(EuFsfXml, CountryCodesOfTheirOwn) {
    EXPECT_THAT(of_person("citizenship", "<citizenship countryIso2Code='CS' countryDescription='SERBIA'/>"), ElementsAre("rs"));
    EXPECT_THAT(of_person("citizenship", "<citizenship countryIso2Code='00' countryDescription='UNKNOWN'/>"), IsEmpty());
    EXPECT_THAT(of_person("birthPlace", "<birthdate year='1960' city='Kabul' place='' countryIso2Code='AF'/>"), ElementsAre("Kabul, Afghanistan"));
}

TEST(EuFsfXml, AddressAndContacts) {
    const auto list = read_eu(entity_of("enterprise", std::string(a_name) + "<address city='Tehran' street='Pasdaran Av.' poBox='19585' zipCode='' countryIso2Code='IR' "
                                                                            "asAtListingTime='true'><contactInfo key='EMAIL' value='a@example.org'/></address>"));
    EXPECT_THAT(list.sink.at(id).values("address"), ElementsAre("Pasdaran Av., P.O. Box 19585, Tehran, Iran"));
    EXPECT_THAT(list.sink.at(id).values("email"), ElementsAre("a@example.org"));
    EXPECT_EQ(list.sink.with("Address", "city", "Tehran").at(0).first("remarks"), "at the time of listing");
}

TEST(EuFsfXml, PapersKeepWhatIsSaidOfThem) {
    const auto list = read_eu(entity_of("person", std::string(a_name) + "<identification knownFalse='true' number='D9016657' nameOnDocument='X Y' issuedBy='Rabat' "
                                                                        "issueDate='2001-02-03' validTo='2006-02-03' countryIso2Code='MA' identificationTypeCode='passport' "
                                                                        "identificationTypeDescription='National passport'><remark>(passport)</remark></identification>"
                                                                        "<identification number='7707083893' identificationTypeDescription='National Fiscal Code' countryIso2Code='RU'/>"));
    const auto passports = list.sink.with("Passport", "number", "D9016657");
    ASSERT_EQ(passports.size(), 1U);
    EXPECT_EQ(passports[0].first("summary"), "(passport), known to be false, name on the document: X Y");
    EXPECT_EQ(passports[0].first("authority"), "Rabat");
    EXPECT_EQ(passports[0].first("startDate"), "2001-02-03");
    EXPECT_EQ(passports[0].first("endDate"), "2006-02-03");
    EXPECT_THAT(list.sink.at(id).values("innCode"), ElementsAre("7707083893"));
}

TEST(EuFsfXml, ImoNumberInARemarkIsRead) {
    const auto list = read_eu(entity_of("enterprise", std::string(a_name) + "<remark>Registered owner, IMO number 5571322</remark>"));
    EXPECT_THAT(list.sink.at(id).values("imoNumber"), ElementsAre("5571322"));
}

TEST(EuFsfXml, EntryWithoutARegulationIsStillListed) {
    const auto list = read_eu(entity_of("person", std::string(a_name)));
    EXPECT_EQ(list.sink.with("Sanction", "entity", id).size(), 1U);
    EXPECT_THAT(list.version.remarks, ElementsAre("entries without a regulation: 1 (first: eu-fsf-eu-35-13)"));
}

TEST(EuFsfXml, ServersErrorPageIsRefused) {
    const test::ScratchFolder folder;
    const std::string path = folder.write("eu.xml", "<!DOCTYPE HTML><html><body>Wrong token</body></html>");
    EXPECT_THROW(test::read_list(lists::eu_fsf_xml, {path}), base::Failure);
}

TEST(EuFsfXml, IsRecognisedByNamespaceOrEntries) {
    EXPECT_EQ(lists::eu_fsf_xml.recognise("<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\">"), 95);
    EXPECT_EQ(lists::eu_fsf_xml.recognise("<export><sanctionEntity/>"), 95);
    EXPECT_EQ(lists::eu_fsf_xml.recognise("<export><orders/></export>"), 0);
}
