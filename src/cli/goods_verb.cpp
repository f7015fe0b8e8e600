// tidewaiter goods: which lists a code meets, which codes words suggest, and a catalogue against lists.
#include "cli/goods_verb.hpp"

#include "cli/verbs.hpp"

#include "goods/us_controls.hpp"

#include "base/failure.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace tidewaiter::cli {

using base::Failure;
using base::FailureKind;

namespace {

constexpr std::size_t most_proposals = 1'000;

const std::array<Option, 12> goods_options{{
    {"lists", "NAME,...", "chpl,eu,us",
     "lists to ask: chpl, chpl@45, chpl@2023-12-01, eu, us, machine_tools:wide and other baskets, or the path of a one-column file of codes"},
    {"to", "COUNTRY", "", "destination; export bans and the country chart depend on it"},
    {"from", "COUNTRY", "", "country of dispatch"},
    {"revision", "YEAR", "2022", "edition of the Harmonized System the codes are written in: 2012, 2017 or 2022"},
    {"column", "NAME", "", "column of the HS code in a catalogue, when it is not recognised by its name"},
    {"output", "FILE", "standard output", "where a catalogue's answer goes: .csv, .jsonl or .parquet"},
    {"rejects", "FILE", "", "where the rows of a catalogue go that could not be read: .csv, .jsonl or .parquet"},
    {"descriptions", "FILE", "built-in words", "file with the columns hs and description, to find codes by the official text"},
    {"limit", "NUMBER", "10", "most codes to propose for words"},
    {"list-lists", "", "", "show every list: what it holds and what it does not"},
    as_of_option,
    json_option,
}};

bool is_file(const std::string& typed) {
    std::error_code ignored;
    return typed == "-" || std::filesystem::is_regular_file(typed, ignored);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Meant as a code, right or wrong: begins with a digit and has no word of four letters; "85I2.31", "8542SSS9", "3A001".
bool is_code_like(std::string_view typed) {
    if (typed.empty() || !is_digit(typed.front())) {
        return false;
    }
    std::size_t run = 0;
    for (const char c : typed) {
        run = is_letter(c) ? run + 1 : 0;
        const bool usual = is_letter(c) || is_digit(c) || c == '.' || c == ' ' || c == '-';
        if (run >= 4 || !usual) {
            return false;
        }
    }
    return std::ranges::count_if(typed, is_digit) >= 2 || goods::is_eccn_like(typed);
}

/// A name that only a file would have, so that a missing file is not taken for words.
bool is_file_like(std::string_view typed) {
    constexpr std::array<std::string_view, 8> endings{".csv", ".tsv", ".txt", ".parquet", ".jsonl", ".ndjson", ".json", ".gz"};
    return typed.find('/') != std::string_view::npos ||
           std::ranges::any_of(endings, [&](std::string_view ending) { return typed.ends_with(ending); });
}

std::string country(const Arguments& arguments, std::string_view option) {
    const auto typed = arguments.find(option);
    if (!typed) {
        return {};
    }
    const auto code = entity::find_country(*typed);
    if (!code) {
        throw Failure(FailureKind::usage, fmt::format("--{}: no country is known as '{}'", option, *typed),
                      "Write its ISO code (RU) or its usual name (Russia).");
    }
    return std::string(*code);
}

std::vector<std::string> split_lists(std::string_view text) {
    std::vector<std::string> lists;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        std::string name(text.substr(0, end));
        name.erase(0, name.find_first_not_of(' '));
        name.erase(name.find_last_not_of(' ') + 1);
        if (!name.empty() && !std::ranges::count(lists, name)) {
            lists.push_back(std::move(name));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lists;
}

GoodsQuestion question_of(const Arguments& arguments) {
    GoodsQuestion question;
    question.json = arguments.has("json");
    question.lane = {country(arguments, "from"), country(arguments, "to"), arguments.as_of()};
    const std::string revision = arguments.text("revision", "2022");
    const auto found = goods::find_revision(revision);
    if (!found) {
        throw Failure(FailureKind::usage, fmt::format("--revision: '{}' is not held", revision), "Held are 2012, 2017 and 2022.");
    }
    question.revision = *found;
    for (std::string& list : split_lists(arguments.text("lists", "chpl,eu,us"))) {
        if (is_file(list)) {
            question.book.load_basket(list);
            list = question.book.lists().back().name;
        }
        if (const auto known = question.book.find_list(list, question.lane); !known) {
            throw Failure(FailureKind::usage, fmt::format("--lists: {}", known.error().message), known.error().hint);
        }
        question.lists.push_back(std::move(list));
    }
    if (question.lists.empty()) {
        throw Failure(FailureKind::usage, "--lists names no list", "'tidewaiter goods --list-lists' shows them.");
    }
    if (const auto descriptions = arguments.find("descriptions")) {
        question.book.load_descriptions(*descriptions);
    }
    return question;
}

/// "8542 31 90" without quotes arrives as three words; two digits after a heading of four continue it.
std::vector<std::string> joined_codes(const std::vector<std::string>& typed) {
    const bool one = typed.size() > 1 && typed[0].size() == 4 && std::ranges::all_of(typed, [](const std::string& word) {
                         return std::ranges::all_of(word, is_digit);
                     }) && std::all_of(typed.begin() + 1, typed.end(), [](const std::string& word) { return word.size() == 2; });
    return one ? std::vector{fmt::format("{}", fmt::join(typed, " "))} : typed;
}

ExitCode run_goods(const Arguments& arguments, Streams& streams) {
    const auto& typed = arguments.positionals;
    if (arguments.has("list-lists")) {
        print_lists(question_of(arguments), streams.out);
        return ExitCode::done;
    }
    if (typed.empty()) {
        throw Failure(FailureKind::usage, "goods: WHAT is missing", "Give an HS code, an ECCN, a file, or words in quotes; or --list-lists.");
    }
    const bool file = std::ranges::any_of(typed, is_file);
    if (file && typed.size() > 1) {
        throw Failure(FailureKind::usage, fmt::format("goods: '{}' is one argument too many", typed[1]), "A catalogue is read alone.");
    }
    if (file) {
        return answer_catalogue({typed[0], arguments.text("column"), arguments.text("output"), arguments.text("rejects")},
                                question_of(arguments), streams);
    }
    for (const std::string_view option : {"column", "output", "rejects"}) {
        if (arguments.has(option)) {
            throw Failure(FailureKind::usage, fmt::format("--{} belongs to a catalogue, and '{}' is no file", option, typed[0]));
        }
    }
    if (std::ranges::all_of(typed, is_code_like)) {
        print_codes(joined_codes(typed), question_of(arguments), streams.out);
        return ExitCode::done;
    }
    if (const auto missing = std::ranges::find_if(typed, is_file_like); missing != typed.end()) {
        throw Failure(FailureKind::bad_input, fmt::format("there is no file '{}'", *missing), "Check the path.");
    }
    const double limit = arguments.number("limit", 10, 1, static_cast<double>(most_proposals));
    print_proposals(fmt::format("{}", fmt::join(typed, " ")), static_cast<std::size_t>(limit), question_of(arguments), streams.out);
    return ExitCode::done;
}

constexpr std::array<Positional, 1> goods_positionals{
    {{"WHAT", "HS codes (8542.31), ECCNs (3A001), words (\"ball bearings\"), or the path of a catalogue of goods: CSV, Parquet or JSON lines, - for "
              "standard input",
      false, true}}};

} // namespace

const Verb& goods_verb() {
    static const Verb verb{
        "goods",
        "which control lists and baskets a code, a description or a catalogue meets",
        "Looks HS codes up in control lists and named baskets, at the version in force on a day, and says how far each row covers them. Words are "
        "answered with codes that could be meant, as a lead. A catalogue gets one row for each of its rows and each list; a row that cannot be read is "
        "answered 'not read', so that rows in times lists is rows out.\n"
        "\n"
        "The answer is 'may fall under', 'not in the list', 'not held' (something is missing, the note says what) or 'not read'. A listed code is a lead "
        "for review, never a classification: control depends on performance, a customs code does not.",
        "$ tidewaiter goods 8542.31 --to RU                     one code in chpl, eu and us\n"
        "$ tidewaiter goods 3A001 --to HK                       an entry of the US list and the country chart\n"
        "$ tidewaiter goods \"ball bearings\"                     codes that the words suggest\n"
        "$ tidewaiter goods catalogue.csv --lists chpl,us --to KZ --output answer.csv\n"
        "$ tidewaiter goods --list-lists                        what is held, and what is not",
        goods_options,
        goods_positionals,
        run_goods,
    };
    return verb;
}

} // namespace tidewaiter::cli
