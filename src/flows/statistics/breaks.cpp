#include "flows/statistics/breaks.hpp"

#include "flows/statistics/newey_west.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tidewaiter::flows {

namespace {

constexpr double normal_95 = 1.959963984540054;
constexpr std::size_t fewest = 3; ///< observations that a line needs on either side

} // namespace

std::optional<BreakTest> test_break(std::span<const double> y, std::size_t at, bool with_trend) {
    if (at < fewest || y.size() < at + fewest) {
        return std::nullopt;
    }
    const auto count = static_cast<Eigen::Index>(y.size());
    const auto start = static_cast<Eigen::Index>(at);
    Eigen::MatrixXd x(count, with_trend ? 4 : 2);
    Eigen::VectorXd values(count);
    for (Eigen::Index i = 0; i < count; ++i) {
        const double after = i >= start ? 1 : 0;
        x(i, 0) = 1;
        x(i, 1) = after;
        if (with_trend) {
            x(i, 2) = static_cast<double>(i);
            x(i, 3) = after * static_cast<double>(i - start);
        }
        values[i] = y[static_cast<std::size_t>(i)];
    }
    const auto fit = fit_newey_west(x, values);
    if (!fit) {
        return std::nullopt;
    }
    BreakTest test;
    test.at = at;
    test.level = fit->coefficients[1];
    test.level_low = test.level - normal_95 * fit->error(1);
    test.level_high = test.level + normal_95 * fit->error(1);
    test.t = fit->t(1);
    test.p = two_sided(test.t);
    test.expected = fit->coefficients[0];
    if (with_trend) {
        test.trend = fit->coefficients[3];
        test.trend_low = test.trend - normal_95 * fit->error(3);
        test.trend_high = test.trend + normal_95 * fit->error(3);
        test.expected += fit->coefficients[2] * static_cast<double>(at);
    }
    test.lag = fit->lag;
    return test;
}

PlaceboDates placebo_dates(std::span<const double> quiet, double level, std::size_t apart, bool with_trend) {
    PlaceboDates result;
    std::size_t larger = 0;
    for (std::size_t date = apart; date + apart <= quiet.size(); ++date) {
        const auto test = test_break(quiet, date, with_trend);
        if (!test) {
            continue;
        }
        ++result.tried;
        larger += std::abs(test->level) >= std::abs(level) ? 1U : 0U;
    }
    result.p = static_cast<double>(1 + larger) / static_cast<double>(1 + result.tried);
    return result;
}

std::vector<std::size_t> find_breaks(std::span<const double> y, std::size_t shortest, std::size_t most) {
    const std::size_t count = y.size();
    if (count < 2 * shortest) {
        return {};
    }
    // Sums up to each observation, of values less their mean so that large levels lose no digits.
    double mean = 0;
    for (const double value : y) {
        mean += value / static_cast<double>(count);
    }
    std::vector<double> sums(count + 1, 0), squares(count + 1, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const double value = y[i] - mean;
        sums[i + 1] = sums[i] + value;
        squares[i + 1] = squares[i] + value * value;
    }
    const auto error = [&](std::size_t from, std::size_t to) {
        const double sum = sums[to] - sums[from];
        return std::max(0.0, squares[to] - squares[from] - sum * sum / static_cast<double>(to - from));
    };
    constexpr double never = std::numeric_limits<double>::infinity();
    // best[k][i]: least error of the first i observations in k + 1 segments; last[k][i]: where the last one begins.
    std::vector<std::vector<double>> best(most + 1, std::vector<double>(count + 1, never));
    std::vector<std::vector<std::size_t>> last(most + 1, std::vector<std::size_t>(count + 1, 0));
    for (std::size_t i = shortest; i <= count; ++i) {
        best[0][i] = error(0, i);
    }
    for (std::size_t k = 1; k <= most; ++k) {
        for (std::size_t i = (k + 1) * shortest; i <= count; ++i) {
            for (std::size_t from = k * shortest; from + shortest <= i; ++from) {
                const double total = best[k - 1][from] + error(from, i);
                if (total < best[k][i]) {
                    best[k][i] = total;
                    last[k][i] = from;
                }
            }
        }
    }
    const double observations = static_cast<double>(count);
    // A series without any noise would make every split infinitely good: the floor is far below what statistics resolve.
    const double floor = 1e-12 * std::max(1e-300, best[0][count]);
    std::size_t chosen = 0;
    double least = never;
    for (std::size_t k = 0; k <= most; ++k) {
        if (best[k][count] == never) {
            break;
        }
        const double criterion = observations * std::log(std::max(best[k][count], floor) / observations) + 2.0 * static_cast<double>(k) * std::log(observations);
        if (criterion < least - 1e-9) {
            least = criterion;
            chosen = k;
        }
    }
    std::vector<std::size_t> dates;
    for (std::size_t k = chosen, end = count; k > 0; --k) {
        end = last[k][end];
        dates.push_back(end);
    }
    std::ranges::reverse(dates);
    return dates;
}

} // namespace tidewaiter::flows
