#include "base/money.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace tidewaiter::base;

namespace {

std::string read(std::string_view text, bool comma = false) {
    const auto amount = parse_ten_thousandths(text, comma);
    return amount ? to_decimal(*amount) : "! " + amount.error().message;
}

TEST(ParseAmount, UsualForms) {
    EXPECT_EQ(read("1234.5"), "1234.50");
    EXPECT_EQ(read("1,234,567.8912"), "1234567.8912");
    EXPECT_EQ(read("-0.07"), "-0.07");
    EXPECT_EQ(read("1.234,50", true), "1234.50");
    EXPECT_EQ(read("1 711,9", true), "1711.90");
    EXPECT_EQ(read("12.345678"), "12.3456");
}

TEST(ParseAmount, OtherTextIsRefused) {
    EXPECT_EQ(read("abc"), "! 'abc' is not an amount");
    EXPECT_EQ(read(""), "! '' is not an amount");
    EXPECT_EQ(read("1.2.3"), "! '1.2.3' is not an amount");
    EXPECT_EQ(read("99999999999999999999"), "! '99999999999999999999' is too large an amount");
}

TEST(MoneyTotals, NeverMixesCurrencies) {
    MoneyTotals totals;
    totals.add({10'000, "USD"});
    totals.add({25'000, "EUR"});
    totals.add({5'000, "USD"});
    EXPECT_EQ(totals.to_text(), "2.50 EUR; 1.50 USD");
}

TEST(MoneyTotals, OverflowIsSaid) {
    MoneyTotals totals;
    totals.add({INT64_MAX, "USD"});
    totals.add({1, "USD"});
    EXPECT_EQ(totals.to_text(), "too large");
}

TEST(ToDecimal, LowestValue) { EXPECT_EQ(to_decimal(INT64_MIN), "-922337203685477.5808"); }

} // namespace
