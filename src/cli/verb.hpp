// A command: its options as a table, its help as text, and the function that runs it. CLI11 stays in parse.cpp.
#pragma once

#include "cli/exit_code.hpp"

#include <map>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::cli {

/// One row of a verb's option table.
struct Option {
    std::string_view name;     ///< "cutoff" for --cutoff
    std::string_view value;    ///< what to write after it: "SCORE", "FILE", "DATE"; empty for a flag
    std::string_view fallback; ///< default as printed; may be empty
    std::string_view sentence; ///< one sentence
    bool repeats = false;
    char letter = '\0';        ///< 'o' when -o means the same
};

struct Positional {
    std::string_view name;     ///< "FILE"
    std::string_view sentence;
    bool required = true;
    bool repeats = false;
};

/// What was typed. Parsing opens no file.
class Arguments {
public:
    std::map<std::string, std::vector<std::string>, std::less<>> options;
    std::vector<std::string> positionals;
    std::string command_line; ///< as typed, for provenance
    std::string today;        ///< ISO date; the clock is read once, in main

    bool has(std::string_view name) const;
    std::optional<std::string> find(std::string_view name) const;
    /// The value typed, or the fallback given here.
    std::string text(std::string_view name, std::string_view fallback = {}) const;
    std::vector<std::string> all(std::string_view name) const;
    /// Errors: Failure(usage) for text that is no number or out of range.
    double number(std::string_view name, double fallback, double lowest, double highest) const;
    /// --as-of, or today. Errors: Failure(usage) for what is no full date.
    std::string as_of() const;
    /// --home, TIDEWAITER_HOME, or ~/.local/share/tidewaiter; then "/<file>". An option of the same purpose wins:
    /// home_file("index", "watch.tw") is --index if given.
    std::string home_file(std::string_view option, std::string_view file) const;
};

/// stdout carries results, stderr talk.
struct Streams {
    std::ostream& out;
    std::ostream& err;
    bool out_is_terminal = false;
    bool err_is_terminal = false;
};

struct Verb {
    std::string_view name;
    std::string_view summary;     ///< one line for the list of verbs
    std::string_view description; ///< paragraphs for the manual page
    std::string_view examples;    ///< lines "$ tidewaiter ..." with a word on each
    std::span<const Option> options;
    std::span<const Positional> positionals;
    ExitCode (*run)(const Arguments&, Streams&);
};

/// --home, --index, --policy, --as-of, --json: shown by every verb that takes them.
extern const Option home_option, index_option, policy_option, as_of_option, json_option;

/// The table of verbs, in the order of their help.
std::span<const Verb* const> all_verbs();

/// The manual page of a verb, from the strings above.
std::string manual(const Verb& verb);

/// Parses and runs. Failures become messages and exit codes here and nowhere else.
ExitCode run(int argc, const char* const* argv, Streams& streams, std::string today);

/// The program's version, "0.1.0".
std::string_view version();

} // namespace tidewaiter::cli
