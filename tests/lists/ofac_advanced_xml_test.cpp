// The reader of OFAC's advanced XML over a file written for the test, with the sections in the
// publisher's order.
#include "collected.hpp"
#include "lists/formats.hpp"
#include "support/files.hpp"

#include "base/failure.hpp"

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

constexpr std::string_view sets = R"(<ReferenceValueSets>
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
<AreaCodeValues><AreaCode ID="77" CountryID="11065" Description="China">CN</AreaCode></AreaCodeValues>
<CountryValues><Country ID="11065" ISO2="CN">China</Country><Country ID="11278" ISO2="VG">Virgin Islands, the British</Country></CountryValues>
<DetailReferenceValues><DetailReference ID="91526">Male</DetailReference><DetailReference ID="91521">Subject to Directive 1</DetailReference></DetailReferenceValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
<FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="25">Location</FeatureType><FeatureType ID="224">Gender</FeatureType>
<FeatureType ID="2">VESSEL TYPE</FeatureType><FeatureType ID="344">Digital Currency Address - XBT</FeatureType>
<FeatureType ID="204">Executive Order 13662 Directive Determination -</FeatureType><FeatureType ID="5">Vessel Tonnage</FeatureType></FeatureTypeValues>
<IDRegDocDateTypeValues><IDRegDocDateType ID="1480">Issue Date</IDRegDocDateType><IDRegDocDateType ID="1481">Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType><IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
<LegalBasisValues><LegalBasis ID="1828">Executive Order 13224 (Terrorism)</LegalBasis></LegalBasisValues>
<ListValues><List ID="1550">SDN List</List><List ID="91512">Consolidated List</List></ListValues>
<LocPartTypeValues><LocPartType ID="1">Unknown</LocPartType><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
<NamePartType ID="1525">Entity Name</NamePartType><NamePartType ID="1526">Vessel Name</NamePartType><NamePartType ID="91708">Patronymic</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>
<PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
<RelationQualityValues><RelationQuality ID="1">Unknown</RelationQuality></RelationQualityValues>
<RelationTypeValues><RelationType ID="15003">Owned or Controlled By</RelationType><RelationType ID="15004">Family member of</RelationType></RelationTypeValues>
<SanctionsTypeValues><SanctionsType ID="1705">Block</SanctionsType><SanctionsType ID="1706">Reject</SanctionsType><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
<ScriptValues><Script ID="215">Latin</Script><Script ID="220">Cyrillic</Script></ScriptValues>
<ValidityValues><Validity ID="1">Valid</Validity><Validity ID="2">Fraudulent</Validity></ValidityValues>
</ReferenceValueSets>)";

constexpr std::string_view places = R"(<Locations>
<Location ID="501"><LocationAreaCode AreaCodeID="77"/><LocationPart LocPartTypeID="1451"><LocationPartValue><Comment/><Value>12 Harbour Rd.</Value></LocationPartValue></LocationPart>
<LocationPart LocPartTypeID="1454"><LocationPartValue><Comment/><Value>Dalian</Value></LocationPartValue></LocationPart></Location>
<Location ID="502"><LocationCountry CountryID="11278"/></Location>
<Location ID="503"><LocationPart LocPartTypeID="1"><LocationPartValue><Value>Russia</Value></LocationPartValue></LocationPart></Location>
</Locations>)";

constexpr std::string_view papers = R"(<IDRegDocuments>
<IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="901" IssuedBy-CountryID="11065" ValidityID="2"><Comment/>
<IDRegistrationNo>P1234567</IDRegistrationNo><IssuingAuthority>Harbour office</IssuingAuthority>
<DocumentDate IDRegDocDateTypeID="1481"><DatePeriod><Start><From><Year>2021</Year><Month>2</Month><Day>4</Day></From></Start></DatePeriod></DocumentDate></IDRegDocument>
<IDRegDocument ID="2" IDRegDocTypeID="1626" IdentityID="903" ValidityID="1"><IDRegistrationNo>IMO 7406784</IDRegistrationNo></IDRegDocument>
<IDRegDocument ID="3" IDRegDocTypeID="1571" IdentityID="999" ValidityID="1"><IDRegistrationNo>OF NOBODY</IDRegistrationNo></IDRegDocument>
</IDRegDocuments>)";

