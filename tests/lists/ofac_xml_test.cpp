// The OFAC reader over entries written for the test, in both namespaces.
#include "collected.hpp"
#include "lists/formats.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tidewaiter;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

constexpr std::string_view old_namespace = "http://tempuri.org/sdnList.xsd";
constexpr std::string_view new_namespace = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML";

std::string sdn_list(std::string_view entries, std::string_view name_space = new_namespace, int count = 1) {
    return "\xef\xbb\xbf<?xml version=\"1.0\" standalone=\"yes\"?>\r\n<sdnList xmlns=\"" + std::string(name_space) +
           "\"><publshInformation><Publish_Date>03/28/2025</Publish_Date><Record_Count>" + std::to_string(count) +
           "</Record_Count></publshInformation>" + std::string(entries) + "</sdnList>";
}

std::string entry(std::string_view type, std::string_view content, std::string_view program = "CUBA", int uid = 306) {
    return "<sdnEntry><uid>" + std::to_string(uid) + "</uid><firstName>Ali</firstName><lastName>HASSAN</lastName><sdnType>" + std::string(type) +
           "</sdnType><programList><program>" + std::string(program) + "</program></programList>" + std::string(content) + "</sdnEntry>";
}

test::ReadList read_ofac(const std::string& bytes, const lists::ReadOptions& options = {}) {
    const test::ScratchFolder folder;
    return test::read_list(lists::ofac_xml, {folder.write("list.xml", bytes)}, options);
}

test::ReadList read_one(std::string_view type, std::string_view content) { return read_ofac(sdn_list(entry(type, content))); }

std::string id_of(std::string_view type, std::string_view number, std::string_view more = "") {
    return "<id><uid>1</uid><idType>" + std::string(type) + "</idType><idNumber>" + std::string(number) + "</idNumber>" + std::string(more) + "</id>";
}

} // namespace

TEST(OfacXml, BothNamespacesReadTheSame) {
    for (const std::string_view name_space : {old_namespace, new_namespace}) {
        const auto list = read_ofac(sdn_list(entry("Individual", ""), name_space));
        EXPECT_EQ(list.version.list, "us_ofac_sdn");
        EXPECT_EQ(list.version.date, "2025-03-28");
        EXPECT_EQ(list.version.declared, 1U);
        EXPECT_THAT(list.sink.at("ofac-306").values("name"), ElementsAre("Ali HASSAN"));
        const auto listing = entity::to_listing(list.sink.with("Sanction", "entity", "ofac-306").at(0), "us_ofac_sdn", "v");
        EXPECT_EQ(listing.entry_id, "306");
        EXPECT_EQ(listing.measure, entity::Measure::asset_freeze);
        EXPECT_EQ(listing.jurisdiction, "us");
        EXPECT_THAT(listing.programs, ElementsAre("CUBA"));
    }
}

TEST(OfacXml, AliasesByTypeAndCategory) {
    const auto list = read_one("Individual", "<akaList><aka><type>a.k.a.</type><category>strong</category><lastName>HASAN</lastName><firstName>Aly</firstName></aka>"
                                             "<aka><type>a.k.a.</type><category>weak</category><lastName>HASSANI, Abu</lastName></aka>"
                                             "<aka><type>f.k.a.</type><category>strong</category><lastName>OLD</lastName></aka>"
                                             "<aka><type>n.k.a.</type><category>strong</category><lastName>NEW</lastName></aka></akaList>");
    const auto& party = list.sink.at("ofac-306");
    EXPECT_THAT(party.values("alias"), ElementsAre("Aly HASAN", "NEW"));
    EXPECT_THAT(party.values("weakAlias"), ElementsAre("Abu HASSANI"));
    EXPECT_THAT(party.values("previousName"), ElementsAre("OLD"));
}

TEST(OfacXml, CompanyNameKeepsItsComma) {
    const auto list = read_ofac(sdn_list("<sdnEntry><uid>7</uid><lastName>TRADE, LTD.</lastName><sdnType>Entity</sdnType></sdnEntry>"));
    EXPECT_THAT(list.sink.at("ofac-7").values("name"), ElementsAre("TRADE, LTD."));
}

TEST(OfacXml, BirthNationalityAndAddress) {
    const auto list = read_one("Individual", "<dateOfBirthList><dateOfBirthItem><dateOfBirth>circa 1965</dateOfBirth></dateOfBirthItem>"
                                             "<dateOfBirthItem><dateOfBirth>12 May 1963</dateOfBirth></dateOfBirthItem></dateOfBirthList>"
                                             "<placeOfBirthList><placeOfBirthItem><placeOfBirth>Eilbur, Somalia</placeOfBirth></placeOfBirthItem></placeOfBirthList>"
                                             "<nationalityList><nationality><country>Burma</country></nationality></nationalityList>"
                                             "<citizenshipList><citizenship><country>Djibouti</country></citizenship></citizenshipList>"
                                             "<addressList><address><address1>Road 1</address1><city>Gaza</city><country>Region: Gaza</country></address>"
                                             "<address><country>undetermined</country></address></addressList>");
    const auto& party = list.sink.at("ofac-306");
    EXPECT_THAT(party.values("birthDate"), ElementsAre("1965", "1963-05-12"));
    EXPECT_THAT(party.values("birthCountry"), ElementsAre("so"));
    EXPECT_THAT(party.values("nationality"), ElementsAre("mm"));
    EXPECT_THAT(party.values("citizenship"), ElementsAre("dj"));
    EXPECT_THAT(party.values("address"), ElementsAre("Road 1, Gaza, Gaza"));
}

