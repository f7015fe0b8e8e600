// Is what happened to the listed goods more than what happens to goods at large?
#pragma once

#include "sql/database.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tidewaiter::flows {

/// One good of a hub: monthly means in the two windows, on the leg in and the leg out.
struct PlaceboGood {
    double in_before = 0, in_after = 0, out_before = 0, out_after = 0;
    std::vector<double> in_months, out_months; ///< on the months of the hub's series; empty where there are none
};

/// What the lags say: how much of what comes in goes out so many months later.
struct LagProfile {
    std::vector<double> lags;     ///< coefficients of this month's inflow, last month's ...
    double pass_through = 0, low = 0, high = 0; ///< their sum and its 95 % interval
    double explained = 0;         ///< share of the variance of the outflow
    double t = 0;
    int observations = 0;
};

inline constexpr std::size_t lag_count = 7; ///< 0 ... 6 months

/// In:  both of the same months, in order
/// Out: nullopt below 24 months after the lags, or where the inflow does not move
std::optional<LagProfile> fit_lags(const std::vector<double>& in, const std::vector<double>& out);

struct PlaceboTest {
    std::optional<double> p_growth; ///< goods at large grew as much, on both legs that are held
    std::optional<double> p_lag;    ///< goods at large pass through as closely
    std::size_t goods = 0;
};

/// Draws sets of as many other goods as the basket has, and counts those that grew (or passed through) at least as much.
/// In:  count, goods of the basket that the hub trades; has_out, the leg out is held
PlaceboTest test_placebo(const std::vector<PlaceboGood>& others, std::size_t count, const PlaceboGood& basket, bool has_out,
                         const std::optional<LagProfile>& profile, std::uint64_t seed);

/// 2 (after - before) / (after + before): growth that has a value from nothing (2) and to nothing (-2).
double midpoint_growth(double before, double after);

} // namespace tidewaiter::flows