std::string alias(std::string_view type, std::string_view parts, std::string_view more = "") {
    std::string made = fmt::format(R"(<Alias AliasTypeID="{}" {}><DocumentedName>)", type, more);
    while (!parts.empty()) { // "group:script:text|..."
        const std::string_view part = parts.substr(0, parts.find('|'));
        parts.remove_prefix(std::min(part.size() + 1, parts.size()));
        const std::size_t first = part.find(':');
        const std::size_t second = part.find(':', first + 1);
        made += fmt::format(
            R"(<DocumentedNamePart><NamePartValue NamePartGroupID="{}" ScriptID="{}">{}</NamePartValue></DocumentedNamePart>)",
            part.substr(0, first), part.substr(first + 1, second - first - 1),
            part.substr(second + 1));
    }
    return made + "</DocumentedName></Alias>";
}

std::string party(int id, int sub_type, std::string_view aliases, std::string_view features = "") {
    return fmt::format(
        R"(<DistinctParty FixedRef="{0}"><Comment/><Profile ID="{0}" PartySubTypeID="{1}"><Identity ID="90{2}" Primary="true" False="false">{3}<NamePartGroups>
<MasterNamePartGroup><NamePartGroup ID="10" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="11" NamePartTypeID="1521"/></MasterNamePartGroup>
<MasterNamePartGroup><NamePartGroup ID="12" NamePartTypeID="1525"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="13" NamePartTypeID="91708"/></MasterNamePartGroup>
</NamePartGroups></Identity>{4}</Profile></DistinctParty>)",
        id, sub_type, id % 10, aliases, features);
}

std::string feature(int type, std::string_view content) {
    return fmt::format(
        R"(<Feature FeatureTypeID="{}"><FeatureVersion><Comment/>{}</FeatureVersion></Feature>)",
        type, content);
}

std::string entry(int profile, int list, std::string_view type, std::string_view program,
                  std::string_view month = "10") {
    return fmt::format(
        R"(<SanctionsEntry ProfileID="{}" ListID="{}"><EntryEvent LegalBasisID="1828"><Comment/><Date><Year>2014</Year><Month>{}</Month><Day>9</Day></Date></EntryEvent>
<SanctionsMeasure SanctionsTypeID="{}"/><SanctionsMeasure SanctionsTypeID="1"><Comment>{}</Comment></SanctionsMeasure></SanctionsEntry>)",
        profile, list, month, type, program);
}

std::string document(std::string_view parties, std::string_view relations,
                     std::string_view entries) {
    return fmt::format(
        R"(<?xml version="1.0" encoding="utf-8"?><Sanctions xmlns="http://www.un.org/sanctions/1.0"><DateOfIssue CalendarTypeID="1">
<Year>2020</Year><Month>3</Month><Day>7</Day></DateOfIssue>{}{}{}<DistinctParties>{}</DistinctParties><ProfileRelationships>{}</ProfileRelationships>
<SanctionsEntries>{}</SanctionsEntries></Sanctions>)",
        sets, places, papers, parties, relations, entries);
}

const std::string person = party(
    101, 4,
    alias("1403", "10:215:HASSAN|11:215:Ali|13:215:Omar") +
        alias("1400", "10:220:ХАСАН|11:220:Али") +
        alias("1400", "11:215:Abu Omar", R"(LowQuality="true")") + alias("1401", "10:215:OLD"),
    feature(
        8, "<DatePeriod><Start "
           "Approximate=\"true\"><From><Year>1962</Year><Month>1</Month><Day>1</Day></From></Start>"
           "<End><To><Year>1962</Year><Month>12</Month><Day>31</Day></To></End></"
           "DatePeriod><VersionDetail DetailTypeID=\"1430\"/>") +
        feature(9, "<VersionDetail DetailTypeID=\"1432\">Qingdao, China</VersionDetail>") +
        feature(10, "<VersionLocation LocationID=\"503\"/>") +
        feature(224, "<VersionDetail DetailReferenceID=\"91526\"/>") +
        feature(25, "<VersionLocation LocationID=\"501\"/>") +
        feature(344, "<VersionDetail>12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h</VersionDetail>"));
const std::string company = party(102, 3, alias("1403", "12:215:TRADE, LTD."),
                                  feature(25, "<VersionLocation LocationID=\"502\"/>"));
