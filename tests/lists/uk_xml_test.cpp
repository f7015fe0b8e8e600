// The UK reader over records written for the test; the Details that no real file at hand shows are tested here alone.
#include "collected.hpp"
#include "lists/formats.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tidewaiter;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

std::string designation(std::string_view kind, std::string_view content, std::string_view unique_id = "RUS0001") {
    return "<Designation><LastUpdated>04/08/2026</LastUpdated><DateDesignated>29/06/2012</DateDesignated><UniqueID>" + std::string(unique_id) +
           "</UniqueID><OFSIGroupID>12703</OFSIGroupID><RegimeName>The Regulations</RegimeName><IndividualEntityShip>" + std::string(kind) +
           "</IndividualEntityShip>" + std::string(content) + "</Designation>";
}

constexpr std::string_view a_name = "<Names><Name><Name1>Ali</Name1><Name6>HASSAN </Name6><NameType>Primary Name</NameType></Name></Names>";

test::ReadList read_uk(const std::string& designations) {
    const test::ScratchFolder folder;
    return test::read_list(lists::uk_sanctions_list_xml, {folder.write("uk.xml", "<?xml version='1.0'?><Designations>" + designations + "</Designations>")});
}

/// The only party of a list with one designation.
test::ReadList read_one(std::string_view kind, std::string_view content) { return read_uk(designation(kind, std::string(a_name) + std::string(content))); }

std::string measure_of(std::string_view imposed, std::string_view indicators) {
    const auto list = read_one("Entity", "<SanctionsImposed>" + std::string(imposed) + "</SanctionsImposed><SanctionsImposedIndicators>" + std::string(indicators) +
                                             "</SanctionsImposedIndicators>");
    return std::string(list.sink.with("Sanction", "entity", "gb-RUS0001").at(0).first("measure"));
}

constexpr std::string_view id = "gb-RUS0001";

} // namespace

TEST(UkXml, PartyCarriesListingAndReference) {
    const auto list = read_one("Individual", "<UNReferenceNumber>TAe.010</UNReferenceNumber><DesignationSource>UN</DesignationSource>"
                                             "<SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed><UKStatementofReasons>Because.</UKStatementofReasons>");
    EXPECT_EQ(list.version.list, "gb_fcdo_sanctions");
    EXPECT_EQ(list.sink.at(id).schema, "Person");
    EXPECT_THAT(list.sink.at(id).values("name"), ElementsAre("Ali HASSAN"));
    EXPECT_THAT(list.sink.at(id).values("modifiedAt"), ElementsAre("2026-08-04"));
    const auto sanction = list.sink.with("Sanction", "entity", id).at(0);
    const auto listing = entity::to_listing(sanction, "gb_fcdo_sanctions", "v");
    EXPECT_EQ(listing.entry_id, "RUS0001");
    EXPECT_EQ(listing.listed_on, "2012-06-29");
    EXPECT_EQ(listing.provisions, "Asset freeze; Travel Ban");
    EXPECT_EQ(listing.measure, entity::Measure::asset_freeze);
    EXPECT_EQ(sanction.first("unscId"), "TAe.010");
    EXPECT_EQ(sanction.first("recordId"), "12703");
    EXPECT_EQ(sanction.first("reason"), "Because.");
}

TEST(UkXml, MeasureFollowsTheIndicatorsAndTheWords) {
    EXPECT_EQ(measure_of("Asset freeze", ""), "asset_freeze");
    EXPECT_EQ(measure_of("", "<AssetFreeze>true</AssetFreeze>"), "asset_freeze");
    EXPECT_EQ(measure_of("Shipping sanctions: (see \"Other information\")", "<AssetFreeze>false</AssetFreeze>"), "sectoral");
    EXPECT_EQ(measure_of("Prohibition of port entry", ""), "sectoral");
    EXPECT_EQ(measure_of("Arms embargo", "<ArmsEmbargo>true</ArmsEmbargo>"), "sectoral");
    EXPECT_EQ(measure_of("Travel Ban", "<AssetFreeze>false</AssetFreeze><TravelBan>true</TravelBan>"), "unknown");
    EXPECT_EQ(measure_of("", ""), "unknown");
}

