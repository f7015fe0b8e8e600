#include "report/flow_chart.hpp"
#include "report/flow_page.hpp"
#include "report/line_picture.hpp"

#include "base/failure.hpp"

#include "../support/files.hpp"

#include <gtest/gtest.h>

namespace tidewaiter::report {
namespace {

flows::Answer shares() {
    flows::Answer answer;
    answer.measure = "share-1";
    answer.columns = {"buyer", "supplier", "basket", "basis", "reporter_side", "period", "value", "currency", "share", "share_lo", "share_hi", "source_ids"};
    answer.numeric = {false, false, false, false, false, false, true, false, true, true, true, false};
    answer.rows = {{"RU", "CN", "8542", "origin", "buyer", "2021", "50", "USD", "0.25", "0.25", "0.35", "3"},
                   {"RU", "CN", "8542", "origin", "buyer", "2022", "60", "USD", std::nullopt, "0.1", "0.9", "3"},
                   {"RU", "DE", "8542", "origin", "buyer", "2021", "20", "USD", "0.1", "0.1", "0.2", "3"}};
    answer.warnings.push_back({"tiny_base", "shares on so small a total are noise", {"2021: <200>"}});
    flows::Source source;
    source.id = 3;
    source.publisher = "Office of <Examples>";
    source.title = "Trade";
    source.vintage = "2023";
    source.sha256 = "0123456789abcdef";
    answer.sources.push_back(source);
    return answer;
}

TEST(FlowChart, TitleUnitBasisAndSourceAreInThePicture) {
    const std::string svg = flow_chart(shares(), bundled_events(), "tidewaiter share --buyer RU");
    EXPECT_NE(svg.find("Suppliers&#39; shares of RU&#39;s imports of 8542"), std::string::npos);
    EXPECT_NE(svg.find("per cent"), std::string::npos);
    EXPECT_NE(svg.find("Basis: origin; reported by: buyer; currency: USD"), std::string::npos);
    EXPECT_NE(svg.find("Source 3: Office of &lt;Examples&gt;, Trade, vintage 2023, sha256 0123456789ab"), std::string::npos);
    EXPECT_NE(svg.find("Repeat: tidewaiter share --buyer RU"), std::string::npos);
    EXPECT_NE(svg.find("2022-02-24 Full-scale invasion of Ukraine"), std::string::npos) << "between the middles of 2021 and 2022";
    EXPECT_EQ(svg.find("2023-05"), std::string::npos) << "outside the years that are shown";
    EXPECT_EQ(svg, flow_chart(shares(), bundled_events(), "tidewaiter share --buyer RU"));
}

TEST(FlowChart, ShareThatIsNotHeldIsAGapWithItsBounds) {
    const std::string svg = flow_chart(shares(), {}, "");
    const std::size_t path = svg.find("<path d=\"M");
    ASSERT_NE(path, std::string::npos);
    EXPECT_EQ(svg.substr(path, svg.find("fill", path) - path).find("L"), std::string::npos) << "no line is drawn to a year without a share";
    EXPECT_NE(svg.find("stroke-opacity"), std::string::npos) << "its bounds are";
}

TEST(FlowChart, AnswerWithoutRowsSaysSo) {
    flows::Answer empty = shares();
    empty.rows.clear();
    EXPECT_NE(flow_chart(empty, {}, "").find("Nothing is held that answers this"), std::string::npos);
}

TEST(FlowChart, GapsThatNoPairHasAreNotDrawnAsZero) {
    flows::Answer answer = shares();
    answer.measure = "mirror-1";
    answer.columns[8] = "share_lost";
    for (auto& row : answer.rows) {
        row[8] = row[10] = std::nullopt;
    }
    EXPECT_NE(flow_chart(answer, {}, "").find("Only one side of each pair is held"), std::string::npos);
}

TEST(Events, FileReplacesTheBundledOnesAndBadDatesAreNamed) {
    const test::ScratchFolder folder;
    const auto events = load_events(folder.write("visits.csv", "date,label\n2023-10-01,second\n2023-03-20,first\n"));
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].label, "first");
    EXPECT_THROW(load_events(folder.write("bad.csv", "date,label\nspring,visit\n")), base::Failure);
    EXPECT_THROW(load_events(folder.write("other.csv", "when,what\n2023-10-01,x\n")), base::Failure);
}

TEST(LinePicture, PeriodsHaveTheirMiddles) {
    EXPECT_DOUBLE_EQ(*middle_of("2021"), 12 * 2021 + 6);
    EXPECT_DOUBLE_EQ(*middle_of("2021-Q2"), 12 * 2021 + 4.5);
    EXPECT_DOUBLE_EQ(*middle_of("2021-03"), 12 * 2021 + 2.5);
    EXPECT_DOUBLE_EQ(*middle_of("2021-01..2021-03"), 12 * 2021 + 1.5);
    EXPECT_FALSE(middle_of("ever"));
}

TEST(FlowPage, SourcesAreFootnotesAndFailuresAreSaid) {
    FlowPage page;
    page.title = "Who <supplies> RU";
    page.sections.push_back({"Shares", "What it shows.", "tidewaiter share --buyer RU", shares(), ""});
    page.sections.push_back({"Firms", "Who.", "tidewaiter firms", {}, "no such file"});
    const std::string html = flow_page(page);
    EXPECT_NE(html.find("<a href=\"#s1\"><sup>1</sup></a>"), std::string::npos);
    EXPECT_NE(html.find("<li id=\"s1\">Office of &lt;Examples&gt;"), std::string::npos);
    EXPECT_NE(html.find("Not answered: no such file"), std::string::npos);
    EXPECT_NE(html.find("2021: &lt;200&gt;"), std::string::npos);
    EXPECT_EQ(html.find("<supplies>"), std::string::npos);
    EXPECT_NE(html.find("not held"), std::string::npos);
}

} // namespace
} // namespace tidewaiter::report
