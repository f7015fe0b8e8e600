// The EU's list of before 2018: made-up entries in the elements that excerpts of 2009 show.
#include "collected.hpp"
#include "support/files.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

namespace {

std::string in_list(const std::string& entities) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<WHOLE Date=\"30/10/2009\">\n" + entities + "</WHOLE>\n";
}

const std::string basis = R"x( legal_basis="1/2009 (OJ L 1)" reg_date="2009-01-27" pdf_link="http://example.org/l.pdf" programme="ZZZ")x";

const std::string person = "<ENTITY Id=\"13\" Type=\"P\"" + basis + R"( remark="Date of listing: 21.2.2002. Made up.">
<NAME Id="1" Entity_id="13"><LASTNAME>Up</LASTNAME><FIRSTNAME>Made</FIRSTNAME><MIDDLENAME>It</MIDDLENAME><WHOLENAME></WHOLENAME><GENDER>M</GENDER><TITLE></TITLE><FUNCTION>President</FUNCTION><LANGUAGE></LANGUAGE></NAME>
<NAME Id="2" Entity_id="13"><LASTNAME></LASTNAME><FIRSTNAME></FIRSTNAME><MIDDLENAME></MIDDLENAME><WHOLENAME>Выдуманный</WHOLENAME><GENDER></GENDER><TITLE></TITLE><FUNCTION></FUNCTION><LANGUAGE>BG</LANGUAGE></NAME>
<ADDRESS Id="3" Entity_id="13"><NUMBER>5</NUMBER><STREET>Some Street</STREET><ZIPCODE>1000</ZIPCODE><CITY>Sofia</CITY><COUNTRY>BGR</COUNTRY><OTHER>Phone 1</OTHER></ADDRESS>
<BIRTH Id="14" Entity_id="13"><DATE>28 April 1937</DATE><PLACE>al-Awja</PLACE><COUNTRY>IRQ</COUNTRY></BIRTH>
<BIRTH Id="15" Entity_id="13"><DATE>1938-02-21</DATE><PLACE></PLACE><COUNTRY></COUNTRY></BIRTH>
<PASSPORT Id="9" Entity_id="13"><NUMBER>AD001095 (issued 2001)</NUMBER><COUNTRY>IRQ</COUNTRY></PASSPORT>
<PASSPORT Id="10" Entity_id="13"><NUMBER>he is said to have one</NUMBER><COUNTRY></COUNTRY></PASSPORT>
<CITIZEN Id="1" Entity_id="13"><COUNTRY>IRQ</COUNTRY></CITIZEN>
</ENTITY>
)";

const std::string firm = "<ENTITY Id=\"14\" Type=\"E\"" + basis + ">\n<NAME Id=\"3\" Entity_id=\"14\"><WHOLENAME>Made Up, Ltd</WHOLENAME></NAME>\n<ODD>kept</ODD></ENTITY>\n";

} // namespace

TEST(EuGlobalXml, AnEntryBecomesAPartyOfTheLaterForm) {
    const ScratchFolder folder;
    const ReadList list = load({folder.write("global.txt", in_list(person + firm))});
    EXPECT_EQ(list.version.format, "eu-global-xml");
    EXPECT_EQ(list.version.list, "eu_fsf");
    EXPECT_EQ(list.version.date, "2009-10-30");
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.version.names, 3U);
    const auto& party = list.sink.at("eu-fsf-logical-13");
    EXPECT_EQ(party.schema, "Person");
    EXPECT_THAT(party.values("name"), ElementsAre("Made It Up"));
    EXPECT_THAT(party.values("alias"), ElementsAre("Выдуманный"));
    EXPECT_THAT(party.values("birthDate"), UnorderedElementsAre("1937-04-28", "1938-02-21"));
    EXPECT_THAT(party.values("birthPlace"), ElementsAre("al-Awja, Iraq"));
    EXPECT_THAT(party.values("citizenship"), ElementsAre("iq"));
    EXPECT_THAT(party.values("passportNumber"), ElementsAre("AD001095"));
    EXPECT_THAT(party.values("notes"), testing::Contains(HasSubstr("he is said to have one")));
    EXPECT_THAT(party.values("address"), ElementsAre("Some Street 5, 1000 Sofia, Bulgaria"));
    EXPECT_THAT(party.values("position"), ElementsAre("President"));
    const auto sanction = list.sink.with("Sanction", "entity", party.id).at(0);
    EXPECT_EQ(sanction.first("program"), "ZZZ");
    EXPECT_EQ(sanction.first("measure"), "asset_freeze");
    EXPECT_EQ(sanction.first("country"), "eu");
    EXPECT_EQ(sanction.first("listingDate"), "2002-02-21");
    const auto& other = list.sink.at("eu-fsf-logical-14");
    EXPECT_EQ(other.schema, "Organization");
    EXPECT_THAT(other.values("name"), ElementsAre("Made Up, Ltd"));
    EXPECT_THAT(other.values("notes"), ElementsAre("kept"));
}

TEST(EuGlobalXml, AListOfTheSameElementsWithoutALegalBasisIsNotTheEus) {
    const ScratchFolder folder;
    const auto path = folder.write("lv.xml", in_list("<ENTITY Id=\"1\" Type=\"P\" reg_date=\"2017-07-31\"><NAME><WHOLENAME>Made Up</WHOLENAME></NAME></ENTITY>"));
    EXPECT_EQ(lists::find_format_of_file(path), nullptr);
    EXPECT_THAT(lists::describe_unrecognised(path), HasSubstr("it looks most like eu-global-xml"));
}

TEST(EuGlobalXml, EntriesWithoutNameOrWithARepeatedNumberAreRejectedAndACutFileRefused) {
    const ScratchFolder folder;
    const ReadList list = load({folder.write("a.xml", in_list(person + firm + firm + "<ENTITY Id=\"15\" Type=\"P\"" + basis + "></ENTITY>"))});
    EXPECT_EQ(list.version.entities, 2U);
    EXPECT_EQ(list.version.rejects, 2U);
    EXPECT_THROW(load({folder.write("cut.xml", in_list(person).substr(0, 900))}), base::Failure);
}