TEST(UkXml, NameTypesInEverySpelling) {
    const auto list = read_uk(designation("Entity", "<Names><Name><Name6>MAIN</Name6><NameType>Primary name</NameType></Name>"
                                                    "<Name><Name6>VARIATION</Name6><NameType>Primary name variation</NameType></Name>"
                                                    "<Name><Name6>AKA, INC.</Name6><NameType>ALias</NameType><AliasStrength>Good quality a.k.a</AliasStrength></Name>"
                                                    "<Name><Name6>WEAK</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name>"
                                                    "<Name><NameType>Primary Name Variation</NameType></Name></Names>"));
    EXPECT_THAT(list.sink.at(id).values("name"), ElementsAre("MAIN"));
    EXPECT_THAT(list.sink.at(id).values("alias"), ElementsAre("VARIATION", "AKA, INC."));
    EXPECT_THAT(list.sink.at(id).values("weakAlias"), ElementsAre("WEAK"));
    EXPECT_THAT(list.version.remarks, testing::Contains("names without any part, passed over: 1 (first: gb-RUS0001)"));
}

TEST(UkXml, NonLatinNameOfAPersonIsPutInNaturalOrder) {
    const std::string names = "<NonLatinNames><NonLatinName><NameNonLatinScript>КАЗАКОВ, Иван Петрович</NameNonLatinScript>"
                              "<NonLatinScriptLanguage>Russian</NonLatinScriptLanguage></NonLatinName></NonLatinNames>";
    EXPECT_THAT(read_one("Individual", names).sink.at(id).values("alias"), ElementsAre("Иван Петрович КАЗАКОВ"));
    EXPECT_THAT(read_one("Entity", names).sink.at(id).values("alias"), ElementsAre("КАЗАКОВ, Иван Петрович"));
}

TEST(UkXml, IndividualDetailsByDocumentation) {
    const auto list = read_one("Individual",
                               "<IndividualDetails><Individual><DOBs><DOB>dd/mm/1965</DOB><DOB>03/04/1966</DOB></DOBs>"
                               "<Nationalities><Nationality>(1) Russia (2) Qatar</Nationality></Nationalities>"
                               "<PassportDetails><Passport><PassportNumber>A123456</PassportNumber><PassportAdditionalInformation>Issued on 5 April 1999, "
                               "expires on 4 April 2004</PassportAdditionalInformation></Passport></PassportDetails>"
                               "<NationalIdentifierDetails><NationalIdentifier><NationalIdentifierNumber>77-01</NationalIdentifierNumber></NationalIdentifier></NationalIdentifierDetails>"
                               "<Positions><Position>(1) Minister (2) Member</Position></Positions><Genders><Gender>Male</Gender></Genders>"
                               "<BirthDetails><Location><TownOfBirth>Omsk</TownOfBirth><CountryOfBirth>Russia</CountryOfBirth></Location></BirthDetails></Individual></IndividualDetails>");
    const auto& party = list.sink.at(id);
    EXPECT_THAT(party.values("birthDate"), ElementsAre("1965", "1966-04-03"));
    EXPECT_THAT(party.values("nationality"), ElementsAre("ru", "qa"));
    EXPECT_THAT(party.values("passportNumber"), ElementsAre("A123456"));
    EXPECT_THAT(party.values("idNumber"), ElementsAre("77-01"));
    EXPECT_THAT(party.values("position"), ElementsAre("Minister", "Member"));
    EXPECT_THAT(party.values("gender"), ElementsAre("male"));
    EXPECT_THAT(party.values("birthPlace"), ElementsAre("Omsk, Russia"));
    EXPECT_EQ(list.sink.with("Passport", "number", "A123456").at(0).first("endDate"), "2004-04-04");
}

TEST(UkXml, EntityDetailsByDocumentation) {
    const auto list = read_uk(designation("Entity", "<Names><Name><Name6>PARENT LLC</Name6><NameType>Primary Name</NameType></Name></Names>", "RUS0002") +
                              designation("Entity", std::string(a_name) + "<EntityDetails><Entity><TypeOfEntities><TypeOfEntity>Bank</TypeOfEntity></TypeOfEntities>"
                                                                          "<BusinessRegistrationNumbers><BusinessRegistrationNumber>(УНН/ИНН): 190950894 (Belarus)</BusinessRegistrationNumber></BusinessRegistrationNumbers>"
                                                                          "<ParentCompanies><ParentCompany>Parent LLC</ParentCompany></ParentCompanies>"
                                                                          "<Websites><Website>www.example.org</Website></Websites></Entity></EntityDetails>"));
    const auto& party = list.sink.at(id);
    EXPECT_THAT(party.values("taxNumber"), ElementsAre("190950894"));
    EXPECT_THAT(party.values("classification"), ElementsAre("Bank"));
    EXPECT_THAT(party.values("website"), ElementsAre("www.example.org"));
    EXPECT_EQ(list.sink.with("Identification", "number", "190950894").at(0).first("country"), "by");
    const auto links = list.sink.with("UnknownLink", "subject", id);
    ASSERT_EQ(links.size(), 1U);
    EXPECT_EQ(links[0].first("object"), "gb-RUS0002");
    EXPECT_EQ(links[0].first("role"), "parent company");
}

