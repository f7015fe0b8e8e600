#include "screen/record_source.hpp"

#include "screen/side_table.hpp"

#include "base/failure.hpp"
#include "base/reject.hpp"
#include "lists/sheet_maker.hpp"
#include "support/files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

struct Taken {
    std::string format;
    std::vector<std::string> columns;
    std::vector<std::string> rows; ///< "line: cell|cell"
    std::vector<std::string> remarks;
};

Taken take(screen::RecordSource& source) {
    Taken made;
    made.format = source.format();
    made.columns = source.columns();
    base::RejectList rejects;
    source.read(
        [&made](const sql::Record& record) {
            made.rows.push_back(fmt::format("{}: {}", record.line, fmt::join(record.cells, "|")));
            return true;
        },
        rejects);
    made.remarks = source.remarks();
    return made;
}

class RecordSourceTest : public testing::Test {
protected:
    Taken text(std::string_view bytes, const screen::SourceOptions& options = {}) {
        return take(*screen::open_records(folder.write("input.txt", bytes), options));
    }

    Taken workbook(const ZipParts& parts, const screen::SourceOptions& options = {}) {
        write_zip(folder.path("input.xlsx"), parts);
        return take(*screen::open_records(folder.path("input.xlsx"), options));
    }

    std::string failure(const ZipParts& parts, const screen::SourceOptions& options = {}) {
        try {
            workbook(parts, options);
        } catch (const base::Failure& problem) {
            hint = problem.hint();
            return problem.what();
        }
        return "nothing";
    }

    ScratchFolder folder;
    std::string hint;
};

/// A workbook of several sheets.
ZipParts sheets(const std::vector<std::pair<std::string, std::vector<std::vector<std::string>>>>& tables) {
    std::string book;
    std::string relations;
    ZipParts parts;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        book += fmt::format("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"r{}\"/>", tables[i].first, i + 1, i);
        relations += fmt::format("<Relationship Id=\"r{}\" Type=\"x/worksheet\" Target=\"worksheets/s{}.xml\"/>", i, i);
        parts.emplace_back(fmt::format("xl/worksheets/s{}.xml", i), "<worksheet><sheetData>" + to_xlsx_rows(tables[i].second) + "</sheetData></worksheet>");
    }
    parts.emplace_back("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>" + book + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
    return parts;
}

std::string utf16(std::u16string_view text, bool big, bool mark) {
    std::string bytes = !mark ? "" : big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char16_t unit : text) {
        const std::array halves = {static_cast<char>(unit & 0xFF), static_cast<char>(unit >> 8)};
        bytes += {halves[big ? 1 : 0], halves[big ? 0 : 1]};
    }
    return bytes;
}

} // namespace

TEST_F(RecordSourceTest, AWorkbookIsReadBelowItsTitles) {
    const Taken made = workbook(sheets({{"May", {{"Shipments of May"}, {""}, {"Shipment No", "Consignee", "Destination"}, {"A1", "Acme Ltd", "KZ"}, {""}, {"A2", "Beta"}}}}));
    EXPECT_EQ(made.format, "xlsx");
    EXPECT_THAT(made.columns, ElementsAre("Shipment No", "Consignee", "Destination"));
    EXPECT_THAT(made.rows, ElementsAre("4: A1|Acme Ltd|KZ", "6: A2|Beta|"));
    EXPECT_THAT(made.remarks, ElementsAre("The names of the columns are in row 3; what stands above was passed over."));
}

TEST_F(RecordSourceTest, MergedCellsAboveTheHeaderGroupItsColumns) {
    const Taken made = workbook(sheets({{"One", {{"Shipper", "", "Consignee", ""}, {"Name", "Country", "Name", "Country"}, {"A", "DE", "B", "KZ"}}}}));
    EXPECT_THAT(made.columns, ElementsAre("Shipper Name", "Shipper Country", "Consignee Name", "Consignee Country"));
    EXPECT_THAT(made.rows, ElementsAre("3: A|DE|B|KZ"));
}

TEST_F(RecordSourceTest, DatesAndNumbersComeAsExcelShowsThem) {
    const Taken made = workbook(xlsx_parts(
        R"(<row r="1"><c t="inlineStr"><is><t>ship date</t></is></c><c t="inlineStr"><is><t>invoice value</t></is></c><c t="inlineStr"><is><t>consignee</t></is></c></row>)"
        R"(<row r="2"><c s="1"><v>45415</v></c><c><v>0.30000000000000004</v></c><c t="inlineStr"><is><t>A</t></is></c></row>)"
        R"(<row r="3"><c s="1"><v>45415.5</v></c><c><v>1.2345678901234E+16</v></c><c t="inlineStr"><is><t>12E45</t></is></c></row>)"));
    EXPECT_THAT(made.rows, ElementsAre("2: 2024-05-03|0.3|A", "3: 2024-05-03|12345678901234000|12E45"));
}

