#include "flows/codes.hpp"

#include <gtest/gtest.h>

#include <array>

namespace tidewaiter::flows {
namespace {

struct Case {
    const char* text;
    const char* code; ///< empty: refused
    int level;
    bool secret;
    const char* reason;
};

constexpr std::array cases = {
    Case{"8542.31", "854231", 6, false, "dotted"},
    Case{"90920", "090920", 6, false, "a spreadsheet took the leading zero"},
    Case{"1012100", "01012100", 8, false, "the same at eight digits"},
    Case{"TOTAL", "TOTAL", 0, false, "all goods"},
    Case{"TOTAL-Total", "TOTAL", 0, false, "Eurostat code and label"},
    Case{"XXXXXXXXXX", "SECRET", 0, true, "Russian customs"},
    Case{"8542SSS9", "8542SSS9", 8, true, "Eurostat hides the goods, not the heading"},
    Case{"8542-ELECTRONIC INTEGRATED CIRCUITS", "8542", 4, false, "code and label"},
    Case{"854231909012", "", 0, false, "twelve digits"},
    Case{"000110", "", 0, false, "there is no chapter 00"},
    Case{"chips", "", 0, false, "words"},
    Case{"", "", 0, false, "nothing"},
};

TEST(TradeCodes, ReadAsFilesWriteThem) {
    for (const Case& each : cases) {
        const auto code = parse_code(each.text);
        ASSERT_EQ(code.has_value(), *each.code != '\0') << each.text << ": " << each.reason;
        if (code) {
            EXPECT_EQ(code->code, each.code) << each.reason;
            EXPECT_EQ(code->level, each.level) << each.reason;
            EXPECT_EQ(code->is_secret, each.secret) << each.reason;
        }
    }
}

TEST(TradeCodes, ElevenDigitsAreWholeOnlyWhereTheTariffHasThem) {
    EXPECT_EQ(parse_code("85423190013", true)->code, "85423190013");
    EXPECT_FALSE(parse_code("85423190013").has_value());
}

TEST(TradeCodes, RevisionsByUnNameAndByYear) {
    EXPECT_EQ(*parse_revision("H6"), "HS2022");
    EXPECT_EQ(*parse_revision("H4"), "HS2012");
    EXPECT_EQ(*parse_revision("HS17"), "HS2017");
    EXPECT_EQ(*parse_revision("HS"), "");
    EXPECT_FALSE(parse_revision("S3").has_value());
    EXPECT_EQ(revision_of_year(2021), "HS2017");
    EXPECT_EQ(revision_of_year(2022), "HS2022");
}

} // namespace
} // namespace tidewaiter::flows
