// Real files, with the counts and bytes that Python's csv module finds in them.
#include "records.hpp"

using namespace tidewaiter;

namespace {

struct RealFile {
    const char* path;
    std::uint64_t records;
    std::size_t columns;
    std::uint64_t bytes; ///< of all cells as UTF-8
    std::size_t remarks;
    const char* why;
};

// War and Sanctions has 9,772 physical lines: its addresses and notes span several.
constexpr RealFile real_files[] = {
    {"lists/ua/gur_vessels_master.csv", 1'414, 11, 157'313, 0, "a customer file of ships"},
    {"lists/ua/ua_war_sanctions_20260313.targets.simple.csv.gz", 5'600, 16, 3'103'304, 0,
     "fields over many lines"},
    {"lists/us_csl/consolidated_202204.csv.gz", 14'160, 29, 5'271'939, 0,
     "long fields, some over lines"},
    {"reference/gur_weapon_component_manufacturers_2026_06.csv.gz", 621, 11, 64'461, 0,
     "names in several scripts"},
    {"trade/customs_declarations_synthetic_korea_train.csv.gz", 37'385, 22, 3'039'490, 0,
     "declarations"},
};

} // namespace

TEST(RealFiles, EveryRecordAndEveryByte) {
    for (const RealFile& real : real_files) {
        const std::string path = test::shared_data(real.path);
        if (path.empty()) {
            GTEST_SKIP() << test::no_shared_data;
        }
        const auto read = test::read_records(path);
        EXPECT_EQ(read.failure, "") << real.path;
        EXPECT_EQ(read.counts.read, real.records) << real.path << ": " << real.why;
        EXPECT_EQ(read.counts.rejected, 0U) << real.path;
        EXPECT_EQ(read.columns.size(), real.columns) << real.path;
        EXPECT_EQ(read.remarks.size(), real.remarks) << real.path;
        std::uint64_t bytes = 0;
        for (const auto& record : read.records) {
            for (const std::string& cell : record.cells) {
                bytes += cell.size();
            }
        }
        EXPECT_EQ(bytes, real.bytes) << real.path;
    }
}

TEST(RealFiles, LinesThatAllEndInASeparatorAreRefusedWithTheWayOut) {
    const std::string path =
        test::shared_data("trade/comtrade_plus_47col_thailand_8542_2014_2024.csv");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    EXPECT_EQ(test::read_records(path).failure,
              path + ": the header has 47 fields, the lines below have 48");
}
