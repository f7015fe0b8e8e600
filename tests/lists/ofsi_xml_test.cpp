// OFSI's ConList.xml over rows written for the test: the rows of a group stand apart.
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
using testing::UnorderedElementsAre;

namespace {

std::string row(std::string_view content) {
    return "<FinancialSanctionsTarget>" + std::string(content) + "</FinancialSanctionsTarget>";
}

test::ReadList read_ofsi(const std::string& rows) {
    const test::ScratchFolder folder;
    return test::load({folder.write(
        "ConList.xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?><ArrayOfFinancialSanctionsTarget "
                       "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
                       "xmlns=\"http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist\">" +
                           rows + "</ArrayOfFinancialSanctionsTarget>")});
}

const std::string primary =
    row("<Name6>MADE-UP</Name6><name1>Faruq</name1><name2 i:nil=\"true\" /><AliasType>Primary "
        "name</AliasType><Title>Dr</Title>"
        "<Individual_DateOfBirth>01/04/1980</Individual_DateOfBirth><Individual_TownOfBirth>(1) "
        "Derna (2) Tunis</Individual_TownOfBirth>"
        "<Individual_CountryOfBirth>(1) Libya (2) "
        "Tunisia</Individual_CountryOfBirth><Individual_PassportNumber>G827238</"
        "Individual_PassportNumber>"
        "<GroupTypeDescription>Individual</GroupTypeDescription><RegimeName>Made-up "
        "regime</RegimeName><GroupStatus>Asset Freeze Targets</GroupStatus>"
        "<GrpStatus>A</GrpStatus><DateListed>2001-10-12T00:00:00</"
        "DateListed><LastUpdated>2020-12-31T00:00:00</LastUpdated>"
        "<UKSanctionsListRef>AQD0104</UKSanctionsListRef><UNRef>QDi.018</UNRef><ID>109</"
        "ID><GroupID>6897</GroupID>");
const std::string ship =
    row("<Name6>NORTH STAR</Name6><AliasType>Primary "
        "name</AliasType><GroupTypeDescription>Ship</GroupTypeDescription>"
        "<Ship_IMONumber>7406784</Ship_IMONumber><Ship_Flag>Russia</Ship_Flag><Ship_Type>Crude oil "
        "tanker</Ship_Type><GroupID>99</GroupID>");
const std::string alias =
    row("<Name6>MADE-UP</Name6><name1>Abu Faruq</name1><AliasType>AKA</AliasType><AliasQuality>Low "
        "quality</AliasQuality>"
        "<NameNonLatinScript>فاروق</NameNonLatinScript><Individual_DateOfBirth>00/00/1981</"
        "Individual_DateOfBirth>"
        "<GroupTypeDescription>Individual</GroupTypeDescription><RegimeName>Made-up "
        "regime</RegimeName><GroupID>6897</GroupID>");

} // namespace

TEST(OfsiXml, RowsOfAGroupAreOnePartyWhereverTheyStand) {
    const auto list = read_ofsi(primary + ship + alias);
    EXPECT_EQ(list.version.format, "ofsi-conlist-xml");
    EXPECT_EQ(list.version.list, "gb_hmt_sanctions");
    EXPECT_EQ(list.version.date, "2020-12-31");
    EXPECT_EQ(list.version.records, 3U);
    EXPECT_EQ(list.version.entities, 2U);
    const auto& person = list.sink.at("gb-hmt-6897");
    EXPECT_EQ(person.schema, "Person");
    EXPECT_THAT(person.values("name"), ElementsAre("Faruq MADE-UP"));
    EXPECT_THAT(person.values("weakAlias"), ElementsAre("Abu Faruq MADE-UP"));
    EXPECT_THAT(person.values("alias"), ElementsAre("فاروق"));
    EXPECT_THAT(person.values("birthDate"), UnorderedElementsAre("1980-04-01", "1981"));
    EXPECT_THAT(person.values("birthPlace"), ElementsAre("Derna, Libya", "Tunis, Tunisia"));
    EXPECT_THAT(person.values("passportNumber"), ElementsAre("G827238"));
    EXPECT_THAT(person.values("notes"), Contains("grpstatus: A"));
}

TEST(OfsiXml, ListingHasMeasureDayAndReferences) {
    const auto list = read_ofsi(primary + ship + alias);
    const auto sanction = list.sink.with("Sanction", "entity", "gb-hmt-6897").at(0);
    EXPECT_EQ(sanction.first("measure"), "asset_freeze"); // by the list's own words
    EXPECT_EQ(sanction.first("country"), "gb");
    EXPECT_EQ(sanction.first("listingDate"), "2001-10-12");
    EXPECT_EQ(sanction.first("unscId"), "QDi.018");
    EXPECT_EQ(sanction.first("recordId"), "AQD0104");
    EXPECT_THAT(list.sink.at("gb-hmt-99").values("imoNumber"), ElementsAre("7406784"));
    EXPECT_THAT(list.sink.at("gb-hmt-99").values("flag"), ElementsAre("ru"));
}

TEST(OfsiXml, AnElementThatTheReaderDoesNotKnowIsKept) {
    const auto list =
        read_ofsi(row("<Name6>A "
                      "COMPANY</Name6><GroupTypeDescription>Entity</"
                      "GroupTypeDescription><Colour>red</Colour><GroupID>5</GroupID>"));
    EXPECT_THAT(list.sink.at("gb-hmt-5").values("notes"), Contains("colour: red"));
    EXPECT_THAT(list.version.remarks,
                Contains(HasSubstr("elements that this reader does not know")));
}

TEST(OfsiXml, ARowOfNoGroupIsRejected) {
    const auto list = read_ofsi(primary + row("<Name6>NOBODY'S</Name6>"));
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.version.entities, 1U);
    EXPECT_EQ(list.rejects.count(), 1U);
}
