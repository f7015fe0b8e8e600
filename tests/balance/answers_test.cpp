// The probabilities of section 5.4 of the methods note of 2026-11-23, made there from 20 million draws, at its tolerances:
// 0.005 for a probability, 1 % of the width from 5 to 95 for a percentile.
#include "balance/balance.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::balance;

namespace {

struct Expected {
    const char* why;
    double probability;
    std::array<double, 3> percentiles;
};

void expect_answer(const Answer& answer, const Expected& expected) {
    EXPECT_NEAR(answer.probability, expected.probability, 0.005) << expected.why;
    const double width = expected.percentiles[2] - expected.percentiles[0];
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(answer.percentiles[i], expected.percentiles[i], 0.01 * width) << expected.why << ", percentile " << i;
    }
}

const Answer& find_answer(const BalanceResult& result, std::string_view question) {
    for (const Answer& answer : result.accounts.front().answers) {
        if (answer.question == question) {
            return answer;
        }
    }
    throw std::runtime_error("no such question");
}

BalanceResult answered(const std::string& model, std::uint64_t seed = 1, unsigned threads = 1, std::vector<std::string> settings = {}) {
    Model read = load_model(model);
    for (const std::string& setting : settings) {
        apply_setting(read, setting);
    }
    return run_balance(std::move(read), {.seed = seed, .threads = threads});
}

Model parsed(const std::string& account) {
    return parse_model("format = \"tidewaiter.balance-model/1\"\ntitle = \"t\"\n[sources.s]\nname = \"s\"\n[[account]]\nclass = \"tanks\"\nperiod = \"1\"\n" + account, "m.toml");
}

std::string term(const std::string& name, const std::string& rest) {
    return "[account." + name + "]\n" + rest + "\nkind = \"estimate\"\nsource = \"s\"\n";
}

} // namespace

TEST(Answers, TanksOf2023AreThoseOfTheNote) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const BalanceResult result = answered("tanks-2023", seed);
        expect_answer(find_answer(result, "Deliveries exceed losses"), {"react + new > lost", 0.690, {-245.2, 104.8, 379.5}});
        expect_answer(find_answer(result, "New output exceeds losses"), {"new > lost", 0.000, {-1380.5, -1063.0, -861.2}});
    }
}

TEST(Answers, RoundsOf2024AreThoseOfTheNote) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const BalanceResult result = answered("rounds-2024", seed);
        expect_answer(find_answer(result, "New output exceeds use"), {"new > fired", 0.000, {-2563.4, -1736.8, -1144.6}});
        expect_answer(find_answer(result, "New and refurbished rounds exceed use"), {"with refurbished", 0.0002, {-2126.3, -1248.7, -548.8}});
        expect_answer(find_answer(result, "Deliveries exceed use"), {"with imports", 0.641, {-804.8, 225.5, 1209.6}});
        expect_answer(find_answer(result, "Deliveries exceed the stated requirement"), {"against 5,600", 0.016, {-1741.9, -1026.6, -216.5}});
    }
}

TEST(Answers, TheThreeQuestionsStandApart) {
    const BalanceResult result = answered("tanks-2023");
    const auto& answers = result.accounts.front().answers;
    ASSERT_EQ(answers.size(), 3U);
    EXPECT_EQ(answers[0].test, "deliveries");
    EXPECT_EQ(answers[1].test, "new");
    EXPECT_EQ(answers[2].test, "stocks");
    EXPECT_EQ(answers[2].formula, "0 > reactivated");
    EXPECT_EQ(answers[2].probability, 0);
}

TEST(Answers, AreTheSameOnAnyNumberOfThreads) {
    const BalanceResult one = answered("rounds-2024", 5, 1);
    const BalanceResult four = answered("rounds-2024", 5, 4);
    for (std::size_t i = 0; i < one.accounts.front().answers.size(); ++i) {
        const Answer& a = one.accounts.front().answers[i];
        const Answer& b = four.accounts.front().answers[i];
        EXPECT_EQ(a.favourable, b.favourable);
        EXPECT_EQ(a.percentiles, b.percentiles);
        EXPECT_EQ(a.histogram.counts, b.histogram.counts);
        ASSERT_EQ(a.swings.size(), b.swings.size());
        for (std::size_t k = 0; k < a.swings.size(); ++k) {
            EXPECT_EQ(a.swings[k].even_odds, b.swings[k].even_odds);
            EXPECT_EQ(a.swings[k].probability_at_low, b.swings[k].probability_at_low);
        }
    }
}

