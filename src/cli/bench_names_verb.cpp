#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "cli/algorithm_option.hpp"
#include "cli/bench_recorded.hpp"
#include "cli/labelled_pairs.hpp"
#include "cli/old_alerts.hpp"
#include "cli/pair_judgement.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

namespace tidewaiter::cli {

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"threshold", "SCORE", "0.70", "score from which a pair counts as a match"},
        {"split", "", "", "also report two halves of the file, fit and check, by a fixed hash of each pair"},
        {"misjudged", "", "", "list every pair that the threshold judges otherwise than its label"},
        {"features", "FILE", "", "write what each feature says of each pair to this CSV file"},
        algorithm_option,
        home_option,
        index_option,
        json_option,
    };
    return table;
}

constexpr std::array positionals = {
    Positional{"FILE", "labelled pairs, plain or gzip. CSV: columns name1, name2, is_match and, if there, schema, case_group, quality. JSON "
                       "lines: left and right (FollowTheMoney entities), judgement (positive or negative) and, if there, group and "
                       "cluster. Or scores that another tool showed, as CSV: query_name, result_name, ofac_score. Or alerts that people worked: "
                       "query, listed_id, disposition and, if there, birth_date, country, schema"}};

/// Of the negatives, this share may reach the threshold at which the positives found are reported.
constexpr double allowed_false_share = 0.02;

/// What each feature says, for fitting: one row a pair.
class FeatureTable {
public:
    explicit FeatureTable(const std::string& path) : file_(path) {
        std::string header = "label,half,score,unrefuted,refuted,name";
        for (const match::Feature& feature : match::all_features()) {
            header += fmt::format(",{}", feature.name);
        }
        file_.write(header + "\n");
    }

    void add(const LabelledPair& pair, const match::Match& match) {
        const auto value_of = [&](std::string_view feature) {
            const auto found = std::ranges::find(match.features, feature, &match::FeatureResult::feature);
            return found == match.features.end() ? 0.0 : found->value;
        };
        std::string row = fmt::format("{},{},{:.5f},{:.5f},{},{:.5f}", pair.same ? 1 : 0, pair.fit ? "fit" : "check", match.score,
                                      match.unrefuted, match.refuted ? 1 : 0, value_of("name"));
        for (const match::Feature& feature : match::all_features()) {
            row += fmt::format(",{:.4g}", value_of(feature.name));
        }
        file_.write(row + "\n");
    }

    void commit() { file_.commit(); }

private:
    base::AtomicFile file_;
};

Outcome judge(const std::string& path, const std::string& bytes, const match::Algorithm& algorithm, double threshold, bool split,
              FeatureTable* table) {
    Outcome outcome;
    each_pair(path, bytes, [&](const LabelledPair& pair) {
        const match::Match match = algorithm.compare(pair.a, pair.b, 0);
        const bool predicted = match.score >= threshold;
        outcome.overall.add(predicted, pair.same);
        outcome.scores["overall"].add(match.score, pair.same);
        for (const std::string& group : pair.groups) {
            outcome.groups[group].add(predicted, pair.same);
        }
        if (split) {
            const std::string half = pair.fit ? "split fit" : "split check";
            outcome.groups[half].add(predicted, pair.same);
            outcome.scores[half].add(match.score, pair.same);
        }
        outcome.add_calibration(match.score, pair.same);
        if (predicted != pair.same) {
            outcome.misjudged.push_back(fmt::format("{} {:.3f} {}", pair.same ? "missed" : "false ", match.score, pair.shown));
        }
        if (table != nullptr) {
            table->add(pair, match);
        }
    });
    return outcome;
}

void print_row(std::ostream& out, std::string_view name, const Tally& tally) {
    fmt::print(out, "{:<30} {:>6} {:>6} {:>6} {:>6} {:>6}  {:.4f}  {:.4f}  {:.4f}\n", name, tally.count(), tally.true_positive,
               tally.false_positive, tally.false_negative, tally.true_negative, tally.precision(), tally.recall(), tally.f1());
}

void print_sweep(std::ostream& out, const Outcome& outcome) {
    out << '\n';
    for (const auto& [name, scores] : outcome.scores) {
        if (scores.has_both()) {
            const ScoreSet::Point best = scores.best_f1();
            const ScoreSet::Point recall = scores.recall_at(allowed_false_share);
            fmt::print(out, "{:<30} best F1 {:.4f} at {:.3f}; where {:.0f} % of the negatives are found, {:.4f} of the positives (at {:.3f})\n",
                       name, best.value, best.threshold, 100 * allowed_false_share, recall.value, recall.threshold);
        }
    }
}

