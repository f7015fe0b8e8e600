#include "report/report.hpp"

#include "entity/country.hpp"
#include "entity/date.hpp"
#include "report/alert_card.hpp"
#include "report/chart.hpp"
#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::report {

namespace {

using screen::Decision;
using screen::RunSummary;

constexpr std::string_view identity_notice = "Similarity to a listed name is not identity.";

std::string age_text(const lists::ListVersion& list, const std::string& as_of) {
    const auto made = entity::parse_date(list.date);
    const auto today = entity::parse_date(as_of);
    if (!made || !today || list.date.empty()) {
        return "age unknown";
    }
    const int days = entity::to_serial(today->from) - entity::to_serial(made->from);
    return days < 0 ? fmt::format("{} days after", -days) : fmt::format("{} day{}", days, days == 1 ? "" : "s");
}

std::string tile(std::string_view number, std::string_view label, std::string_view css = {}) {
    return fmt::format("<div class=\"tile\"><b class=\"{}\">{}</b><span>{}</span></div>\n", css, number, label);
}

std::string top_box(const screen::ScreenResult& result) {
    const RunSummary& run = result.summary;
    const auto count = [&run](Decision decision) { return run.decisions[static_cast<std::size_t>(decision)]; };
    const auto working = static_cast<unsigned long long>(
        std::ranges::count_if(result.alerts, [](const screen::Alert& alert) { return alert.decision != Decision::no_finding; }));
    std::string html = "<div class=\"tiles\">\n";
    html += tile(grouped(run.records), "records in");
    html += tile(grouped(run.records - count(Decision::not_screened)), "screened");
    html += tile(grouped(count(Decision::hold)), "hold: not to be released until a person decides", "hold");
    html += tile(grouped(count(Decision::review)), "review", "review");
    html += tile(grouped(count(Decision::no_finding)), "no finding", "no_finding");
    html += tile(grouped(count(Decision::not_screened)), "not screened", "not_screened");
    html += tile(grouped(run.unique_parties), "unique parties");
    html += tile(run.records == 0 ? std::string("0") : fmt::format("{:.1f}", static_cast<double>(working) * 1000.0 / static_cast<double>(run.records)),
                 fmt::format("alerts to work per 1,000 records ({} in all)", grouped(working)));
    html += "</div>\n";
    html += fmt::format("<p class=\"notice\"><b>{}</b> A finding is a reason to look, not a judgement; this report says what was found, "
                        "under which lists at which versions, and what could not be looked at. It is no legal advice.</p>\n",
                        identity_notice);
    if (run.no_name_screened) {
        html += "<p class=\"notice warning\"><b>No name was screened:</b> the file names no party, only identifiers of its own. "
                "Goods and routes were looked at; no party was compared with any list.</p>\n";
    }
    if (result.too_many_rejects) {
        html += fmt::format("<p class=\"notice warning\"><b>{} of {} records could not be read</b>, more than one in a hundred. "
                            "They are not screened; the rest was decided.</p>\n", grouped(run.rejected), grouped(run.records));
    }
    return html;
}

std::string lists_table(const RunSummary& run) {
    std::string html = "<h2>Lists in force</h2>\n<div class=\"scroll\"><table><thead><tr><th>List</th><th>Version</th><th>Age</th>"
                       "<th class=\"n\">Parties</th><th class=\"n\">Names</th><th class=\"n\">Rejects</th><th>SHA-256 of the source</th></tr></thead><tbody>\n";
    for (const lists::ListVersion& list : run.lists) {
        std::string hashes;
        for (const lists::SourceFile& file : list.files) {
            hashes += fmt::format("{}<span title=\"{}\">{}</span>", hashes.empty() ? "" : "<br>", escaped(file.sha256), escaped(file.sha256.substr(0, 16)));
        }
        html += fmt::format("<tr><td>{}<br><span class=\"soft small\">{}</span></td><td>{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
                            "<td class=\"n\">{}</td><td class=\"mono\">{}</td></tr>\n",
                            escaped(list.title.empty() ? list.list : list.title), escaped(list.list), escaped(list.version),
                            age_text(list, run.as_of), grouped(list.entities), grouped(list.names), grouped(list.rejects), hashes);
    }
    for (const goods::ListInfo& list : run.goods_lists) {
        html += fmt::format("<tr><td>{}<br><span class=\"soft small\">goods: {}</span></td><td>{}</td><td></td><td class=\"n\">{} codes</td>"
                            "<td></td><td></td><td class=\"soft\">{}</td></tr>\n",
                            escaped(list.name), escaped(list.describes), escaped(list.version), grouped(list.rows),
                            list.not_held.empty() ? std::string() : "not held: " + escaped(list.not_held));
    }
    return html + "</tbody></table></div>\n";
}

std::string counted_rows(const std::vector<std::pair<std::string, std::uint64_t>>& rows) {
    std::string html;
    for (const auto& [what, records] : rows) {
        html += fmt::format("<tr><td>{}</td><td class=\"n\">{}</td></tr>\n", escaped(what), grouped(records));
    }
    return html;
}

std::string coverage_box(const RunSummary& run) {
    std::string html = "<h2>What could not be looked at</h2>\n";
    if (run.never_present.empty()) {
        html += "<p>The file has a column for every input that the rules want.</p>\n";
    } else {
        html += "<p>The file has no column for these inputs; the rules beside them could not look, for any record. A missing input is not a clean one.</p>\n"
                "<div class=\"scroll\"><table><thead><tr><th>Input</th><th>Rules that want it</th></tr></thead><tbody>\n";
        for (const screen::MissingInput& missing : run.never_present) {
            std::string rules;
            for (const std::string& rule : missing.rules) {
                rules += (rules.empty() ? "" : ", ") + rule;
            }
            html += fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", escaped(missing.input), escaped(rules));
        }
        html += "</tbody></table></div>\n";
    }
    const auto table = [&html](std::string_view title, const auto& rows) {
        if (!rows.empty()) {
            html += fmt::format("<h3>{}</h3><div class=\"scroll\"><table><tbody>\n{}</tbody></table></div>\n", title, counted_rows(rows));
        }
    };
    table("Not screened, because", run.not_screened_because);
    table("Fields left empty (records)", run.left_empty);
    table("Fields that could not be read", run.unreadable);
    if (!run.columns_not_used.empty()) {
        std::string columns;
        for (const std::string& column : run.columns_not_used) {
            columns += (columns.empty() ? "" : ", ") + column;
        }
        html += fmt::format("<p class=\"small soft\">Columns carried through that no rule reads: {}.</p>\n", escaped(columns));
    }
    if (!run.day_order.empty()) {
        html += fmt::format("<p class=\"small soft\">Dates: {}.</p>\n", escaped(run.day_order));
    }
    for (const std::string& remark : run.input_remarks) {
        html += fmt::format("<p class=\"small soft\">{}</p>\n", escaped(remark));
    }
    return html;
}

std::vector<Bar> bars_of(const std::vector<std::pair<std::string, std::uint64_t>>& rows, bool countries = false) {
    std::vector<Bar> bars;
    for (const auto& [label, records] : rows) {
        bars.push_back({countries ? std::string(entity::country_name(label)) : label, static_cast<double>(records), grouped(records), ""});
    }
    std::ranges::stable_sort(bars, std::greater{}, &Bar::value);
    return bars;
}

std::string charts(const screen::ScreenResult& result) {
    const RunSummary& run = result.summary;
    std::vector<Bar> decisions;
    for (const Decision decision : {Decision::hold, Decision::review, Decision::no_finding, Decision::not_screened}) {
        const auto records = run.decisions[static_cast<std::size_t>(decision)];
        decisions.push_back({std::string(screen::to_text(decision)), static_cast<double>(records), grouped(records), screen::to_text(decision)});
    }
    constexpr double lowest = 0.70;
    constexpr double step = 0.05;
    std::vector<double> borders;
    for (int i = 0; i <= 6; ++i) {
        borders.push_back(lowest + step * i);
    }
    std::vector<unsigned long long> counts(6);
    for (const screen::Alert& alert : result.alerts) {
        const double place = (alert.score - lowest) / step;
        if (place >= -1e-9) {
            ++counts[static_cast<std::size_t>(std::clamp(place + 1e-9, 0.0, 5.0))];
        }
    }
    return "<h2>At a glance</h2>\n<div class=\"charts\">\n" + bar_chart("Decisions", "records", decisions) +
           bar_chart("What sent to review or hold", "records by combination of the policy", bars_of(run.review_by_combination)) +
           bar_chart("Findings by rule", "records", bars_of(run.findings_by_rule)) +
           bar_chart("Made elsewhere than dispatched",
                     run.lines_with_both == 0 ? std::string("no line names both origin and dispatch")
                                              : fmt::format("{} of {} lines; origin > dispatch", grouped(run.lines_made_elsewhere), grouped(run.lines_with_both)),
                     bars_of(run.made_elsewhere)) +
           bar_chart("Listed goods by destination", "records with Common High Priority goods", bars_of(run.destinations_chpl, true)) +
           histogram("Alerts by score", "alerts; 0.70 and more is looked at", borders, counts) + "</div>\n";
}

/// What earlier work says of this run's alerts.
std::string past_work(const screen::ScreenResult& result) {
    using screen::AlertStatus;
    using screen::Clearing;
    const RunSummary& run = result.summary;
    std::string html;
    if (run.has_baseline) {
        html += fmt::format("<p>Since the earlier run: {} new, {} changed, {} the same, {} gone.</p>\n", grouped(run.count(AlertStatus::fresh)),
                            grouped(run.count(AlertStatus::changed)), grouped(run.count(AlertStatus::same)), grouped(run.count(AlertStatus::gone)));
    }
    if (run.has_cleared) {
        const std::uint64_t again = run.count(Clearing::expired) + run.count(Clearing::party_changed) + run.count(Clearing::entity_changed);
        html += fmt::format("<p>{} alerts were cleared by a person before and are shown for information; {} that were cleared are back: {} past their "
                            "date, {} because the party's record changed, {} because the listed entry changed.</p>\n",
                            grouped(run.count(Clearing::cleared)), grouped(again), grouped(run.count(Clearing::expired)),
                            grouped(run.count(Clearing::party_changed)), grouped(run.count(Clearing::entity_changed)));
    }
    if (!result.gone.empty()) {
        constexpr std::size_t gone_shown = 50;
        html += "<details><summary>Alerts that are gone</summary>\n<ul>\n";
        for (std::size_t i = 0; i < std::min(gone_shown, result.gone.size()); ++i) {
            const screen::Alert& alert = result.gone[i];
            html += fmt::format("<li>{} ~ {} ({}, {})</li>\n", escaped(alert.name_given), escaped(alert.matched_name), escaped(alert.list), escaped(alert.changed));
        }
        html += result.gone.size() > gone_shown ? fmt::format("<li>and {} more</li>\n", grouped(result.gone.size() - gone_shown)) : std::string();
        html += "</ul></details>\n";
    }
    return html;
}

std::string alerts_section(const screen::ScreenResult& result, const index::Index& index, const ReportOptions& options) {
    std::string html = fmt::format("<h2>Alerts</h2>\n<p>{} in all: one for each party and listed entity, over all records where they meet. {}</p>\n",
                                   grouped(result.alerts.size()), identity_notice);
    html += past_work(result);
    const std::size_t shown = std::min(options.alerts, result.alerts.size());
    for (std::size_t i = 0; i < shown; ++i) {
        html += alert_card(result.alerts[i], index.listed(result.alerts[i].entity));
    }
    if (shown < result.alerts.size()) {
        html += fmt::format("<p class=\"notice\">{} more alerts are not shown here{}.</p>\n", grouped(result.alerts.size() - shown),
                            options.alerts_path.empty() ? std::string() : fmt::format("; all stand in <span class=\"mono\">{}</span>", escaped(options.alerts_path)));
    }
    return html;
}

std::string provenance(const RunSummary& run, const ReportOptions& options) {
    std::string html = "<footer>\n<h2>Where these numbers come from</h2>\n<div class=\"scroll\"><table><tbody>\n";
    const auto row = [&html](std::string_view what, std::string_view value) {
        if (!value.empty()) {
            html += fmt::format("<tr><th>{}</th><td class=\"mono\">{}</td></tr>\n", what, escaped(value));
        }
    };
    row("Command", run.command);
    row("Input", run.input_name);
    row("SHA-256 of the input", run.input_sha256);
    row("As of", run.as_of);
    row("Program", fmt::format("tidewaiter {} ({})", run.tool_version, match::algorithm));
    row("Policy", fmt::format("{} {}", run.policy_name, run.policy_hash));
    row("Lists", run.lists_hash);
    row("Goods", run.goods_hash);
    row("Decisions", options.decisions_path);
    row("Findings", options.findings_path);
    row("Alerts", options.alerts_path);
    return html + "</tbody></table></div>\n<p class=\"small soft\">The same inputs give the same bytes.</p>\n</footer>\n";
}

} // namespace

std::string to_html(const screen::ScreenResult& result, const index::Index& index, const ReportOptions& options) {
    const RunSummary& run = result.summary;
    std::string html = fmt::format("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                                   "<title>Screening of {}</title><style>{}</style></head><body>\n",
                                   escaped(run.input_name), style_sheet());
    html += fmt::format("<h1>Screening of {}</h1>\n<p class=\"soft\">{} shipment{} or customer{} in {} record{}, as of {}; policy {}</p>\n",
                        escaped(run.input_name), grouped(run.shipments), run.shipments == 1 ? "" : "s", run.shipments == 1 ? "" : "s",
                        grouped(run.records), run.records == 1 ? "" : "s", escaped(run.as_of), escaped(run.policy_name));
    html += top_box(result);
    html += charts(result);
    html += lists_table(run);
    html += coverage_box(run);
    html += alerts_section(result, index, options);
    html += provenance(run, options);
    return html + "</body></html>\n";
}

} // namespace tidewaiter::report
