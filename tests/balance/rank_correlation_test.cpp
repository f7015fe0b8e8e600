#include "balance/rank_correlation.hpp"

#include "balance/draws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

using namespace tidewaiter::balance;

namespace {

constexpr std::size_t rows = 50'000;

std::vector<std::vector<double>> columns() {
    std::vector<std::vector<double>> all(3, std::vector<double>(rows));
    fill(all[0], 0, {{0, 1, 10}, std::nullopt, 1}, 4);
    fill(all[1], 0, {{100, 900, 1000}, std::nullopt, 2}, 4);
    fill(all[2], 0, {{5, 6, 7, Shape::pert}, std::nullopt, 3}, 4);
    return all;
}

std::vector<double> ranks_of(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> ranks(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        ranks[order[i]] = static_cast<double>(i);
    }
    return ranks;
}

double spearman(const std::vector<double>& a, const std::vector<double>& b) {
    const auto first = ranks_of(a);
    const auto second = ranks_of(b);
    const double middle = static_cast<double>(rows - 1) / 2;
    double both = 0;
    double alone = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        both += (first[i] - middle) * (second[i] - middle);
        alone += (first[i] - middle) * (first[i] - middle);
    }
    return both / alone;
}

} // namespace

TEST(RankCorrelation, ComesOutAsAskedForAndKeepsTheValues) {
    auto moved = columns();
    const RankMatrix wanted{1, 0.8, -0.3, 0.8, 1, 0, -0.3, 0, 1};
    correlate(moved, wanted, 9);
    EXPECT_NEAR(spearman(moved[0], moved[1]), 0.8, 0.005);
    EXPECT_NEAR(spearman(moved[0], moved[2]), -0.3, 0.005);
    EXPECT_NEAR(spearman(moved[1], moved[2]), 0, 0.005);
    auto before = columns();
    for (std::size_t i = 0; i < moved.size(); ++i) {
        std::ranges::sort(before[i]);
        std::ranges::sort(moved[i]);
        EXPECT_EQ(before[i], moved[i]);
    }
}

TEST(RankCorrelation, ContradictionsAreSeen) {
    EXPECT_TRUE(is_possible({1, 0.9, 0.9, 1}, 2));
    EXPECT_FALSE(is_possible({1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1}, 3));
}
