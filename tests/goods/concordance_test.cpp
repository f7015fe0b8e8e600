// Links between revisions, on the numbers of docs/methods/goods.md.
#include "goods/goods.hpp"

#include <gtest/gtest.h>

#include <set>

using namespace tidewaiter::goods;

using enum HsRevision;

static const GoodsBook& book() {
    static const GoodsBook shared;
    return shared;
}

static std::vector<GoodsBook::Link> links(std::string_view code, HsRevision from, HsRevision to) {
    return book().links(*HsCode::parse(code), from, to);
}

static std::string text(const std::vector<GoodsBook::Link>& found) {
    std::string all;
    for (const auto& link : found) {
        all += (all.empty() ? "" : " | ") + link.from + ">" + link.to + " " + link.kind + " " + link.basis;
    }
    return all;
}

/// The 50 codes, taken from the chapters' subheadings by asking the list.
static std::vector<std::string> listed_codes() {
    std::vector<std::string> codes;
    for (int chapter = 84; chapter <= 90; ++chapter) {
        for (int rest = 0; rest <= 9999; ++rest) {
            char digits[8];
            std::snprintf(digits, sizeof digits, "%02d%04d", chapter, rest);
            const auto found = book().find_controls(*HsCode::parse(digits), "chpl");
            if (found && !found->empty() && found->front().relation == "same") {
                codes.emplace_back(digits);
            }
        }
    }
    return codes;
}

TEST(Links, CuratedLinkWinsOverTheConversionSheet) {
    EXPECT_EQ(text(links("854151", hs2022, hs2017)), "854151>854150 shared curated");
    EXPECT_EQ(links("854151", hs2022, hs2017)[0].note,
              "the UN conversion sheet sends it to 851712, which is overridden; shared with 854159");
    EXPECT_EQ(text(links("854159", hs2022, hs2017)), "854159>854150 shared curated");
    EXPECT_EQ(text(links("854800", hs2022, hs2017)), "854800>854890 main curated");
    EXPECT_EQ(text(links("852589", hs2022, hs2017)), "852589>852580 shared curated");
    EXPECT_EQ(text(links("880730", hs2022, hs2017)), "880730>880330 main curated");
    EXPECT_EQ(text(links("854149", hs2022, hs2017)), "854149>854140 shared curated");
    EXPECT_EQ(text(links("901380", hs2022, hs2017)), "901380>901380 narrowed curated");
}

TEST(Links, WhatIsNotCuratedFollowsTheConversionSheet) {
    EXPECT_EQ(text(links("010121", hs2022, hs2017)), "010121>010121 same conversion");
    EXPECT_EQ(text(links("854142", hs2022, hs2017)), "854142>854140 shared conversion");
    EXPECT_EQ(links("854142", hs2022, hs2017)[0].note, "shared with 854141 854143 854149");
    EXPECT_EQ(text(links("01012100", hs2022, hs2017)), "010121>010121 same conversion") << "a longer code by its six digits";
}

TEST(Links, TwoStepsAreNeverSilent) {
    const auto found = links("854151", hs2022, hs2012);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].to, "854150");
    EXPECT_EQ(found[0].basis, "chain");
    EXPECT_EQ(found[0].note, "two steps: 854151 (HS 2022) to 854150 (HS 2017, curated) to 854150 (HS 2012, conversion); the UN "
                             "conversion sheet sends it to 851712, which is overridden; shared with 854159");
    EXPECT_EQ(links("854149", hs2022, hs2012)[0].basis, "conversion") << "the direct sheet agrees: one step";
}

TEST(Links, TowardsANewerRevisionAllHeirsCome) {
    EXPECT_EQ(text(links("854140", hs2017, hs2022)), "854140>854141 shared conversion | 854140>854142 shared conversion | "
                                                     "854140>854143 shared conversion | 854140>854149 shared curated");
    EXPECT_EQ(text(links("854150", hs2017, hs2022)), "854150>854151 shared curated | 854150>854159 shared curated");
    for (const auto& link : links("851712", hs2017, hs2022)) {
        EXPECT_FALSE(link.to.starts_with("8541")) << link.to << ": phones do not become transducers";
    }
}

TEST(Links, DeadCodeFallsBackToTheCorrelationSheet) {
    const auto found = links("900651", hs2017, hs2022); // through-the-lens cameras: no code converts back
    ASSERT_FALSE(found.empty());
    for (const auto& link : found) {
        EXPECT_EQ(link.basis, "correlation");
        EXPECT_EQ(link.kind, "shared");
    }
}

TEST(Links, ShortCodeHasThoseOfItsSubheadings) {
    EXPECT_EQ(text(links("8803", hs2017, hs2022)), "880310>880710 main conversion | 880320>880720 main conversion | "
                                                   "880330>880730 main curated | 880390>880790 main conversion");
    EXPECT_TRUE(links("8806", hs2017, hs2022).empty()) << "no such heading in HS 2017";
}

TEST(Links, SameRevisionIsTheCodeItself) {
    EXPECT_EQ(text(links("854231", hs2022, hs2022)), "854231>854231 same conversion");
    EXPECT_TRUE(links("854140", hs2022, hs2022).empty());
}

TEST(Links, WorkedNumbersOfTheMethod) {
    const auto codes = listed_codes();
    ASSERT_EQ(codes.size(), 50U);
    std::set<std::string> tied;
    int unchanged = 0;
    for (const auto& code : codes) {
        const auto all = book().correlated(*HsCode::parse(code), hs2022, hs2017);
        tied.insert(all.begin(), all.end());
        const auto link = links(code, hs2022, hs2017);
        ASSERT_EQ(link.size(), 1U) << code;
        unchanged += link[0].to == code ? 1 : 0;
    }
    EXPECT_EQ(unchanged, 44);
    EXPECT_EQ(tied.size(), 534U);
    EXPECT_EQ(book().correlated(*HsCode::parse("852990"), hs2022, hs2017).size(), 483U);
}

TEST(Links, EveryCodeOfANewRevisionHasExactlyOneOlderCode) {
    std::size_t count = 0;
    for (int chapter = 1; chapter <= 99; ++chapter) {
        char digits[4];
        std::snprintf(digits, sizeof digits, "%02d", chapter);
        const auto found = links(digits, hs2022, hs2017);
        count += found.size();
        for (const auto& link : found) {
            EXPECT_TRUE(is_known(*HsCode::parse(link.from), hs2022)) << link.from;
            EXPECT_TRUE(is_known(*HsCode::parse(link.to), hs2017)) << link.to;
        }
    }
    EXPECT_EQ(count, 5613U);
}
