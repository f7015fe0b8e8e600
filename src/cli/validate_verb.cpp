// validate: the model-validation report, filled in from a user's own files.
#include "cli/algorithm_option.hpp"
#include "cli/labelled_pairs.hpp"
#include "cli/policy_file.hpp"
#include "cli/progress.hpp"
#include "cli/validation.hpp"
#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "goods/goods.hpp"
#include "index/index.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

const std::array options = {
    Option{"alerts", "FILE", "", "alerts that people worked: query, listed_id, disposition and, if there, birth_date, country, schema", true},
    Option{"pairs", "FILE", "", "labelled pairs, as bench-names takes them", true},
    Option{"clean", "FILE", "", "records of parties known to be on no list, as screen takes them", true},
    Option{"below", "FILE", "", "a sample that screen --below wrote, with its dispositions filled in by a person", true},
    Option{"output", "FILE", "standard output", "where the report is written", false, 'o'},
    Option{"note", "TEXT", "", "what the reader should know of the data: who labelled it, from when it is", true},
    Option{"without-names", "", "", "name no party: lost hits by their lines and numbers alone, for a report that leaves the house"},
    Option{"quiet", "", "", "print no progress"},
    home_option,
    index_option,
    policy_option,
    as_of_option,
};

ScoredPairs score_pairs(const std::string& path, const match::Algorithm& algorithm) {
    ScoredPairs made;
    made.path = path;
    made.sha256 = base::load_file_sha256(path);
    each_pair(path, base::load_file(path), [&](const LabelledPair& pair) {
        (pair.same ? made.positives : made.negatives).push_back(algorithm.compare(pair.a, pair.b, 0).score);
    });
    return made;
}

CleanRun screen_clean(const std::string& path, const screen::ScreenInputs& inputs, Streams& streams, bool quiet) {
    const Interrupt interrupt;
    Progress progress(streams, quiet, "validate");
    screen::ScreenOptions run;
    run.file = path;
    run.progress = [&progress](std::uint64_t done, double share) { return progress.step(done, share); };
    const screen::ScreenResult result = screen::screen_file(inputs, run);
    CleanRun made;
    made.path = path;
    made.sha256 = result.summary.input_sha256;
    made.records = result.summary.records;
    made.review = result.summary.decisions[static_cast<std::size_t>(screen::Decision::review)];
    made.hold = result.summary.decisions[static_cast<std::size_t>(screen::Decision::hold)];
    for (const screen::Alert& alert : result.alerts) {
        made.alerts += alert.kind == screen::FindingKind::match && alert.score >= inputs.policy.alert_score ? 1U : 0U;
    }
    return made;
}

ExitCode run_validate(const Arguments& arguments, Streams& streams) {
    const bool any = arguments.has("alerts") || arguments.has("pairs") || arguments.has("clean") || arguments.has("below");
    if (!any) {
        throw Failure(FailureKind::usage, "there is nothing to validate with",
                      "Give worked alerts (--alerts), labelled pairs (--pairs), parties on no list (--clean) or a judged sample (--below).");
    }
    const screen::Policy policy = load_policy_in_force(arguments);
    const std::string index_path = arguments.home_file("index", "watch.tw");
    if (!std::filesystem::exists(index_path)) {
        throw Failure(FailureKind::bad_input, fmt::format("there is no index at {}", index_path),
                      "Build one from the published lists: tidewaiter build LIST...; or name one with --index FILE.");
    }
    const index::Index index(index_path);
    const match::Algorithm& algorithm = match::all_algorithms().front();
    Validation made;
    // Notes stand in the report itself.
    made.command = arguments.command_line.substr(0, arguments.command_line.find(" --note "));
    made.version = version();
    made.as_of = arguments.as_of();
    made.algorithm = algorithm.version;
    made.policy = &policy;
    made.lists_hash = index.content_hash();
    made.lists = index.lists();
    made.notes = arguments.all("note");
    made.with_names = !arguments.has("without-names");
    for (const std::string& path : arguments.all("alerts")) {
        made.alerts.push_back(load_old_alerts(path, index, algorithm));
    }
    for (const std::string& path : arguments.all("pairs")) {
        made.pairs.push_back(score_pairs(path, algorithm));
    }
    const std::vector<std::string> clean = arguments.all("clean");
    if (!clean.empty()) {
        const goods::GoodsBook goods;
        const screen::ScreenInputs inputs{.index = index, .goods = goods, .policy = policy, .as_of = made.as_of, .tool_version = made.version, .command = made.command};
        for (const std::string& path : clean) {
            made.clean.push_back(screen_clean(path, inputs, streams, arguments.has("quiet")));
        }
    }
    for (const std::string& path : arguments.all("below")) {
        made.below.push_back(load_judged_sample(path));
    }
    const std::string report = to_markdown(made);
    const std::string output = arguments.text("output");
    if (output.empty()) {
        streams.out << report;
        return ExitCode::done;
    }
    base::AtomicFile file(output);
    file.write(report);
    file.commit();
    streams.out << fmt::format("The report: {}\n", output);
    return ExitCode::done;
}

} // namespace

const Verb& validate_verb() {
    static const Verb verb{
        "validate",
        "write a model-validation report from your own alerts, pairs and samples",
        "Scores what people labelled against the lists and the policy in force and fills in a report in Markdown: data, method, lines, results "
        "above and below them with 95 % intervals, every true hit lost, what was not looked at, limits. Every figure is of this run; the files are "
        "named with their hashes. docs/validation.md is the report of the program's own run.\n"
        "\n"
        "What lies under the alert line is seen by nobody in daily work: draw a sample with tidewaiter screen FILE --below 0.10 --sample 200, let a "
        "person fill in its column disposition, and give it here.",
        "$ tidewaiter validate --alerts worked.csv --clean customers.csv -o validation.md\n"
        "$ tidewaiter validate --alerts worked.csv --below below-the-line.csv --pairs pairs.csv",
        options,
        {},
        run_validate,
    };
    return verb;
}

} // namespace tidewaiter::cli
