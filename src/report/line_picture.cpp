#include "report/line_picture.hpp"

#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace tidewaiter::report {

namespace {

constexpr double left = 76;
constexpr double right = 150;  // for the names at the line ends
constexpr double plot = 240;
constexpr double head = 34;    // title of the panel and numbers of the marks
constexpr double foot = 26;

/// Told apart without colour by the dashes. Source: the colours of Okabe and Ito, which the colour-blind can tell apart.
struct Style {
    const char* colour;
    const char* dash;
};
constexpr std::array<Style, 8> styles = {{{"#0072B2", ""}, {"#D55E00", "7 3"}, {"#009E73", "2 3"}, {"#CC79A7", "9 3 2 3"}, {"#56B4E9", "5 2"}, {"#B8860B", "1 2"}, {"#444444", "12 3"}, {"#8B4513", "4 4"}}};

std::string tick_text(double value, bool is_share) { return is_share ? fmt::format("{:.0f} %", 100 * value) : short_amount(value); }

/// A round step that gives about four lines.
double nice_step(double range) {
    const double raw = range / 4;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (raw <= factor * power) {
            return factor * power;
        }
    }
    return 10 * power;
}

} // namespace

std::string short_amount(double value) {
    const double size = std::abs(value);
    if (size >= 1e9) {
        return fmt::format("{:.3g} bn", value / 1e9);
    }
    if (size >= 1e6) {
        return fmt::format("{:.3g} m", value / 1e6);
    }
    if (size >= 1e4) {
        return fmt::format("{:.3g} k", value / 1e3);
    }
    return fmt::format("{:.4g}", value);
}

std::optional<double> middle_of(std::string_view period) {
    const auto number = [&](std::size_t from, std::size_t count) { return std::atoi(std::string(period.substr(from, count)).c_str()); };
    if (period.size() < 4 || number(0, 4) < 1000) {
        return std::nullopt;
    }
    const double year = 12.0 * number(0, 4);
    if (const std::size_t dots = period.find(".."); dots != std::string_view::npos) {
        const auto begin = middle_of(period.substr(0, dots));
        const auto end = middle_of(period.substr(dots + 2));
        return begin && end ? std::optional((*begin + *end) / 2) : begin ? begin : end;
    }
    if (period.size() == 4) {
        return year + 6;
    }
    if (period.size() >= 7 && period[5] == 'Q') {
        return year + 3.0 * (number(6, 1) - 1) + 1.5;
    }
    return period.size() >= 7 ? std::optional(year + number(5, 2) - 0.5) : std::nullopt;
}

