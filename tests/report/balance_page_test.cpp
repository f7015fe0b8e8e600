// The page and the sentences of a balance.
#include "report/balance_page.hpp"
#include "report/balance_words.hpp"
#include "report/range_chart.hpp"

#include <gtest/gtest.h>

#include <array>

using namespace tidewaiter;

namespace {

balance::BalanceResult result_of(const std::string& extra = {}) {
    const std::string text = "format = \"tidewaiter.balance-model/1\"\ntitle = \"<b>t</b>\"\nsentence = \"a & b\"\n[sources.s]\nname = \"s<script>\"\n"
                             "address = \"javascript:alert(1)\"\n[[account]]\nclass = \"tanks\"\nperiod = \"1\"\n"
                             "[account.new]\nlow = 1\nmode = 4\nhigh = 9\nkind = \"estimate\"\nsource = \"s\"\n"
                             "[account.lost]\nlow = 2\nmode = 3\nhigh = 7\nkind = \"visual count\"\nsource = \"s\"\n" + extra;
    return balance::run_balance(balance::parse_model(text, "m.toml"), {.draws = 10'000});
}

} // namespace

TEST(BalanceWords, LikelihoodFollowsIcd203) {
    EXPECT_EQ(report::likelihood(0.01), "almost no chance");
    EXPECT_EQ(report::likelihood(0.10), "very unlikely");
    EXPECT_EQ(report::likelihood(0.30), "unlikely");
    EXPECT_EQ(report::likelihood(0.50), "roughly even");
    EXPECT_EQ(report::likelihood(0.69), "likely");
    EXPECT_EQ(report::likelihood(0.90), "very likely");
    EXPECT_EQ(report::likelihood(0.999), "almost certain");
}

TEST(BalanceWords, ASmallProbabilityIsNotShownAsNone) {
    EXPECT_EQ(report::probability_text({.favourable = 46, .draws = 200'000, .probability = 0.00023}), "0.0002");
    EXPECT_EQ(report::probability_text({.favourable = 0, .draws = 200'000, .probability = 0}), "0.000");
    EXPECT_EQ(report::probability_text({.favourable = 199'999, .draws = 200'000, .probability = 0.999995}), "0.99999");
}

TEST(BalanceWords, ABreakEvenNamesItsBound) {
    EXPECT_EQ(report::break_even({.term = "lost", .sign = -1, .even_odds = 174.6, .last_hope = 200}),
              "Even odds at lost = 175; it needs lost below 200, whatever the others are in their ranges.");
    EXPECT_EQ(report::break_even({.term = "new", .sign = 1, .even_odds = 1235, .last_hope = 958}),
              "Even odds at new = 1,235; it needs new above 958, whatever the others are in their ranges.");
    EXPECT_EQ(report::break_even({.term = "new", .sign = 1, .even_odds = -3, .last_hope = -5}), "Even odds with any amount of new.");
}

TEST(BalanceWords, WhatCannotBeIsSaidSo) {
    EXPECT_TRUE(report::hangs_on({.highest_possible = 0, .swings = {{.term = "lost", .sign = -1}}}).starts_with("It cannot be within these ranges."));
}

TEST(BalancePage, EscapesWhatTheModelSays) {
    const std::array results{result_of()};
    const std::string page = report::balance_page(results, "tidewaiter balance 'm<.toml'", "0");
    EXPECT_EQ(page.find("<script>"), std::string::npos);
    EXPECT_EQ(page.find("javascript:"), std::string::npos);
    EXPECT_EQ(page.find("<b>t</b>"), std::string::npos);
    EXPECT_NE(page.find("a &amp; b"), std::string::npos);
    EXPECT_EQ(page, report::balance_page(results, "tidewaiter balance 'm<.toml'", "0"));
}

TEST(BalancePage, NeverShowsAProbabilityWithoutItsRanges) {
    const std::array results{result_of()};
    const std::string page = report::balance_page(results, "c", "0");
    EXPECT_NE(page.find("Figures, low to high"), std::string::npos);
    EXPECT_NE(page.find("It hangs most on"), std::string::npos);
    EXPECT_NE(page.find("1 - 4 - 9"), std::string::npos);
}

TEST(RangeChart, DrawsEachRangeInsideTheFrame) {
    const std::string chart = report::range_chart("t", "u", {{"a", 0, 5, 10, "0 - 5 - 10"}, {"b", 10, 10, 10, "10", true}});
    EXPECT_EQ(chart.find("nan"), std::string::npos);
    EXPECT_NE(chart.find("0 - 5 - 10"), std::string::npos);
    EXPECT_EQ(report::range_chart("t", "u", {{"z", 0, 0, 0, "0"}}).find("nan"), std::string::npos);
    EXPECT_NE(report::range_chart("t", "u", {}).find("none"), std::string::npos);
}

TEST(SpreadChart, HandlesABalanceWithoutSpread) {
    EXPECT_EQ(report::spread_chart("t", "u", 5, 0, {10}, {5, 5, 5}, {"5", "5", "5"}).find("nan"), std::string::npos);
    EXPECT_EQ(report::spread_chart("t", "u", 0, 0, {10}, {0, 0, 0}, {"0", "0", "0"}).find("nan"), std::string::npos);
}
