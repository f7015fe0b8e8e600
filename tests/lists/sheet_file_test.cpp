#include "lists/sheet_file.hpp"

#include "base/failure.hpp"
#include "sheet_maker.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const lists::SheetFile& file, std::size_t sheet = 0) {
    Rows rows;
    file.read(sheet, [&](const lists::SheetRow& row) {
        rows.emplace_back(row.cells.begin(), row.cells.end());
        return true;
    });
    return rows;
}

Rows rows_of_parts(const ZipParts& parts) {
    const ScratchFolder folder;
    write_zip(folder.path("a.bin"), parts);
    return rows_of(lists::SheetFile(folder.path("a.bin")));
}

std::string failure_of_parts(const ZipParts& parts, const char* password = nullptr,
                             const lists::ZipLimits& limits = {}) {
    const ScratchFolder folder;
    write_zip(folder.path("a.bin"), parts, password);
    try {
        rows_of(lists::SheetFile(folder.path("a.bin"), {}, {}, limits));
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return "no failure";
}

ZipParts with_content(ZipParts parts, std::string_view entry, const std::string& bytes) {
    for (auto& [name, content] : parts) {
        if (name == entry) {
            content = bytes;
        }
    }
    return parts;
}

} // namespace

TEST(SheetFile, PhoneticGuidesAreDroppedAndRichRunsJoined) {
    const Rows rows = rows_of_parts(xlsx_parts(
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)",
        "<si><t>別名\nAlso Known As</t><rPh sb=\"0\" eb=\"2\"><t>ベツメイ</t></rPh></si><si><r><t>Rich </t></r><r><rPr/><t>text</t></r></si>"));
    EXPECT_THAT(rows, ElementsAre(ElementsAre("別名\nAlso Known As", "Rich text")));
}

TEST(SheetFile, EscapesAreDecodedAndAnEscapedUnderscoreStays) {
    const Rows rows = rows_of_parts(xlsx_parts(R"(<row><c t="s"><v>0</v></c></row>)", "<si><t>a_x000D_b _x005F_x000D_ _xZZ</t></si>"));
    EXPECT_THAT(rows, ElementsAre(ElementsAre("a\rb _x000D_ _xZZ")));
}

TEST(SheetFile, ADateStyleShowsADateOfItsPrecision) {
    const Rows rows = rows_of_parts(xlsx_parts(
        R"(<row r="1"><c s="0"><v>46126</v></c><c s="1"><v>46126</v></c><c s="2"><v>46126.5</v></c><c s="3"><v>46126</v></c>)"
        R"(<c s="4"><v>46126</v></c><c t="b"><v>1</v></c></row>)"));
    EXPECT_THAT(rows, ElementsAre(ElementsAre("46126", "2026-04-14", "2026-04", "2026", "46126", "1")));
}

TEST(SheetFile, SerialsCountTheDayThatNeverWas) {
    EXPECT_EQ(lists::find_serial_date("1"), "1900-01-01");
    EXPECT_EQ(lists::find_serial_date("59"), "1900-02-28");
    EXPECT_EQ(lists::find_serial_date("60"), std::nullopt);
    EXPECT_EQ(lists::find_serial_date("61"), "1900-03-01");
    EXPECT_EQ(lists::find_serial_date("0", true), "1904-01-01");
    EXPECT_EQ(lists::find_serial_date("-5"), std::nullopt);
    EXPECT_EQ(lists::find_serial_date("99999999999"), std::nullopt);
}

TEST(SheetFile, CellsStandWhereTheirReferenceSays) {
    const Rows rows = rows_of_parts(xlsx_parts(R"(<row r="3"><c r="C3" t="str"><v>c</v></c><c r="E3"><v>5</v></c><c r="F3" s="1"/></row>)"));
    EXPECT_THAT(rows, ElementsAre(ElementsAre("", "", "c", "", "5")));
}

