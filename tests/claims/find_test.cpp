// Hedges to intervals (methods, section 6.2), and what is carried over sentences.
#include "claims/find.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter;

namespace {

claims::Found found_in(const std::string& text, const claims::FindOptions& options = {.said_on = "2024-05-02"}) { return claims::find_claims(claims::read_article(text, "a.txt"), options); }

claims::Claim only(const std::string& text) {
    const auto found = found_in(text);
    EXPECT_EQ(found.claims.size(), 1U) << text;
    return found.claims.empty() ? claims::Claim{} : found.claims[0];
}

claims::Interval value_of(const std::string& number) { return only("Russia bought " + number + " of its machine tools from China.").value; }

} // namespace

TEST(Hedges, BecomeIntervals) {
    using claims::Interval;
    EXPECT_EQ(value_of("70 percent"), (Interval{65, 75})) << "a multiple of ten: 5 points";
    EXPECT_EQ(value_of("72 percent"), (Interval{69.5, 74.5})) << "another number: 2.5 points";
    EXPECT_EQ(value_of("about 72 percent"), (Interval{67, 77}));
    EXPECT_EQ(value_of("nearly 70 percent"), (Interval{.low = 65, .high = 70, .high_open = true}));
    EXPECT_EQ(value_of("more than 70 percent"), (Interval{.low = 70, .high = 100, .low_open = true}));
    EXPECT_EQ(value_of("at least 70 percent"), (Interval{70, 100}));
    EXPECT_EQ(value_of("less than 30 percent"), (Interval{.low = 0, .high = 30, .high_open = true}));
    EXPECT_EQ(value_of("most"), (Interval{.low = 50, .high = 100, .low_open = true}));
    EXPECT_EQ(value_of("nine out of ten"), (Interval{85, 95}));
    EXPECT_EQ(value_of("two thirds"), (Interval{66.667 - 5, 66.667 + 5}));
    EXPECT_EQ(value_of("between 60 and 70 percent"), (Interval{60, 70}));
}

TEST(Hedges, OfAmountsAndMultiples) {
    using claims::Interval;
    EXPECT_EQ(only("Russia imported 1,000 lathes in 2023.").value, (Interval{900, 1100}));
    EXPECT_EQ(only("Russian imports of lathes tripled in 2023.").value, (Interval{2.5, 3.5}));
    const Interval fell = only("Russian imports of lathes fell by half in 2023.").value;
    EXPECT_DOUBLE_EQ(fell.low.value(), 0.45);
    EXPECT_DOUBLE_EQ(fell.high.value(), 0.55);
    const Interval rose = only("Russian imports of lathes rose 20 percent in 2023.").value;
    EXPECT_DOUBLE_EQ(rose.low.value(), 1.15);
    EXPECT_DOUBLE_EQ(rose.high.value(), 1.25);
}

TEST(Numbers, OfDesignationsAndTablesAreNotAmounts) {
    EXPECT_EQ(only("Russia built 180 T-90M tanks in 2023.").value, (claims::Interval{162, 198}));
    EXPECT_TRUE(found_in("The exports file cn8 and the S-300 and HS10 tables hold shells, tanks and drones.").claims.empty());
    EXPECT_TRUE(found_in("Russia-reported imports of tanks are listed, none found.").claims.empty());
}

TEST(Numbers, WithASignAreChanges) {
    const auto found = found_in("Ball bearings from China to Russia: +76% in value, -13% in quantity.");
    ASSERT_EQ(found.claims.size(), 2U);
    EXPECT_EQ(found.claims[0].measure, claims::Measure::change);
    EXPECT_DOUBLE_EQ(found.claims[0].value.low.value(), 1.735);
    EXPECT_DOUBLE_EQ(found.claims[1].value.high.value(), 0.895);
}

TEST(Levels, MadeInACountryAreItsOutput) {
    const auto claim = only("In 2023, 9,269 machine tools were made in Russia.");
    EXPECT_EQ(claim.subject, "RU");
    EXPECT_TRUE(claim.counterpart.empty());
    EXPECT_EQ(claim.quantity, "production");
}

