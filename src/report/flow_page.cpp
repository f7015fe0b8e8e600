#include "report/flow_page.hpp"

#include "report/flow_chart.hpp"
#include "report/html.hpp"
#include "report/line_picture.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace tidewaiter::report {

namespace {

using flows::Answer;

bool is_part(std::string_view column) { return column.starts_with("share") || column.starts_with("ci_") || column == "coverage" || column == "top_five" || column == "markup" || column == "mix_shift"; }

std::string cell_text(std::string_view column, bool numeric, const std::optional<std::string>& cell) {
    if (!cell || (numeric && cell->empty())) {
        return numeric ? "<span class=\"soft\">not held</span>" : "";
    }
    if (!numeric) {
        return escaped(*cell);
    }
    const double value = std::strtod(cell->c_str(), nullptr);
    if (is_part(column)) {
        return fmt::format("{:.1f} %", 100 * value);
    }
    if (std::abs(value) >= 1e5) {
        return fmt::format("<span title=\"{}\">{}</span>", escaped(*cell), short_amount(value));
    }
    return std::abs(value) >= 1000 ? fmt::format("{}{}", value < 0 ? "-" : "", grouped(static_cast<unsigned long long>(std::llround(std::abs(value))))) : fmt::format("{:.4g}", value);
}

/// Columns that differ from row to row; what all rows share is said once above the table.
std::string table(const Answer& answer, const std::map<std::uint32_t, std::size_t>& notes, std::size_t most) {
    std::vector<std::size_t> columns;
    std::string same;
    for (std::size_t i = 0; i < answer.columns.size(); ++i) {
        const bool is_source = answer.columns[i] == "source_ids";
        const bool varies = std::ranges::any_of(answer.rows, [&](const sql::TextRow& row) { return row[i] != answer.rows.front()[i]; });
        if (varies || is_source || answer.columns[i] == "supplier" || answer.columns[i] == "value") {
            columns.push_back(i);
        } else if (answer.rows.front()[i] && !answer.rows.front()[i]->empty()) {
            same += fmt::format("{}{} <b>{}</b>", same.empty() ? "" : ", ", escaped(answer.columns[i]), cell_text(answer.columns[i], answer.numeric[i], answer.rows.front()[i]));
        }
    }
    std::string html = fmt::format("<p class=\"small soft\">{}</p>\n<div class=\"scroll\"><table><thead><tr>", same);
    for (const std::size_t i : columns) {
        html += fmt::format("<th{}>{}</th>", answer.numeric[i] ? " class=\"n\"" : "", escaped(answer.columns[i]));
    }
    html += "</tr></thead><tbody>\n";
    for (std::size_t row = 0; row < std::min(most, answer.rows.size()); ++row) {
        html += "<tr>";
        for (const std::size_t i : columns) {
            if (answer.columns[i] == "source_ids") {
                std::string marks;
                const std::string ids = answer.rows[row][i].value_or("");
                for (std::size_t start = 0; start < ids.size();) {
                    const std::size_t end = std::min(ids.find(' ', start), ids.size());
                    const auto note = notes.find(static_cast<std::uint32_t>(std::strtoul(ids.substr(start, end - start).c_str(), nullptr, 10)));
                    marks += note == notes.end() ? "" : fmt::format("<a href=\"#s{0}\"><sup>{0}</sup></a> ", note->second);
                    start = end + 1;
                }
                html += "<td>" + marks + "</td>";
                continue;
            }
            html += fmt::format("<td{}>{}</td>", answer.numeric[i] ? " class=\"n\"" : "", cell_text(answer.columns[i], answer.numeric[i], answer.rows[row][i]));
        }
        html += "</tr>\n";
    }
    html += "</tbody></table></div>\n";
    if (answer.rows.size() > most) {
        html += fmt::format("<p class=\"small soft\">{} more rows: the command below gives them all.</p>\n", answer.rows.size() - most);
    }
    return html;
}

std::string warnings(const Answer& answer) {
    std::string html;
    for (const flows::Warning& warning : answer.warnings) {
        html += fmt::format("<details class=\"notice warning small\"><summary><b>{}</b>: {}</summary><ul>", escaped(warning.code), escaped(warning.text));
        for (const std::string& row : warning.rows) {
            html += fmt::format("<li>{}</li>", escaped(row));
        }
        html += "</ul></details>\n";
    }
    for (const std::string& note : answer.notes) {
        html += fmt::format("<p class=\"small soft\">{}.</p>\n", escaped(note));
    }
    return html;
}

} // namespace