void print_text(std::ostream& out, const Outcome& outcome, bool misjudged) {
    fmt::print(out, "{:<30} {:>6} {:>6} {:>6} {:>6} {:>6}  {:<6}  {:<6}  {:<6}\n", "group", "pairs", "TP", "FP", "FN", "TN", "prec.", "recall", "F1");
    print_row(out, "overall", outcome.overall);
    for (const auto& [name, tally] : outcome.groups) {
        print_row(out, name, tally);
    }
    print_sweep(out, outcome);
    fmt::print(out, "\nscore        pairs  matches  share  mean score\n");
    for (std::size_t i = 0; i < outcome.calibration.size(); ++i) {
        const CalibrationBin& bin = outcome.calibration[i];
        const double pairs = std::max<double>(1, static_cast<double>(bin.pairs));
        fmt::print(out, "{:.1f} to {:.1f}  {:>6}  {:>7}  {:.3f}  {:.3f}\n", static_cast<double>(i) / 10, static_cast<double>(i + 1) / 10, bin.pairs,
                   bin.matches, static_cast<double>(bin.matches) / pairs, bin.scores / pairs);
    }
    if (misjudged) {
        out << '\n';
        for (const std::string& line : outcome.misjudged) {
            out << line << '\n';
        }
    }
}

void write_tally(base::JsonWriter& writer, const Tally& tally) {
    writer.begin_object().member("n", tally.count()).member("precision", tally.precision()).member("recall", tally.recall());
    writer.member("f1", tally.f1()).end_object();
}

void print_json(std::ostream& out, const Outcome& outcome) {
    base::JsonWriter writer(2);
    writer.begin_object().key("overall");
    write_tally(writer, outcome.overall);
    writer.key("groups").begin_object();
    for (const auto& [name, tally] : outcome.groups) {
        writer.key(name);
        write_tally(writer, tally);
    }
    writer.end_object().key("calibration").begin_array();
    for (std::size_t i = 0; i < outcome.calibration.size(); ++i) {
        const CalibrationBin& bin = outcome.calibration[i];
        writer.begin_object().member("from", static_cast<double>(i) / 10).member("to", static_cast<double>(i + 1) / 10);
        writer.member("n", bin.pairs).member("matches", bin.matches);
        writer.member("mean_score", bin.pairs == 0 ? 0.0 : bin.scores / static_cast<double>(bin.pairs)).end_object();
    }
    writer.end_array().key("sweep").begin_object();
    for (const auto& [name, scores] : outcome.scores) {
        if (scores.has_both()) {
            const ScoreSet::Point best = scores.best_f1();
            const ScoreSet::Point recall = scores.recall_at(allowed_false_share);
            writer.key(name).begin_object().member("best_f1", best.value).member("best_f1_threshold", best.threshold);
            writer.member("recall_at_false_0.02", recall.value).member("recall_at_false_0.02_threshold", recall.threshold).end_object();
        }
    }
    writer.end_object().end_object();
    out << writer.text() << '\n';
}

ExitCode run_bench_names(const Arguments& arguments, Streams& streams) {
    const double threshold = arguments.number("threshold", match::match_score, 0, 1);
    const match::Algorithm& algorithm = algorithm_of(arguments);
    const std::string& path = arguments.positionals.front();
    const std::string bytes = base::load_file(path);
    if (has_dispositions(header_of(path, bytes))) {
        const std::string index_path = arguments.home_file("index", "watch.tw");
        if (!std::filesystem::exists(index_path)) {
            throw base::Failure(base::FailureKind::bad_input, fmt::format("there is no index at {}", index_path),
                                "Old alerts name listed parties by their numbers: build an index with tidewaiter build, or name one with --index FILE.");
        }
        const index::Index index(index_path);
        const OldAlerts alerts = load_old_alerts(path, index, algorithm);
        streams.out << (arguments.has("json") ? to_json(alerts, threshold) : to_text(alerts, threshold));
        return ExitCode::done;
    }
    if (has_recorded_scores(header_of(path, bytes))) {
        measure_recorded(path, bytes, algorithm, arguments.has("json"), streams);
        return ExitCode::done;
    }
    std::optional<FeatureTable> table;
    if (const auto file = arguments.find("features")) {
        table.emplace(*file);
    }
    const Outcome outcome = judge(path, bytes, algorithm, threshold, arguments.has("split"), table ? &*table : nullptr);
    if (table) {
        table->commit();
    }
    if (arguments.has("json")) {
        print_json(streams.out, outcome);
    } else {
        print_text(streams.out, outcome, arguments.has("misjudged"));
    }
    return ExitCode::done;
}

} // namespace

const Verb& bench_names_verb() {
    static const Verb verb{
        "bench-names",
        "score labelled pairs of names or of whole parties: precision, recall, calibration",
        "Compares each pair of a labelled file as 'match' would and counts how often the threshold judges as the label "
        "does, by group, and how the share of matches rises with the score. Use it to judge the matcher on your own data. "
        "Pairs of names come as CSV; pairs of whole parties, with dates, countries and numbers, as JSON lines.\n\n"
        "A file of scores that another tool showed is compared score by score instead. Alerts that people worked are scored again "
        "against the lists in force: what each threshold keeps and loses of the true hits and saves of the false alarms, and every true hit lost.",
        "$ tidewaiter bench-names pairs.csv --split --misjudged\n"
        "$ tidewaiter bench-names parties.jsonl --json\n"
        "$ tidewaiter bench-names recorded.csv --algorithm ofac\n"
        "$ tidewaiter bench-names worked_alerts.csv --threshold 0.80",
        options(),
        positionals,
        run_bench_names,
    };
    return verb;
}

} // namespace tidewaiter::cli
