#include "flows/statistics/breaks.hpp"
#include "flows/statistics/draws.hpp"
#include "flows/statistics/newey_west.hpp"
#include "flows/statistics/synthetic_control.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>

namespace tidewaiter::flows {
namespace {

// y = 1, 3, 2, 5, 4 on t = 0 .. 4: slope 8/10, intercept 7/5, residuals -0.4, 0.8, -1, 1.2, -0.6. The sandwich by hand
// with lag 1 (weight 1/2) and 5/3: scores e and t e; S0 = [3.6, 7.92; 7.92, 22.16 ...] as the test computes below.
TEST(NeweyWest, LineByHand) {
    Eigen::MatrixXd x(5, 2);
    x << 1, 0, 1, 1, 1, 2, 1, 3, 1, 4;
    Eigen::VectorXd y(5);
    y << 1, 3, 2, 5, 4;
    const auto fit = fit_newey_west(x, y, 1);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->coefficients[0], 1.4, 1e-12);
    EXPECT_NEAR(fit->coefficients[1], 0.8, 1e-12);
    constexpr std::array e = {-0.4, 0.8, -1.0, 1.2, -0.6};
    double s00 = 0, s01 = 0, s11 = 0;
    for (std::size_t t = 0; t < 5; ++t) {
        const double u = static_cast<double>(t);
        s00 += e[t] * e[t];
        s01 += u * e[t] * e[t];
        s11 += u * u * e[t] * e[t];
        if (t > 0) {
            const double both = e[t] * e[t - 1] / 2;
            s00 += 2 * both;
            s01 += both * (u + u - 1);
            s11 += 2 * both * u * (u - 1);
        }
    }
    // (X'X)^-1 = [30, -10; -10, 5] / 50
    const auto middle = [&](double a, double b, double c, double d) { return a * c * s00 + (a * d + b * c) * s01 + b * d * s11; };
    EXPECT_NEAR(fit->covariance(1, 1), 5.0 / 3 * middle(-0.2, 0.1, -0.2, 0.1), 1e-12);
    EXPECT_NEAR(fit->covariance(0, 0), 5.0 / 3 * middle(0.6, -0.2, 0.6, -0.2), 1e-12);
    EXPECT_NEAR(fit->r_squared, 0.64, 1e-12);
}

TEST(NeweyWest, LagIsTheCubeRootRule) {
    EXPECT_EQ(newey_west_lag(27), 2);
    EXPECT_EQ(newey_west_lag(64), 3);
    EXPECT_EQ(newey_west_lag(1'000), 7);
}

TEST(NeweyWest, TermsThatAreTheSameGiveNoAnswer) {
    Eigen::MatrixXd x(5, 2);
    x << 1, 1, 1, 1, 1, 1, 1, 1, 1, 1;
    EXPECT_FALSE(fit_newey_west(x, Eigen::VectorXd::Ones(5)));
}

TEST(TwoSided, KnownPoints) {
    EXPECT_NEAR(two_sided(1.959963984540054), 0.05, 1e-12);
    EXPECT_NEAR(two_sided(-2.575829303548901), 0.01, 1e-12);
}

TEST(Breaks, JumpAndBendAreMeasuredExactly) {
    std::vector<double> y;
    for (int t = 0; t < 20; ++t) {
        y.push_back(10 + 0.5 * t + (t >= 12 ? 7 + 2.0 * (t - 12) : 0));
    }
    const auto test = test_break(y, 12);
    ASSERT_TRUE(test);
    EXPECT_NEAR(test->level, 7, 1e-9);
    EXPECT_NEAR(test->trend, 2, 1e-9);
    EXPECT_NEAR(test->expected, 16, 1e-9);
    EXPECT_FALSE(test_break(y, 2)) << "no line through two points";
    const auto even = test_break(std::vector<double>{1, 3, 2, 7, 9, 8}, 3, false);
    ASSERT_TRUE(even);
    EXPECT_NEAR(even->level, 6, 1e-12) << "the difference of the means";
}

TEST(Breaks, StartAndStopAreFound) {
    std::vector<double> y(30, 5);
    for (std::size_t t = 14; t < 19; ++t) {
        y[t] = 80;
    }
    y[3] = 6;
    y[25] = 4;
    EXPECT_EQ(find_breaks(y), (std::vector<std::size_t>{14, 19}));
}

TEST(Breaks, NoiseAloneHasNone) {
    Draws draws(7);
    std::vector<double> y;
    for (int t = 0; t < 60; ++t) {
        y.push_back(draws.unit() + draws.unit() + draws.unit());
    }
    EXPECT_TRUE(find_breaks(y).empty());
    EXPECT_TRUE(find_breaks(std::vector<double>(12, 3.0)).empty()) << "a constant";
}

/// The slow obvious way: every partition into so many segments.
double least_error(std::span<const double> y, std::size_t segments, std::size_t shortest) {
    const auto error = [](std::span<const double> part) {
        double mean = 0;
        for (const double v : part) {
            mean += v / static_cast<double>(part.size());
        }
        double sum = 0;
        for (const double v : part) {
            sum += (v - mean) * (v - mean);
        }
        return sum;
    };
    if (segments == 1) {
        return y.size() < shortest ? INFINITY : error(y);
    }
    double least = INFINITY;
    for (std::size_t cut = shortest; cut + shortest <= y.size(); ++cut) {
        least = std::min(least, error(y.first(cut)) + least_error(y.subspan(cut), segments - 1, shortest));
    }
    return least;
}

TEST(Breaks, PartitionIsTheBestThereIs) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Draws draws(seed);
        std::vector<double> y;
        for (int t = 0; t < 18; ++t) {
            y.push_back(draws.unit() + (t >= 6 ? 3 : 0) - (t >= 11 ? 2 : 0));
        }
        const auto dates = find_breaks(y, 3, 3);
        ASSERT_FALSE(dates.empty()) << seed;
        double own = 0;
        std::size_t from = 0;
        for (std::size_t i = 0; i <= dates.size(); ++i) {
            const std::size_t to = i < dates.size() ? dates[i] : y.size();
            own += least_error(std::span(y).subspan(from, to - from), 1, 1);
            from = to;
        }
        EXPECT_NEAR(own, least_error(y, dates.size() + 1, 3), 1e-9) << seed;
    }
}

TEST(PlaceboDates, CountsDatesBeforeTheBreakOnly) {
    Draws draws(3);
    std::vector<double> y;
    for (int t = 0; t < 40; ++t) {
        y.push_back(draws.unit() + (t >= 30 ? 25 : 0));
    }
    const auto real = test_break(y, 30);
    ASSERT_TRUE(real);
    const PlaceboDates placebo = placebo_dates(std::span(y).first(30), real->level);
    EXPECT_EQ(placebo.tried, 19U) << "dates 6 to 24";
    EXPECT_DOUBLE_EQ(placebo.p, 1.0 / 20) << "none of them jumps like the real one";
}

TEST(SyntheticControl, MixIsFoundAgain) {
    Eigen::MatrixXd donors(10, 3);
    Draws draws(5);
    for (Eigen::Index i = 0; i < 10; ++i) {
        for (Eigen::Index j = 0; j < 3; ++j) {
            donors(i, j) = draws.unit() * 10;
        }
    }
    Eigen::VectorXd treated = 0.3 * donors.col(0) + 0.7 * donors.col(2);
    treated.tail(4).array() += 5;
    const auto fit = fit_synthetic(treated, donors, 6);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->weights[0], 0.3, 1e-6);
    EXPECT_NEAR(fit->weights[1], 0.0, 1e-6);
    EXPECT_NEAR(fit->weights[2], 0.7, 1e-6);
    EXPECT_NEAR(fit->error_after, 5, 1e-5);
}