const std::string ship = party(103, 1, alias("1403", "12:215:NORTHERN STAR"),
                               feature(2, "<VersionDetail>Bulk Cargo</VersionDetail>") +
                                   feature(5, "<VersionDetail>99,144</VersionDetail>"));

std::string relation(int from, int to, int type, std::string_view former = "false") {
    return fmt::format(
        R"(<ProfileRelationship From-ProfileID="{}" To-ProfileID="{}" RelationTypeID="{}" RelationQualityID="1" Former="{}"><Comment/></ProfileRelationship>)",
        from, to, type, former);
}

test::ReadList read_advanced(const std::string& bytes, const lists::ReadOptions& options = {}) {
    const test::ScratchFolder folder;
    return test::read_list(lists::ofac_advanced_xml, {folder.write("list.xml", bytes)}, options);
}

test::ReadList read_all() {
    return read_advanced(document(
        person + company + ship,
        relation(102, 101, 15003) + relation(101, 103, 15003) + relation(101, 555, 15004, "true"),
        entry(101, 1550, "1705", "SDGT") + entry(101, 91512, "1705", "SDGT", "11") +
            entry(102, 1550, "1705", "IRAN") + entry(103, 1550, "1705", "IRAN") +
            entry(404, 1550, "1705", "IRAN")));
}

} // namespace

TEST(OfacAdvancedXml, NamesByTypeScriptAndQuality) {
    const auto list = read_all();
    EXPECT_EQ(list.version.list, "us_ofac_sdn");
    EXPECT_EQ(list.version.date, "2020-03-07");
    EXPECT_EQ(list.version.entities, 3U);
    const auto& party = list.sink.at("ofac-101");
    EXPECT_EQ(party.schema, "Person");
    EXPECT_THAT(party.values("name"),
                ElementsAre("Ali Omar HASSAN")); // given name, patronymic, family name
    EXPECT_THAT(party.values("alias"), ElementsAre("Али ХАСАН"));
    EXPECT_THAT(party.values("weakAlias"), ElementsAre("Abu Omar"));
    EXPECT_THAT(party.values("previousName"), ElementsAre("OLD"));
    EXPECT_THAT(party.values("lastName"), ElementsAre("HASSAN"));
    EXPECT_THAT(party.values("fatherName"), ElementsAre("Omar"));
    EXPECT_THAT(list.sink.at("ofac-102").values("name"), ElementsAre("TRADE, LTD."));
}

TEST(OfacAdvancedXml, FeaturesGoByTheirReference) {
    const auto list = read_all();
    const auto& party = list.sink.at("ofac-101");
    EXPECT_THAT(party.values("birthDate"), ElementsAre("1962"));
    EXPECT_THAT(party.values("notes"), Contains(HasSubstr("circa 1962")));
    EXPECT_THAT(party.values("birthPlace"), ElementsAre("Qingdao, China"));
    EXPECT_THAT(party.values("nationality"), ElementsAre("ru"));
    EXPECT_THAT(party.values("gender"), ElementsAre("male"));
    EXPECT_THAT(party.values("address"), ElementsAre("12 Harbour Rd., Dalian, China"));
    EXPECT_THAT(party.values("publicKey"), ElementsAre("12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"));
    EXPECT_THAT(list.sink.at("ofac-102").values("country"), ElementsAre("vg"));
    const auto& vessel = list.sink.at("ofac-103");
    EXPECT_EQ(vessel.schema, "Vessel");
    EXPECT_THAT(vessel.values("imoNumber"), ElementsAre("7406784"));
    EXPECT_THAT(vessel.values("type"), ElementsAre("Bulk Cargo"));
    EXPECT_THAT(vessel.values("tonnage"), ElementsAre("99144"));
}

TEST(OfacAdvancedXml, PapersHangOnTheIdentityAndSayThatTheyAreFalse) {
    const auto list = read_all();
    const auto papers_of = list.sink.with("Passport", "holder", "ofac-101");
    ASSERT_EQ(papers_of.size(), 1U);
    EXPECT_EQ(papers_of[0].first("number"), "P1234567");
    EXPECT_EQ(papers_of[0].first("country"), "cn");
    EXPECT_EQ(papers_of[0].first("authority"), "Harbour office");
    EXPECT_EQ(papers_of[0].first("endDate"), "2021-02-04");
    EXPECT_EQ(papers_of[0].first("summary"), "Fraudulent");
}