std::string flow_page(const FlowPage& page) {
    std::map<std::uint32_t, std::size_t> notes;
    std::vector<const flows::Source*> sources;
    for (const FlowSection& section : page.sections) {
        for (const flows::Source& source : section.answer.sources) {
            if (notes.emplace(source.id, notes.size() + 1).second) {
                sources.push_back(&source);
            }
        }
    }
    std::string html = fmt::format("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                                   "<title>{}</title><style>{}figure svg{{max-width:60rem}}h2{{margin-top:2.6rem}}</style></head><body>\n<h1>{}</h1>\n<p>{}</p>\n",
                                   escaped(page.title), style_sheet(), escaped(page.title), escaped(page.lead));
    html += "<ol>\n";
    for (std::size_t i = 0; i < page.sections.size(); ++i) {
        const FlowSection& section = page.sections[i];
        html += fmt::format("<li><a href=\"#q{}\">{}</a>{}</li>\n", i + 1, escaped(section.heading),
                            section.failure.empty() && !section.answer.rows.empty() ? "" : " <span class=\"soft\">(nothing held)</span>");
    }
    html += "</ol>\n";
    for (std::size_t i = 0; i < page.sections.size(); ++i) {
        const FlowSection& section = page.sections[i];
        html += fmt::format("<h2 id=\"q{}\">{}</h2>\n<p>{}</p>\n", i + 1, escaped(section.heading), escaped(section.explanation));
        if (!section.failure.empty()) {
            html += fmt::format("<p class=\"notice\">Not answered: {}</p>\n", escaped(section.failure));
        } else if (section.answer.rows.empty()) {
            html += "<p class=\"notice\">No row of the flow file answers this. Nothing is held, which is not the same as nothing traded.</p>\n" + warnings(section.answer);
        } else {
            html += "<figure>" + flow_chart(section.answer, page.events, section.command) + "</figure>\n";
            html += warnings(section.answer);
            html += fmt::format("<details{}><summary>Table, {} rows</summary>\n", section.answer.rows.size() <= 12 ? " open" : "", section.answer.rows.size());
            html += table(section.answer, notes, page.rows) + "</details>\n";
        }
        html += fmt::format("<p class=\"small\">Repeat: <code>{}</code></p>\n", escaped(section.command));
        if (!section.answer.sql.empty()) {
            html += fmt::format("<details class=\"small\"><summary>The query behind it (plain DuckDB)</summary><pre class=\"scroll\"><code>{}</code></pre></details>\n", escaped(section.answer.sql));
        }
    }
    html += "<footer>\n<h2>Sources</h2>\n<ol>\n";
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const flows::Source& source = *sources[i];
        html += fmt::format("<li id=\"s{}\">{}, {}, vintage {}, {} <span class=\"mono\">sha256 {}</span></li>\n", i + 1, escaped(source.publisher), escaped(source.title), escaped(source.vintage),
                            escaped(source.file), escaped(source.sha256));
    }
    html += "</ol>\n<h2>Events that the charts mark</h2>\n<ul class=\"small\">\n";
    for (const Event& event : page.events) {
        html += fmt::format("<li>{} {} <span class=\"soft\">({})</span></li>\n", escaped(event.date), escaped(event.label), escaped(event.source));
    }
    return html + fmt::format("</ul>\n<p class=\"small\">Page: <code>{}</code>, tidewaiter {}. The same inputs give the same bytes.</p>\n</footer>\n</body></html>\n", escaped(page.command), escaped(page.version));
}

} // namespace tidewaiter::report
