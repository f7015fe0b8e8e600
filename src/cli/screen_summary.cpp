#include "cli/screen_summary.hpp"

#include "base/json_writer.hpp"
#include "base/utf8.hpp"
#include "cli/progress.hpp"
#include "entity/country.hpp"
#include "entity/date.hpp"
#include "match/match.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>

namespace tidewaiter::cli {

namespace {

using screen::Alert;
using screen::Decision;
using screen::FindingKind;
using screen::RunSummary;

constexpr std::size_t alerts_shown = 10;
constexpr std::size_t lists_shown = 12;
constexpr std::size_t reasons_shown = 8;
constexpr std::size_t name_bytes = 60;

constexpr std::array decisions = {Decision::hold, Decision::review, Decision::no_finding, Decision::not_screened};

std::string_view sentence_of(Decision decision) {
    switch (decision) {
    case Decision::hold: return "not to be released until a person decides";
    case Decision::review: return "a person should look";
    case Decision::no_finding: return "nothing that the policy asks to be looked at";
    case Decision::not_screened: return "could not be read, or had no name to screen";
    }
    return "";
}

/// "1 shipment", "2,000 shipments".
std::string counted(std::uint64_t number, std::string_view what) { return fmt::format("{} {}{}", grouped(number), what, number == 1 ? "" : "s"); }

std::string shorten(const std::string& text) {
    return text.size() <= name_bytes ? text : std::string(base::utf8_prefix(text, name_bytes - 3)) + "...";
}

std::string roles_of(const Alert& alert) {
    std::string text;
    for (const screen::Role role : alert.roles) {
        text += (text.empty() ? "" : ", ") + std::string(screen::to_text(role));
    }
    return text;
}

std::string decisions_text(const RunSummary& summary) {
    std::string text;
    for (const Decision decision : decisions) {
        text += fmt::format("  {:<13}{:>12}   {}\n", screen::to_text(decision), grouped(summary.decisions[static_cast<std::size_t>(decision)]),
                            sentence_of(decision));
    }
    text += fmt::format("  {:<13}{:>12}   of {}{}\n", "records in", grouped(summary.records), counted(summary.shipments, "shipment"),
                        summary.rejected == 0 ? "" : fmt::format("; {} could not be read", grouped(summary.rejected)));
    return text;
}

std::string alerts_text(const screen::ScreenResult& result) {
    const auto count = [&result](Decision decision) {
        return static_cast<std::uint64_t>(std::ranges::count(result.alerts, decision, &Alert::decision));
    };
    const RunSummary& summary = result.summary;
    const std::uint64_t working = count(Decision::hold) + count(Decision::review);
    std::string text = fmt::format("\nParties: {}, {} different. Alerts: {} to hold, {} to review, {} for information{}.\n",
                                   counted(summary.parties_named, "name"), grouped(summary.unique_parties), grouped(count(Decision::hold)),
                                   grouped(count(Decision::review)), grouped(count(Decision::no_finding)),
                                   summary.records == 0 ? ""
                                                        : fmt::format("; {:.1f} to work per 1,000 records",
                                                                      1000.0 * static_cast<double>(working) / static_cast<double>(summary.records)));
    std::size_t shown = 0;
    for (const Alert& alert : result.alerts) {
        if (shown == alerts_shown || alert.decision == Decision::no_finding) {
            break;
        }
        text += fmt::format("  {:.2f} {:<6} {} ({}) ~ {} [{}{}{}, {}]; {}\n", alert.score, screen::to_text(alert.decision),
                            shorten(alert.name_given.empty() ? alert.party.imo : alert.name_given), roles_of(alert), shorten(alert.matched_name),
                            alert.list, alert.list_entry_id.empty() ? "" : " ", alert.list_entry_id, alert.measure, counted(alert.records, "record"));
        ++shown;
    }
    if (working > shown) {
        text += fmt::format("  ... and {} more\n", grouped(working - shown));
    }
    if (shown > 0) {
        text += fmt::format("  The first, explained: {}\n  Similarity to a listed name is not identity.\n", match::explain(result.alerts.front().match));
    }
    return text;
}

/// What earlier work says of this run's alerts.
std::string past_text(const RunSummary& run) {
    using screen::AlertStatus;
    using screen::Clearing;
    std::string text;
    if (run.has_baseline) {
        text += fmt::format("Since the earlier run: {} new, {} changed, {} the same, {} gone\n", grouped(run.count(AlertStatus::fresh)),
                            grouped(run.count(AlertStatus::changed)), grouped(run.count(AlertStatus::same)), grouped(run.count(AlertStatus::gone)));
    }
    if (run.has_cleared) {
        text += fmt::format("Cleared before: {} for information only; back again: {} past their date, {} with another record, {} with another listed entry\n",
                            counted(run.count(Clearing::cleared), "alert"), grouped(run.count(Clearing::expired)),
                            grouped(run.count(Clearing::party_changed)), grouped(run.count(Clearing::entity_changed)));
        if (run.cleared_without_hashes > 0) {
            text += fmt::format("  {} of the cleared pairs carry no party_hash or entity_hash: what changes there is not noticed before their date.\n",
                                grouped(run.cleared_without_hashes));
        }
    }
    return text;
}

std::string combinations_text(const RunSummary& summary, const screen::Policy& policy) {
    if (summary.review_by_combination.empty()) {
        return {};
    }
    std::string text = "\nSent to review or hold by\n";
    for (const auto& [name, records] : summary.review_by_combination) {
        const auto found = std::ranges::find(policy.combinations, name, &screen::Combination::name);
        text += fmt::format("  {:>8}  {}{}\n", grouped(records), name,
                            found == policy.combinations.end() || found->because.empty() ? "" : fmt::format(": {}", found->because));
    }
    return text;
}

std::string counts_text(std::string_view title, const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
    if (counts.empty()) {
        return {};
    }
    std::string text = fmt::format("{}: ", title);
    for (std::size_t i = 0; i < std::min(counts.size(), reasons_shown); ++i) {
        text += fmt::format("{}{} {}", i == 0 ? "" : ", ", counts[i].first, grouped(counts[i].second));
    }
    if (counts.size() > reasons_shown) {
        text += fmt::format(", and {} more", counts.size() - reasons_shown);
    }
    return text + "\n";
}

std::string age_text(const lists::ListVersion& list, const std::string& as_of, int max_age) {
    const auto age = age_in_days(list, as_of);
    if (!age) {
        return "age not known";
    }
    if (*age < 0) {
        return fmt::format("dated {} days after the day judged", grouped(static_cast<std::uint64_t>(-*age)));
    }
    return fmt::format("{} day{} old{}", grouped(static_cast<std::uint64_t>(*age)), *age == 1 ? "" : "s", *age > max_age ? ", stale" : "");
}

/// "2026-02-27" for "2026-02-27T00:00:09.554Z": the time of day tells a reader nothing.
std::string version_text(const lists::ListVersion& list) {
    const std::string& text = list.version.empty() ? list.date : list.version;
    return text.size() > 10 && text[10] == 'T' ? text.substr(0, 10) : text;
}

std::string lists_text(const RunSummary& summary, int max_age) {
    std::string text = "\nLists\n";
    for (std::size_t i = 0; i < std::min(summary.lists.size(), lists_shown); ++i) {
        const lists::ListVersion& list = summary.lists[i];
        text += fmt::format("  {} {}: {} parties, {}\n", list.list, version_text(list), grouped(list.entities),
                            age_text(list, summary.as_of, max_age));
    }
    if (summary.lists.size() > lists_shown) {
        text += fmt::format("  ... and {} more\n", summary.lists.size() - lists_shown);
    }
    return text;
}

/// One line an input that is missing: which rules were not evaluated for want of it, and which saw less.
std::string absent_text(const RunSummary& summary) {
    std::string text;
    for (const screen::MissingInput& missing : summary.never_present) {
        const auto asks = [&missing](std::span<const screen::Input> inputs) {
            return std::ranges::any_of(inputs, [&missing](screen::Input input) { return screen::to_text(input) == missing.input; });
        };
        std::string blind;
        std::string less;
        for (const screen::Rule& rule : screen::all_rules()) {
            if (std::ranges::find(missing.rules, rule.id) == missing.rules.end()) {
                continue;
            }
            const bool none_of = !rule.one_of.empty() && std::ranges::all_of(rule.one_of, [&summary](screen::Input input) {
                return std::ranges::any_of(summary.never_present, [input](const screen::MissingInput& each) { return each.input == screen::to_text(input); });
            });
            std::string& into = asks(rule.inputs) || (none_of && asks(rule.one_of)) ? blind : less;
            into += fmt::format("{}{}", into.empty() ? "" : ", ", rule.id);
        }
        text += fmt::format("  {:<18} {}{}{}\n", missing.input, blind.empty() ? "" : fmt::format("{} not evaluated", blind), blind.empty() || less.empty() ? "" : "; ",
                            less.empty() ? "" : fmt::format("{} with less evidence", less));
    }
    return text;
}

/// The files beside the records: what was used of each.
std::string beside_text(const RunSummary& summary) {
    std::string text;
    for (const screen::SideFacts& each : summary.beside) {
        text += fmt::format("  {} {}: {} rows, {} used, {} could not be used{}\n", each.what, each.path, grouped(each.rows), grouped(each.used), grouped(each.rejected),
                            each.unreadable == 0 ? "" : fmt::format("; {} cells could not be read", grouped(each.unreadable)));
        for (std::size_t i = 0; i < std::min<std::size_t>(each.rejects.size(), 2); ++i) {
            text += fmt::format("    line {}: {}\n", each.rejects[i].row, each.rejects[i].reason);
        }
        if (!each.remark.empty()) {
            text += fmt::format("    {}\n", each.remark);
        }
        if (!each.not_used.empty()) {
            text += fmt::format("    columns not used: {}\n", fmt::join(each.not_used, ", "));
        }
    }
    return text.empty() ? text : "\nBeside the records\n" + text;
}

std::string coverage_text(const RunSummary& summary) {
    std::string text;
    if (!summary.never_present.empty()) {
        text += "\nNeither the file nor one beside it has\n" + absent_text(summary);
    }
    std::string rest = counts_text("Not screened", summary.not_screened_because) + counts_text("Left empty, in records", summary.left_empty) +
                       counts_text("Could not be read", summary.unreadable);
    if (!summary.columns_not_used.empty()) {
        // Exports of 200 columns are common; the report page names them all.
        constexpr std::size_t most = 12;
        const auto shown = std::span(summary.columns_not_used).first(std::min(most, summary.columns_not_used.size()));
        rest += fmt::format("Columns no rule reads: {}{}\n", fmt::join(shown, ", "),
                            summary.columns_not_used.size() > most ? fmt::format(" and {} more", summary.columns_not_used.size() - most) : std::string());
    }
    if (!summary.mapping.empty()) {
        rest += fmt::format("Columns are mapped as remembered in {} (tidewaiter map --forget undoes it)\n", summary.mapping);
    }
    if (!summary.day_order.empty()) {
        rest += fmt::format("Dates were read as {}\n", summary.day_order);
    }
    for (const std::string& remark : summary.input_remarks) {
        rest += remark + "\n";
    }
    return rest.empty() ? text : text + "\n" + rest;
}

} // namespace

std::optional<int> age_in_days(const lists::ListVersion& list, const std::string& as_of) {
    const auto date = entity::parse_date(list.date.empty() ? list.version : list.date);
    const auto day = entity::parse_date(as_of);
    if (!date || !day || date->from != date->to) {
        return std::nullopt;
    }
    return entity::to_serial(day->from) - entity::to_serial(date->from);
}

std::string to_text(const screen::ScreenResult& result, const screen::Policy& policy, const std::vector<Written>& written, int max_age) {
    const RunSummary& summary = result.summary;
    std::string text = fmt::format("Screened {} as of {} under the policy '{}'\n\n", summary.input_name, summary.as_of, summary.policy_name);
    text += decisions_text(summary);
    if (summary.no_name_screened) {
        text += "\nNO NAME WAS SCREENED: the file has no column with names of parties. Numbers of parties are not names; goods and route\n"
                "were looked at, and that is all. Every record that they do not send to review is not_screened.\n";
    } else {
        text += alerts_text(result) + past_text(summary);
    }
    if (result.below) {
        text += fmt::format("\nUnder the line: {} {} from {:.2f} up to {:.2f}; {} drawn with seed {}, for a person's verdict.\n", grouped(result.below->pairs),
                            result.below->pairs == 1 ? "pair scores" : "pairs score", result.below->from, result.below->line, grouped(result.below->drawn),
                            result.below->seed);
    }
    text += combinations_text(summary, policy);
    if (!summary.findings_by_rule.empty()) {
        text += "\n" + counts_text("Findings by rule, in records", summary.findings_by_rule);
    }
    text += counts_text("High-priority goods by destination, in records", summary.destinations_chpl);
    text += counts_text(fmt::format("Made elsewhere than dispatched, {} of {} lines", grouped(summary.lines_made_elsewhere),
                                    grouped(summary.lines_with_both)),
                        summary.made_elsewhere);
    text += lists_text(summary, max_age);
    text += beside_text(summary);
    text += coverage_text(summary);
    if (written.empty()) {
        text += "\nNothing was written. --decisions, --findings, --alerts and --report name the files to write.\n";
    } else {
        text += "\nWritten\n";
        for (const Written& file : written) {
            text += fmt::format("  {:<10} {}\n", file.what, file.path);
        }
    }
    text += fmt::format("\npolicy {}  lists {}  goods {}  input {}\n", summary.policy_hash, summary.lists_hash, summary.goods_hash,
                        summary.input_sha256.substr(0, 16));
    return text;
}

namespace {

void write_counts(base::JsonWriter& json, std::string_view name, const std::vector<std::pair<std::string, std::uint64_t>>& counts) {
    json.key(name).begin_object();
    for (const auto& [what, count] : counts) {
        json.member(what, count);
    }
    json.end_object();
}

void write_alert(base::JsonWriter& json, const Alert& alert) {
    json.begin_object()
        .member("alert_id", alert.alert_id)
        .member("decision", screen::to_text(alert.decision))
        .member("kind", screen::to_text(alert.kind))
        .member("score", alert.score)
        .member("refuted", alert.refuted)
        .member("name_given", alert.name_given)
        .member("country_given", alert.country_given)
        .member("entity_id", alert.entity_id)
        .member("matched_name", alert.matched_name)
        .member("list", alert.list)
        .member("list_entry_id", alert.list_entry_id)
        .member("measure", alert.measure)
        .member("status", screen::to_text(alert.status))
        .member("changed", alert.changed)
        .member("cleared", alert.cleared)
        .member("jurisdiction", alert.jurisdiction).member("listings", alert.listings)
        .member("records", alert.records)
        .member("explanation", match::explain(alert.match))
        .end_object();
}

void write_lists(base::JsonWriter& json, const RunSummary& summary) {
    json.key("lists").begin_array();
    for (const lists::ListVersion& list : summary.lists) {
        json.begin_object().member("list", list.list).member("version", list.version).member("date", list.date).member("parties", list.entities);
        if (const auto age = age_in_days(list, summary.as_of)) {
            json.member("age_days", *age);
        }
        json.end_object();
    }
    json.end_array();
}

} // namespace

std::string to_json(const screen::ScreenResult& result, const screen::Policy&, const std::vector<Written>& written) {
    const RunSummary& summary = result.summary;
    base::JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter.screen/1");
    json.member("input", summary.input_name).member("input_sha256", summary.input_sha256).member("command", summary.command);
    json.member("tool_version", summary.tool_version).member("as_of", summary.as_of);
    json.member("policy", summary.policy_name).member("policy_hash", summary.policy_hash);
    json.member("lists_hash", summary.lists_hash).member("goods_hash", summary.goods_hash);
    json.member("records", summary.records).member("rejected", summary.rejected).member("shipments", summary.shipments);
    json.member("parties_named", summary.parties_named).member("unique_parties", summary.unique_parties);
    json.member("no_name_screened", summary.no_name_screened).member("too_many_rejects", result.too_many_rejects);
    json.key("decisions").begin_object();
    for (const Decision decision : decisions) {
        json.member(screen::to_text(decision), summary.decisions[static_cast<std::size_t>(decision)]);
    }
    json.end_object();
    if (result.below) {
        json.key("below").begin_object().member("from", result.below->from).member("line", result.below->line).member("pairs", result.below->pairs);
        json.member("drawn", result.below->drawn).member("seed", result.below->seed).end_object();
    }
    if (!summary.input_remarks.empty()) {
        json.key("input_remarks").begin_array();
        for (const std::string& remark : summary.input_remarks) {
            json.value(remark);
        }
        json.end_array();
    }
    write_counts(json, "sent_by", summary.review_by_combination);
    write_counts(json, "findings_by_rule", summary.findings_by_rule);
    write_counts(json, "chpl_by_destination", summary.destinations_chpl);
    write_counts(json, "not_screened_because", summary.not_screened_because);
    write_counts(json, "left_empty", summary.left_empty);
    write_counts(json, "unreadable", summary.unreadable);
    json.key("never_present").begin_object();
    for (const screen::MissingInput& missing : summary.never_present) {
        json.key(missing.input).begin_array();
        for (const std::string& rule : missing.rules) {
            json.value(rule);
        }
        json.end_array();
    }
    json.end_object();
    json.key("beside").begin_array();
    for (const screen::SideFacts& each : summary.beside) {
        json.begin_object().member("what", each.what).member("path", each.path).member("sha256", each.sha256);
        json.member("rows", each.rows).member("used", each.used).member("rejected", each.rejected).member("unreadable", each.unreadable);
        if (!each.remark.empty()) {
            json.member("remark", each.remark);
        }
        json.end_object();
    }
    json.end_array();
    write_lists(json, summary);
    if (summary.has_baseline) {
        json.key("since_baseline").begin_object();
        for (const auto status : {screen::AlertStatus::fresh, screen::AlertStatus::changed, screen::AlertStatus::same, screen::AlertStatus::gone}) {
            json.member(screen::to_text(status), summary.count(status));
        }
        json.end_object();
    }
    if (summary.has_cleared) {
        json.key("cleared").begin_object();
        json.member("suppressed", summary.count(screen::Clearing::cleared)).member("expired", summary.count(screen::Clearing::expired));
        json.member("party_changed", summary.count(screen::Clearing::party_changed));
        json.member("entity_changed", summary.count(screen::Clearing::entity_changed));
        json.member("without_hashes", summary.cleared_without_hashes).end_object();
    }
    json.key("alerts").begin_array();
    for (const Alert& alert : result.alerts) {
        write_alert(json, alert);
    }
    json.end_array();
    json.key("written").begin_object();
    for (const Written& file : written) {
        json.member(file.what, file.path);
    }
    json.end_object().end_object();
    return json.take() + "\n";
}

} // namespace tidewaiter::cli
