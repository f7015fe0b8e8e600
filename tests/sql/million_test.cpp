// A million records with one broken quote in the middle: none is lost, none is doubled, all are in order.
#include "records.hpp"

#include <gmock/gmock.h>

#include <sys/resource.h>

using namespace tidewaiter;

namespace {

/// 1,000,000 shipments, every third with quoted fields; the broken quote opens in record `broken` and closes nowhere of
/// its own.
std::string write_million(const test::ScratchFolder& folder, std::uint64_t broken) {
    std::string text = "id,shipper,consignee,hs,value\n";
    text.reserve(60'000'000);
    for (std::uint64_t i = 1; i <= 1'000'000; ++i) {
        text += std::to_string(i);
        text += i == broken  ? ",\"Acme Trading,Kazan"
                : i % 3 == 0 ? ",\"Al Noor, LLC\",\"two\nlines \"\"x\"\"\""
                             : ",Acme Trading,Ромашка";
        text += ",854231,1250.00\n";
    }
    return folder.write("million.csv", text);
}

} // namespace

TEST(Million, OneBrokenQuoteInTheMiddleCostsOneRecord) {
    const test::ScratchFolder folder;
    sql::RecordFile file(write_million(folder, 500'002));
    base::RejectList rejects;
    std::uint64_t expected = 0;
    std::uint64_t wrong = 0;
    const auto counts = file.read(
        [&](const sql::Record& record) {
            ++expected;
            const bool is_right =
                record.row == expected &&
                (expected == 500'002
                     ? record.cells.empty() && !record.reject_reason.empty()
                     : record.cells.size() == 5 && record.cells[0] == std::to_string(expected));
            // Records 3, 6, 9 ... take two lines.
            wrong += is_right && record.line == 1 + expected + (expected - 1) / 3 ? 0U : 1U;
            return true;
        },
        rejects);
    EXPECT_EQ(wrong, 0U);
    EXPECT_EQ(counts.records, 1'000'000U);
    EXPECT_EQ(counts.read, 999'999U);
    EXPECT_EQ(counts.rejected, 1U);
    EXPECT_EQ(counts.rejected_lines, 1U);
    EXPECT_EQ(counts.lines, 1'000'001U + 333'333U);
    ASSERT_EQ(rejects.kept().size(), 1U);
    EXPECT_EQ(rejects.kept()[0].row, 666'670U);
    EXPECT_EQ(rejects.kept()[0].reason,
              "a quote opened here ends in line 666672, in the middle of text");
}