TEST(SyntheticControl, WeightsStayInTheSimplex) {
    Eigen::MatrixXd donors(4, 2);
    donors << 1, 2, 1, 2, 1, 2, 1, 2;
    const auto fit = fit_synthetic(Eigen::VectorXd::Constant(4, 5), donors, 2);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->weights[1], 1, 1e-9) << "nothing beyond the largest donor";
    EXPECT_NEAR(fit->error_before, 3, 1e-9);
    EXPECT_FALSE(fit_synthetic(Eigen::VectorXd::Ones(4), Eigen::MatrixXd(4, 0), 2));
}

TEST(SyntheticControl, PlaceboRankCountsDonorsThatDivergeAsMuch) {
    Draws draws(9);
    Eigen::MatrixXd donors(20, 4);
    for (Eigen::Index i = 0; i < 20; ++i) {
        for (Eigen::Index j = 0; j < 4; ++j) {
            donors(i, j) = 10 + draws.unit();
        }
    }
    const PlaceboRank rank = rank_placebos(donors, 12, 50);
    EXPECT_EQ(rank.ratios.size(), 4U);
    EXPECT_DOUBLE_EQ(rank.p, 0.2);
}

// The example of Benjamini and Hochberg 1995, section 3.2: at 0.05 the first four of fifteen are rejected.
TEST(FalseDiscoveryRates, PublishedExample) {
    const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0};
    const auto rates = false_discovery_rates(p);
    EXPECT_EQ(std::ranges::count_if(rates, [](double q) { return q <= 0.05; }), 4);
    EXPECT_NEAR(rates[0], 0.0015, 1e-12);
    EXPECT_NEAR(rates[3], 0.0095 * 15 / 4, 1e-12);
    EXPECT_DOUBLE_EQ(rates[14], 1);
}

TEST(Draws, AreTheSameEverywhereAndNeverTwice) {
    Draws draws(1);
    EXPECT_EQ(draws.next(), 0x910A2DEC89025CC1ULL);
    EXPECT_EQ(draws.next(), 0xBEEB8DA1658EEC67ULL);
    const auto sample = Draws(2).sample(10, 12);
    EXPECT_EQ(std::set<std::size_t>(sample.begin(), sample.end()).size(), 10U);
}

TEST(Percentile, BetweenTwoValues) { EXPECT_DOUBLE_EQ(percentile({1, 2, 4}, 0.75), 3); }

} // namespace
} // namespace tidewaiter::flows
