// Random numbers against their published vectors, draws against the distributions they stand for.
#include "balance/draws.hpp"
#include "balance/normal.hpp"
#include "balance/philox.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace tidewaiter::balance;

namespace {

constexpr std::size_t many = 400'000;

std::vector<double> column(const Draw& draw, std::size_t rows = many, std::uint64_t seed = 7) {
    std::vector<double> values(rows);
    fill(values, 0, draw, seed);
    return values;
}

double mean(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

double sd(const std::vector<double>& values) {
    const double middle = mean(values);
    double squares = 0;
    for (const double value : values) {
        squares += (value - middle) * (value - middle);
    }
    return std::sqrt(squares / static_cast<double>(values.size()));
}

/// Largest distance between the values' distribution and a triangular one.
double distance(std::vector<double> values, const Range& range) {
    std::ranges::sort(values);
    double worst = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double x = values[i];
        const double width = range.high - range.low;
        const double share = x < range.mode ? (x - range.low) * (x - range.low) / (width * (range.mode - range.low))
                                            : 1 - (range.high - x) * (range.high - x) / (width * (range.high - range.mode));
        worst = std::max({worst, std::abs(share - static_cast<double>(i) / static_cast<double>(values.size())),
                          std::abs(share - static_cast<double>(i + 1) / static_cast<double>(values.size()))});
    }
    return worst;
}

} // namespace

// Random123 1.14.0, tests/kat_vectors, the lines "philox4x32 10".
TEST(Philox, GivesThePublishedKnownAnswers) {
    EXPECT_EQ(philox({0, 0, 0, 0}, 0), (PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    EXPECT_EQ(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, 0xffffffffffffffff),
              (PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0x299f31d0a4093822),
              (PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, UnitNumbersNeverReachTheEnds) {
    EXPECT_GT(to_unit(0, 0), 0.0);
    EXPECT_LT(to_unit(0xffffffff, 0xffffffff), 1.0);
    EXPECT_GT(to_unit(0U), 0.0);
    EXPECT_LT(to_unit(0xffffffffU), 1.0);
}

TEST(Normal, QuantileIsTheInverseOfTheDistribution) {
    for (const double share : {1e-12, 1e-6, 0.001, 0.025, 0.3, 0.5, 0.9, 0.999999}) {
        EXPECT_NEAR(0.5 * std::erfc(-normal_quantile(share) / std::sqrt(2.0)) / share, 1, 1e-9) << share;
    }
    EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-12);
}

TEST(Draws, TriangularValuesFollowTheirDistribution) {
    for (const Range& range : {Range{900, 1230, 1400}, Range{0, 0, 10}, Range{5, 10, 10}, Range{958, 1120, 1700}}) {
        const auto values = column({range, std::nullopt, 3});
        // Kolmogorov and Smirnov's bound for one false alarm in ten thousand.
        EXPECT_LT(distance(values, range), 2.23 / std::sqrt(static_cast<double>(many))) << range.low;
        EXPECT_NEAR(mean(values), mean_of(range), 4 * sd_of(range) / std::sqrt(static_cast<double>(many)));
        EXPECT_NEAR(sd(values) / sd_of(range), 1, 0.01);
        EXPECT_GE(std::ranges::min(values), range.low);
        EXPECT_LE(std::ranges::max(values), range.high);
    }
}

TEST(Draws, PertValuesHaveTheMeanAndSpreadOfTheirBeta) {
    for (const Range& range : {Range{900, 1230, 1400, Shape::pert}, Range{0, 0, 10, Shape::pert}, Range{5, 10, 10, Shape::pert}}) {
        const auto values = column({range, std::nullopt, 3});
        EXPECT_NEAR(mean(values), mean_of(range), 4 * sd_of(range) / std::sqrt(static_cast<double>(many)));
        EXPECT_NEAR(sd(values) / sd_of(range), 1, 0.01);
        EXPECT_GE(std::ranges::min(values), range.low);
        EXPECT_LE(std::ranges::max(values), range.high);
    }
}

TEST(Draws, AnUnseenShareRaisesACount) {
    // E[1 / (1 - h)] = (alpha + beta - 1) / (beta - 1) for h ~ Beta(2, 8).
    const auto values = column({{100, 100, 100}, Unseen{0.2, 10}, 3});
    EXPECT_NEAR(mean(values), 100 * 9.0 / 7.0, 0.5);
    EXPECT_GT(std::ranges::min(values), 100);
}

TEST(Draws, APartIsThatPartOfTheWhole) {
    for (const Draw& draw : {Draw{{0, 3, 9}, std::nullopt, 5}, Draw{{0, 3, 9, Shape::pert}, Unseen{}, 5}}) {
        const auto whole = column(draw, 1'000);
        for (const std::size_t first : {0U, 1U, 2U, 37U, 998U}) {
            std::vector<double> part(std::min<std::size_t>(101, whole.size() - first));
            fill(part, first, draw, 7);
            EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + static_cast<std::ptrdiff_t>(first))) << first;
        }
    }
}

TEST(Draws, StreamsAndSeedsDiffer) {
    const Draw draw{{0, 3, 9}, std::nullopt, stream_of("tanks 2023", "lost")};
    EXPECT_NE(column(draw, 8), column({{0, 3, 9}, std::nullopt, stream_of("tanks 2023", "new")}, 8));
    EXPECT_NE(column(draw, 8), column({{0, 3, 9}, std::nullopt, stream_of("tanks 2024", "lost")}, 8));
    EXPECT_NE(column(draw, 8), column(draw, 8, 8));
}
