// The reader of OFAC's enhanced XML over entities written for the test.
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

namespace {

std::string document(std::string_view entities) {
    return fmt::format(
        R"(<?xml version="1.0" encoding="utf-8"?><sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML">
<publicationInfo><dataAsOf>2024-08-28T00:00:00</dataAsOf><filters><sanctionsLists><sanctionsList>SDN List</sanctionsList></sanctionsLists></filters></publicationInfo>
<referenceValues><referenceValue refId="1"><type>COUNTRY</type><value>Iran</value></referenceValue></referenceValues><entities>{}</entities></sanctionsData>)",
        entities);
}

std::string translation(std::string_view script, std::string_view first, std::string_view last,
                        std::string_view given, std::string_view family) {
    const std::string first_name =
        first.empty() ? "" : fmt::format("<formattedFirstName>{}</formattedFirstName>", first);
    return fmt::format(
        "<translation><isPrimary>true</isPrimary><script>{}</script>{}<formattedLastName>{}</"
        "formattedLastName><nameParts>"
        "<namePart><type>Last Name</type><value>{}</value></namePart><namePart><type>First "
        "Name</type><value>{}</value></namePart></nameParts></translation>",
        script, first_name, last, family, given);
}

std::string name(bool primary, std::string_view type, std::string_view translations,
                 bool low = false) {
    return fmt::format("<name><isPrimary>{}</isPrimary>{}<isLowQuality>{}</"
                       "isLowQuality><translations>{}</translations></name>",
                       primary, type.empty() ? "" : fmt::format("<aliasType>{}</aliasType>", type),
                       low, translations);
}

std::string entity_of(int id, std::string_view kind, std::string_view names,
                      std::string_view more = "", std::string_view list = "SDN List",
                      std::string_view general = "") {
    return fmt::format(
        R"(<entity id="{}"><generalInfo><identityId>9</identityId><entityType>{}</entityType>{}</generalInfo>
<sanctionsLists><sanctionsList datePublished="2020-03-26">{}</sanctionsList></sanctionsLists><sanctionsPrograms><sanctionsProgram>IRGC</sanctionsProgram>
<sanctionsProgram>SDGT</sanctionsProgram></sanctionsPrograms><sanctionsTypes><sanctionsType>Block</sanctionsType></sanctionsTypes>
<legalAuthorities><legalAuthority>Executive Order 13224 (Terrorism)</legalAuthority></legalAuthorities><names>{}</names>{}</entity>)",
        id, kind, general, list, names, more);
}

const std::string hassan = name(true, "",
                                translation("Latin", "Ali", "HASSAN", "Ali", "Hassan") +
                                    translation("Arabic", "", "\u202bعلی حسن\u202c", "علی", "حسن"));

test::ReadList read_enhanced(const std::string& bytes, const lists::ReadOptions& options = {}) {
    const test::ScratchFolder folder;
    return test::read_list(lists::ofac_enhanced_xml, {folder.write("list.xml", bytes)}, options);
}

std::string feature(std::string_view type, std::string_view value, std::string_view more = "") {
    return fmt::format("<features><feature><type>{}</type><value>{}</value>{}</feature></features>",
                       type, value, more);
}

std::string date(std::string_view begin, std::string_view end, bool approximate) {
    return fmt::format("<valueDate><fromDateBegin>{0}</fromDateBegin><fromDateEnd>{0}</"
                       "fromDateEnd><toDateBegin>{1}</toDateBegin>"
                       "<toDateEnd>{1}</toDateEnd><isApproximate>{2}</isApproximate></valueDate>",
                       begin, end, approximate);
}

} // namespace

TEST(OfacEnhancedXml, NamesInTheirScripts) {
    const auto list = read_enhanced(document(entity_of(
        7, "Individual",
        hassan + name(false, "A.K.A.", translation("Latin", "Abu", "OMAR", "Abu", "Omar"), true) +
            name(false, "A.K.A.", translation("Latin", "Aly", "HASAN", "Aly", "Hasan")) +
            name(false, "F.K.A.", translation("Latin", "", "OLD", "", "Old")))));
    EXPECT_EQ(list.version.list, "us_ofac_sdn");
    EXPECT_EQ(list.version.date, "2024-08-28");
    const auto& party = list.sink.at("ofac-7");
    EXPECT_THAT(party.values("name"), ElementsAre("Ali HASSAN", "علی حسن"));
    EXPECT_EQ(party.caption, "Ali HASSAN");
    EXPECT_THAT(party.values("alias"), ElementsAre("Aly HASAN"));
    EXPECT_THAT(party.values("weakAlias"), ElementsAre("Abu OMAR"));
    EXPECT_THAT(party.values("previousName"), ElementsAre("OLD"));
}

TEST(OfacEnhancedXml, ListingWithMeasureAndDay) {
    const auto list = read_enhanced(document(entity_of(7, "Individual", hassan)));
    const auto listing = entity::to_listing(list.sink.with("Sanction", "entity", "ofac-7").at(0),
                                            "us_ofac_sdn", "v");
    EXPECT_EQ(listing.entry_id, "7");
    EXPECT_EQ(listing.measure, entity::Measure::asset_freeze);
    EXPECT_EQ(listing.jurisdiction, "us");
    EXPECT_EQ(listing.listed_on, "2020-03-26");
    EXPECT_THAT(listing.programs, ElementsAre("IRGC", "SDGT"));
}

