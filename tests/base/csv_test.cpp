#include "base/csv.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace tidewaiter::base;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows read(std::string bytes, CsvDialect dialect = {}, CsvLimits limits = {}) {
    const auto source = open_memory("test.csv", std::move(bytes));
    CsvReader reader(*source, dialect, limits);
    CsvRecord record;
    Rows rows;
    while (reader.next(record)) {
        rows.emplace_back(record.fields.begin(), record.fields.end());
        if (!record.problem.empty()) {
            rows.back() = {"! " + record.problem};
        }
    }
    return rows;
}

std::string failure(std::string bytes, CsvLimits limits = {}) {
    try {
        read(std::move(bytes), {}, limits);
    } catch (const Failure& problem) {
        return std::string(problem.what()) + " | " + problem.hint();
    }
    return "no failure";
}

TEST(CsvReader, QuotesSeparatorsAndLineEnds) {
    EXPECT_EQ(read("a,b\r\n1,\"x \"\"y\"\", z\"\n\n3,\"two\nlines\"\r4,end"),
              (Rows{{"a", "b"}, {"1", "x \"y\", z"}, {"3", "two\nlines"}, {"4", "end"}}));
}

TEST(CsvReader, EmptyFieldsAreFields) { EXPECT_EQ(read("a,,\n,,\n"), (Rows{{"a", "", ""}, {"", "", ""}})); }

TEST(CsvReader, ByteOrderMarkIsNotData) { EXPECT_EQ(read("\xef\xbb\xbfid;name\n1;x", {.separator = ';'}), (Rows{{"id", "name"}, {"1", "x"}})); }

TEST(CsvReader, ControlZAloneEndsTheFile) { EXPECT_EQ(read("36,A,-0- \r\n\x1a\r\n"), (Rows{{"36", "A", "-0- "}})); }

TEST(CsvReader, BlankBetweenClosingQuoteAndSeparatorIsLayout) { EXPECT_EQ(read("\"a\" ,b"), (Rows{{"a", "b"}})); }

TEST(CsvReader, NulIsSaidForItsRecordOnly) {
    EXPECT_EQ(read(std::string("a,b\n1,\0\n2,y\n", 12)), (Rows{{"a", "b"}, {"! a NUL byte"}, {"2", "y"}}));
}

TEST(CsvReader, TextAfterAClosingQuoteIsSaid) { EXPECT_EQ(read("\"a\"b,c\nd,e"), (Rows{{"! text after a closing quote"}, {"d", "e"}})); }

TEST(CsvReader, QuoteThatNeverClosesNamesItsLine) {
    EXPECT_EQ(failure("a,b\n1,\"open\n2,x\n"), "test.csv: a quote opened in line 2 is still open at the end of the file | Close or "
                                               "remove the quote in line 2, or fetch the file again if it was cut.");
    std::string many = "a,b\n1,\"open\n";
    for (int i = 0; i < 2'000; ++i) {
        many += "2,x\n";
    }
    EXPECT_TRUE(failure(many).starts_with("test.csv: a quote opened in line 2 is still open after")) << failure(many);
}

TEST(CsvReader, HugeFieldIsRefused) {
    EXPECT_TRUE(failure("a,b\n1," + std::string(10'000'000, 'x')).starts_with("test.csv: a field in line 2 is longer than 1000000 bytes"));
    EXPECT_TRUE(failure("a,b\n1,\"" + std::string(10'000'000, 'x') + "\"").starts_with("test.csv: a quote opened in line 2 is still open after"));
}

TEST(CsvReader, LinesAreCountedAcrossQuotedLineEnds) {
    const auto source = open_memory("test.csv", "a\n\n\"x\ny\"\nz\n");
    CsvReader reader(*source, {});
    CsvRecord record;
    std::vector<std::uint64_t> lines;
    while (reader.next(record)) {
        lines.push_back(record.line);
    }
    EXPECT_EQ(lines, (std::vector<std::uint64_t>{1, 3, 5}));
    EXPECT_EQ(reader.blank_lines(), 1U);
}

TEST(WriteCsvField, SpreadsheetsShowInsteadOfRunning) {
    const auto written = [](std::string_view field) {
        std::string text;
        write_csv_field(text, field, true);
        return text;
    };
    EXPECT_EQ(written("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
    EXPECT_EQ(written("@x"), "\"'@x\"");
    EXPECT_EQ(written("-12.5"), "-12.5");
    EXPECT_EQ(written("+49 30"), "\"'+49 30\"");
    EXPECT_EQ(written("a \"b\", c"), "\"a \"\"b\"\", c\"");
    EXPECT_EQ(written("plain"), "plain");
}

TEST(WriteCsvField, ReadsBack) {
    for (const std::string field : {"", "a,b", "\"", "\n", "x\r\ny", "'", " lead"}) {
        std::string line = "k,";
        write_csv_field(line, field, false);
        EXPECT_EQ(read(line + ",z\n"), (Rows{{"k", field, "z"}}));
    }
}

TEST(CsvTable, ColumnsByNameAndComments) {
    const CsvTable table("t.csv", "# a comment\nid,name\n1,\"x,y\"\n");
    EXPECT_EQ(table.rows().at(0).at(table.column("name")), "x,y");
    EXPECT_THROW((void)table.column("other"), Failure);
    EXPECT_THROW(CsvTable("t.csv", "a,b\n1\n"), Failure);
}

} // namespace