TEST(UkXml, ShipDetailsByDocumentation) {
    const auto list = read_one("Ship", "<ShipDetails><Ship><IMONumbers><IMONumber>9074729</IMONumber></IMONumbers>"
                                       "<CurrentOwnerOperators><CurrentOwnerOperator>Sea Co</CurrentOwnerOperator></CurrentOwnerOperators>"
                                       "<CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Gabon</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>"
                                       "<PreviousFlags><PreviousFlag>Panama</PreviousFlag></PreviousFlags><TypeOfShipDetails><TypeOfShip>Crude oil tanker</TypeOfShip></TypeOfShipDetails>"
                                       "<TonnageOfShipDetails><TonnageOfShip>61991</TonnageOfShip></TonnageOfShipDetails><LengthOfShip>244</LengthOfShip>"
                                       "<YearBuilt>2003</YearBuilt></Ship></ShipDetails>");
    const auto& ship = list.sink.at(id);
    EXPECT_EQ(ship.schema, "Vessel");
    EXPECT_THAT(ship.values("imoNumber"), ElementsAre("9074729"));
    EXPECT_THAT(ship.values("flag"), ElementsAre("ga"));
    EXPECT_THAT(ship.values("pastFlags"), ElementsAre("pa"));
    EXPECT_THAT(ship.values("type"), ElementsAre("Crude oil tanker"));
    EXPECT_THAT(ship.values("tonnage"), ElementsAre("61991"));
    EXPECT_THAT(ship.values("buildDate"), ElementsAre("2003"));
    EXPECT_THAT(ship.values("notes"), ElementsAre("current owner or operator: Sea Co", "length of the ship: 244"));
}

TEST(UkXml, DetailThatNobodyKnowsIsKeptAndSaid) {
    const auto list = read_one("Individual", "<IndividualDetails><Individual><ShoeSize>43</ShoeSize></Individual></IndividualDetails>");
    EXPECT_THAT(list.sink.at(id).values("notes"), ElementsAre("ShoeSize: 43"));
    EXPECT_THAT(list.version.remarks, testing::Contains("elements that this reader does not know, kept in notes: 1 (first: <ShoeSize> of gb-RUS0001)"));
}

TEST(UkXml, OtherInformationGivesImoAndLinks) {
    const auto list = read_uk(designation("Ship", std::string(a_name) + "<OtherInformation>AVAX (IMO 9058713), see RUS0002</OtherInformation>") +
                              designation("Entity", "<Names><Name><Name6>X</Name6><NameType>Primary Name</NameType></Name></Names>", "RUS0002"));
    EXPECT_THAT(list.sink.at(id).values("imoNumber"), ElementsAre("9058713"));
    EXPECT_EQ(list.sink.with("UnknownLink", "subject", id).at(0).first("object"), "gb-RUS0002");
}

TEST(UkXml, AddressLinesAreJoined) {
    const auto list = read_one("Entity", "<Addresses><Address><AddressLine1>Office 1</AddressLine1><AddressLine3>Market</AddressLine3><AddressLine6>Kabul</AddressLine6>"
                                         "<AddressPostalCode>1001</AddressPostalCode><AddressCountry>Afghanistan</AddressCountry></Address></Addresses>");
    EXPECT_THAT(list.sink.at(id).values("address"), ElementsAre("Office 1, Market, 1001, Kabul, Afghanistan"));
}

TEST(UkXml, DateOfGenerationIsTheVersionAndElseTheLatestUpdate) {
    const auto dated = read_uk("<DateGenerated>13/02/2026</DateGenerated>" + designation("Entity", a_name));
    EXPECT_EQ(dated.version.date, "2026-02-13");
    const auto undated = read_one("Entity", "");
    EXPECT_EQ(undated.version.version, "last update 2026-08-04");
    EXPECT_EQ(undated.version.date, "2026-08-04");
    EXPECT_THAT(undated.version.remarks, ElementsAre("the file does not say when it was made; its latest update is of 2026-08-04"));
}
