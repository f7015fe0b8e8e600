// The article against itself and arithmetic; the examples of the methods note, sections 1.2 and 4.11.
#include "claims/check.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace tidewaiter;

namespace {

std::vector<claims::Inconsistency> found_in(const std::string& text) {
    const auto article = claims::read_article(text, "a.txt");
    return claims::check_consistency(article, claims::find_claims(article, {.said_on = "2024-05-02"}).claims);
}

std::string kinds(const std::string& text) {
    std::string all;
    for (const auto& each : found_in(text)) {
        all += (all.empty() ? "" : " ") + each.kind;
    }
    return all;
}

} // namespace

TEST(Consistency, AMonthlyFigureMustGiveTheSumOfItsMonths) {
    const auto found = found_in("Russian imports of battlefield goods averaged $932 million a month from January to October 2023. "
                                "In the first ten months of 2023 Russia imported nearly $9 billion of battlefield goods.");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, "month_against_year");
    EXPECT_NE(found[0].text.find("9.32 billion"), std::string::npos) << found[0].text;
}

TEST(Consistency, AYearIsNotTwelveTenthsOfOtherCodes) {
    const auto found = found_in("Russian imports of battlefield goods averaged $932 million a month from January to October 2023. Russia imported $12.5 billion of battlefield goods in 2023.");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NE(found[0].text.find("11.18 billion"), std::string::npos) << found[0].text;
    EXPECT_NE(found[0].text.find("may count different goods or months"), std::string::npos);
    EXPECT_EQ(kinds("Russian imports of battlefield goods averaged $932 million a month in 2023. Russia imported $11.2 billion of battlefield goods in 2023."), "");
}

TEST(Consistency, APercentageMustFitItsCount) {
    const auto found = found_in("Of 2,113 suppliers of machine tools to Russia, 508 (26.16 percent) were Turkish and 340 (17.5 percent) were Chinese.");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_NE(found[0].text.find("508 of 2113 are 24.0 %, not 26.16 %"), std::string::npos) << found[0].text;
    EXPECT_NE(found[0].text.find("1942"), std::string::npos);
    EXPECT_NE(found[1].text.find("340 of 2113 are 16.1 %"), std::string::npos) << found[1].text;
    EXPECT_EQ(kinds("Of 1,942 suppliers of machine tools to Russia, 508 (26.16 percent) were Turkish and 340 (17.5 percent) were Chinese."), "");
}

TEST(Consistency, SharesOfOneWholeCannotExceedIt) {
    EXPECT_EQ(kinds("In 2023 China supplied 70 percent of Russia's imports of machine tools. In 2023 Turkey supplied 45 percent of Russia's imports of machine tools."), "shares_over_100");
    EXPECT_EQ(kinds("In 2023 China supplied 70 percent of Russia's imports of machine tools. In 2023 Turkey supplied 20 percent of Russia's imports of machine tools."), "");
}

TEST(Consistency, OneThingHasOneValue) {
    EXPECT_EQ(kinds("In 2023 China supplied 70 percent of Russia's imports of machine tools. The table says that in 2023 China supplied 50 percent of Russia's imports of machine tools."), "two_values");
    EXPECT_EQ(kinds("In 2023 China supplied 70 percent of Russia's imports of machine tools. The table says that in 2023 China supplied 72 percent of Russia's imports of machine tools."), "");
}

TEST(Consistency, AShareOfImportsIsNotOneOfSupply) {
    EXPECT_EQ(kinds("In 2023 China supplied 70 percent of Russia's imports of machine tools. Seventy percent of the machine tools used in Russia were from China."), "imports_for_supply");
}