TEST(OfacEnhancedXml, DatesTakeTheSpanNotTheText) {
    const std::string whole_year =
        feature("Birthdate", "1961", date("1961-01-01", "1961-12-31", false));
    EXPECT_THAT(read_enhanced(document(entity_of(7, "Individual", hassan, whole_year)))
                    .sink.at("ofac-7")
                    .values("birthDate"),
                ElementsAre("1961"));
    const std::string about =
        feature("Birthdate", "circa 1955-1965", date("1955-01-01", "1965-12-31", true));
    const auto list = read_enhanced(document(entity_of(7, "Individual", hassan, about)));
    EXPECT_THAT(list.sink.at("ofac-7").values("birthDate"), ElementsAre("1955..1965"));
    EXPECT_THAT(list.sink.at("ofac-7").values("notes"), Contains(HasSubstr("circa")));
}

TEST(OfacEnhancedXml, PaperThatIsNotValidSaysSo) {
    const auto list = read_enhanced(document(
        entity_of(7, "Individual", hassan,
                  R"(<identityDocuments><identityDocument><type>Passport</type><name>HASSAN</name>
<documentNumber>A0181988</documentNumber><isValid>false</isValid><issuingCountry>Iran</issuingCountry><expirationDate><fromDateBegin>2021-03-16</fromDateBegin></expirationDate>
</identityDocument></identityDocuments>)")));
    EXPECT_THAT(list.sink.at("ofac-7").values("passportNumber"), ElementsAre("A0181988"));
    const auto paper = list.sink.with("Passport", "holder", "ofac-7").at(0);
    EXPECT_EQ(paper.first("summary"), "not valid");
    EXPECT_EQ(paper.first("country"), "ir");
    EXPECT_EQ(paper.first("endDate"), "2021-03-16");
}

TEST(OfacEnhancedXml, AircraftAddressesTitlesAndRemarks) {
    const std::string mark = name(true, "",
                                  "<translation><script>Latin</script><formattedLastName>EP-LDC</"
                                  "formattedLastName></translation>");
    const auto aircraft = read_enhanced(document(entity_of(
        8, "Aircraft", mark, feature("Aircraft Manufacturer’s Serial Number (MSN)", "145026"))));
    EXPECT_EQ(aircraft.sink.at("ofac-8").schema, "Airplane");
    EXPECT_THAT(aircraft.sink.at("ofac-8").values("registrationNumber"), Contains("EP-LDC"));
    EXPECT_EQ(aircraft.sink.with("Identification", "number", "145026").size(), 1U);

    const auto list = read_enhanced(document(entity_of(
        7, "Individual", hassan,
        R"(<addresses><address><country>Iran</country><translations><translation><script>Latin</script>
<addressParts><addressPart><type>CITY</type><value>Tehran</value></addressPart><addressPart><type>ADDRESS1</type><value>No. 5</value></addressPart></addressParts></translation></translations></address>
<address/></addresses>)",
        "SDN List",
        "<title>General; Governor</title><remarks>Linked To: SOME BODY; Telephone: "
        "98218</remarks>")));
    const auto& party = list.sink.at("ofac-7");
    EXPECT_THAT(party.values("address"), ElementsAre("No. 5, Tehran, Iran"));
    EXPECT_THAT(party.values("position"), ElementsAre("General", "Governor"));
    EXPECT_THAT(party.values("phone"), ElementsAre("98218"));
}

TEST(OfacEnhancedXml, RelationshipsInsideAndOutsideTheExport) {
    const std::string relations =
        R"(<relationships><relationship><type>Acting for or on behalf of</type><relatedEntity entityId="9">LATER CO.</relatedEntity></relationship>
<relationship><type>Providing support to</type><relatedEntity entityId="55">ABSENT BODY</relatedEntity></relationship></relationships>)";
    const auto list = read_enhanced(document(
        entity_of(7, "Individual", hassan, relations) +
        entity_of(9, "Entity", name(true, "", translation("Latin", "", "LATER CO.", "", "")))));
    const auto links = list.sink.with("Representation", "agent", "ofac-7");
    ASSERT_EQ(links.size(), 1U); // its other end comes later in the file
    EXPECT_EQ(links[0].first("client"), "ofac-9");
    EXPECT_THAT(list.sink.at("ofac-7").values("notes"),
                Contains("Providing support to: ABSENT BODY"));
    EXPECT_THAT(list.version.remarks,
                Contains(HasSubstr("relationships with a party that is not in the file")));
}

TEST(OfacEnhancedXml, AListOfTheOthersIsTheConsolidatedList) {
    const auto list = read_enhanced(document(entity_of(7, "Entity", hassan, "", "CAPTA List")));
    EXPECT_EQ(list.version.list, "us_ofac_cons");
}

TEST(OfacEnhancedXml, WhatTheReaderDoesNotKnowIsKept) {
    const auto list = read_enhanced(
        document(entity_of(7, "Individual", hassan, "<biometrics><eye>brown</eye></biometrics>")));
    EXPECT_THAT(list.sink.at("ofac-7").values("notes"), Contains("biometrics: brown"));
    EXPECT_THAT(list.version.remarks,
                Contains(HasSubstr("elements that this reader does not know")));
}

TEST(OfacEnhancedXml, AnEntityWithoutNameOrNumberIsRejected) {
    const auto list =
        read_enhanced(document(entity_of(7, "Individual", "") + "<entity><names/></entity>"));
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.rejects.count(), 2U);
}
