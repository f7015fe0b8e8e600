// policy: shows the policy in force, or checks one before it is.
#include "cli/policy_file.hpp"
#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

const std::array options = {home_option, policy_option, json_option};

constexpr std::array positionals = {
    Positional{"check|show", "check FILE names every problem of a policy; show prints the one in force"},
    Positional{"FILE", "policy to check", false},
};

/// Path of the policy in force; empty for the built-in one.
std::string path_in_force(const Arguments& arguments) {
    if (const auto given = arguments.find("policy")) {
        return *given;
    }
    const std::string path = arguments.home_file("policy", "policy.toml");
    return std::filesystem::exists(path) ? path : std::string();
}

void write_json(Streams& streams, const screen::Policy& policy, const std::vector<std::string>& problems) {
    base::JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter.policy/1").member("name", policy.name).member("version", policy.version);
    json.member("hash", policy.hash).member("usable", problems.empty());
    json.key("problems").begin_array();
    for (const std::string& problem : problems) {
        json.value(problem);
    }
    json.end_array().key("combinations").begin_array();
    for (const screen::Combination& combination : policy.combinations) {
        json.begin_object().member("name", combination.name).member("decision", screen::to_text(combination.decision));
        for (const auto& [key, conditions] : {std::pair{"all_of", &combination.all_of}, {"any_of", &combination.any_of}}) {
            json.key(key).begin_array();
            for (const std::string& condition : *conditions) {
                json.value(condition);
            }
            json.end_array();
        }
        json.member("because", combination.because).end_object();
    }
    json.end_array().end_object();
    streams.out << json.text() << '\n';
}

ExitCode check(const Arguments& arguments, Streams& streams) {
    if (arguments.positionals.size() < 2) {
        throw Failure(FailureKind::usage, "policy check wants a FILE");
    }
    const std::string& path = arguments.positionals[1];
    const screen::Policy policy = screen::load_policy(path);
    const std::vector<std::string> problems = screen::check_policy(policy);
    if (arguments.has("json")) {
        write_json(streams, policy, problems);
        return problems.empty() ? ExitCode::done : ExitCode::bad_input;
    }
    for (const std::string& problem : problems) {
        streams.out << problem << '\n';
    }
    if (!problems.empty()) {
        streams.err << fmt::format("tidewaiter: {}: {} problem{}; the policy cannot be used\n", path, problems.size(), problems.size() == 1 ? "" : "s");
        return ExitCode::bad_input;
    }
    streams.out << fmt::format("{}: policy '{}' version '{}', {} combinations, hash {}: usable\n", path, policy.name, policy.version,
                               policy.combinations.size(), policy.hash);
    return ExitCode::done;
}

ExitCode show(const Arguments& arguments, Streams& streams) {
    if (arguments.positionals.size() > 1) {
        throw Failure(FailureKind::usage, "policy show takes no FILE", "--policy FILE shows another one.");
    }
    const std::string path = path_in_force(arguments);
    if (arguments.has("json")) {
        const screen::Policy policy = load_policy_in_force(arguments);
        write_json(streams, policy, screen::check_policy(policy));
        return ExitCode::done;
    }
    if (path.empty()) {
        streams.err << "The built-in policy:\n";
        streams.out << screen::default_policy_text();
    } else {
        streams.err << fmt::format("The policy at {}:\n", path);
        streams.out << base::load_file(path, 1'000'000);
    }
    return ExitCode::done;
}

ExitCode run_policy(const Arguments& arguments, Streams& streams) {
    const std::string& what = arguments.positionals[0];
    if (what == "check") {
        return check(arguments, streams);
    }
    if (what == "show") {
        return show(arguments, streams);
    }
    throw Failure(FailureKind::usage, fmt::format("policy wants check or show, not '{}'", what));
}

} // namespace

screen::Policy load_policy_in_force(const Arguments& arguments) {
    const std::string path = path_in_force(arguments);
    return path.empty() ? screen::default_policy() : screen::load_policy(path);
}

const Verb& policy_verb() {
    static const Verb verb{
        "policy",
        "show the policy in force, or check one",
        "The policy file decides what screening makes of its findings: which jurisdictions bind, from what score a name is looked at, and which "
        "combinations of findings send a record to review or hold. docs/screening.md explains every key.\n"
        "\n"
        "A copy of the built-in policy is where to start: tidewaiter policy show > policy.toml.",
        "$ tidewaiter policy show\n"
        "$ tidewaiter policy check policy.toml",
        options,
        positionals,
        run_policy,
    };
    return verb;
}

} // namespace tidewaiter::cli
