#include "report/flow_chart.hpp"

#include "base/utf8.hpp"
#include "report/html.hpp"
#include "report/line_picture.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace tidewaiter::report {

namespace {

using flows::Answer;
using sql::TextRow;

constexpr double width = 900;
constexpr std::size_t most_lines = 8;
constexpr std::size_t most_panels = 6;
constexpr std::size_t most_bars = 24;
constexpr std::size_t most_marks = 12;
constexpr std::size_t line_bytes = 150; ///< of small text on a line of the drawing

class Rows {
public:
    explicit Rows(const Answer& answer) : answer_(answer) {}

    bool has(std::string_view column) const { return std::ranges::find(answer_.columns, column) != answer_.columns.end(); }

    std::string text(const TextRow& row, std::string_view column) const {
        const auto place = std::ranges::find(answer_.columns, column);
        return place == answer_.columns.end() ? std::string() : row[static_cast<std::size_t>(place - answer_.columns.begin())].value_or("");
    }

    std::optional<double> number(const TextRow& row, std::string_view column) const {
        const std::string cell = text(row, column);
        return cell.empty() ? std::nullopt : std::optional(std::strtod(cell.c_str(), nullptr));
    }

    /// What all rows say, joined; "several" beyond three.
    std::string all(std::string_view column) const {
        std::set<std::string> values;
        for (const TextRow& row : answer_.rows) {
            if (const std::string value = text(row, column); !value.empty()) {
                values.insert(value);
            }
        }
        return values.size() > 3 ? "several" : fmt::format("{}", fmt::join(values, ", "));
    }

private:
    const Answer& answer_;
};

std::string kind_of(const Answer& answer) { return answer.measure.substr(0, answer.measure.find('-')); }

std::string title_of(const Answer& answer, const Rows& rows) {
    const std::string kind = kind_of(answer);
    const std::string goods = rows.all("basket") == "all" ? "all goods" : rows.all("basket") + (rows.all("basket_version").empty() ? "" : " of " + rows.all("basket_version"));
    const std::string buyer = rows.all("buyer");
    if (kind == "share") {
        return fmt::format("Suppliers' shares of {}'s imports of {}", buyer, goods);
    }
    if (kind == "mirror") {
        return fmt::format("Sent to {} and not received there: {}", buyer, goods);
    }
    if (kind == "divert") {
        return fmt::format("Hubs between the others and {}: {}, {}", buyer, goods, rows.all("period"));
    }
    if (kind == "price") {
        return fmt::format("What {} pays more than others: {}, {}", buyer, goods, rows.all("period"));
    }
    if (kind == "break") {
        return fmt::format("Supplies to {}, by month: {}", buyer, goods);
    }
    if (kind == "depend") {
        return fmt::format("Concentration of imports from outside: {}", goods);
    }
    if (kind == "paths") {
        return fmt::format("Feasible chains to {}: {} (leads, not proof)", buyer, goods);
    }
    return fmt::format("Firms{}: {}", buyer.empty() ? "" : " supplying " + buyer, goods);
}

/// Lines of a column over the periods, a panel for each side, basis and currency.
std::vector<Panel> line_panels(const Answer& answer, const Rows& rows, std::string_view value, std::string_view low, std::string_view high, bool is_share) {
    std::map<std::tuple<std::string, std::string, std::string>, std::map<std::string, Line>> found;
    for (const TextRow& row : answer.rows) {
        const auto month = middle_of(rows.text(row, "period"));
        if (!month) {
            continue;
        }
        Line& line = found[{rows.text(row, "reporter_side"), rows.text(row, "basis"), rows.text(row, "currency")}][rows.text(row, "supplier")];
        line.label = rows.text(row, "supplier");
        line.points.push_back({*month, rows.number(row, value), rows.number(row, low), rows.number(row, high)});
    }
    std::vector<Panel> panels;
    for (auto& [key, lines] : found) {
        const auto& [side, basis, currency] = key;
        const std::string who = side == "buyer" ? "as the buyer reports, " : side == "supplier" ? "as the suppliers report, " : "";
        Panel panel{fmt::format("{}by {}, in {}", who, basis, currency), is_share ? "per cent" : currency, is_share, {}};
        for (auto& [name, line] : lines) {
            std::ranges::stable_sort(line.points, {}, &LinePoint::month);
            panel.lines.push_back(std::move(line));
        }
        std::ranges::stable_sort(panel.lines, std::greater<>(), [](const Line& line) {
            double most = 0;
            for (const LinePoint& point : line.points) {
                most = std::max(most, point.value.value_or(0));
            }
            return most;
        });
        std::erase_if(panel.lines, [](const Line& line) { return std::ranges::none_of(line.points, [](const LinePoint& point) { return point.value || point.high; }); });
        if (panel.lines.empty()) {
            continue; // one side only: the table says so, and a frame without lines says nothing
        }
        if (panel.lines.size() > most_lines) {
            panel.title += fmt::format("; the {} largest of {}", most_lines, panel.lines.size());
            panel.lines.resize(most_lines);
        }
        panels.push_back(std::move(panel));
    }
    return panels;
}

std::vector<Panel> curve_panels(const Answer& answer) {
    std::map<std::string, Panel> found;
    for (const flows::Curve& curve : answer.curves) {
        Panel& panel = found[curve.panel];
        panel.title = curve.panel;
        panel.unit = curve.unit;
        if (panel.lines.size() >= most_lines) {
            continue;
        }
        Line line{curve.label, {}};
        for (const auto& [month, value] : curve.points) {
            if (const auto middle = middle_of(month)) {
                line.points.push_back({*middle, value, {}, {}});
            }
        }
        panel.lines.push_back(std::move(line));
    }
    std::vector<Panel> panels;
    for (auto& [name, panel] : found) {
        panels.push_back(std::move(panel));
    }
    return panels;
}

struct BarRow {
    std::string label;
    std::optional<double> low, value, high;
    std::string shown;
};

/// Bars, or ranges from low to high, on one scale from zero.
std::string draw_bars(const std::vector<BarRow>& bars, std::string_view heading, std::string_view unit, double top, double& height) {
    constexpr double label_width = 330;
    constexpr double number_width = 170;
    constexpr double row = 20;
    double least = 0;
    double most = 0;
    for (const BarRow& bar : bars) {
        for (const auto& value : {bar.low, bar.value, bar.high}) {
            least = std::min(least, value.value_or(0));
            most = std::max(most, value.value_or(0));
        }
    }
    most = most > least ? most : least + 1;
    const double room = width - label_width - number_width;
    const auto x = [&](double value) { return label_width + (value - least) / (most - least) * room; };
    std::string svg = fmt::format("<text class=\"h\" x=\"10\" y=\"{:.0f}\">{}</text><text class=\"d\" x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>\n", top + 14, escaped(heading), width - 10, top + 14,
                                  escaped(unit));
    double y = top + 26;
    for (const BarRow& bar : bars) {
        const std::string_view cut = base::utf8_prefix(bar.label, 46);
        svg += fmt::format("<g><title>{}: {}</title><text x=\"{:.0f}\" y=\"{:.1f}\" text-anchor=\"end\">{}{}</text>", escaped(bar.label), escaped(bar.shown), label_width - 8, y + 13, escaped(cut),
                           cut.size() < bar.label.size() ? "…" : "");
        if (bar.low && bar.high) {
            svg += fmt::format("<rect class=\"r\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.0f}\"/>", x(*bar.low), y + 5, std::max(1.5, x(*bar.high) - x(*bar.low)), row - 10);
        }
        if (bar.value) {
            const double from = std::min(x(0), x(*bar.value));
            svg += bar.low ? fmt::format("<line class=\"z\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/>", x(*bar.value), y + 2, y + row - 2)
                           : fmt::format("<rect class=\"b\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.0f}\"/>", from, y + 3, std::max(1.5, std::abs(x(*bar.value) - x(0))), row - 6);
        }
        svg += fmt::format("<text class=\"d\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text></g>\n", std::max(x(0), x(std::max(bar.high.value_or(0), bar.value.value_or(0)))) + 6, y + 13, escaped(bar.shown));
        y += row;
    }
    svg += fmt::format("<line class=\"z\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/>\n", x(0), top + 24, y);
    height = y - top + 8;
    return svg;
}

std::vector<BarRow> bars_of(const Answer& answer, const Rows& rows, std::string& heading, std::string& unit) {
    const std::string kind = kind_of(answer);
    std::vector<BarRow> bars;
    unit = rows.all("currency");
    for (const TextRow& row : answer.rows) {
        if (bars.size() >= most_bars) {
            break;
        }
        BarRow bar;
        if (kind == "divert") {
            heading = "low: what went on; high: excess inflow and what was lost on the way; a month";
            bar.label = fmt::format("{}, {} side, {}", rows.text(row, "supplier"), rows.text(row, "reporter_side"), rows.text(row, "status"));
            bar.low = rows.number(row, "low");
            bar.high = rows.number(row, "high");
            bar.shown = fmt::format("{} - {}", short_amount(bar.low.value_or(0)), short_amount(bar.high.value_or(0)));
        } else if (kind == "price") {
            heading = "mark-up against the supplier's other customers";
            unit = "per cent";
            bar.label = fmt::format("{} {}", rows.text(row, "supplier"), rows.text(row, "code"));
            bar.value = rows.number(row, "markup");
            bar.shown = bar.value ? fmt::format("{:+.0f} %", 100 * *bar.value) : "not held";
        } else if (kind == "depend") {
            heading = "CDI1: concentration (HHI) of imports from outside";
            unit = "0 to 1";
            bar.label = fmt::format("{} {}", rows.text(row, "code"), rows.text(row, "period"));
            bar.value = rows.number(row, "cdi1");
            bar.shown = bar.value ? fmt::format("{:.2f}", *bar.value) : "not held";
        } else {
            heading = kind == "paths" ? "value of what could have come this way" : "value of the goods";
            bar.label = kind == "paths" ? rows.text(row, "chain") : fmt::format("{} ({}, {})", rows.text(row, "firm"), rows.text(row, "country"), rows.text(row, "role"));
            bar.value = rows.number(row, "value");
            bar.shown = short_amount(bar.value.value_or(0));
        }
        bars.push_back(std::move(bar));
    }
    if (answer.rows.size() > most_bars) {
        heading += fmt::format("; the first {} of {}", most_bars, answer.rows.size());
    }
    return bars;
}

/// Small text under the picture, broken where it is too long.
void put_small(std::string& svg, double& y, std::string_view text) {
    while (!text.empty()) {
        std::string_view line = base::utf8_prefix(text, line_bytes);
        if (line.size() < text.size()) {
            const std::size_t blank = line.rfind(' ');
            line = blank == std::string_view::npos || blank == 0 ? line : line.substr(0, blank);
        }
        svg += fmt::format("<text class=\"d\" x=\"10\" y=\"{:.0f}\">{}</text>\n", y, escaped(line));
        y += 14;
        text.remove_prefix(line.size());
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    }
}

} // namespace

