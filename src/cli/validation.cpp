#include "cli/validation.hpp"

#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/reject.hpp"
#include "base/utf8.hpp"
#include "cli/progress.hpp"
#include "sql/record_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

TIDEWAITER_EMBEDDED(validation_md);

namespace tidewaiter::cli {

namespace {

constexpr std::size_t lost_shown = 100; ///< of each file; the count says how many there are

/// File names stand in tables, where a bar would end the cell.
std::string cell(std::string_view text) {
    std::string made;
    for (const char c : text) {
        made += c == '|' ? "\\|" : c == '\n' || c == '\r' ? " " : std::string(1, c);
    }
    return made;
}

std::string code(std::string_view text) { return fmt::format("`{}`", cell(text)); }

/// The lines that every table shows: a sweep, and the policy's own two.
std::vector<double> thresholds_of(const screen::Policy& policy) {
    std::set<double> made = {policy.candidate_score, policy.alert_score};
    for (int percent = 60; percent <= 95; percent += 5) {
        made.insert(percent / 100.0);
    }
    return {made.begin(), made.end()};
}

std::string line_name(double threshold, const screen::Policy& policy) {
    std::string text = fmt::format("{:.2f}", threshold);
    if (threshold == policy.candidate_score) {
        text += " candidate";
    }
    if (threshold == policy.alert_score) {
        text += " **alert**";
    }
    return text;
}

struct Counts {
    std::uint64_t kept = 0;
    std::uint64_t lost = 0;
    std::uint64_t asked = 0;
    std::uint64_t saved = 0;
};

template <class CountAt>
std::string table_of(const screen::Policy& policy, CountAt&& count_at) {
    std::string text = "| line | true, at or above | true, below | false, at or above | false, below | true found | false asked for |\n|---|---|---|---|---|---|---|\n";
    for (const double threshold : thresholds_of(policy)) {
        const Counts counts = count_at(threshold);
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", line_name(threshold, policy), grouped(counts.kept), grouped(counts.lost), grouped(counts.asked),
                            grouped(counts.saved), to_text(share_of(counts.kept, counts.kept + counts.lost)), to_text(share_of(counts.asked, counts.asked + counts.saved)));
    }
    return text;
}

std::string lists_of(const Validation& v) {
    std::string text = "| list | version | parties | names |\n|---|---|---|---|\n";
    for (const lists::ListVersion& list : v.lists) {
        text += fmt::format("| {} | {} | {} | {} |\n", cell(list.list), cell(list.version), grouped(list.entities), grouped(list.names));
    }
    return text;
}

std::string data_of(const Validation& v) {
    std::string text = "| file | what | SHA-256 begins | true | false | open |\n|---|---|---|---|---|---|\n";
    for (const OldAlerts& each : v.alerts) {
        text += fmt::format("| {} | alerts that people worked | {} | {} | {} | {} |\n", code(each.path), each.sha256.substr(0, 16), grouped(each.count(Disposition::true_hit)),
                            grouped(each.count(Disposition::false_alarm)), grouped(each.count(Disposition::open)));
    }
    for (const ScoredPairs& each : v.pairs) {
        text += fmt::format("| {} | labelled pairs | {} | {} | {} | 0 |\n", code(each.path), each.sha256.substr(0, 16), grouped(each.positives.size()), grouped(each.negatives.size()));
    }
    for (const CleanRun& each : v.clean) {
        text += fmt::format("| {} | parties on no list | {} | 0 | {} | 0 |\n", code(each.path), each.sha256.substr(0, 16), grouped(each.records));
    }
    for (const JudgedSample& each : v.below) {
        text += fmt::format("| {} | sample from under the line, judged | {} | {} | {} | {} |\n", code(each.path), each.sha256.substr(0, 16), grouped(each.true_hits),
                            grouped(each.false_alarms), grouped(each.open));
    }
    for (const std::string& note : v.notes) {
        text += "\n" + cell(base::squash(note)) + "\n";
    }
    return text;
}

std::string results_of(const Validation& v) {
    std::string text;
    for (const OldAlerts& each : v.alerts) {
        text += fmt::format("### Worked alerts: {}\n\n", code(each.path));
        if (each.not_held() > 0) {
            text += fmt::format("{} of them name a listed party that the index does not hold (delisted since, or of a list that is not in it). They are not in the\n"
                                "table, because no line could find them; section 6 names the true hits among them.\n\n",
                                grouped(each.not_held()));
        }
        text += table_of(*v.policy, [&each](double threshold) {
            const ThresholdRow row = at_threshold(each, threshold, true);
            return Counts{row.kept, row.lost, row.asked, row.saved};
        });
        text += "\n";
    }
    for (const ScoredPairs& each : v.pairs) {
        text += fmt::format("### Labelled pairs: {}\n\n", code(each.path));
        text += table_of(*v.policy, [&each](double threshold) {
            const auto from = [threshold](const std::vector<double>& scores) {
                return static_cast<std::uint64_t>(std::ranges::count_if(scores, [threshold](double score) { return score >= threshold; }));
            };
            const Counts found{from(each.positives), 0, from(each.negatives), 0};
            return Counts{found.kept, each.positives.size() - found.kept, found.asked, each.negatives.size() - found.asked};
        });
        text += "\n";
    }
    return text.empty() ? "No labelled file was given to this run.\n" : text;
}

std::string clean_of(const Validation& v) {
    if (v.clean.empty()) {
        return "No such file was given to this run: it does not say how many alerts ordinary parties cause.\n";
    }
    std::string text = "| file | records | to review | to hold | alerts | share of records asked for |\n|---|---|---|---|---|---|\n";
    for (const CleanRun& each : v.clean) {
        text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", code(each.path), grouped(each.records), grouped(each.review), grouped(each.hold), grouped(each.alerts),
                            to_text(share_of(each.review + each.hold, each.records)));
    }
    return text;
}

