// From readings to verdicts (methods, section 6.3).
#include "claims/readings.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::claims;

namespace {

Claim share(double low, double high) {
    Claim claim;
    claim.measure = Measure::share;
    claim.goods = "machine_tools";
    claim.width = "middle";
    claim.subject = "RU";
    claim.counterpart = {"CN"};
    claim.unit = "percent";
    claim.value = {low, high};
    claim.said_on = "2024-05-02";
    return claim;
}

Reading reading(const std::string& id, double low, double high, const std::string& within = {}) {
    Reading one;
    one.id = id;
    one.source = id;
    one.value = {low, high};
    one.within = within;
    one.published = "2024-01";
    one.period = {"2023-01", "2023-12"};
    return one;
}

Verdict verdict(const Claim& claim, std::vector<Reading> readings) {
    judge(claim, readings);
    return verdict_of(claim, readings, false, "2026-11-24");
}

} // namespace

TEST(Fits, TellWhatIsClaimedFromWhatIsRead) {
    EXPECT_EQ(fit_of({70, 70}, {65, 75}), Fit::inside);
    EXPECT_EQ(fit_of({62, 62}, {65, 75}), Fit::outside);
    EXPECT_EQ(fit_of({61, 70}, {65, 75}), Fit::straddling);
    EXPECT_EQ(fit_of({85, 95}, {65, 75}), Fit::outside);
    EXPECT_EQ(fit_of({60000, std::nullopt}, {.low = 50000}), Fit::inside);
    EXPECT_EQ(fit_of({60000, std::nullopt}, {54000, 66000}), Fit::straddling);
    EXPECT_EQ(fit_of({70, 70}, {.low = 65, .high = 70, .high_open = true}), Fit::outside) << "nearly 70 is not 70";
    EXPECT_EQ(fit_of({.low = 65, .high = 70, .high_open = true}, {.low = 65, .high = 70, .high_open = true}), Fit::inside);
    EXPECT_EQ(fit_of({}, {65, 75}), Fit::unknown);
}

TEST(Verdicts, FollowTheStatedReadingAndTheOthers) {
    Claim claim = share(65, 75);
    const auto stated = [](double low, double high) {
        Reading one = reading("stated", low, high);
        one.by_speaker = true;
        return one;
    };
    EXPECT_EQ(verdict(claim, {stated(70, 70), reading("a", 70, 70), reading("b", 72, 72)}).word, Word::supported);
    EXPECT_EQ(verdict(claim, {stated(70, 70), reading("a", 50, 50), reading("b", 90, 90)}).word, Word::supported_on_some);
    EXPECT_EQ(verdict(claim, {stated(90, 90), reading("a", 70, 70), reading("b", 90, 90)}).word, Word::supported_on_some);
    EXPECT_EQ(verdict(claim, {stated(80, 80), reading("a", 80, 80), reading("b", 81, 81)}).word, Word::not_supported) << "within twice the tolerance";
    EXPECT_EQ(verdict(claim, {stated(30, 30), reading("a", 31, 31)}).word, Word::contradicted);
    EXPECT_EQ(verdict(claim, {}).word, Word::not_testable);
    EXPECT_EQ(verdict(claim, {stated(70, 70)}).word, Word::supported_on_some) << "one reading is no sweep";
}

TEST(Verdicts, CountNestedReadingsOnce) {
    const Verdict found = verdict(share(65, 75), {reading("a", 70, 70), reading("b", 70, 70, "a"), reading("c", 50, 50), reading("d", 40, 40, "absent")});
    EXPECT_EQ(found.counted(), 3U) << "b is a again; what d is nested in is not held, so it stands for itself";
}

TEST(Verdicts, NeverCountAFigureFromMemory) {
    Reading memory = reading("memory", 10, 10);
    memory.verified = false;
    const Verdict found = verdict(share(65, 75), {memory});
    EXPECT_EQ(found.word, Word::not_testable);
    EXPECT_EQ(found.counted(), 0U);
}

TEST(Verdicts, OfTheDayKnowOnlyWhatWasOut) {
    Claim claim = share(65, 75);
    Reading later = reading("later", 70, 70);
    later.published = "2024-10-10";
    Reading running = reading("running", 70, 70);
    running.period = {"2024-01", "2024-12"};
    std::vector<Reading> readings{reading("out", 70, 70), later, running};
    judge(claim, readings);
    EXPECT_EQ(verdict_of(claim, readings, true, claim.said_on).counted(), 1U);
    EXPECT_EQ(verdict_of(claim, readings, false, "2026-11-24").counted(), 3U);
}

TEST(Verdicts, OfADenialAreTurnedRound) {
    Claim claim = share(65, 75);
    claim.negation = true;
    EXPECT_EQ(verdict(claim, {reading("a", 70, 70), reading("b", 71, 71)}).word, Word::not_supported);
    EXPECT_EQ(verdict(claim, {reading("a", 20, 20), reading("b", 25, 25)}).word, Word::supported);
}

TEST(LastDay, OfAMonthOrAYearIsItsEnd) {
    EXPECT_EQ(last_day("2024"), "2024-12-31");
    EXPECT_EQ(last_day("2024-01"), "2024-01-31");
    EXPECT_EQ(last_day("2024-01-12"), "2024-01-12");
}
