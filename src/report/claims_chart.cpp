#include "report/claims_chart.hpp"

#include "base/utf8.hpp"
#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tidewaiter::report {

namespace {

using claims::Fit;
using claims::Reading;

constexpr double width = 760; // user units
constexpr double label_width = 330;
constexpr double row = 24;
constexpr std::size_t most_rows = 40; // past it a chart is no help; the table has them all

struct Line {
    const Reading* reading = nullptr;
    double low = 0;
    double high = 0;
    bool open_top = false;
    bool stated = false;
    std::string shown;
};

std::string_view colour(const Reading& reading) {
    if (!reading.not_counted.empty() || reading.superseded) {
        return "f-not_screened";
    }
    return reading.fit == Fit::inside ? "f-no_finding" : reading.fit == Fit::outside ? "f-hold" : "f-review";
}

std::string label(const Line& line) {
    const std::string_view cut = base::utf8_prefix(line.reading->what, 56);
    return fmt::format("{}{}{}", escaped(cut), cut.size() == line.reading->what.size() ? "" : "…", line.stated ? " ◆" : "");
}

} // namespace

std::string readings_chart(const claims::Checked& card) {
    std::vector<Line> lines;
    bool probability = false;
    for (std::size_t i = 0; i < card.readings.size() && lines.size() < most_rows; ++i) {
        const Reading& reading = card.readings[i];
        Line line{.reading = &reading, .stated = card.now.stated == i};
        if (reading.probability) {
            probability = true;
            line.low = line.high = *reading.probability;
            line.shown = fmt::format("P = {:.3f}", *reading.probability);
        } else if ((reading.value.low || reading.value.high) && card.claim.measure != claims::Measure::comparison) {
            line.low = reading.value.low.value_or(0);
            line.open_top = !reading.value.high;
            line.high = reading.value.high.value_or(line.low);
            line.shown = claims::value_text(reading);
        } else {
            continue;
        }
        lines.push_back(line);
    }
    if (lines.empty()) {
        return {};
    }
    const bool share = card.claim.measure == claims::Measure::share;
    double top = probability ? 1 : share ? 100 : 0;
    if (!probability && !share) {
        for (const Line& line : lines) {
            top = std::max(top, line.high);
        }
        top = std::max({top, card.claim.value.low.value_or(0), card.claim.value.high.value_or(0)}) * 1.08;
    }
    top = top > 0 ? top : 1;
    const auto at = [&](double value) { return label_width + std::clamp(value / top, 0.0, 1.0) * (width - label_width - 120); };
    const double height = row * static_cast<double>(lines.size()) + 26;
    std::string html = fmt::format("<figure class=\"readings\"><figcaption>Readings <span>({}; the band is what {}; ◆ stated reading; grey: not counted)</span></figcaption>"
                                   "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"Readings beside the claimed interval\">",
                                   probability ? "probability of the model" : share ? "per cent" : escaped(card.claim.unit), probability ? "would make it more likely than not" : "is claimed", width, height);
    const double from = probability ? 0.5 : card.claim.value.low.value_or(0);
    const double to = probability ? 1 : card.claim.value.high.value_or(top);
    if (probability || card.claim.value.low || card.claim.value.high) {
        html += fmt::format("<rect class=\"band\" x=\"{:.1f}\" y=\"0\" width=\"{:.1f}\" height=\"{:.1f}\"/>", at(from), std::max(at(to) - at(from), 2.0), height - 20);
    }
    double y = 2;
    for (const Line& line : lines) {
        const double left = at(line.low);
        const double right = line.open_top ? at(top) : at(line.high);
        html += fmt::format("<g><title>{}: {}</title><text x=\"{:.0f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>", escaped(line.reading->what), escaped(line.shown), label_width - 8, y + 15, label(line));
        if (right - left < 3) {
            html += fmt::format("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\"/>", colour(*line.reading), left, y + 11);
        } else {
            html += fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"10\" rx=\"3\"/>", colour(*line.reading), left, y + 6, right - left);
        }
        html += fmt::format("<text class=\"dim\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text></g>", std::max(right, left) + 9, y + 15, escaped(line.shown));
        y += row;
    }
    html += fmt::format("<line class=\"axis\" x1=\"{0:.0f}\" x2=\"{1:.0f}\" y1=\"{2:.0f}\" y2=\"{2:.0f}\"/>", at(0), at(top), height - 20);
    for (int i = 0; i <= 4; ++i) {
        const double value = top * i / 4;
        const std::string shown = probability ? fmt::format("{:g}", value) : share ? fmt::format("{:.0f}", value) : claims::interval_text({.low = value, .high = value}, "");
        html += fmt::format("<text class=\"dim\" x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}</text>", at(value), height - 5, escaped(shown));
    }
    return html + "</svg></figure>\n";
}

} // namespace tidewaiter::report