TEST_F(RecordSourceTest, SheetsWithTheSameColumnsAreReadOneAfterAnother) {
    const Taken made = workbook(sheets({{"Notes", {{"Please read"}, {"call me"}}},
                                        {"Jan", {{"Consignee", "Destination"}, {"Acme", "KZ"}}},
                                        {"Feb", {{"Consignee", "Destination"}, {"Beta", "TR"}}}}));
    EXPECT_THAT(made.rows, ElementsAre("2: Acme|KZ", "2: Beta|TR"));
    EXPECT_THAT(made.remarks, ElementsAre("Sheets read: Jan, Feb; not read: Notes."));
}

TEST_F(RecordSourceTest, SheetsWithOtherColumnsAreRefusedUntilOneIsNamed) {
    const ZipParts parts = sheets({{"Out", {{"Consignee", "Destination"}, {"Acme", "KZ"}}}, {"In", {{"Shipper", "Origin", "HS"}, {"Beta", "TR", "8542"}}}});
    EXPECT_THAT(failure(parts), HasSubstr("the sheets 'Out' and 'In' both hold a table, with other columns"));
    EXPECT_EQ(hint, "Say which one is meant: --sheet NAME.");
    EXPECT_THAT(workbook(parts, {.sheet = "In"}).rows, ElementsAre("2: Beta|TR|8542"));
    EXPECT_THAT(failure(parts, {.sheet = "Inn"}), HasSubstr("has no sheet 'Inn'"));
    EXPECT_EQ(hint, "It has: Out, In.");
}

TEST_F(RecordSourceTest, WhatStandsBesideTheTableIsSaid) {
    const Taken made = workbook(sheets({{"One", {{"Consignee", "Destination"}, {"Acme", "KZ", "ask Bob"}}}}));
    EXPECT_THAT(made.rows, ElementsAre("2: Acme|KZ"));
    EXPECT_THAT(made.remarks, ElementsAre("1 row holds something beside the last named column, which was not read. The first is row 2."));
}

TEST_F(RecordSourceTest, TwoColumnsOfOneNameAreRefusedAsInCsv) {
    EXPECT_THAT(failure(sheets({{"One", {{"Consignee", "HS", "HS"}, {"Acme", "1", "2"}}}})), HasSubstr("columns 2 and 3 are both called \"HS\""));
}

TEST_F(RecordSourceTest, EmptyOrForeignArchivesAreRefused) {
    EXPECT_THAT(failure(sheets({{"One", {}}})), HasSubstr("is empty"));
    EXPECT_THAT(failure({{"readme.txt", "hello"}}), HasSubstr("is a ZIP archive without a spreadsheet in it"));
}

TEST_F(RecordSourceTest, OdsIsReadToo) {
    const auto cell = [](std::string_view text) { return fmt::format("<table:table-cell><text:p>{}</text:p></table:table-cell>", text); };
    const Taken made = workbook(ods_parts("<table:table-row>" + cell("Consignee") + cell("Destination") + "</table:table-row><table:table-row>" + cell("Acme") + cell("KZ") + "</table:table-row>"));
    EXPECT_EQ(made.format, "ods");
    EXPECT_THAT(made.rows, ElementsAre("2: Acme|KZ"));
}

TEST_F(RecordSourceTest, TwoHundredColumnsAreRead) {
    std::vector<std::vector<std::string>> table(2);
    for (int i = 0; i < 200; ++i) {
        table[0].push_back(fmt::format("c{}", i));
        table[1].push_back(fmt::format("{}", i));
    }
    table[0][199] = "Consignee";
    const Taken made = workbook(sheets({{"One", table}}));
    EXPECT_EQ(made.columns.size(), 200U);
    EXPECT_THAT(made.rows.at(0), testing::EndsWith("|198|199"));
}

TEST_F(RecordSourceTest, CsvIsReadBelowItsTitles) {
    const Taken made = text("Shipments, May;;\n\"Printed\non Monday\";;\n\nShipment No;Consignee;Destination\nA1;Acme;KZ\n");
    EXPECT_THAT(made.columns, ElementsAre("Shipment No", "Consignee", "Destination"));
    EXPECT_THAT(made.rows, ElementsAre("6: A1|Acme|KZ"));
    EXPECT_THAT(made.remarks, ElementsAre("The names of the columns are in line 5; what stands above was passed over."));
}