TEST(Periods, AreReadFromTheDayOfTheText) {
    const auto period = [](const std::string& words) { return only("China supplied 70 percent of Russia's machine tools " + words + ".").period; };
    using claims::Period;
    EXPECT_EQ(period("last year"), (Period{"2023-01", "2023-12"}));
    EXPECT_EQ(period("over the last year"), (Period{"2023-05", "2024-04"}));
    EXPECT_EQ(period("in the fourth quarter of 2023"), (Period{"2023-10", "2023-12"}));
    EXPECT_EQ(period("in Q3 2023"), (Period{"2023-07", "2023-09"}));
    EXPECT_EQ(period("between January and October 2023"), (Period{"2023-01", "2023-10"}));
    EXPECT_EQ(period("from January 2023 to July 2024"), (Period{"2023-01", "2024-07"}));
    EXPECT_EQ(period("in the first ten months of 2023"), (Period{"2023-01", "2023-10"}));
    EXPECT_EQ(period("since the invasion"), (Period{"2022-02", "2024-05"}));
    EXPECT_EQ(period("in the past six months"), (Period{"2023-11", "2024-04"}));
    EXPECT_EQ(period("in 2023 and the first quarter of 2024"), (Period{"2023-01", "2024-03"}));
    EXPECT_EQ(period("this year"), (Period{"2024-01", "2024-05"}));
}

TEST(Speakers, AreCarriedThroughQuotations) {
    const auto found = found_in("\"Seventy percent of machine tools come from China,\" Anna Berg said on Tuesday. \"The share of microelectronics from China is 90 percent.\"\n\nNobody asked.");
    ASSERT_EQ(found.claims.size(), 2U);
    EXPECT_EQ(found.claims[0].speaker, "Anna Berg");
    EXPECT_EQ(found.claims[0].said_on, "2024-04-30");
    EXPECT_EQ(found.claims[1].speaker, "Anna Berg");
    const auto other = found_in("Anna Berg said nothing. China supplies 90 percent of Russia's microelectronics.");
    ASSERT_EQ(other.claims.size(), 1U);
    EXPECT_EQ(other.claims[0].speaker, "") << "no quotation: the text itself says it";
}

TEST(Subjects, AreThoseOfTheTextWhereTheSentenceNamesNone) {
    const auto found = found_in("Russia needs machines. Seventy percent of the machine tools come from China.");
    ASSERT_EQ(found.claims.size(), 1U);
    EXPECT_EQ(found.claims[0].subject, "RU");
}

TEST(Shares, AreCarriedToTheirEarlierYears) {
    const auto found = found_in("China's share of Russian imports of cars was 61 percent in 2023. In 2021 it was 8 percent.");
    ASSERT_EQ(found.claims.size(), 2U);
    EXPECT_EQ(found.claims[1].goods, "cars");
    EXPECT_EQ(found.claims[1].counterpart_text(), "CN");
    EXPECT_EQ(found.claims[1].subject, "RU");
    EXPECT_EQ(found.claims[1].period, (claims::Period{"2021-01", "2021-12"}));
}

TEST(Sentences, AreEitherAStatementOrHaveAReason) {
    const auto article = claims::read_article("China supplies 70 percent of Russia's machine tools. Will it go on? It should stop. It will supply 80 percent of them. Good morning.", "a.txt");
    const auto found = claims::find_claims(article);
    EXPECT_EQ(found.claims.size(), 1U);
    ASSERT_EQ(found.rest.size(), 4U);
    EXPECT_EQ(found.rest[0].reason, "a question");
    EXPECT_EQ(found.rest[1].reason, "an opinion");
    EXPECT_EQ(found.rest[2].reason, "a forecast or a possibility");
    EXPECT_EQ(found.rest[3].reason, "no number, comparison or supply is stated");
}

TEST(Sentences, MayEndAnywhere) {
    // Every rule looks some words on: what ends early must not lead it beyond the end.
    for (const std::string text : {"China now accounts for around half (45% to 50%) of Russia's imports, up from one-quarter before the war.",
                                   "Exports from the EU to Armenia and Kyrgyzstan rose by a factor of ten in the year to March 2023, the Bank of Finland said.",
                                   "In 2023 and 2024 Russia imported 1 thousand 750 machine tools from China, 3,676 from Russia and several million shells via Turkey.",
                                   "Research by C4ADS, a think tank, showed that U.S. chips worth $5-7 million each, compared to the same period in 2021, came from Hong Kong.",
                                   "This volume almost doubled in the 1940s, and 90 per cent of the microelectronics imported by Russia are coming via China -- once more --."}) {
        for (std::size_t length = 1; length <= text.size(); ++length) {
            EXPECT_LE(found_in(text.substr(0, length)).claims.size(), 6U) << text.substr(0, length);
            EXPECT_LE(found_in(text.substr(length - 1)).claims.size(), 6U) << text.substr(length - 1);
        }
    }
}
