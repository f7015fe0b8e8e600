#include "report/balance_page.hpp"

#include "report/balance_words.hpp"
#include "report/html.hpp"
#include "report/range_chart.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::report {

namespace {

using balance::Account;
using balance::Answer;
using balance::BalanceResult;
using balance::Term;

std::string source_name(const balance::Model& model, const std::string& key) {
    const balance::Source* source = model.find_source(key);
    return source == nullptr ? "set on the command line" : web_link(source->address, source->name);
}

/// Terms that leave: the other colour in the chart.
bool goes_out(std::string_view term) {
    for (const std::string_view name : {"lost", "retired", "cannibalised", "fired", "required"}) {
        if (term == name) {
            return true;
        }
    }
    return false;
}

std::string terms_chart(const Account& account) {
    std::vector<RangeBar> bars;
    for (const Term& term : account.terms) {
        if (term.sum.empty() && !term.unknown) {
            bars.push_back({term.name, term.range.low, term.range.mode, term.range.high, range_text(term.range), goes_out(term.name)});
        }
    }
    return range_chart("Figures, low to high", account.unit, bars);
}

std::string terms_table(const balance::Model& model, const Account& account) {
    std::string html = "<details><summary>Figures and their sources</summary><div class=\"scroll\"><table><thead><tr><th>Term</th><th class=\"n\">Low</th>"
                       "<th class=\"n\">Mode</th><th class=\"n\">High</th><th>Kind</th><th>Source and reading</th></tr></thead><tbody>\n";
    for (const Term& term : account.terms) {
        if (term.unknown) {
            html += fmt::format("<tr><td>{}</td><td colspan=\"4\">unknown: nobody says it</td><td>{}</td></tr>\n", escaped(term.name), escaped(term.note));
            continue;
        }
        if (!term.sum.empty()) {
            std::string sum;
            for (const balance::SignedTerm& part : term.sum) {
                sum += sum.empty() ? (part.sign < 0 ? "- " : "") : (part.sign < 0 ? " - " : " + ");
                sum += part.name;
            }
            html += fmt::format("<tr><td>{}</td><td colspan=\"4\">{}</td><td>{}</td></tr>\n", escaped(term.name), escaped("= " + sum), escaped(term.note));
            continue;
        }
        html += fmt::format("<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td><td>{}{}{}</td></tr>\n",
                            escaped(term.name), figure_text(term.range.low), figure_text(term.range.mode), figure_text(term.range.high),
                            term.changed ? "" : to_text(term.kind), source_name(model, term.source), term.note.empty() ? "" : "<br>",
                            escaped(term.note));
    }
    return html + "</tbody></table></div></details>\n";
}

std::string swing_table(const Answer& answer) {
    std::string html = "<details><summary>What would change it, term by term</summary><div class=\"scroll\"><table><thead><tr><th>Term</th>"
                       "<th class=\"n\">P at low</th><th class=\"n\">P at high</th><th>Turns</th></tr></thead><tbody>\n";
    for (const balance::Swing& swing : answer.swings) {
        html += fmt::format("<tr><td>{}</td><td class=\"n\">{:.3f}</td><td class=\"n\">{:.3f}</td><td>{}</td></tr>\n", escaped(swing.term),
                            swing.probability_at_low, swing.probability_at_high, escaped(break_even(swing)));
    }
    return html + "</tbody></table></div></details>\n";
}

std::string answer_box(const Account& account, const Answer& answer) {
    std::string html = fmt::format("<h3>{}</h3>\n", escaped(answer.question));
    if (!answer.askable) {
        return html + fmt::format("<p class=\"soft\">Not asked: {}.</p>\n", escaped(answer.remark));
    }
    html += fmt::format("<p><b>{}</b>, P = <b>{}</b>: <span class=\"mono\">{}</span>. Balance {} to {} (5 to 95 %), median {} {}.</p>\n",
                        likelihood(answer.probability), probability_text(answer), escaped(answer.formula), signed_text(answer.percentiles[0]),
                        signed_text(answer.percentiles[2]), signed_text(answer.percentiles[1]), escaped(account.unit));
    html += fmt::format("<p>{}</p>\n", escaped(hangs_on(answer)));
    if (!answer.remark.empty()) {
        html += fmt::format("<p class=\"soft small\">{}.</p>\n", escaped(answer.remark));
    }
    std::vector<SwingBar> bars;
    for (const balance::Swing& swing : answer.swings) {
        bars.push_back({swing.term, swing.balance_at_low, swing.balance_at_high, figure_text(swing.range.low), figure_text(swing.range.high)});
    }
    html += "<div class=\"charts\">\n";
    html += spread_chart("Balance over all draws", account.unit + "; lines at 5, 50 and 95 %", answer.histogram.from, answer.histogram.step,
                         answer.histogram.counts, answer.percentiles,
                         {signed_text(answer.percentiles[0]), signed_text(answer.percentiles[1]), signed_text(answer.percentiles[2])});
    html += swing_chart("One term at a time, from low to high", account.unit + "; the others at their modes", bars);
    return html + "</div>\n" + swing_table(answer);
}

std::string account_section(const BalanceResult& result, const balance::AccountResult& asked) {
    const Account& account = result.model.accounts[asked.account];
    std::string html = fmt::format("<h2>{} {}</h2>\n<div class=\"charts\">{}</div>\n{}", escaped(account.kind.name), escaped(account.period),
                                   terms_chart(account), terms_table(result.model, account));
    for (const Answer& answer : asked.answers) {
        html += answer_box(account, answer);
    }
    return html;
}

std::string reconciliation_section(const BalanceResult& result) {
    if (!result.reconciliation) {
        return {};
    }
    const balance::Reconciliation& found = *result.reconciliation;
    std::string html = fmt::format("<h2>Which source is off</h2>\n<p>All sources balanced against the identities by weighted least squares; {} figures more "
                                   "than needed.</p>\n<div class=\"scroll\"><table><thead><tr><th>Account</th><th>Term</th><th>Source</th><th>Kind</th>"
                                   "<th class=\"n\">Says</th><th class=\"n\">Balanced</th><th class=\"n\">Off</th><th class=\"n\">In its own sd</th></tr></thead><tbody>\n",
                                   found.redundancy);
    for (const balance::Residual& residual : found.residuals) {
        if (residual.off == 0) {
            continue; // nothing else speaks of it
        }
        html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{:+.2f}</td></tr>\n",
                            escaped(result.model.accounts[residual.account].period), escaped(residual.term), source_name(result.model, residual.source),
                            to_text(residual.kind), figure_text(residual.stated), figure_text(residual.balanced), signed_text(residual.off), residual.off_sd);
    }
    html += "</tbody></table></div>\n";
    for (const std::string& identity : found.identities) {
        html += fmt::format("<p class=\"small soft\">Kept: {}</p>\n", escaped(identity));
    }
    for (const std::string& identity : found.not_used) {
        html += fmt::format("<p class=\"small soft\">Not used: {}</p>\n", escaped(identity));
    }
    return html;
}