std::string flow_chart(const Answer& answer, const std::vector<Event>& events, std::string_view command) {
    const Rows rows(answer);
    const std::string title = title_of(answer, rows);
    std::string body;
    double y = 34;
    const std::string basis = rows.all("basis");
    const std::string side = rows.all("reporter_side");
    put_small(body, y = 40, fmt::format("Basis: {}; reported by: {}; currency: {}; HS: {}; measure {}", basis.empty() ? "not held" : basis, side.empty() ? "both sides" : side,
                                        rows.all("currency").empty() ? "-" : rows.all("currency"), rows.all("hs_rev").empty() ? "-" : rows.all("hs_rev"), answer.measure));
    y += 10;
    const std::string kind = kind_of(answer);
    std::vector<Panel> panels;
    if (kind == "share") {
        panels = line_panels(answer, rows, "share", "share_lo", "share_hi", true);
    } else if (kind == "mirror") {
        panels = line_panels(answer, rows, "share_lost", "", "", true);
    } else if (kind == "break") {
        panels = curve_panels(answer);
    }
    if (answer.rows.empty() && panels.empty()) {
        put_small(body, y, "Nothing is held that answers this, which is not the same as nothing traded.");
    } else if (panels.empty() && (kind == "share" || kind == "mirror" || kind == "break")) {
        put_small(body, y, kind == "mirror" ? "Only one side of each pair is held: there is no gap to draw. The table has what was sent and what was received."
                                            : "No value is held that could be drawn; the table has the bounds.");
    } else if (!panels.empty()) {
        const std::size_t count = panels.size();
        panels.resize(std::min(count, most_panels));
        // The kinds that say most come first where a chart cannot carry all.
        std::vector<Event> shown = events;
        std::ranges::stable_sort(shown, {}, [](const Event& event) { return event.kind == "statistics" ? 1 : 0; });
        double first = 1e9, last = -1e9;
        for (const Panel& panel : panels) {
            for (const Line& line : panel.lines) {
                for (const LinePoint& point : line.points) {
                    first = std::min(first, point.month);
                    last = std::max(last, point.month);
                }
            }
        }
        std::erase_if(shown, [&](const Event& event) {
            const auto month = middle_of(event.date.substr(0, 7));
            return !month || *month - 0.5 < first || *month + 0.5 > last;
        });
        shown.resize(std::min(shown.size(), most_marks));
        std::ranges::stable_sort(shown, {}, &Event::date);
        for (const Panel& panel : panels) {
            const Drawn drawn = draw_panel(panel, shown, y, width);
            body += drawn.svg;
            y += drawn.height + 14;
        }
        if (count > most_panels) {
            put_small(body, y, fmt::format("{} more panels are in the table", count - most_panels));
        }
        std::string legend;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            legend += fmt::format("{}{} {} {}", i == 0 ? "Marks: " : "; ", i + 1, shown[i].date, shown[i].label);
        }
        put_small(body, y, legend);
    } else {
        std::string heading;
        std::string unit;
        const auto bars = bars_of(answer, rows, heading, unit);
        double height = 0;
        body += draw_bars(bars, heading, unit, y, height);
        y += height + 12;
    }
    std::set<std::string> codes;
    for (const flows::Warning& warning : answer.warnings) {
        codes.insert(warning.code);
    }
    if (!codes.empty()) {
        put_small(body, y, fmt::format("Read with the table: {}", fmt::join(codes, ", ")));
    }
    for (const flows::Source& source : answer.sources) {
        put_small(body, y, fmt::format("Source {}: {}, {}, vintage {}, sha256 {}", source.id, source.publisher, source.title, source.vintage, source.sha256.substr(0, 12)));
    }
    put_small(body, y, fmt::format("Repeat: {}", command));
    return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\" aria-label=\"{2}\">\n"
                       "<style>text{{font:12px system-ui,\"DejaVu Sans\",sans-serif;fill:#1d2733}}.t{{font-size:17px;font-weight:600}}.h{{font-weight:600}}.d{{fill:#5b6875;font-size:11px}}"
                       ".g{{stroke:#d8dee5}}.m{{stroke:#9aa7b4;stroke-dasharray:2 3}}.z{{stroke:#1d2733}}.b{{fill:#3d6f9e}}.r{{fill:#7da3c8}}</style>\n"
                       "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text class=\"t\" x=\"10\" y=\"22\">{2}</text>\n{3}</svg>\n",
                       width, y + 4, escaped(title), body);
}

} // namespace tidewaiter::report
