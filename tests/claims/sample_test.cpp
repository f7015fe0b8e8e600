// The bundled article: each of its statements has its verdict, and the worked readings of the methods note, section 6.4, come out.
#include "claims/check.hpp"
#include "claims/claim_file.hpp"

#include "support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace tidewaiter;
using claims::Fit;
using claims::Word;

namespace {

const claims::Report& report() {
    static const claims::Report shared = [] {
        auto article = claims::load_article(test::bundled("sample/article.txt"));
        auto found = claims::find_claims(article);
        return claims::check_article(std::move(article), std::move(found), {.as_of = "2026-11-24", .repeat = "tidewaiter check data/sample/article.txt"});
    }();
    return shared;
}

const claims::Checked& card(std::string_view goods, claims::Measure measure, std::string_view counterpart = {}, std::string_view manner = {}) {
    const auto found = std::ranges::find_if(report().cards, [&](const claims::Checked& each) {
        return each.claim.goods == goods && each.claim.measure == measure && each.claim.counterpart_text() == counterpart && each.claim.manner == manner;
    });
    EXPECT_NE(found, report().cards.end()) << goods;
    return found == report().cards.end() ? report().cards.front() : *found;
}

const claims::Checked& comparison(std::string_view versus) {
    return *std::ranges::find_if(report().cards, [&](const claims::Checked& each) { return each.claim.versus == versus; });
}

const claims::Reading& reading(const claims::Checked& card, std::string_view id) { return *std::ranges::find(card.readings, id, &claims::Reading::id); }

} // namespace

TEST(Sample, SeventyPercentOfMachineToolsFitFourOfEightOneInPart) {
    const auto& found = card("machine_tools", claims::Measure::share, "CN");
    EXPECT_EQ(found.now.word, Word::supported_on_some);
    EXPECT_EQ(claims::count_text(found.now, found.readings), "4 of 8 readings fit, one of them in part");
    ASSERT_TRUE(found.now.stated.has_value());
    EXPECT_EQ(found.readings[*found.now.stated].id, "mt-officials") << "the source that is named";
    for (const auto& [id, fit] : std::vector<std::pair<std::string, Fit>>{{"mt-ft-2023-07", Fit::outside}, {"mt-escu", Fit::outside}, {"mt-rusi", Fit::inside}, {"mt-officials", Fit::inside},
                                                                          {"mt-2024", Fit::inside}, {"mt-csis", Fit::outside}, {"mt-2022", Fit::outside}, {"mt-supply", Fit::straddling}}) {
        EXPECT_EQ(reading(found, id).fit, fit) << id;
    }
    EXPECT_NE(found.true_part.find("65 to below 70 %"), std::string::npos);
}

TEST(Sample, NinetyPercentOfMicroelectronicsFitTwoOfFive) {
    const auto& found = card("microelectronics", claims::Measure::share, "CN");
    EXPECT_EQ(found.now.word, Word::supported_on_some);
    EXPECT_EQ(claims::count_text(found.now, found.readings), "2 of 5 readings fit");
    EXPECT_EQ(reading(found, "me-kse").fit, Fit::outside);
    EXPECT_EQ(reading(found, "me-csis-made").fit, Fit::outside);
    EXPECT_EQ(reading(found, "me-csis-producer").fit, Fit::outside);
}

TEST(Sample, OutputAboveNeedIsLikelyForTanksAndNotForOwnShells) {
    const auto& found = comparison("need");
    EXPECT_EQ(found.now.word, Word::supported_on_some);
    EXPECT_EQ(found.confidence.level, claims::Level::low);
    const auto probability = [&](std::string_view what) { return std::ranges::find_if(found.readings, [&](const claims::Reading& each) { return each.what.find(what) != std::string::npos; })->probability.value(); };
    EXPECT_NEAR(probability("Deliveries exceed losses"), 0.69, 0.005);
    EXPECT_NEAR(probability("tanks, 2023: New output"), 0, 0.001);
    EXPECT_NEAR(probability("New and refurbished rounds exceed use"), 0, 0.001);
    EXPECT_NEAR(probability("Deliveries exceed use"), 0.641, 0.005);
    EXPECT_EQ(reading(found, "nd-stored-tanks").fit, Fit::outside);
    EXPECT_EQ(reading(found, "nd-missiles").fit, Fit::inside);
    EXPECT_EQ(reading(found, "nd-officials").fit, Fit::outside);
}

TEST(Sample, FasterThanEverIsTrueBackToTheFirstYearHeld) {
    const auto& found = comparison("ever");
    EXPECT_EQ(found.now.word, Word::supported_on_some);
    EXPECT_NE(found.true_part.find("back to 2022"), std::string::npos);
    EXPECT_FALSE(reading(found, "ev-soviet-tanks").verified);
    EXPECT_FALSE(reading(found, "ev-soviet-tanks").not_counted.empty());
    EXPECT_NE(found.not_shown.find("unverified"), std::string::npos);
}

TEST(Sample, DirectSupplyIsSupportedAndItsAbsenceNotTestable) {
    EXPECT_EQ(card("weapons", claims::Measure::existence, "IR", "direct").now.word, Word::supported);
    EXPECT_EQ(card("weapons", claims::Measure::existence, "KP", "direct").now.word, Word::supported);
    EXPECT_EQ(card("weapons", claims::Measure::existence, "CN", "indirect").now.word, Word::supported);
    const auto& absence = card("weapons", claims::Measure::existence, "CN", "direct");
    EXPECT_TRUE(absence.claim.negation);
    EXPECT_EQ(absence.now.word, Word::not_testable);
    EXPECT_NE(absence.not_shown.find("no proof"), std::string::npos);
}

TEST(Sample, EvasionIsSupportedAndNamesNobody) {
    const auto found = std::ranges::find_if(report().cards, [](const claims::Checked& each) { return each.claim.versus == "evasion"; });
    ASSERT_NE(found, report().cards.end());
    EXPECT_EQ(found->now.word, Word::supported);
    EXPECT_FALSE(found->alternatives.empty());
    EXPECT_NE(found->not_shown.find("Who did it"), std::string::npos);
}

TEST(Sample, LikelihoodIsOnlyWhereAProbabilityWasSimulated) {
    for (const auto& each : report().cards) {
        for (const auto& one : each.readings) {
            EXPECT_EQ(one.probability.has_value(), one.origin == claims::Origin::balance && each.claim.versus == "need") << one.id;
        }
    }
}

TEST(Sample, EveryStatementHasBothColumnsAndWhatWouldSettleIt) {
    ASSERT_GE(report().cards.size(), 10U);
    for (const auto& each : report().cards) {
        EXPECT_TRUE(each.then.has_value());
        EXPECT_EQ(each.then->as_of, "2024-05-02");
        EXPECT_FALSE(each.settle.empty());
        EXPECT_NE(each.command.find("--claim " + std::to_string(each.claim.number)), std::string::npos);
        for (const std::string_view word : {" lie", "lied", "guilty", "false"}) {
            EXPECT_EQ((each.true_part + each.not_shown + each.now.because).find(word), std::string::npos) << word;
        }
    }
}

TEST(Sample, TheSameInputsGiveTheSameBytes) {
    auto article = claims::load_article(test::bundled("sample/article.txt"));
    auto found = claims::find_claims(article);
    const auto again = claims::check_article(std::move(article), std::move(found), {.as_of = "2026-11-24", .repeat = "tidewaiter check data/sample/article.txt"});
    EXPECT_EQ(claims::to_json(again), claims::to_json(report()));
}
