#include "balance/balance.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::balance;

namespace {

std::string year(int number, const std::string& range) {
    return "[[series.year]]\nyear = " + std::to_string(number) + "\n" + range + "\nkind = \"estimate\"\nsource = \"s\"\n";
}

HistoryResult compared(const std::string& years) {
    const Model model = parse_model("format = \"tidewaiter.balance-model/1\"\ntitle = \"t\"\n[sources.s]\nname = \"s\"\n[[series]]\nname = \"n\"\nunit = \"u\"\n" + years, "m.toml");
    return run_balance(model, {.draws = 20'000}).history.front();
}

} // namespace

TEST(History, TheSentenceHoldsBackToTheYearThatRefutesIt) {
    const HistoryResult result = compared(year(1985, "low = 2000\nmode = 2500\nhigh = 3000") + year(1995, "value = 40") + year(2021, "low = 100\nmode = 150\nhigh = 260") +
                                          year(2023, "low = 200\nmode = 250\nhigh = 300"));
    EXPECT_EQ(result.likely_since, 1995);
    EXPECT_EQ(result.certain_since, std::nullopt); // 2021 overlaps
    EXPECT_EQ(result.refuted_by, 1985);
    EXPECT_EQ(result.gaps, (std::vector<std::pair<int, int>>{{2022, 2022}, {1996, 2020}, {1986, 1994}}));
    EXPECT_EQ(result.older.back().probability, 0);
}

TEST(History, ManyYearsOfEvenOddsDoNotAddUpToASentence) {
    // Three years like the last: each is exceeded with even odds, all of them with one in four.
    const std::string same = "low = 0\nmode = 50\nhigh = 100";
    const HistoryResult result = compared(year(2020, same) + year(2021, same) + year(2022, same) + year(2023, same));
    EXPECT_NEAR(result.older.back().probability, 0.5, 0.02);
    EXPECT_NEAR(result.older.back().probability_all, 0.25, 0.02);
    EXPECT_NE(result.likely_since, 2020);
}

TEST(History, BundledSeriesGoBackTo2022Only) {
    for (const auto& name : {"tanks-2023", "rounds-2024"}) {
        const BalanceResult result = run_balance(load_model(name), {.draws = 1'000});
        EXPECT_EQ(result.history.front().certain_since, 2022) << name;
    }
}