std::string below_of(const Validation& v) {
    if (v.below.empty()) {
        return "No judged sample was given to this run. `tidewaiter screen FILE --below 0.10 --sample 200` draws one from your own records; a\n"
               "person fills in its column `disposition`, and `tidewaiter validate --below` reads it.\n";
    }
    std::string text = "| file | band | pairs in it | judged | true | share true | so many in the band |\n|---|---|---|---|---|---|---|\n";
    for (const JudgedSample& each : v.below) {
        const std::uint64_t judged = each.true_hits + each.false_alarms;
        const Share share = share_of(each.true_hits, judged);
        const auto pairs = static_cast<double>(each.band_pairs);
        text += fmt::format("| {} | {} to {} | {} | {} | {} | {} | {:.0f} ({:.0f} to {:.0f}) |\n", code(each.path), each.band_from, each.line, grouped(each.band_pairs), grouped(judged),
                            grouped(each.true_hits), to_text(share), share.value * pairs, share.low * pairs, share.high * pairs);
        if (each.open > 0) {
            text += fmt::format("\nNot judged yet in {}: {}. The figures are without them.\n", code(each.path), grouped(each.open));
        }
    }
    return text;
}

std::string lost_of(const Validation& v) {
    std::string text;
    for (const OldAlerts& each : v.alerts) {
        const auto lost = lost_at(each, v.policy->alert_score);
        const auto gone = std::ranges::count_if(lost, [](const OldAlert* alert) { return !alert->held; });
        text += fmt::format("{}: {} of {} true hits, {} of these because the index does not hold the listed party.\n", code(each.path), grouped(lost.size()),
                            grouped(each.count(Disposition::true_hit)), grouped(static_cast<std::uint64_t>(gone)));
        if (!lost.empty()) {
            text += "\n```\n";
            for (std::size_t i = 0; i < std::min(lost.size(), lost_shown); ++i) {
                std::string line = v.with_names ? describe(*lost[i])
                                                : fmt::format("{:.3f} line {} | {}{}", lost[i]->score, lost[i]->line, lost[i]->listed_id, lost[i]->held ? "" : ": not in the index");
                std::ranges::replace(line, '`', '\'');
                text += base::squash(line) + "\n";
            }
            text += lost.size() > lost_shown ? fmt::format("... and {} more: tidewaiter bench-names {} --threshold {:.2f}\n", grouped(lost.size() - lost_shown), each.path, v.policy->alert_score) : "";
            text += "```\n";
        }
        text += "\n";
    }
    return text.empty() ? "No worked alerts were given to this run.\n" : text;
}

std::string limits_of(const Validation& v) {
    std::string text;
    if (v.alerts.empty()) {
        text += "- This run saw no alerts that people worked: it does not say what the model does on this user's own business.\n";
    }
    if (v.clean.empty()) {
        text += "- This run saw no records of parties known to be on no list: the number of false alarms in daily work is not measured.\n";
    }
    if (v.below.empty()) {
        text += "- This run saw no judged sample from below the line: what lies there is known from labelled pairs alone.\n";
    }
    for (const OldAlerts& each : v.alerts) {
        if (each.rejected > 0) {
            text += fmt::format("- {} rows of {} could not be read and are in no figure.\n", grouped(each.rejected), code(each.path));
        }
    }
    return text;
}

} // namespace

