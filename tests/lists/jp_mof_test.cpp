// Japan's list of frozen assets, as table and as workbook: made-up parties under the headers that the publisher uses.
#include "collected.hpp"
#include "lists/jp_mof_party.hpp"
#include "sheet_maker.hpp"
#include "support/files.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

namespace {

const std::vector<std::string> header{
    "区分", "番号", "告示日付", "告示番号", "個人・団体", "氏名（日本語）", "氏名（英語）", "別名・別称（日本語）", "別名・別称（英語）", "旧称（日本語）", "旧称（英語）",
    "確定に十分でない別名（日本語）", "確定に十分でない別名（英語）", "称号（日本語）", "称号（英語）", "役職（日本語）", "役職（英語）", "生年月日", "出生地（日本語）",
    "出生地（英語）", "国籍（日本語）", "国籍（英語）", "旅券番号", "身分証番号", "住所・所在地（国）（日本語）", "住所・所在地（都市その他の情報）（日本語）",
    "住所・所在地（国）（英語）", "住所・所在地（都市その他の情報）（英語）", "国連参照番号", "リスト掲載日", "その他の情報", "外務省告示情報"};

/// A table of the 32 columns; each row fills some of them by name.
std::string table(const std::vector<std::map<std::string, std::string>>& rows) {
    std::string text = "\xef\xbb\xbf";
    for (const std::string& column : header) {
        text += column + (column == header.back() ? "\r\n" : ",");
    }
    for (const auto& row : rows) {
        for (const std::string& column : header) {
            const auto found = row.find(column);
            text += (found == row.end() ? "" : "\"" + found->second + "\"") + (column == header.back() ? "\r\n" : ",");
        }
    }
    return text;
}

std::map<std::string, std::string> person() {
    return {{"区分", "2"},
            {"番号", "002-900001"},
            {"告示日付", "2001.9.22"},
            {"告示番号", "160"},
            {"個人・団体", "個人"},
            {"氏名（日本語）", "メイド・アップ"},
            {"氏名（英語）", "Made Up"},
            {"別名・別称（日本語）", "メード・アップ（生年月日1963/4/11、国籍エジプト）； ムハマド・ウソ(生年月日1960/4/11； 1963/4/11)"},
            {"別名・別称（英語）", "Maid Up (DOB: 11 Apr. 1963. POB: Egypt.); M. Up"},
            {"旧称（英語）", "Former Up"},
            {"確定に十分でない別名（英語）", "Uppy"},
            {"称号（日本語）", "ムラー"},
            {"称号（英語）", "Mullah; Haji"},
            {"役職（英語）", "First Deputy"},
            {"生年月日", "1963/4/11；1964年5月；1955年頃；1958年から1962年の間"},
            {"出生地（英語）", "Cairo, Egypt"},
            {"国籍（日本語）", "エジプト"},
            {"国籍（英語）", "Egypt"},
            {"旅券番号", "OR1961825（2003年2月4日に発行）；エジプト旅券番号：P-1234567"},
            {"身分証番号", "該当なし"},
            {"住所・所在地（国）（英語）", "Afghanistan"},
            {"住所・所在地（都市その他の情報）（英語）", "Street 1, Kabul; Street 2, Herat"},
            {"国連参照番号", "ＱＤｉ．９９９"},
            {"リスト掲載日", "2001.1.25"},
            {"その他の情報", "a note"}};
}

std::map<std::string, std::string> organisation() {
    return {{"区分", "28"}, {"番号", "028-900001"}, {"告示日付", "2022.3.1"}, {"個人・団体", "団体"}, {"氏名（英語）", "Made Up Works"}};
}

ReadList load_table(const ScratchFolder& folder, const std::vector<std::map<std::string, std::string>>& rows) {
    return load({folder.write("list.txt", table(rows))}, {.as_of = "2026-01-01"});
}

} // namespace

TEST(JpMofCsv, APersonWithNamesDatesPapersAndListing) {
    const ScratchFolder folder;
    const ReadList list = load_table(folder, {person(), organisation()});
    EXPECT_EQ(list.version.format, "jp-mof-csv");
    EXPECT_EQ(list.version.list, "jp_mof_sanctions");
    EXPECT_EQ(list.version.jurisdiction, "jp");
    EXPECT_EQ(list.version.records, 2U);
    const auto& party = list.sink.at("jp-mof-002-900001");
    EXPECT_EQ(party.schema, "Person");
    EXPECT_THAT(party.values("name"), ElementsAre("Made Up"));
    EXPECT_THAT(party.values("alias"), UnorderedElementsAre("メイド・アップ", "メード・アップ", "ムハマド・ウソ", "Maid Up", "M. Up"));
    EXPECT_THAT(party.values("previousName"), ElementsAre("Former Up"));
    EXPECT_THAT(party.values("weakAlias"), ElementsAre("Uppy"));
    EXPECT_THAT(party.values("birthDate"), ElementsAre("1963-04-11", "1964-05", "1955", "1958..1962"));
    EXPECT_THAT(party.values("nationality"), ElementsAre("eg"));
    EXPECT_THAT(party.values("passportNumber"), ElementsAre("OR1961825", "P-1234567"));
    EXPECT_THAT(party.values("notes"), Contains("National ID No.: 該当なし"));
    EXPECT_THAT(party.values("address"), ElementsAre("Street 1, Kabul, Afghanistan", "Street 2, Herat, Afghanistan"));
    EXPECT_THAT(party.values("title"), ElementsAre("ムラー", "Mullah", "Haji"));
    const auto sanction = list.sink.with("Sanction", "entity", party.id).at(0);
    EXPECT_EQ(sanction.first("unscId"), "QDi.999");
    EXPECT_EQ(sanction.first("listingDate"), "2001-01-25");
    EXPECT_EQ(sanction.first("startDate"), "2001-09-22");
    EXPECT_EQ(sanction.first("country"), "jp");
    EXPECT_EQ(sanction.first("measure"), "unknown");
    EXPECT_EQ(list.sink.at("jp-mof-028-900001").schema, "Organization");
}

