#include "flows/measures/divert_placebo.hpp"

#include "flows/statistics/draws.hpp"
#include "flows/statistics/newey_west.hpp"

#include <algorithm>
#include <cmath>

namespace tidewaiter::flows {

namespace {

constexpr double normal_95 = 1.959963984540054;
constexpr int fewest_months = 24;
constexpr std::size_t fewest_goods = 20; ///< other goods below which sets of them are all the same
constexpr std::size_t growth_draws = 999;
constexpr std::size_t lag_draws = 99;

} // namespace

double midpoint_growth(double before, double after) { return before + after > 0 ? 2 * (after - before) / (after + before) : 0; }

std::optional<LagProfile> fit_lags(const std::vector<double>& in, const std::vector<double>& out) {
    const auto months = static_cast<Eigen::Index>(std::min(in.size(), out.size()));
    const auto lags = static_cast<Eigen::Index>(lag_count);
    const Eigen::Index rows = months - (lags - 1);
    if (rows < fewest_months) {
        return std::nullopt;
    }
    // A constant and a trend, so that two series that both rise are no evidence by that alone.
    Eigen::MatrixXd x(rows, lags + 2);
    Eigen::VectorXd y(rows);
    for (Eigen::Index i = 0; i < rows; ++i) {
        const Eigen::Index month = i + lags - 1;
        for (Eigen::Index k = 0; k < lags; ++k) {
            x(i, k) = in[static_cast<std::size_t>(month - k)];
        }
        x(i, lags) = 1;
        x(i, lags + 1) = static_cast<double>(i);
        y[i] = out[static_cast<std::size_t>(month)];
    }
    const auto fit = fit_newey_west(x, y);
    if (!fit) {
        return std::nullopt;
    }
    LagProfile profile;
    profile.lags.assign(fit->coefficients.data(), fit->coefficients.data() + lags);
    profile.pass_through = fit->coefficients.head(lags).sum();
    const double error = std::sqrt(std::max(0.0, fit->covariance.topLeftCorner(lags, lags).sum()));
    profile.low = profile.pass_through - normal_95 * error;
    profile.high = profile.pass_through + normal_95 * error;
    profile.t = error > 0 ? profile.pass_through / error : 0;
    profile.explained = fit->r_squared;
    profile.observations = static_cast<int>(rows);
    return profile;
}

PlaceboTest test_placebo(const std::vector<PlaceboGood>& others, std::size_t count, const PlaceboGood& basket, bool has_out,
                         const std::optional<LagProfile>& profile, std::uint64_t seed) {
    PlaceboTest test;
    test.goods = others.size();
    if (others.size() < std::max(fewest_goods, count + 1) || count == 0) {
        return test;
    }
    Draws draws(seed);
    const double in = midpoint_growth(basket.in_before, basket.in_after);
    const double out = midpoint_growth(basket.out_before, basket.out_after);
    std::size_t in_larger = 0;
    std::size_t out_larger = 0;
    std::size_t lag_larger = 0;
    std::size_t lags_tried = 0;
    for (std::size_t draw = 0; draw < growth_draws; ++draw) {
        PlaceboGood sum;
        const bool with_lags = profile && lags_tried < lag_draws;
        for (const std::size_t i : draws.sample(count, others.size())) {
            const PlaceboGood& good = others[i];
            sum.in_before += good.in_before;
            sum.in_after += good.in_after;
            sum.out_before += good.out_before;
            sum.out_after += good.out_after;
            if (with_lags) {
                const auto add = [](std::vector<double>& to, const std::vector<double>& from) {
                    to.resize(std::max(to.size(), from.size()), 0);
                    for (std::size_t month = 0; month < from.size(); ++month) {
                        to[month] += from[month];
                    }
                };
                add(sum.in_months, good.in_months);
                add(sum.out_months, good.out_months);
            }
        }
        in_larger += midpoint_growth(sum.in_before, sum.in_after) >= in ? 1U : 0U;
        out_larger += midpoint_growth(sum.out_before, sum.out_after) >= out ? 1U : 0U;
        if (with_lags) {
            // A set that is not traded on one of the legs passes nothing through: it counts as tried.
            ++lags_tried;
            const auto fit = fit_lags(sum.in_months, sum.out_months);
            lag_larger += fit && fit->t >= profile->t ? 1U : 0U;
        }
    }
    const auto share = [](std::size_t larger, std::size_t tried) { return static_cast<double>(1 + larger) / static_cast<double>(1 + tried); };
    // Both legs have to have grown: the weaker of the two tests counts.
    test.p_growth = std::max(share(in_larger, growth_draws), has_out ? share(out_larger, growth_draws) : 0);
    if (profile) {
        test.p_lag = share(lag_larger, lags_tried);
    }
    return test;
}

} // namespace tidewaiter::flows
