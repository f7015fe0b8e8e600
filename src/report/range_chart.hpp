// Charts of what is uncertain: ranges beside each other, the spread of a balance about zero, what moves it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::report {

struct RangeBar {
    std::string label;
    double low = 0;
    double mode = 0;
    double high = 0;
    std::string shown; ///< the figures as printed beside the bar
    bool use = false;  ///< what goes out, in another colour than what comes in
};

/// One bar a range from low to high with a mark at the mode, all on one scale from 0.
std::string range_chart(std::string_view title, std::string_view unit, const std::vector<RangeBar>& bars);

/// Columns of equal width, those below zero in another colour, with lines at zero and at the percentiles 5, 50, 95.
std::string spread_chart(std::string_view title, std::string_view unit, double from, double step, const std::vector<std::uint64_t>& counts,
                         const std::array<double, 3>& percentiles, const std::array<std::string, 3>& shown);

struct SwingBar {
    std::string label;
    double at_low = 0; ///< balance with the term at its low end
    double at_high = 0;
    std::string shown_low; ///< the term's low end as printed
    std::string shown_high;
};

/// One bar a term from the balance at its low to that at its high end, with a line at zero.
std::string swing_chart(std::string_view title, std::string_view unit, const std::vector<SwingBar>& bars);

} // namespace tidewaiter::report