TEST(OfacXml, FactsAmongTheIdsAreNoPapers) {
    const auto list = read_one("Individual", "<idList>" + id_of("Gender", "Male") + id_of("Secondary sanctions risk:", "section 1(b) of Executive Order 13224, as amended") +
                                                 id_of("Passport", "A0181988", "<idCountry>Somalia</idCountry><issueDate>01 Oct 2001</issueDate><expirationDate>23 Jan 2011</expirationDate>") +
                                                 id_of("Digital Currency Address - XBT", "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h") + "</idList>");
    const auto& party = list.sink.at("ofac-306");
    EXPECT_THAT(party.values("gender"), ElementsAre("male"));
    EXPECT_THAT(party.values("passportNumber"), ElementsAre("A0181988"));
    EXPECT_THAT(party.values("idNumber"), IsEmpty());
    EXPECT_EQ(list.sink.with("Passport", "number", "A0181988").at(0).first("endDate"), "2011-01-23");
    EXPECT_EQ(list.sink.with("CryptoWallet", "publicKey", "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h").at(0).first("currency"), "XBT");
    EXPECT_THAT(list.sink.with("Sanction", "entity", "ofac-306").at(0).values("provisions"),
                ElementsAre("Secondary sanctions risk: section 1(b) of Executive Order 13224, as amended"));
}

TEST(OfacXml, ShipCarriesItsNumbersAndFlag) {
    const auto list = read_ofac(sdn_list("<sdnEntry><uid>9</uid><lastName>PARSHAN</lastName><sdnType>Vessel</sdnType><idList>" +
                                         id_of("Vessel Registration Identification", "IMO 9051648") + id_of("MMSI", "572469210") +
                                         "</idList><vesselInfo><callSign>EQKF</callSign><vesselType>General Cargo</vesselType><vesselFlag>Iran</vesselFlag>"
                                         "<vesselOwner>Sea Co</vesselOwner><tonnage>24,065</tonnage><grossRegisteredTonnage>16621</grossRegisteredTonnage></vesselInfo></sdnEntry>"));
    const auto& ship = list.sink.at("ofac-9");
    EXPECT_EQ(ship.schema, "Vessel");
    EXPECT_THAT(ship.values("imoNumber"), ElementsAre("9051648"));
    EXPECT_THAT(ship.values("mmsi"), ElementsAre("572469210"));
    EXPECT_THAT(ship.values("callSign"), ElementsAre("EQKF"));
    EXPECT_THAT(ship.values("flag"), ElementsAre("ir"));
    EXPECT_THAT(ship.values("tonnage"), ElementsAre("24065"));
}

TEST(OfacXml, LinkedToBecomesALink) {
    const auto list = read_ofac(sdn_list(entry("Individual", "<remarks>(Linked To: SHADOW FLEET CO.)</remarks>") +
                                         "<sdnEntry><uid>8</uid><lastName>SHADOW FLEET CO</lastName><sdnType>Entity</sdnType></sdnEntry>"));
    const auto links = list.sink.with("UnknownLink", "subject", "ofac-306");
    ASSERT_EQ(links.size(), 1U);
    EXPECT_EQ(links[0].first("object"), "ofac-8");
    EXPECT_THAT(list.sink.at("ofac-306").values("notes"), Contains(HasSubstr("SHADOW FLEET CO")));
}

TEST(OfacXml, ConsolidatedListIsToldByItsProgrammes) {
    const auto list = read_ofac(sdn_list(entry("Individual", "", "NS-PLC")));
    EXPECT_EQ(list.version.list, "us_ofac_cons");
    EXPECT_EQ(list.sink.with("Sanction", "entity", "ofac-306").at(0).first("measure"), "unknown");
}

TEST(OfacXml, ConsolidatedListIsToldByItsDirectives) {
    const auto list = read_ofac(sdn_list(entry("Entity", "<idList>" + id_of("Executive Order 13662 Directive Determination -", "Subject to Directive 1") + "</idList>", "UKRAINE-EO13662")));
    EXPECT_EQ(list.version.list, "us_ofac_cons");
    EXPECT_EQ(list.sink.with("Sanction", "entity", "ofac-306").at(0).first("measure"), "sectoral");
}

TEST(OfacXml, ProgrammeOfBothListsAloneIsReadAsTheStricterAndSaid) {
    const auto list = read_ofac(sdn_list(entry("Entity", "", "UKRAINE-EO13662")));
    EXPECT_EQ(list.version.list, "us_ofac_sdn");
    EXPECT_EQ(list.sink.with("Sanction", "entity", "ofac-306").at(0).first("measure"), "asset_freeze");
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("nothing in the first entries tells the SDN list from the consolidated list")));
}

TEST(OfacXml, NamedListOverridesTheContent) {
    const auto list = read_ofac(sdn_list(entry("Entity", "", "UKRAINE-EO13662")), {.list = "us_ofac_cons"});
    EXPECT_EQ(list.version.list, "us_ofac_cons");
    EXPECT_EQ(list.sink.with("Sanction", "entity", "ofac-306").at(0).first("measure"), "sectoral");
    EXPECT_THAT(list.version.remarks, IsEmpty());
}

TEST(OfacXml, ShipsAndOtherProgrammesSpeakForTheSdnList) {
    const auto list = read_ofac(sdn_list(entry("Individual", "", "NS-PLC", 1) + entry("Individual", "", "SDGT", 2)));
    EXPECT_EQ(list.version.list, "us_ofac_sdn");
}