Share share_of(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) {
        return {};
    }
    constexpr double z = 1.959964; // 97.5 % of the normal distribution
    const auto n = static_cast<double>(whole);
    const double p = static_cast<double>(part) / n;
    const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {p, std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

std::string to_text(const Share& share) {
    return share.low == 0 && share.high == 1 ? std::string("-") : fmt::format("{:.3f} ({:.3f} to {:.3f})", share.value, share.low, share.high);
}

JudgedSample load_judged_sample(const std::string& path) {
    sql::RecordFile file(path);
    const std::vector<std::string>& columns = file.columns();
    const auto need = [&](std::string_view name) {
        const auto found = std::ranges::find(columns, name);
        if (found == columns.end()) {
            throw base::Failure(base::FailureKind::bad_input, fmt::format("{} has no column {}", path, name),
                                "Give the file that tidewaiter screen --below wrote, with its column disposition filled in.");
        }
        return static_cast<std::size_t>(found - columns.begin());
    };
    const std::size_t disposition = need("disposition");
    const std::size_t pairs = need("band_pairs");
    const std::size_t from = need("band_from");
    const std::size_t line = need("line");
    JudgedSample made;
    made.path = path;
    base::RejectList rejects;
    const sql::RecordCounts counts = file.read(
        [&](const sql::Record& record) {
            if (!record.reject_reason.empty()) {
                throw base::Failure(base::FailureKind::bad_input, fmt::format("{}, line {}: {}", path, record.line, record.reject_reason));
            }
            switch (read_disposition(record.cells[disposition], path, record.line)) {
            case Disposition::true_hit: ++made.true_hits; break;
            case Disposition::false_alarm: ++made.false_alarms; break;
            case Disposition::open: ++made.open; break;
            }
            const std::string number(base::trim(record.cells[pairs]));
            made.band_pairs = !number.empty() && number.size() < 16 && number.find_first_not_of("0123456789") == std::string::npos ? std::stoull(number) : 0;
            made.band_from = record.cells[from];
            made.line = record.cells[line];
            return true;
        },
        rejects);
    if (made.band_pairs < counts.records) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: band_pairs says {}, and the file has {} rows", path, made.band_pairs, counts.records),
                            "Give the file that tidewaiter screen --below wrote, with its column disposition filled in and nothing else changed.");
    }
    made.sha256 = file.sha256();
    return made;
}

std::string to_markdown(const Validation& v) {
    const std::map<std::string, std::string, std::less<>> values = {
        {"command", v.command},
        {"version", v.version},
        {"as_of", v.as_of},
        {"algorithm", v.algorithm},
        {"policy", v.policy->name},
        {"policy_hash", v.policy->hash},
        {"candidate", fmt::format("{:.2f}", v.policy->candidate_score)},
        {"alert", fmt::format("{:.2f}", v.policy->alert_score)},
        {"weights", v.policy->weights ? "changed by the policy" : "the program's own (data/match_weights.csv)"},
        {"lists_hash", v.lists_hash},
        {"lists", lists_of(v)},
        {"data", data_of(v)},
        {"results", results_of(v)},
        {"clean", clean_of(v)},
        {"below", below_of(v)},
        {"lost", lost_of(v)},
        {"limits", limits_of(v)},
    };
    std::string text;
    std::string_view rest = embedded_validation_md();
    for (std::size_t at = rest.find("{{"); at != std::string_view::npos; at = rest.find("{{")) {
        text += rest.substr(0, at);
        const std::size_t end = rest.find("}}", at);
        const auto value = values.find(rest.substr(at + 2, end - at - 2));
        if (end == std::string_view::npos || value == values.end()) {
            throw base::Failure(base::FailureKind::bad_input, "the report's template names a figure that nobody makes");
        }
        std::string_view filled = value->second;
        while (filled.ends_with('\n')) { // the template has the line ends
            filled.remove_suffix(1);
        }
        text += filled;
        rest.remove_prefix(end + 2);
        if (filled.empty() && rest.starts_with('\n')) {
            rest.remove_prefix(1);
        }
    }
    return text + std::string(rest);
}

} // namespace tidewaiter::cli
