// The three lists that come as spreadsheets: small made-up ones, and recognition by content.
#include "collected.hpp"
#include "lists/formats.hpp"
#include "sheet_maker.hpp"
#include "support/files.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

namespace {

const std::vector<std::string> au_header{"Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength",
                                         "Date of Birth", "Place of Birth", "Citizenship", "Address", "Additional Information",
                                         "Listing Information", "IMO Number", "Committees", "Control Date",
                                         "Instrument of Designation", "Targeted Financial Sanction", "Travel Ban",
                                         "Arms Embargo", "Maritime Restriction"};

ReadList read_rows(const ScratchFolder& folder, std::vector<std::vector<std::string>> rows) {
    write_zip(folder.path("list.dat"), xlsx_parts(to_xlsx_rows(rows)));
    return load({folder.path("list.dat")}, {.as_of = "2026-01-01"});
}

ReadList au_list(const ScratchFolder& folder) {
    return read_rows(
        folder,
        {au_header,
         {"7", "Made UP", "Individual", "Primary Name", "", "20607, Approximately 1963, 30/01/1972", "Kabul, Afghanistan", "Russia;Ukraine",
          "a) First Street 1, Kabul b) Second Street 2, Kabul", "TAi.999. Passport no: P0000001", "Listed on 25 Jan. 2001 (amended)", "",
          "1988 (Taliban)", "46126", "An Instrument", "1", "1", "1", "0"},
         {"8", "MADE UP SHIP", "Vessel", "Primary Name", "", "", "", "", "", "Previous names include OTHER SHIP", "", "9074729", "Autonomous (Vessels)",
          "45826", "A Designation", "0", "0", "0", "1"},
         {"7a", "Up, Maid", "Individual", "Alias", "Weak", "1963", "", "", "", "", "", "", "", "46127", "", "1", "1", "1", "0"},
         {"7b", "مید اپ", "Individual", "Original Script", "", "", "", "", "", "", "", "", "", "46126", "", "1", "1", "1", "0"},
         {"7c", "Maid Upp (previously listed as)", "Individual", "Alias", "Strong", "", "", "", "", "", "", "", "", "46126", "", "1", "1", "1", "0"}});
}

} // namespace

TEST(AuDfatXlsx, RowsOfOneReferenceAreOnePartyWhereverTheyStand) {
    const ScratchFolder folder;
    const ReadList list = au_list(folder);
    EXPECT_EQ(list.version.list, "au_dfat_sanctions");
    EXPECT_EQ(list.version.format, "au-dfat-xlsx");
    EXPECT_EQ(list.version.records, 5U);
    EXPECT_EQ(list.version.entities, 2U);
    const auto& party = list.sink.at("au-7");
    EXPECT_THAT(party.values("name"), ElementsAre("Made UP"));
    EXPECT_THAT(party.values("alias"), ElementsAre("مید اپ"));
    EXPECT_THAT(party.values("weakAlias"), ElementsAre("Maid Up"));
    EXPECT_THAT(party.values("previousName"), ElementsAre("Maid Upp"));
}

TEST(AuDfatXlsx, DatesComeAsSerialsYearsAndText) {
    const ScratchFolder folder;
    const ReadList list = au_list(folder);
    const auto& party = list.sink.at("au-7");
    EXPECT_THAT(party.values("birthDate"), UnorderedElementsAre("1956-06-01", "1963", "1972-01-30"));
    EXPECT_THAT(party.values("modifiedAt"), ElementsAre("2026-04-14", "2026-04-15"));
    EXPECT_EQ(list.version.version, "last control date 2026-04-15");
    EXPECT_THAT(party.values("citizenship"), UnorderedElementsAre("ru", "ua"));
    EXPECT_THAT(party.values("passportNumber"), ElementsAre("P0000001"));
    EXPECT_EQ(list.sink.with("Address", "full", "Second Street 2, Kabul").size(), 1U);
}

TEST(AuDfatXlsx, MeasuresAreTheColumnsInTheListsOwnWords) {
    const ScratchFolder folder;
    const ReadList list = au_list(folder);
    const auto ship = list.sink.with("Sanction", "entity", "au-8");
    ASSERT_EQ(ship.size(), 1U);
    EXPECT_THAT(ship[0].values("provisions"), ElementsAre("Maritime Restriction", "A Designation"));
    EXPECT_EQ(ship[0].first("measure"), "sectoral");
    EXPECT_EQ(list.sink.at("au-8").first("imoNumber"), "9074729");
    EXPECT_THAT(list.sink.at("au-8").values("previousName"), ElementsAre("OTHER SHIP"));
    const auto person = list.sink.with("Sanction", "unscId", "TAi.999");
    ASSERT_EQ(person.size(), 1U);
    EXPECT_EQ(person[0].first("measure"), "unknown");
    EXPECT_EQ(person[0].first("listingDate"), "2001-01-25");
}

