#include "lists/table_rows.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

namespace {

using ::testing::ElementsAre;

struct Table {
    std::vector<std::string> rows; ///< fields joined by '|'
    std::uint64_t records = 0;
    ListVersion version;
    base::RejectList rejects;
};

Table read(std::string_view bytes) {
    const test::ScratchFolder folder;
    Table table;
    RemarkTally tally;
    TableRows rows(folder.write("t.csv", bytes), ',', {}, table.rejects, table.version, tally);
    while (rows.next()) {
        std::string joined;
        for (const auto field : rows.fields()) {
            joined += (joined.empty() ? "" : "|") + std::string(field);
        }
        table.rows.push_back(joined);
    }
    table.records = rows.records();
    tally.write_to(table.version.remarks);
    return table;
}

} // namespace

TEST(TableRows, BlankAndPaddingRowsAreLayout) {
    const Table table = read("\xef\xbb\xbf" "a,b\n\n,,\n \t,\n1,2\n\x1a,,,,\n");
    EXPECT_THAT(table.rows, ElementsAre("a|b", "1|2"));
    EXPECT_EQ(table.records, 2U);
    EXPECT_EQ(table.version.layout, 4U);
}

TEST(TableRows, RowsInAreRowsOutAndRejects) {
    const Table table = read(std::string_view("a,b\nx\0y,1\n\"q\"z,2\nc,d\n", 21));
    EXPECT_THAT(table.rows, ElementsAre("a|b", "c|d"));
    EXPECT_EQ(table.records, 4U);
    EXPECT_EQ(table.rejects.count(), 2U);
    EXPECT_EQ(table.rejects.kept()[0].row, 2U);
    EXPECT_EQ(table.rejects.kept()[1].reason, "text after a closing quote");
}

TEST(TableRows, OnlyFieldsThatAreNotUtf8AreConverted) {
    const Table table = read("caf\xe9,na\xc3\xafve\n");
    EXPECT_THAT(table.rows, ElementsAre("caf\xc3\xa9|na\xc3\xafve"));
    EXPECT_EQ(table.version.remarks.size(), 1U);
}

TEST(TableRows, TextOfAnotherCodePageIsRefusedNotReadAsGibberish) {
    const std::string ivan = "\xc8\xe2\xe0\xed"; // in code page 1251
    EXPECT_THROW(read("name," + ivan + "\n"), base::Failure);
    EXPECT_EQ(read("cr\xe9\xe9" "e,\xd0\xc8\n").rows.size(), 1U); // two such letters are western
    EXPECT_EQ(read("\xd0\x98\xd0\xb2\xd0,x\n").rows.size(), 1U);  // UTF-8 that breaks off
}

TEST(TableRows, AnEndMarkInTheMiddleIsFoundWhateverTheBlockItFallsInto) {
    for (const std::size_t before : {0U, 65'534U, 65'535U, 65'536U, 262'143U, 262'144U}) {
        std::string bytes;
        while (bytes.size() + 4 <= before) {
            bytes += "ab\n";
        }
        bytes += "\x1a\nc\n";
        EXPECT_THROW(read(bytes), base::Failure) << before;
    }
    EXPECT_EQ(read("a\n\x1a\r\n\r\n  \n\x1a").rows.size(), 1U);
    EXPECT_EQ(read("a\n\x1a" "b\nc\n").rows.size(), 3U);
}

} // namespace tidewaiter::lists
