#include "report/chart.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace tidewaiter::report;

namespace {

std::size_t count(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++found;
    }
    return found;
}

TEST(BarChart, LengthFollowsValueAndTheNumberIsWritten) {
    const std::string svg = bar_chart("Title", "records", {{"a", 100, "100", "hold"}, {"b", 50, "50", ""}, {"c", 0, "0", ""}});
    EXPECT_NE(svg.find("class=\"f-hold\" x=\"176\" y=\"4.0\" width=\"182.0\""), std::string::npos) << svg;
    EXPECT_NE(svg.find("width=\"91.0\""), std::string::npos);
    EXPECT_NE(svg.find("width=\"0.0\""), std::string::npos);
    EXPECT_NE(svg.find(">100</text>"), std::string::npos);
}

TEST(BarChart, WhatDoesNotFitIsSummed) {
    std::vector<Bar> bars;
    for (int i = 0; i < 20; ++i) {
        bars.push_back({"bar", 10, "10", ""});
    }
    const std::string svg = bar_chart("T", "u", bars, 12);
    EXPECT_EQ(count(svg, "<rect"), 13U);
    EXPECT_NE(svg.find("8 more together: 80"), std::string::npos);
}

TEST(BarChart, NothingToDrawIsSaid) { EXPECT_NE(bar_chart("T", "u", {}).find(">none<"), std::string::npos); }

TEST(BarChart, LabelsAreEscapedAndCutBetweenCharacters) {
    const std::string svg = bar_chart("T", "u", {{"<b>абвгдежзийклмнопрст", 1, "1", ""}});
    EXPECT_EQ(svg.find("<b>"), std::string::npos);
    EXPECT_NE(svg.find("&lt;b&gt;абвгдежзийк…"), std::string::npos) << svg;
}

TEST(Histogram, TallestBinFillsTheHeight) {
    const std::string svg = histogram("T", "u", {0.7, 0.8, 0.9}, {4, 2});
    EXPECT_NE(svg.find("height=\"114.0\""), std::string::npos) << svg;
    EXPECT_NE(svg.find("height=\"57.0\""), std::string::npos);
    EXPECT_NE(histogram("T", "u", {0.7, 0.8}, {0}).find(">none<"), std::string::npos);
}

} // namespace
