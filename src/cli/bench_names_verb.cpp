#include "cli/verbs.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/json_writer.hpp"
#include "match/match.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"threshold", "SCORE", "0.70", "score from which a pair counts as a match"},
        {"split", "", "", "also report two halves of the file, fit and check, by a fixed hash of each pair"},
        {"misjudged", "", "", "list every pair that the threshold judges otherwise than its label"},
        json_option,
    };
    return table;
}

constexpr std::array positionals = {
    Positional{"FILE", "labelled pairs: CSV, plain or gzip, with columns name1, name2, is_match and, if there, schema, case_group, quality"}};

/// Counts of one group of pairs.
struct Tally {
    std::uint64_t true_positive = 0;
    std::uint64_t false_positive = 0;
    std::uint64_t false_negative = 0;
    std::uint64_t true_negative = 0;

    void add(bool predicted, bool label) {
        ++(predicted ? (label ? true_positive : false_positive) : (label ? false_negative : true_negative));
    }

    std::uint64_t count() const { return true_positive + false_positive + false_negative + true_negative; }
    static double ratio(std::uint64_t part, std::uint64_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); }
    double precision() const { return ratio(true_positive, true_positive + false_positive); }
    double recall() const { return ratio(true_positive, true_positive + false_negative); }
    double f1() const { return ratio(2 * true_positive, 2 * true_positive + false_positive + false_negative); }
};

/// Pairs by score, a tenth a row: in a calibrated score the share of matches rises with it.
struct CalibrationBin {
    std::uint64_t pairs = 0;
    std::uint64_t matches = 0;
    double scores = 0;
};

struct Outcome {
    Tally overall;
    std::map<std::string, Tally> groups;
    std::array<CalibrationBin, 10> calibration{};
    std::vector<std::string> misjudged;
};

class Columns {
public:
    explicit Columns(const base::CsvRecord& header, const std::string& path) : path_(path) {
        for (const std::string_view field : header.fields) {
            names_.emplace_back(field);
        }
    }

    std::optional<std::size_t> find(std::string_view name) const {
        const auto found = std::ranges::find(names_, name);
        return found == names_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names_.begin()));
    }

    std::size_t need(std::string_view name) const {
        if (const auto found = find(name)) {
            return *found;
        }
        throw Failure(FailureKind::bad_input, fmt::format("{} has no column {}", path_, name),
                      "The first line must name the columns name1, name2 and is_match.");
    }

private:
    std::vector<std::string> names_;
    const std::string& path_;
};

bool label_of(std::string_view text, std::uint64_t line, const std::string& path) {
    for (const std::string_view yes : {"true", "True", "TRUE", "1", "yes", "match", "positive"}) {
        if (text == yes) {
            return true;
        }
    }
    for (const std::string_view no : {"false", "False", "FALSE", "0", "no", "negative"}) {
        if (text == no) {
            return false;
        }
    }
    throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: '{}' is no label", path, line, text), "Write true or false under is_match.");
}

match::Prepared prepare(std::string_view schema, std::string_view name) {
    entity::Entity entity;
    entity.id = "pair";
    entity.schema = schema;
    entity.add("name", name);
    return match::prepare(entity);
}

Outcome judge(const std::string& path, double threshold, bool split) {
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    if (!reader.next(record)) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is empty", path));
    }
    const Columns columns(record, path);
    const std::size_t name1 = columns.need("name1");
    const std::size_t name2 = columns.need("name2");
    const std::size_t is_match = columns.need("is_match");
    const auto schema = columns.find("schema");
    Outcome outcome;
    while (reader.next(record)) {
        if (record.fields.size() <= std::max({name1, name2, is_match})) {
            throw Failure(FailureKind::bad_input, fmt::format("{}, line {} has {} columns", path, record.line, record.fields.size()));
        }
        const auto text = [&](std::optional<std::size_t> at) {
            return at && *at < record.fields.size() ? std::string(record.fields[*at]) : std::string();
        };
        const std::string kind = text(schema);
        const bool label = label_of(record.fields[is_match], record.line, path);
        const match::Match match = match::compare(prepare(kind, record.fields[name1]), prepare(kind, record.fields[name2]), 0);
        const bool predicted = match.score >= threshold;
        outcome.overall.add(predicted, label);
        for (const std::string_view group : {"case_group", "quality", "schema", "category"}) {
            const std::string value = group == "category" ? std::string() : text(columns.find(group));
            if (!value.empty()) {
                outcome.groups[fmt::format("{} {}", group, value)].add(predicted, label);
            }
        }
        if (split) {
            const std::uint64_t hash = base::to_xxh3(fmt::format("{}/{}/{}", kind, record.fields[name1], record.fields[name2]));
            outcome.groups[hash % 2 == 0 ? "split fit" : "split check"].add(predicted, label);
        }
        CalibrationBin& bin = outcome.calibration[std::min<std::size_t>(9, static_cast<std::size_t>(match.score * 10))];
        ++bin.pairs;
        bin.matches += label ? 1 : 0;
        bin.scores += match.score;
        if (predicted != label) {
            outcome.misjudged.push_back(fmt::format("{} {:.3f} {:<12} {} | {} | {} {}", label ? "missed" : "false ", match.score, kind,
                                                    record.fields[name1], record.fields[name2], text(columns.find("quality")),
                                                    text(columns.find("case_group"))));
        }
    }
    return outcome;
}

void print_row(std::ostream& out, std::string_view name, const Tally& tally) {
    fmt::print(out, "{:<30} {:>6} {:>6} {:>6} {:>6} {:>6}  {:.4f}  {:.4f}  {:.4f}\n", name, tally.count(), tally.true_positive,
               tally.false_positive, tally.false_negative, tally.true_negative, tally.precision(), tally.recall(), tally.f1());
}

void print_text(std::ostream& out, const Outcome& outcome, bool misjudged) {
    fmt::print(out, "{:<30} {:>6} {:>6} {:>6} {:>6} {:>6}  {:<6}  {:<6}  {:<6}\n", "group", "pairs", "TP", "FP", "FN", "TN", "prec.", "recall", "F1");
    print_row(out, "overall", outcome.overall);
    for (const auto& [name, tally] : outcome.groups) {
        print_row(out, name, tally);
    }
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
        writer.member("n", bin.pairs).member("matches", bin.matches).end_object();
    }
    writer.end_array().end_object();
    out << writer.text() << '\n';
}

ExitCode run_bench_names(const Arguments& arguments, Streams& streams) {
    const double threshold = arguments.number("threshold", match::match_score, 0, 1);
    const Outcome outcome = judge(arguments.positionals.front(), threshold, arguments.has("split"));
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
        "score labelled pairs of names: precision, recall, calibration",
        "Compares each pair of a labelled file as 'match' would and counts how often the threshold judges as the label "
        "does, by group, and how the share of matches rises with the score. Use it to judge the matcher on your own data.",
        "$ tidewaiter bench-names pairs.csv --split --misjudged",
        options(),
        positionals,
        run_bench_names,
    };
    return verb;
}

} // namespace tidewaiter::cli