TEST_F(RecordSourceTest, CsvBelowTitlesCountsItsLinesAndRejectsByThem) {
    base::RejectList rejects;
    const auto source = screen::open_records(folder.write("t.csv", "My list\r\n\r\nConsignee,Destination\r\nAcme,KZ\r\nBeta,TR,x\r\nGamma,AE\r\n"));
    const sql::RecordCounts counts = source->read([](const sql::Record&) { return true; }, rejects);
    EXPECT_EQ(counts.records, 3U);
    EXPECT_EQ(counts.lines, 6U);
    EXPECT_EQ(rejects.kept().at(0).row, 5U);
}

TEST_F(RecordSourceTest, CsvColumnsAreGroupedByTheLineAbove) {
    const Taken made = text("Shipper;;Consignee;\nName;Country;Name;Country\nA;DE;B;KZ\n");
    EXPECT_THAT(made.columns, ElementsAre("Shipper Name", "Shipper Country", "Consignee Name", "Consignee Country"));
    EXPECT_THAT(made.rows, ElementsAre("3: A|DE|B|KZ"));
    EXPECT_THAT(made.remarks, ElementsAre("The names of the columns are in line 2, grouped by the line above it; what stands above was passed over."));
}

TEST_F(RecordSourceTest, ExcelUnicodeTextIsUtf16WithTabs) {
    const std::u16string table = u"Отчёт за май\r\nГрузополучатель\tСтрана назначения\r\nРомашка\tКазахстан\r\n";
    for (const bool big : {false, true}) {
        EXPECT_THAT(text(utf16(table, big, true)).rows, ElementsAre("3: Ромашка|Казахстан"));
    }
    const std::u16string latin = u"shipment no\tconsignee\tdestination\r\nA-100\tAcme Trading Ltd\tKazakhstan\r\n";
    EXPECT_THAT(text(utf16(latin, false, false)).rows, ElementsAre("2: A-100|Acme Trading Ltd|Kazakhstan"));
    EXPECT_THAT(text(utf16(latin, true, false)).remarks, ElementsAre("The file is UTF-16 without a byte-order mark; it was converted to UTF-8."));
}

TEST_F(RecordSourceTest, TextOfANamedEncodingIsConverted) {
    // "Грузополучатель;Страна" and "收货人" in the code pages that Russian and Chinese Excel write.
    const Taken russian = text("\xC3\xF0\xF3\xE7\xEE\xEF\xEE\xEB\xF3\xF7\xE0\xF2\xE5\xEB\xFC;\xD1\xF2\xF0\xE0\xED\xE0\n\xD0\xEE\xEC\xE0\xF8\xEA\xE0;KZ\n", {.encoding = "windows-1251"});
    EXPECT_THAT(russian.columns, ElementsAre("Грузополучатель", "Страна"));
    EXPECT_THAT(russian.rows, ElementsAre("2: Ромашка|KZ"));
    EXPECT_THAT(russian.remarks, ElementsAre("The file was read as windows-1251."));
    EXPECT_THAT(text("\xCA\xD5\xBB\xF5\xC8\xCB,hs\nAcme,1\n", {.encoding = "gb18030"}).columns, ElementsAre("收货人", "hs"));
    EXPECT_THROW(text("a,b\n", {.encoding = "klingon"}), base::Failure);
}

TEST_F(RecordSourceTest, FormatsAreNamedInMessages) {
    EXPECT_THROW(text("a,b\n1,2\n", {.format = "xml"}), base::Failure);
    EXPECT_THAT(screen::format_names(), HasSubstr("csv, parquet, jsonl, xlsx"));
}

TEST_F(RecordSourceTest, FilesBesideTheShipmentsMayBeWorkbooksWithTitles) {
    constexpr std::array fields = {screen::SideField{.name = "name", .needed = true}, screen::SideField{.name = "registered", .type = screen::SideField::Type::date}};
    write_zip(folder.path("parties.xlsx"), sheets({{"One", {{"Our customers"}, {"Kunde", "Seit"}, {"Acme", "13.05.2021"}}}}));
    screen::SideTable table("party master", folder.path("parties.xlsx"), fields, "", [](std::string_view header) -> std::optional<std::size_t> {
        return header == "Kunde" ? std::optional<std::size_t>(0) : header == "Seit" ? std::optional<std::size_t>(1) : std::nullopt;
    });
    std::vector<std::string> rows;
    const screen::SideFacts facts = table.read([&rows](const screen::SideRow& row) {
        rows.push_back(fmt::format("{}: {} {}", row.line(), row.text(0), row.date(1).has_value()));
        return std::string();
    });
    EXPECT_THAT(rows, ElementsAre("3: Acme true"));
    EXPECT_EQ(facts.rows, 1U);
}