std::string history_section(const BalanceResult& result) {
    std::string html;
    for (const balance::HistoryResult& history : result.history) {
        const balance::Series& series = result.model.series[history.series];
        std::vector<RangeBar> bars;
        for (const balance::YearFigure& figure : series.years) {
            bars.push_back({std::to_string(figure.year), figure.range.low, figure.range.mode, figure.range.high, range_text(figure.range)});
        }
        html += fmt::format("<h2>More than ever: {}</h2>\n<p>{}</p>\n<div class=\"charts\">{}</div>\n", escaped(series.name),
                            escaped(history_text(series, history)), range_chart(series.name, series.unit, bars));
    }
    return html;
}

std::string tiles(const BalanceResult& result) {
    std::string html;
    for (const balance::AccountResult& asked : result.accounts) {
        for (const Answer& answer : asked.answers) {
            if (answer.askable) {
                html += fmt::format("<div class=\"tile\"><b>{}</b><span>{}, {}: {}</span></div>\n", probability_text(answer), escaped(answer.question),
                                    escaped(result.model.accounts[asked.account].period), likelihood(answer.probability));
            }
        }
    }
    return "<div class=\"tiles\">\n" + html + "</div>\n";
}

} // namespace

std::string balance_page(std::span<const BalanceResult> results, std::string_view command, std::string_view version) {
    std::string html = fmt::format("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                                   "<title>Output against use</title><style>{}h3{{margin-top:1.4rem}}.charts>figure{{max-width:40rem}}</style></head><body>\n",
                                   style_sheet());
    for (const BalanceResult& result : results) {
        html += fmt::format("<h1>{}</h1>\n", escaped(result.model.title));
        if (!result.model.sentence.empty()) {
            html += fmt::format("<p class=\"notice\">The sentence asked about: “{}”</p>\n", escaped(result.model.sentence));
        }
        html += tiles(result);
        html += "<p class=\"soft small\">Each probability is that of the model: the ranges below are drawn independently unless it says otherwise, and "
                "nothing outside them is looked at. The three questions are different ones and are never merged.</p>\n";
        for (const balance::AccountResult& asked : result.accounts) {
            html += account_section(result, asked);
        }
        html += reconciliation_section(result);
        html += history_section(result);
    }
    html += "<footer>\n<h2>Where these numbers come from</h2>\n<div class=\"scroll\"><table><tbody>\n";
    const auto fact = [&html](std::string_view what, std::string_view value) {
        html += fmt::format("<tr><th>{}</th><td class=\"mono\">{}</td></tr>\n", what, escaped(value));
    };
    fact("Command", command);
    for (const BalanceResult& result : results) {
        fact("Model", fmt::format("{}, SHA-256 {}", result.model.name, result.model.sha256));
    }
    if (!results.empty()) {
        fact("Draws", fmt::format("{}, seed {}", grouped(results.front().options.draws), results.front().options.seed));
    }
    fact("Program", fmt::format("tidewaiter {} ({})", version, balance::algorithm));
    return html + "</tbody></table></div>\n<p class=\"small soft\">The same inputs give the same bytes.</p>\n</footer>\n</body></html>\n";
}

} // namespace tidewaiter::report
