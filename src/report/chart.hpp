// Charts as SVG text that stands in the page: bars with their numbers written out, readable without colour.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::report {

struct Bar {
    std::string label;
    double value = 0;
    std::string shown;       ///< the number as printed beside the bar
    std::string_view colour; ///< "", hold, review, no_finding, not_screened: a class of the style sheet
};

/// Horizontal bars, longest label fitted by cutting; at most `most` bars, the rest summed into one row "n more".
/// Out: a figure element with caption; a caption that says "none" when there is nothing to draw.
std::string bar_chart(std::string_view title, std::string_view unit, std::vector<Bar> bars, std::size_t most = 12);

/// Columns over numeric bins, with the bin borders under them.
std::string histogram(std::string_view title, std::string_view unit, const std::vector<double>& borders,
                      const std::vector<unsigned long long>& counts);

} // namespace tidewaiter::report