TEST(OfacAdvancedXml, OneListingForEachSanctionsEntry) {
    const auto list = read_all();
    const auto sanctions = list.sink.with("Sanction", "entity", "ofac-101");
    ASSERT_EQ(sanctions.size(), 2U);
    EXPECT_EQ(sanctions[0].first("listingDate"), "2014-10-09");
    EXPECT_EQ(sanctions[1].first("listingDate"), "2014-11-09");
    EXPECT_EQ(sanctions[0].first("measure"), "asset_freeze");
    EXPECT_EQ(sanctions[1].first("measure"),
              "asset_freeze"); // by its type Block, whatever the list
    EXPECT_EQ(sanctions[0].first("country"), "us");
    EXPECT_EQ(sanctions[0].first("reason"), "Executive Order 13224 (Terrorism)");
    EXPECT_THAT(sanctions[0].values("program"), ElementsAre("SDGT"));
    EXPECT_THAT(sanctions[0].values("provisions"), ElementsAre("Block", "SDN List"));
}

TEST(OfacAdvancedXml, RelationshipsBecomeLinksAndWrongOnesAreTurned) {
    const auto list = read_all();
    const auto owned = list.sink.with("Ownership", "role", "Owned or Controlled By");
    ASSERT_EQ(owned.size(), 2U);
    EXPECT_EQ(owned[0].first("owner"), "ofac-101"); // the file says that the ship owns the person
    EXPECT_EQ(owned[0].first("asset"), "ofac-103");
    EXPECT_EQ(owned[1].first("owner"), "ofac-101");
    EXPECT_EQ(owned[1].first("asset"), "ofac-102");
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("the wrong way round")));
}

TEST(OfacAdvancedXml, WhatPointsOutsideTheFileIsKeptAndCounted) {
    const auto list = read_all();
    EXPECT_EQ(list.version.orphans, 2U); // a sanctions entry and a passport of nobody
    EXPECT_THAT(list.sink.at("ofac-101").values("notes"),
                Contains("Family member of: ofac-555 (not in this file)"));
    EXPECT_THAT(list.version.remarks,
                Contains(HasSubstr("relationships with a party that is not in the file")));
    EXPECT_THAT(list.sink.with("Family", "person", "ofac-101"), IsEmpty());
}

TEST(OfacAdvancedXml, CodesThatTheSetsLackAreSaid) {
    const auto list =
        read_advanced(document(party(101, 9, alias("1499", "10:215:HASSAN"),
                                     feature(777, "<VersionDetail>x</VersionDetail>")),
                               "", entry(101, 1550, "9", "SDGT")));
    EXPECT_EQ(list.sink.at("ofac-101").schema, "LegalEntity");
    EXPECT_EQ(list.sink.at("ofac-101").caption, "HASSAN");
    EXPECT_THAT(list.version.remarks,
                Contains(HasSubstr("codes that the reference sets of the file do not hold")));
}

TEST(OfacAdvancedXml, ConsolidatedListByItsEntries) {
    const auto list = read_advanced(document(company, "", entry(102, 91512, "1706", "NS-PLC")));
    EXPECT_EQ(list.version.list, "us_ofac_cons");
    EXPECT_EQ(list.sink.with("Sanction", "entity", "ofac-102").at(0).first("measure"), "unknown");
}

TEST(OfacAdvancedXml, APartyWithoutAnEntryIsReadStrictly) {
    const auto list = read_advanced(document(company, "", ""));
    EXPECT_EQ(list.sink.with("Sanction", "entity", "ofac-102").at(0).first("measure"),
              "asset_freeze");
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("parties without a sanctions entry")));
}

TEST(OfacAdvancedXml, AnEntryTwiceIsRejected) {
    const auto list =
        read_advanced(document(company + company, "", entry(102, 1550, "1705", "IRAN")));
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.version.entities, 1U);
    EXPECT_EQ(list.rejects.count(), 1U);
}

TEST(OfacAdvancedXml, ACutFileIsRefused) {
    const std::string whole = document(person, "", entry(101, 1550, "1705", "SDGT"));
    EXPECT_THROW(read_advanced(whole.substr(0, whole.size() / 2)), base::Failure);
    EXPECT_THROW(read_advanced(whole.substr(0, whole.size() - 5)), base::Failure);
}
