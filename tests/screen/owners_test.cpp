#include "screen/owners.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace tidewaiter::screen {
namespace {

/// "name|basis points|since|until", or what is wrong.
std::string read(std::string_view text) {
    const auto owner = parse_owner(text);
    return owner ? fmt::format("{}|{}|{}|{}", owner->name, owner->stake_bp, owner->since, owner->until) : owner.error().message;
}

TEST(Owners, NameShareAndDatesInAnyUsualForm) {
    EXPECT_EQ(read("Alpha Holding"), "Alpha Holding|-1||") << "an unknown share is not zero";
    EXPECT_EQ(read("Alpha Holding 60 %"), "Alpha Holding|6000||");
    EXPECT_EQ(read("Alpha Holding (51.5%)"), "Alpha Holding|5150||");
    EXPECT_EQ(read("Alpha Holding: 33,33%"), "Alpha Holding|3333||");
    EXPECT_EQ(read("Alpha Holding 50% since 2021-03-01"), "Alpha Holding|5000|2021-03-01|");
    EXPECT_EQ(read("Alpha Holding 50% from 2019 until 2022-02-20"), "Alpha Holding|5000|2019-01-01|2022-02-20");
    EXPECT_EQ(read("Alpha Holding (60%, until 2022-03)"), "Alpha Holding|6000||2022-03-31");
    EXPECT_EQ(read("Alpha Holding 0%"), "Alpha Holding|0||") << "zero is said";
}

TEST(Owners, AWordOfANameIsNoDate) {
    EXPECT_EQ(read("Until Tomorrow Ltd 20 %"), "Until Tomorrow Ltd|2000||");
    EXPECT_EQ(read("Farm to Table AG 10%"), "Farm to Table AG|1000||");
}

TEST(Owners, WhatCannotBeReadIsSaid) {
    EXPECT_EQ(read(""), "'' names no owner");
    EXPECT_EQ(read("60 %"), "'60 %' names no owner");
    EXPECT_EQ(read("Alpha 160 %"), "'Alpha 160 %' says no share from 0 to 100 %");
    EXPECT_EQ(read("Alpha %"), "'Alpha %' says no share from 0 to 100 %");
    EXPECT_EQ(read("Alpha 12.345 %"), "'Alpha 12.345 %' says no share from 0 to 100 %");
}

TEST(Owners, SharesReadBack) {
    EXPECT_EQ(share_text(6000), "60 %");
    EXPECT_EQ(share_text(3333), "33.33 %");
    EXPECT_EQ(share_text(-1), "an unknown share");
}

} // namespace
} // namespace tidewaiter::screen