TEST(SheetFile, OdsPaddingIsNothingAndRepeatedCellsAreSeveral) {
    const Rows rows = rows_of_parts(ods_parts(
        "<table:table-row><table:table-cell table:number-columns-repeated=\"2\"><text:p>a<text:span>b</text:span><text:s/>c<text:line-break/>d</text:p>"
        "<text:p>e</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16382\"/></table:table-row>"
        "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"date\" office:date-value=\"2024-02-29\"><text:p>29/2</text:p></table:table-cell>"
        "<table:table-cell office:value-type=\"float\" office:value=\"1200\"><office:annotation><text:p>note</text:p></office:annotation><text:p>1,200</text:p></table:table-cell></table:table-row>"));
    EXPECT_THAT(rows, ElementsAre(ElementsAre("ab\nc\nd\ne", "ab\nc\nd\ne"), ElementsAre("2024-02-29", "1200"),
                                  ElementsAre("2024-02-29", "1200")));
}

TEST(SheetFile, RepeatedContentWithoutEndIsRefused) {
    EXPECT_THAT(failure_of_parts(ods_parts("<table:table-row><table:table-cell table:number-columns-repeated=\"16384\"><text:p>a</text:p></table:table-cell></table:table-row>")),
                HasSubstr("row 1 has something in column 1025, beyond 1024"));
    EXPECT_THAT(failure_of_parts(ods_parts("<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>")),
                HasSubstr("stands there 1048576 times"));
    EXPECT_THAT(failure_of_parts(ods_parts("<table:table-row table:number-rows-repeated=\"-1\"/>")), HasSubstr("is no number of repeats"));
}

TEST(SheetFile, AnArchiveThatUnpacksTooFarIsRefused) {
    lists::ZipLimits limits;
    limits.ratio_from_bytes = 10'000;
    limits.ratio = 5;
    EXPECT_THAT(failure_of_parts(xlsx_parts("<row><c><v>1</v></c></row>" + std::string(100'000, ' ')), nullptr, limits),
                HasSubstr("unpacks to more than"));
}

TEST(SheetFile, DamageIsSaidPlainly) {
    const ScratchFolder folder;
    const auto failure = [&](const std::string& path) {
        try {
            rows_of(lists::SheetFile(path));
        } catch (const base::Failure& found) {
            return std::string(found.what());
        }
        return std::string("no failure");
    };
    write_zip(folder.path("whole.xlsx"), xlsx_parts(to_xlsx_rows({{"Some text that is packed", "and more of it"}})));
    const std::string bytes = read_file(folder.path("whole.xlsx"));
    EXPECT_THAT(failure(folder.write("cut.xlsx", bytes.substr(0, bytes.size() / 2))), HasSubstr("damaged or cut ZIP archive"));
    EXPECT_THAT(failure(folder.write("text.xlsx", "no archive")), HasSubstr("is not a ZIP archive"));
    EXPECT_THAT(failure(folder.write("empty.xlsx", "")), HasSubstr("is empty"));
    EXPECT_THAT(failure_of_parts({{"readme.txt", "x"}}), HasSubstr("a ZIP archive without a spreadsheet in it"));
    EXPECT_THAT(failure_of_parts(xlsx_parts("<row/>"), "secret"), HasSubstr("is encrypted"));
}

TEST(SheetFile, ReferencesToTextsThatAreNotThereAreRefused) {
    EXPECT_THAT(failure_of_parts(xlsx_parts(R"(<row r="7"><c t="s"><v>3</v></c></row>)", "<si><t>a</t></si>")),
                HasSubstr("row 7 refers to text 3 of 1 that it does not hold"));
}

TEST(SheetFile, AnEncryptedOdsIsToldByItsManifest) {
    ZipParts parts = ods_parts("");
    parts.emplace_back("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>");
    EXPECT_THAT(failure_of_parts(parts), HasSubstr("is encrypted"));
    EXPECT_THAT(failure_of_parts(with_content(ods_parts(""), "mimetype", "application/vnd.oasis.opendocument.text")),
                HasSubstr("without a spreadsheet in it (application/vnd.oasis.opendocument.text)"));
}

TEST(SheetFile, ADoctypeIsRefused) {
    EXPECT_THAT(failure_of_parts(with_content(xlsx_parts(""), "xl/worksheets/sheet1.xml",
                                              "<!DOCTYPE worksheet [<!ENTITY a \"b\">]><worksheet/>")),
                HasSubstr("DOCTYPE"));
}