TEST(JpMetiXlsx, BulletsBracketsAndWeaponLetters) {
    const ScratchFolder folder;
    const ReadList list = read_rows(
        folder, {{"No.", "国名\nCountry or Region", "企業名\nCompany or Organization", "別名\nAlso Known As", "懸念区分\nType of WMD", "通常兵器\nConventional Weapons"},
                 {"1", "中国\nPeople's Republic of China", "Made Up Institute\n(作研究所)", "・Made Up Inst.\n・Made Up\nResearch Institute （MURI）", "ミサイル、核\nM、Ｎ", "通常兵器\nCW"},
                 {"2", "ロシア\nRussian Federation", "Other (Moscow) Works", " ", "ミサイルM", ""}});
    EXPECT_EQ(list.version.list, "jp_meti_eul");
    EXPECT_EQ(list.version.entities, 2U);
    const auto found = list.sink.with("Organization", "name", "Made Up Institute");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found[0].values("alias"), ElementsAre("作研究所", "Made Up Inst.", "Made Up Research Institute", "MURI"));
    EXPECT_EQ(found[0].first("country"), "cn");
    const auto listing = list.sink.with("Sanction", "entity", found[0].id);
    ASSERT_EQ(listing.size(), 1U);
    EXPECT_THAT(listing[0].values("provisions"),
                ElementsAre("Type of WMD: missiles (M)", "Type of WMD: nuclear weapons (N)", "Conventional weapons (CW)"));
    EXPECT_EQ(list.sink.with("Organization", "name", "Other (Moscow) Works").size(), 1U);
}

TEST(UkOds, ARowIsADesignation) {
    const ScratchFolder folder;
    std::string rows;
    for (const std::vector<std::string>& row :
         {std::vector<std::string>{"Unique ID", "OFSI Group ID", "Name", "Regime Name", "Type", "Designation source", "Date Designated", "Sanctions Imposed"},
          {"ZZZ0001", "90001", "MADE UP LTD", "Testing", "Entity", "UK", "05-04-2024", "Asset freeze, Trust Services Sanctions"},
          {"ZZZ0002", "", "UP Made", "Testing", "Individual", "UK", "06-04-2024", "Travel Ban"}}) {
        rows += "<table:table-row>";
        for (const std::string& cell : row) {
            rows += "<table:table-cell><text:p>" + cell + "</text:p></table:table-cell>";
        }
        rows += "<table:table-cell table:number-columns-repeated=\"16376\"/></table:table-row>";
    }
    write_zip(folder.path("list.dat"), ods_parts(rows));
    const ReadList list = load({folder.path("list.dat")});
    EXPECT_EQ(list.version.format, "uk-sanctions-list-ods");
    EXPECT_EQ(list.version.version, "last designation 2024-04-06");
    const auto listing = list.sink.with("Sanction", "authorityId", "ZZZ0001");
    ASSERT_EQ(listing.size(), 1U);
    EXPECT_EQ(listing[0].first("measure"), "asset_freeze");
    EXPECT_EQ(listing[0].first("listingDate"), "2024-04-05");
    EXPECT_EQ(list.sink.with("Sanction", "authorityId", "ZZZ0002").at(0).first("measure"), "unknown");
    EXPECT_EQ(list.sink.at("gb-ZZZ0001").schema, "Organization");
}

TEST(SheetLists, AnotherSpreadsheetSaysWhatItIs) {
    const ScratchFolder folder;
    write_zip(folder.path("other.xlsx"), xlsx_parts(to_xlsx_rows({{"Title"}, {"Price", "Weight"}})));
    EXPECT_EQ(lists::find_format_of_file(folder.path("other.xlsx")), nullptr);
    EXPECT_EQ(lists::describe_unrecognised(folder.path("other.xlsx")),
              "a spreadsheet of 2 columns; it starts with: Price, Weight");
    EXPECT_THAT(lists::describe_unrecognised(folder.write("cut.xlsx", "PK\x03\x04 cut")), HasSubstr("damaged or cut ZIP archive"));
}
