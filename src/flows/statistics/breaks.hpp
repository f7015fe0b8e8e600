// Where a series changes, and by how much.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tidewaiter::flows {

/// y = a + b t + c D + d (t - t0) D with D = 1 from t0 on: a jump and a bend at one date.
struct BreakTest {
    std::size_t at = 0; ///< first observation of the new regime
    double level = 0, level_low = 0, level_high = 0; ///< c and its 95 % interval
    double trend = 0, trend_low = 0, trend_high = 0; ///< d, a step of one observation
    double t = 0;       ///< of c
    double p = 1;       ///< of c, by Newey-West
    double expected = 0; ///< what the line before gives at `at`
    int lag = 0;
};

/// In:     with_trend; without it the series is level on both sides, y = a + c D, and trend stays 0
/// Out:    nullopt where there are fewer than 3 observations on either side or the terms cannot be told apart
/// Source: methods of interrupted time series; docs/methods/flows.md
std::optional<BreakTest> test_break(std::span<const double> y, std::size_t at, bool with_trend = true);

struct PlaceboDates {
    double p = 1;          ///< (1 + placebos with |c| at least as large) / (1 + placebos)
    std::size_t tried = 0;
};
/// The same test at every date of a stretch in which no break is claimed.
/// In:  quiet, observations of that stretch; level, the jump that is to be ranked; apart, observations between a date and the ends
PlaceboDates placebo_dates(std::span<const double> quiet, double level, std::size_t apart = 6, bool with_trend = true);

/// Dates at which the mean changes: the partition into segments of at least `shortest` observations with the least squared error,
/// the number of segments by BIC (2 parameters a segment). Exact, by dynamic programming.
/// Out:    first observations of the segments after the first, rising; at most `most`
/// Source: Bai and Perron 2003, Computation and analysis of multiple structural change models; docs/methods/flows.md
/// Cost:   O(n^2 most)
std::vector<std::size_t> find_breaks(std::span<const double> y, std::size_t shortest = 3, std::size_t most = 5);

} // namespace tidewaiter::flows