TEST(Answers, ATermOfAnotherNameMovesNoOtherColumn) {
    const BalanceResult plain = answered("tanks-2023");
    const BalanceResult more = answered("tanks-2023", 1, 1, {"2023.imported=0"});
    EXPECT_EQ(find_answer(plain, "Deliveries exceed losses").percentiles, find_answer(more, "Deliveries exceed losses").percentiles);
}

TEST(Answers, NewTanksNeedLossesBelow200) {
    const BalanceResult result = answered("tanks-2023");
    const Answer& answer = find_answer(result, "New output exceeds losses");
    const Swing& lost = answer.swings.front();
    EXPECT_EQ(lost.term, "lost");
    EXPECT_DOUBLE_EQ(lost.last_hope, 200);
    EXPECT_NEAR(lost.even_odds, 174.5, 0.5); // median of triangular(140, 180, 200)
}

TEST(Answers, EvenOddsAreEven) {
    const BalanceResult result = answered("tanks-2023");
    const Swing& lost = find_answer(result, "Deliveries exceed losses").swings.front();
    const BalanceResult there = answered("tanks-2023", 1, 1, {"2023.lost=" + std::to_string(lost.even_odds)});
    EXPECT_NEAR(find_answer(there, "Deliveries exceed losses").probability, 0.5, 0.001);
    EXPECT_DOUBLE_EQ(lost.balance_at_low, 1230 + 180 - 958);
    EXPECT_DOUBLE_EQ(lost.balance_at_high, 1230 + 180 - 1700);
    const BalanceResult low = answered("tanks-2023", 1, 1, {"2023.lost=958"});
    EXPECT_EQ(find_answer(low, "Deliveries exceed losses").probability, lost.probability_at_low);
}

TEST(Answers, WhatTheModelDoesNotHoldIsSaid) {
    const BalanceResult result = run_balance(parsed(term("new", "value = 5")), {.draws = 1'000});
    const Answer& answer = result.accounts.front().answers.front();
    EXPECT_FALSE(answer.askable);
    EXPECT_EQ(answer.remark, "the model holds none of lost");
    const BalanceResult fuller = run_balance(parsed(term("new", "value = 5") + term("lost", "value = 4")), {.draws = 1'000});
    EXPECT_EQ(fuller.accounts.front().answers.front().not_held, (std::vector<std::string>{"reactivated", "repaired", "imported"}));
    EXPECT_EQ(fuller.accounts.front().answers.front().probability, 1);
}

TEST(Answers, CountsOfStoresAnswerTheThirdQuestion) {
    const BalanceResult result = run_balance(
        parsed(term("stored_start", "low = 90\nmode = 100\nhigh = 110") + term("stored_end", "low = 100\nmode = 110\nhigh = 120")), {.draws = 100'000});
    const Answer& answer = result.accounts.front().answers[2];
    EXPECT_EQ(answer.formula, "stored_end > stored_start");
    // Both are symmetric with sd 10 / sqrt(6); the difference of 10 lies 1.73 of its sd above 0.
    EXPECT_NEAR(answer.probability, 0.958, 0.005);
}

TEST(Answers, RankCorrelationNarrowsADifference) {
    const std::string both = term("new", "low = 0\nmode = 50\nhigh = 100") + term("lost", "low = 0\nmode = 50\nhigh = 100");
    const auto width = [](const BalanceResult& result) {
        const auto& p = result.accounts.front().answers[1].percentiles;
        return p[2] - p[0];
    };
    const double free = width(run_balance(parsed(both), {.draws = 50'000}));
    const double tied = width(run_balance(parsed(both + "[[account.correlation]]\nterms = [\"new\", \"lost\"]\nrank = 0.95\n"), {.draws = 50'000}));
    EXPECT_LT(tied, free / 3);
}

TEST(Answers, SumsAreTakenApart) {
    const std::string account = "[account.lost]\nsum = [\"seen\", \"-returned\"]\n" + term("seen", "value = 10") + term("returned", "value = 4") + term("new", "value = 7");
    const Answer answer = run_balance(parsed(account), {.draws = 1'000}).accounts.front().answers[1];
    EXPECT_DOUBLE_EQ(answer.percentiles[1], 1);
    EXPECT_DOUBLE_EQ(answer.lowest_possible, 1);
}
