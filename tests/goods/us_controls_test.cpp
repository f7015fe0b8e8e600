// The Commerce Control List, the country chart, and the few rows that lead there from an HS code.
#include "goods/us_controls.hpp"

#include "goods/goods.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::goods;

static std::string columns(std::string_view code) {
    std::string text;
    const auto eccn = find_eccn(code);
    for (const auto& column : eccn->columns) {
        text += (text.empty() ? "" : " ") + column.name + (column.whole_entry ? "" : " (part)");
    }
    return text;
}

TEST(Eccn, NamesReasonsAndColumns) {
    const auto machine = find_eccn("2b001");
    ASSERT_TRUE(machine);
    EXPECT_EQ(machine->reasons, (std::vector<std::string>{"NS", "NP", "AT"}));
    EXPECT_EQ(columns("2B001"), "AT 1 NP 1 (part) NS 2");
    EXPECT_EQ(columns("3A001"), "AT 1 MT 1 (part) NP 1 (part) NS 1 (part) NS 2 RS 1 (part)");
    EXPECT_EQ(find_eccn("3A001")->elsewhere, (std::vector<std::string>{"RS: 742.6(a)(6)(iii)(A)", "RS: 742.6(a)(6)(iii)(B)"}));
    EXPECT_FALSE(find_eccn("3A777"));
    EXPECT_FALSE(find_eccn("8542"));
}

TEST(Eccn, ProductGroupIsTheUnionOfItsEntries) {
    const auto group = find_eccn("7A");
    ASSERT_TRUE(group);
    EXPECT_EQ(group->members.size(), 19U);
    EXPECT_EQ(group->members.front(), "7A001");
    EXPECT_EQ(group->members.back(), "7A994");
}

TEST(Eccn, IsToldFromAnHsCode) {
    EXPECT_TRUE(is_eccn_like("3A001"));
    EXPECT_TRUE(is_eccn_like("7a"));
    EXPECT_FALSE(is_eccn_like("3F001"));
    EXPECT_FALSE(is_eccn_like("8542"));
    EXPECT_FALSE(is_eccn_like(""));
}

TEST(CountryChart, MarksOfADestination) {
    EXPECT_EQ(find_destination("de").marks, (std::vector<std::string>{"CB 1", "MT 1", "NS 1", "RS 1"}));
    EXPECT_EQ(find_destination("ru").footnotes, std::vector<int>{6});
    EXPECT_EQ(find_destination("ru").groups, (std::vector<std::string>{"D:1", "D:2", "D:3", "D:4", "D:5"}));
}

TEST(CountryChart, HongKongIsReadByTheRowOfChina) {
    const auto place = find_destination("hk");
    EXPECT_EQ(place.row, ChartRow::other_row);
    EXPECT_EQ(place.row_of, "cn");
    EXPECT_EQ(place.marks, find_destination("cn").marks);
}

TEST(CountryChart, NoMarksNeverMeanPermission) {
    EXPECT_EQ(find_destination("ir").row, ChartRow::embargo);
    EXPECT_EQ(chart_note(*find_eccn("2B002"), "ir"), "columns AT 1 and NS 2 for the whole entry; Iran: the chart has no marks and points to "
                                                     "746 of the EAR, a missing X means nothing");
    EXPECT_EQ(find_destination("gl").row, ChartRow::indeterminate);
    EXPECT_EQ(chart_note(*find_eccn("2B002"), "gl"), "columns AT 1 and NS 2 for the whole entry; Greenland: no row in the chart and none "
                                                     "named for it, not to be read as unrestricted");
}

TEST(CountryChart, NoteSaysWhichColumnsHaveAnXAndWhatTheRestDoesNotMean) {
    EXPECT_EQ(chart_note(*find_eccn("2B001"), "kg"),
              "columns AT 1 and NS 2 for the whole entry, NP 1 for a part of it; Kyrgyzstan: X in NP 1 and NS 2, none in AT 1; a missing X is no "
              "permission, General Prohibitions 4 to 10 and the entry's own text remain (15 CFR 738.4(a)(2)(ii)(B))");
    EXPECT_NE(chart_note(*find_eccn("2B001"), "ru").find("footnote 6: sanctions on Russia and Belarus"), std::string::npos);
    EXPECT_EQ(chart_note(*find_eccn("2B001"), ""),
              "columns AT 1 and NS 2 for the whole entry, NP 1 for a part of it; no destination was given");
    EXPECT_TRUE(chart_note(*find_eccn("5A980"), "de").starts_with("the entry names no column of the country chart"));
}

TEST(UsLinks, EveryRowIsExAndHasASource) {
    const GoodsBook book;
    for (int number = 840000; number <= 909999; ++number) {
        const auto found = book.find_controls(*HsCode::parse(std::to_string(number)), "us", {.to = "kg"});
        for (const auto& control : *found) {
            EXPECT_EQ(control.coverage, Coverage::ex) << number;
            EXPECT_FALSE(control.source.empty()) << number;
            EXPECT_TRUE(find_eccn(control.entry)) << control.entry;
        }
    }
}

TEST(UsLinks, OneControlForEachEccn) {
    const GoodsBook book;
    const auto found = book.find_controls(*HsCode::parse("846040"), "us", {.to = "kg"});
    ASSERT_EQ(found->size(), 3U);
    EXPECT_EQ(found->at(0).entry, "2B001");
    EXPECT_EQ(found->at(0).relation, "narrower");
    EXPECT_TRUE(found->at(0).note.starts_with("machine tools that remove or cut metal by HS 8460; columns"));
    EXPECT_EQ(found->at(2).entry, "2B003");
}

TEST(UsLinks, SilenceIsNotHeld) {
    const GoodsBook book;
    EXPECT_TRUE(book.find_controls(*HsCode::parse("010121"), "us")->empty());
    EXPECT_EQ(book.not_held(*HsCode::parse("010121"), "us"),
              "no row links HS 0101.21 to an ECCN, which does not mean that none applies");
}
