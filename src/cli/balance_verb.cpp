// balance: does output exceed use, how likely, and what does it hang on?
#include "cli/balance_text.hpp"
#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "report/balance_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <thread>

namespace tidewaiter::cli {

namespace {

using balance::BalanceResult;
using balance::Model;
using base::Failure;
using base::FailureKind;

constexpr double most_draws = 20'000'000;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"set", "TERM=LOW,MODE,HIGH", "", "another range for one term; one value fixes it; PERIOD.TERM where several accounts have the term", true},
        {"against", "MODEL", "", "a second model: its answers beside those of the first, and the terms that differ"},
        {"draws", "N", "200000", "how often every term is drawn"},
        {"seed", "N", "1", "start of the random numbers"},
        {"shape", "SHAPE", "as the model says", "triangular or pert, for every range"},
        {"threads", "N", "all processors", "threads; they change the time and never the answer"},
        {"html", "FILE", "", "write a page with charts"},
        {"brief", "", "", "print only the questions of the first account: probability, ranges, and what it hangs on"},
        {"show", "", "", "print the model itself, to start another from"},
        {"list", "", "", "print the bundled models"},
        json_option,
    };
    return table;
}

constexpr std::array positionals{
    Positional{"MODEL", "a model file (TOML), - for standard input, or the name of a bundled one: tanks-2023, rounds-2024", false, true},
};

balance::RunOptions run_options(const Arguments& arguments) {
    balance::RunOptions run;
    run.draws = static_cast<std::uint64_t>(arguments.number("draws", 200'000, 100, most_draws));
    run.seed = static_cast<std::uint64_t>(arguments.number("seed", 1, 0, 9e15));
    run.threads = static_cast<unsigned>(arguments.number("threads", std::max(1U, std::thread::hardware_concurrency()), 1, 256));
    if (const auto shape = arguments.find("shape")) {
        if (*shape != "triangular" && *shape != "pert") {
            throw Failure(FailureKind::usage, fmt::format("--shape wants triangular or pert, not '{}'", *shape));
        }
        run.shape = *shape == "pert" ? balance::Shape::pert : balance::Shape::triangular;
    }
    return run;
}

void print_list(std::ostream& out) {
    for (const std::string_view name : balance::bundled_models()) {
        out << fmt::format("{:<14} {}\n", name, balance::load_model(std::string(name)).title);
    }
}

void show(const std::string& path, std::ostream& out) {
    const auto bundled = balance::find_bundled_model(path);
    out << (bundled ? std::string(*bundled) : base::load_file(path, 1'000'000));
}

ExitCode run_balance_verb(const Arguments& arguments, Streams& streams) {
    const auto& paths = arguments.positionals;
    if (arguments.has("list")) {
        print_list(streams.out);
        return ExitCode::done;
    }
    if (paths.empty()) {
        throw Failure(FailureKind::usage, "balance: MODEL is missing",
                      fmt::format("Bundled models: {}. docs/balance.md says how one is written.", fmt::join(balance::bundled_models(), ", ")));
    }
    for (const std::string_view option : {"set", "against", "show"}) {
        if (arguments.has(option) && paths.size() > 1) {
            throw Failure(FailureKind::usage, fmt::format("--{} wants one model, and {} are given", option, paths.size()));
        }
    }
    if (arguments.has("show")) {
        show(paths.front(), streams.out);
        return ExitCode::done;
    }
    const balance::RunOptions run = run_options(arguments);
    std::vector<BalanceResult> results;
    for (const std::string& path : paths) {
        Model model = balance::load_model(path);
        for (const std::string& setting : arguments.all("set")) {
            balance::apply_setting(model, setting);
        }
        results.push_back(balance::run_balance(std::move(model), run));
    }
    std::vector<BalanceResult> against;
    if (const auto other = arguments.find("against")) {
        against.push_back(balance::run_balance(balance::load_model(*other), run));
    }
    if (const auto path = arguments.find("html")) {
        std::vector<BalanceResult> all = results;
        all.insert(all.end(), against.begin(), against.end());
        base::AtomicFile page(*path);
        page.write(report::balance_page(all, arguments.command_line, version()));
        page.commit();
    }
    if (arguments.has("json")) {
        print_balance_json(results, against, streams.out);
        return ExitCode::done;
    }
    for (std::size_t i = 0; i < results.size(); ++i) {
        streams.out << (i == 0 ? "" : "\n");
        arguments.has("brief") ? print_brief(results[i], streams.out) : print_balance(results[i], streams.out);
    }
    if (!against.empty()) {
        print_against(results.front(), against.front(), streams.out);
    }
    return ExitCode::done;
}

} // namespace

const Verb& balance_verb() {
    static const Verb verb{
        "balance",
        "does output exceed use: accounts, probability, what it hangs on",
        "Reads a model: per class and period what was new, reactivated, imported, lost and stored, each a range (low, mode, high) with its source. Asks "
        "three different questions and never merges them: do deliveries exceed losses, does new output exceed losses, do stocks rise. Every term is "
        "drawn many times within its range; the share of draws in which the sentence holds is its probability.\n"
        "\n"
        "Beside each probability stand the ranges, the term it hangs on most, and the value of each term at which the odds are even. Where sources "
        "contradict each other, they are balanced against the identities of the account, and the list says who is off and by how much. A series is "
        "compared with its own past: the earliest year held for which 'more than ever' stays true.\n"
        "\n"
        "A probability here is that of the model, not of the world: nothing outside the ranges is looked at. The same model, draws and seed give "
        "the same bytes on any number of threads.",
        "$ tidewaiter balance tanks-2023                        a bundled model\n"
        "$ tidewaiter balance rounds-2024 --set imported=0      without imports\n"
        "$ tidewaiter balance tanks-2023 --set 2023.lost=900,1100,1400 --html balance.html\n"
        "$ tidewaiter balance tanks-2023 --show > mine.toml     a model to start from\n"
        "$ tidewaiter balance mine.toml --against tanks-2023",
        options(),
        positionals,
        run_balance_verb,
    };
    return verb;
}

} // namespace tidewaiter::cli
