#include "report/range_chart.hpp"

#include "base/utf8.hpp"
#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::report {

namespace {

constexpr double width = 420; // user units, as in the other charts
constexpr double label_width = 118;
constexpr double row = 24;

std::string open_figure(std::string_view title, std::string_view unit) {
    return fmt::format("<figure><figcaption>{} <span>({})</span></figcaption>", escaped(title), escaped(unit));
}

std::string open_svg(double height, std::string_view title) {
    return fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">", width, height, escaped(title));
}

std::string label_text(std::string_view label, double y) {
    const std::string_view cut = base::utf8_prefix(label, 18);
    return fmt::format("<text x=\"{:.0f}\" y=\"{:.1f}\" text-anchor=\"end\">{}{}</text>", label_width - 8, y, escaped(cut),
                       cut.size() == label.size() ? "" : "…");
}

/// Places a value between two edges of the drawing.
struct Scale {
    double least;
    double most;
    double left;
    double right;

    double operator()(double value) const { return most > least ? left + (value - least) / (most - least) * (right - left) : left; }
};

} // namespace

std::string range_chart(std::string_view title, std::string_view unit, const std::vector<RangeBar>& bars) {
    std::string html = open_figure(title, unit);
    if (bars.empty()) {
        return html + "<p class=\"soft\">none</p></figure>\n";
    }
    const Scale at{0, std::ranges::max(bars, {}, &RangeBar::high).high, label_width, width - 8};
    html += open_svg(row * static_cast<double>(bars.size()) + 4, title);
    double y = 2;
    for (const RangeBar& bar : bars) {
        const double length = std::max(at(bar.high) - at(bar.low), 2.0);
        // The figures stand over the bar's line where they fit: right of it, else left of it.
        const bool fits = at(bar.low) + length + 128 < width;
        html += fmt::format("<g><title>{}: {}</title>{}<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"10\" rx=\"2\" opacity=\"0.55\"/>"
                            "<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"3\" height=\"16\"/>"
                            "<text class=\"dim\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text></g>",
                            escaped(bar.label), escaped(bar.shown), label_text(bar.label, y + 15), bar.use ? "f-review" : "bar", at(bar.low), y + 6, length,
                            bar.use ? "f-review" : "bar", at(bar.mode) - 1.5, y + 3, fits ? at(bar.low) + length + 6 : at(bar.low) - 6, y + 15,
                            fits ? "start" : "end", escaped(bar.shown));
        y += row;
    }
    return html + "</svg></figure>\n";
}

std::string spread_chart(std::string_view title, std::string_view unit, double from, double step, const std::vector<std::uint64_t>& counts,
                         const std::array<double, 3>& percentiles, const std::array<std::string, 3>& shown) {
    std::string html = open_figure(title, unit);
    constexpr double height = 150;
    constexpr double foot = 34;
    const double to = from + step * static_cast<double>(counts.size());
    const Scale at{std::min(from, 0.0), std::max(to, 0.0), 10, width - 10};
    const auto largest = static_cast<double>(counts.empty() ? 1 : std::max<std::uint64_t>(std::ranges::max(counts), 1));
    html += open_svg(height, title);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double left = from + step * static_cast<double>(i);
        const double tall = static_cast<double>(counts[i]) / largest * (height - foot - 14);
        html += fmt::format("<rect class=\"{}\" x=\"{:.2f}\" y=\"{:.1f}\" width=\"{:.2f}\" height=\"{:.1f}\"/>", left + step / 2 > 0 ? "bar" : "f-not_screened",
                            at(left), height - foot - tall, std::max(at(left + step) - at(left) - 0.6, 1.0), tall);
    }
    html += fmt::format("<line class=\"axis\" x1=\"0\" x2=\"{:.0f}\" y1=\"{:.0f}\" y2=\"{:.0f}\"/>", width, height - foot, height - foot);
    const auto mark = [&](double value, std::string_view text, double x, double y) {
        html += fmt::format("<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"6\" y2=\"{1:.0f}\" stroke=\"currentColor\" stroke-width=\"{2}\" "
                            "stroke-dasharray=\"{3}\"/><text class=\"dim\" x=\"{4:.1f}\" y=\"{5:.0f}\" text-anchor=\"middle\">{6}</text>",
                            at(value), height - foot, value == 0 ? "1.6" : "0.8", value == 0 ? "none" : "3 3", x, y,
                            escaped(text));
    };
    mark(0, "0", at(0), height - foot + 13);
    // Labels keep apart where their lines stand close.
    constexpr double apart = 46;
    std::array<double, 3> places{at(percentiles[0]), at(percentiles[1]), at(percentiles[2])};
    places[0] = std::clamp(std::min(places[0], places[1] - apart), 26.0, width - 26 - 2 * apart);
    places[1] = std::clamp(places[1], places[0] + apart, width - 26 - apart);
    places[2] = std::clamp(places[2], places[1] + apart, width - 26);
    for (std::size_t i = 0; i < percentiles.size(); ++i) {
        mark(percentiles[i], shown[i], places[i], height - foot + 28);
    }
    return html + "</svg></figure>\n";
}

std::string swing_chart(std::string_view title, std::string_view unit, const std::vector<SwingBar>& bars) {
    std::string html = open_figure(title, unit);
    if (bars.empty()) {
        return html + "<p class=\"soft\">none</p></figure>\n";
    }
    double least = 0;
    double most = 0;
    for (const SwingBar& bar : bars) {
        least = std::min({least, bar.at_low, bar.at_high});
        most = std::max({most, bar.at_low, bar.at_high});
    }
    // Room for the ends' figures on both sides.
    const Scale at{least, most, label_width + 44, width - 48};
    const double height = row * static_cast<double>(bars.size()) + 20;
    html += open_svg(height, title);
    double y = 2;
    for (const SwingBar& bar : bars) {
        const bool low_left = bar.at_low <= bar.at_high;
        const double left = at(std::min(bar.at_low, bar.at_high));
        const double right = std::max(at(std::max(bar.at_low, bar.at_high)), left + 2);
        html += fmt::format("<g>{}<rect class=\"bar\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"14\" rx=\"2\"/>"
                            "<text class=\"dim\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>"
                            "<text class=\"dim\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text></g>",
                            label_text(bar.label, y + 15), left, y + 4, right - left, left - 5, y + 15, escaped(low_left ? bar.shown_low : bar.shown_high),
                            right + 5, y + 15, escaped(low_left ? bar.shown_high : bar.shown_low));
        y += row;
    }
    html += fmt::format("<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"{1:.0f}\" stroke=\"currentColor\" stroke-width=\"1.6\"/>"
                        "<text class=\"dim\" x=\"{0:.1f}\" y=\"{2:.0f}\" text-anchor=\"middle\">0</text>",
                        at(0), height - 16, height - 3);
    return html + "</svg></figure>\n";
}

} // namespace tidewaiter::report
