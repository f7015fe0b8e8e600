// The only file that knows CLI11: turns the verb tables into a parser, and failures into exit codes.
#include "cli/manual.hpp"
#include "cli/verb.hpp"

#include "base/failure.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <new>

namespace tidewaiter::cli {

namespace {

ExitCode wrong_usage(Streams& streams, std::string_view message, std::string_view hint) {
    streams.err << "tidewaiter: " << message << '\n';
    if (!hint.empty()) {
        streams.err << "  " << hint << '\n';
    }
    return ExitCode::usage;
}

std::string quoted_command(int argc, const char* const* argv) {
    std::string line = "tidewaiter";
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const bool plain = !word.empty() && word.find_first_of(" \t\n'\"\\$&|;<>()*?[]{}!#~`") == std::string_view::npos;
        line += ' ';
        if (plain) {
            line += word;
        } else {
            line += '\'';
            for (const char c : word) {
                line += c == '\'' ? std::string("'\\''") : std::string(1, c);
            }
            line += '\'';
        }
    }
    return line;
}

const Verb* find_verb(std::string_view name) {
    const auto verbs = all_verbs();
    const auto found = std::ranges::find(verbs, name, [](const Verb* verb) { return verb->name; });
    return found == verbs.end() ? nullptr : *found;
}

ExitCode help(int argc, const char* const* argv, Streams& streams) {
    if (argc < 3) {
        streams.out << overview();
        return ExitCode::done;
    }
    const Verb* verb = find_verb(argv[2]);
    if (verb == nullptr) {
        return wrong_usage(streams, fmt::format("there is no verb '{}'", argv[2]), "'tidewaiter help' lists the verbs.");
    }
    streams.out << manual(*verb);
    return ExitCode::done;
}

/// Fills `arguments` from the words after the verb; false when help was asked for.
bool parse(const Verb& verb, int argc, const char* const* argv, Arguments& arguments) {
    CLI::App app;
    app.set_help_flag();
    bool wants_help = false;
    app.add_flag("-h,--help", wants_help);
    std::map<std::string, std::vector<std::string>, std::less<>> values;
    std::map<std::string, bool, std::less<>> flags;
    for (const Option& option : verb.options) {
        const std::string name(option.name);
        const std::string flag = option.letter == '\0' ? "--" + name : fmt::format("-{},--{}", option.letter, name);
        if (option.value.empty()) {
            app.add_flag(flag, flags[name]);
        } else {
            CLI::Option* added = app.add_option(flag, values[name]);
            added->expected(1)->type_size(1);
            if (option.repeats) {
                added->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
            } else {
                added->multi_option_policy(CLI::MultiOptionPolicy::Throw);
            }
            added->allow_extra_args(false);
        }
    }
    // One list for all positionals: CLI11 would otherwise spread optional ones over each other.
    app.add_option("words", arguments.positionals)->expected(0, 1'000'000);
    std::vector<std::string> words(argv + 2, argv + argc);
    std::ranges::reverse(words); // CLI11 takes them from the back
    app.parse(words);
    if (wants_help) {
        return false;
    }
    for (auto& [name, given] : values) {
        if (!given.empty()) {
            arguments.options[name] = std::move(given);
        }
    }
    for (const auto& [name, set] : flags) {
        if (set) {
            arguments.options[name] = {};
        }
    }
    return true;
}

/// Empty when the number of positionals fits.
std::string check_positionals(const Verb& verb, const Arguments& arguments) {
    std::size_t least = 0;
    std::size_t most = 0;
    for (const Positional& positional : verb.positionals) {
        least += positional.required ? 1 : 0;
        most = positional.repeats ? std::size_t{1'000'000} : most + 1;
    }
    const std::size_t given = arguments.positionals.size();
    if (given < least) {
        return fmt::format("{} is missing", verb.positionals[given].name);
    }
    if (given > most) {
        return fmt::format("'{}' is one argument too many", arguments.positionals[most]);
    }
    return {};
}

} // namespace

ExitCode run(int argc, const char* const* argv, Streams& streams, std::string today) {
    const std::string_view word = argc > 1 ? argv[1] : "";
    if (word.empty()) {
        streams.err << overview();
        return ExitCode::usage;
    }
    if (word == "help" || word == "--help" || word == "-h") {
        return help(argc, argv, streams);
    }
    if (word == "--version" || word == "version") {
        streams.out << "tidewaiter " << version() << '\n';
        return ExitCode::done;
    }
    const Verb* verb = find_verb(word);
    if (verb == nullptr) {
        return wrong_usage(streams, fmt::format("there is no verb '{}'", word), "'tidewaiter help' lists the verbs.");
    }
    Arguments arguments;
    arguments.command_line = quoted_command(argc, argv);
    arguments.today = std::move(today);
    const std::string see = fmt::format("'tidewaiter help {}' shows how it is used.", verb->name);
    try {
        if (!parse(*verb, argc, argv, arguments)) {
            streams.out << manual(*verb);
            return ExitCode::done;
        }
    } catch (const CLI::ParseError& problem) {
        return wrong_usage(streams, fmt::format("{}: {}", verb->name, problem.what()), see);
    }
    if (const std::string problem = check_positionals(*verb, arguments); !problem.empty()) {
        return wrong_usage(streams, fmt::format("{}: {}", verb->name, problem), see);
    }
    try {
        const ExitCode code = verb->run(arguments, streams);
        streams.out.flush();
        return code;
    } catch (const base::Failure& failure) {
        streams.out.flush();
        streams.err << "tidewaiter: " << failure.what() << '\n';
        if (!failure.hint().empty()) {
            streams.err << "  " << failure.hint() << '\n';
        } else if (failure.kind() == base::FailureKind::usage) {
            streams.err << "  " << see << '\n';
        }
        return to_exit_code(failure.kind());
    } catch (const std::bad_alloc&) {
        streams.err << "tidewaiter: out of memory\n  Give it a smaller file or a larger machine; nothing was replaced.\n";
        return ExitCode::machine;
    }
}

std::string_view version() { return "0.1.0"; }

} // namespace tidewaiter::cli