Drawn draw_panel(const Panel& panel, const std::vector<Event>& events, double top, double width) {
    Drawn drawn;
    drawn.height = head + plot + foot;
    double first = 1e9, last = -1e9, low = 0, high = 0;
    for (const Line& line : panel.lines) {
        for (const LinePoint& point : line.points) {
            first = std::min(first, point.month);
            last = std::max(last, point.month);
            for (const auto& value : {point.value, point.low, point.high}) {
                low = std::min(low, value.value_or(0));
                high = std::max(high, value.value_or(0));
            }
        }
    }
    if (last < first) {
        return drawn;
    }
    if (last == first) {
        first -= 6;
        last += 6;
    }
    if (high == low) {
        high = low + 1;
    }
    const double step = nice_step(high - low);
    low = std::floor(low / step) * step;
    high = std::ceil(high / step) * step;
    const double plot_top = top + head;
    const double plot_width = width - left - right;
    const auto x = [&](double month) { return left + (month - first) / (last - first) * plot_width; };
    const auto y = [&](double value) { return plot_top + (high - value) / (high - low) * plot; };
    drawn.svg += fmt::format("<text class=\"h\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text><text class=\"d\" x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>\n", 10.0, top + 14, escaped(panel.title),
                             width - 10, top + 14, escaped(panel.unit));
    for (double value = low; value <= high + step / 2; value += step) {
        drawn.svg += fmt::format("<line class=\"g\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/><text class=\"d\" x=\"{:.0f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n", left,
                                 left + plot_width, y(value), y(value), left - 6, y(value) + 4, tick_text(std::abs(value) < step / 2 ? 0 : value, panel.is_share));
    }
    const int first_year = static_cast<int>(std::ceil(first / 12));
    const int last_year = static_cast<int>(std::floor(last / 12));
    const bool in_middle = last_year - first_year < 1 || (std::fmod(first, 12) == 6 && std::fmod(last, 12) == 6);
    const int every = std::max(1, (last_year - first_year) / 12);
    for (int year = static_cast<int>(std::floor(first / 12)); year <= last_year; year += every) {
        const double month = 12.0 * year + (in_middle ? 6 : 0);
        if (month >= first - 0.01 && month <= last + 0.01) {
            drawn.svg += fmt::format("<line class=\"g\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/><text class=\"d\" x=\"{0:.1f}\" y=\"{3:.1f}\" text-anchor=\"middle\">{4}</text>\n", x(month),
                                     plot_top + plot, plot_top + plot + 4, plot_top + plot + 17, year);
        }
    }
    for (std::size_t number = 1; number <= events.size(); ++number) {
        const Event& event = events[number - 1];
        const auto middle = middle_of(event.date.substr(0, 7));
        if (!middle) {
            continue;
        }
        const double month = event.date.size() >= 10 ? *middle - 0.5 + (std::atoi(event.date.substr(8, 2).c_str()) - 1) / 31.0 : *middle;
        if (month < first || month > last) {
            continue;
        }
        ++drawn.marks;
        drawn.svg += fmt::format("<g><title>{}: {}</title><line class=\"m\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/><text class=\"d\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}"
                                 "</text></g>\n",
                                 escaped(event.date), escaped(event.label), x(month), x(month), plot_top, plot_top + plot, x(month), plot_top - 4 - (number % 2 == 0 ? 9.0 : 0.0),
                                 number);
    }
    struct Name {
        double y;
        std::size_t line;
    };
    std::vector<Name> names;
    for (std::size_t i = 0; i < panel.lines.size(); ++i) {
        const Line& line = panel.lines[i];
        const Style& style = styles[i % styles.size()];
        std::string band_high;
        std::string band_low;
        std::string path;
        bool joined = false;
        double end = plot_top + plot;
        for (const LinePoint& point : line.points) {
            const bool has_band = point.low && point.high && *point.high - *point.low > (high - low) / 500;
            if (has_band) {
                // A thin bar shows the bounds also where the value itself is not held.
                drawn.svg += fmt::format("<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\" stroke=\"{3}\" stroke-opacity=\"0.35\" stroke-width=\"5\"/>\n", x(point.month) + 3.0 * static_cast<double>(i) - 3,
                                         y(*point.low), y(*point.high), style.colour);
                end = point.value ? end : y(*point.high);
            }
            if (!point.value) {
                joined = false;
                continue;
            }
            path += fmt::format("{}{:.1f} {:.1f}", joined ? "L" : "M", x(point.month), y(*point.value));
            joined = true;
            end = y(*point.value);
            if (line.points.size() <= 40) {
                drawn.svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.4\" fill=\"{}\"><title>{}: {}</title></circle>\n", x(point.month), y(*point.value), style.colour, escaped(line.label),
                                         panel.is_share ? fmt::format("{:.1f} %", 100 * *point.value) : short_amount(*point.value));
            }
        }
        if (!path.empty()) {
            drawn.svg += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.8\" stroke-dasharray=\"{}\"/>\n", path, style.colour, style.dash);
        }
        names.push_back({end, i});
    }
    // Names at the ends, pushed apart so that each can be read.
    std::ranges::stable_sort(names, {}, &Name::y);
    constexpr double apart = 14;
    for (std::size_t i = 1; i < names.size(); ++i) {
        names[i].y = std::max(names[i].y, names[i - 1].y + apart);
    }
    // Those that were pushed below the panel go up again, each no further than the one under it asks.
    double floor = plot_top + plot;
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
        name->y = std::min(name->y, floor);
        floor = name->y - apart;
    }
    for (const Name& name : names) {
        const Style& style = styles[name.line % styles.size()];
        const double at = name.y;
        drawn.svg += fmt::format("<line x1=\"{:.0f}\" x2=\"{:.0f}\" y1=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/><text x=\"{:.0f}\" y=\"{:.1f}\">{}</text>\n",
                                 width - right + 8, width - right + 34, at, at, style.colour, style.dash, width - right + 40, at + 4, escaped(panel.lines[name.line].label));
    }
    return drawn;
}

} // namespace tidewaiter::report
