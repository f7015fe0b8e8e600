#include "report/chart.hpp"

#include "base/utf8.hpp"
#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::report {

namespace {

constexpr double width = 420; // user units of the drawing; it scales with the page

std::string caption(std::string_view title, std::string_view unit) {
    return fmt::format("<figcaption>{} <span>({})</span></figcaption>", escaped(title), escaped(unit));
}

/// Cuts a label to what its column holds; the whole text stays in a tooltip.
std::string fitted(std::string_view label, std::size_t bytes) {
    const std::string_view cut = base::utf8_prefix(label, bytes);
    return cut.size() == label.size() ? escaped(label) : escaped(cut) + "…";
}

} // namespace

std::string bar_chart(std::string_view title, std::string_view unit, std::vector<Bar> bars, std::size_t most) {
    if (bars.empty()) {
        return fmt::format("<figure>{}<p class=\"soft\">none</p></figure>\n", caption(title, unit));
    }
    if (bars.size() > most) {
        double rest = 0;
        const std::size_t cut = bars.size() - most;
        for (std::size_t i = most; i < bars.size(); ++i) {
            rest += bars[i].value;
        }
        bars.resize(most);
        // Without a bar: a sum of many beside single values would draw the eye.
        bars.push_back({fmt::format("{} more together", cut), 0, grouped(static_cast<unsigned long long>(rest)), ""});
    }
    constexpr double label_width = 176;
    constexpr double number_width = 62;
    constexpr double row = 22;
    const double largest = std::ranges::max(bars, {}, &Bar::value).value;
    const double height = row * static_cast<double>(bars.size()) + 4;
    std::string svg = fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">", width, height, escaped(title));
    double y = 2;
    for (const Bar& bar : bars) {
        const double length = largest > 0 ? bar.value / largest * (width - label_width - number_width) : 0;
        svg += fmt::format("<g><title>{}: {}</title><text x=\"{:.0f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>"
                           "<rect class=\"{}\" x=\"{:.0f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.0f}\" rx=\"2\"/>"
                           "<text class=\"dim\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text></g>",
                           escaped(bar.label), escaped(bar.shown), label_width - 8, y + 14.5, fitted(bar.label, 26),
                           bar.colour.empty() ? std::string("bar") : fmt::format("f-{}", bar.colour), label_width, y + 2,
                           std::max(length, bar.value > 0 ? 1.5 : 0.0), row - 6, label_width + length + 6, y + 14.5, escaped(bar.shown));
        y += row;
    }
    return fmt::format("<figure>{}{}</svg></figure>\n", caption(title, unit), svg);
}

std::string histogram(std::string_view title, std::string_view unit, const std::vector<double>& borders,
                      const std::vector<unsigned long long>& counts) {
    const unsigned long long largest = counts.empty() ? 0 : std::ranges::max(counts);
    if (largest == 0) {
        return fmt::format("<figure>{}<p class=\"soft\">none</p></figure>\n", caption(title, unit));
    }
    constexpr double height = 150;
    constexpr double foot = 20;
    constexpr double head = 16;
    const double step = width / static_cast<double>(counts.size());
    std::string svg = fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">", width, height, escaped(title));
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double tall = static_cast<double>(counts[i]) / static_cast<double>(largest) * (height - foot - head);
        const double x = step * static_cast<double>(i);
        svg += fmt::format("<g><title>{:.2f} to {:.2f}: {}</title><rect class=\"bar\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
                           "height=\"{:.1f}\"/>",
                           borders[i], borders[i + 1], counts[i], x + 1.5, height - foot - tall, step - 3, tall);
        if (counts[i] > 0) {
            svg += fmt::format("<text class=\"dim\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>", x + step / 2,
                               height - foot - tall - 4, counts[i]);
        }
        svg += fmt::format("</g><text class=\"dim\" x=\"{:.1f}\" y=\"{:.0f}\">{:.2f}</text>", x, height - 5, borders[i]);
    }
    svg += fmt::format("<line class=\"axis\" x1=\"0\" x2=\"{:.0f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>", width, height - foot, height - foot);
    return fmt::format("<figure>{}{}</svg></figure>\n", caption(title, unit), svg);
}

} // namespace tidewaiter::report