TEST(JpMofCsv, RowsOfOneNumberAreOnePartyWithAListingForEachNotice) {
    const ScratchFolder folder;
    auto again = person();
    again["告示日付"] = "2005.1.2";
    const ReadList list = load_table(folder, {person(), organisation(), again});
    EXPECT_EQ(list.version.records, 3U);
    EXPECT_EQ(list.version.entities, 2U);
    EXPECT_EQ(list.sink.with("Sanction", "entity", "jp-mof-002-900001").size(), 2U);
}

TEST(JpMofCsv, RowsWithoutANumberOrNameAreRejectedAndAnUnknownKindIsSaid) {
    const ScratchFolder folder;
    auto nameless = person();
    nameless["氏名（日本語）"] = nameless["氏名（英語）"] = "";
    auto other = organisation();
    other["個人・団体"] = "船舶";
    const ReadList list = load_table(folder, {nameless, other});
    EXPECT_EQ(list.version.entities, 1U);
    EXPECT_EQ(list.version.rejects, 1U);
    EXPECT_EQ(list.sink.at("jp-mof-028-900001").schema, "LegalEntity");
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("neither a person nor an organisation")));
}

TEST(JpMofDates, YearFirstInEverySpelling) {
    const std::pair<std::string, std::vector<std::string>> rows[] = {
        {"2001.9.22", {"2001-09-22"}},
        {"１９６３年４月", {"1963-04"}},
        {"1963/4/11、1964/4/11", {"1963-04-11", "1964-04-11"}},
        {"1955年頃", {"circa 1955"}},
        {"1958年から1963年の間", {"1958 to 1963"}},
        {"1960年-1962年頃", {"circa 1960 to 1962"}},
        {"1970年1月1日又は1971年", {"1970-01-01", "1971"}},
        {"37000", {"2001-04-19"}}, // a day of a spreadsheet
        {"10月10日", {"10月10日"}}, // without a year: stays as it stands
        {"不明", {}},
    };
    for (const auto& [text, dates] : rows) {
        EXPECT_EQ(lists::split_mof_dates(text), dates) << text;
    }
}

TEST(JpMofXlsx, EachSheetHasItsRegimeAndItsColumns) {
    const ScratchFolder folder;
    ZipParts parts = xlsx_parts(to_xlsx_rows({{"タリバーン関係者等（個人）"},
                                              {"告示日付", "告示 番号", "日 本 語 表 記", "英 語 表 記", "別　名", "生 年 月 日", "旅 券 番 号"},
                                              {"37156", "160", "メイド・アップ", "Made Up", "(a) Maid Up (b) M. Up", "1963年4月11日", "P1234567"},
                                              {"37156", "161", "", "", "", "", ""}}));
    parts[0].second = R"(<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="One" sheetId="1" r:id="rId1"/><sheet name="Two" sheetId="2" r:id="rId4"/></sheets></workbook>)";
    parts[1].second = R"(<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>)"
                      R"(<Relationship Id="rId4" Type="x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>)";
    parts.emplace_back("xl/worksheets/sheet2.xml",
                       "<worksheet><sheetData>" +
                           to_xlsx_rows({{"資産凍結等の措置の対象となる団体"}, {"告示日付", "告示番号", "日本語表記", "英語表記", "何か"}, {"2022.3.1", "1", "会社", "Made Up Works", "x"}}) +
                           "</sheetData></worksheet>");
    write_zip(folder.path("list.bin"), parts);
    const ReadList list = load({folder.path("list.bin")}, {.as_of = "2026-01-01"});
    EXPECT_EQ(list.version.format, "jp-mof-xlsx");
    EXPECT_EQ(list.version.records, 3U);
    EXPECT_EQ(list.version.entities, 2U);
    EXPECT_EQ(list.version.rejects, 1U); // a row of a notice without a name
    const auto person = list.sink.with("Person", "name", "Made Up").at(0);
    EXPECT_THAT(person.values("alias"), UnorderedElementsAre("メイド・アップ", "Maid Up", "M. Up"));
    EXPECT_THAT(person.values("birthDate"), ElementsAre("1963-04-11"));
    const auto sanction = list.sink.with("Sanction", "entity", person.id).at(0);
    EXPECT_EQ(sanction.first("startDate"), "2001-09-22");
    EXPECT_THAT(sanction.values("program"), ElementsAre("タリバーン関係者等（個人）"));
    EXPECT_EQ(list.sink.with("Organization", "name", "Made Up Works").size(), 1U);
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("何か")));
}
