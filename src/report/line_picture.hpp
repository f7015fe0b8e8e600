// Lines over time, with bounds, gaps and marks, as parts of an SVG drawing.
#pragma once

#include "report/events.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tidewaiter::report {

struct LinePoint {
    double month = 0; ///< months since the year 0; the middle of the period
    std::optional<double> value, low, high;
};

struct Line {
    std::string label;
    std::vector<LinePoint> points; ///< by month
};

struct Panel {
    std::string title;
    std::string unit;
    bool is_share = false; ///< values are parts of one, shown in per cent
    std::vector<Line> lines;
};

/// The middle of "2021", "2021-Q2", "2021-03" or "2021-03..2022-02"; nullopt for other text.
std::optional<double> middle_of(std::string_view period);

struct Drawn {
    std::string svg;
    double height = 0;
    std::size_t marks = 0; ///< events that lie in the panel
};

/// In: events, marked by their number in this list, from 1; top, where the panel begins; width of the whole drawing
Drawn draw_panel(const Panel& panel, const std::vector<Event>& events, double top, double width);

/// "1,234", "12.3 m", "4.5 bn"
std::string short_amount(double value);

} // namespace tidewaiter::report
