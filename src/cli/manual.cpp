// Help and manual pages, all from the strings of the verb tables.
#include "cli/manual.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::cli {

namespace {

/// Breaks a paragraph at 78 columns with an indent; lines that start with two blanks are kept as they are.
void wrap(std::string& into, std::string_view paragraph, std::size_t indent) {
    constexpr std::size_t width = 78;
    std::size_t column = 0;
    while (!paragraph.empty()) {
        const std::size_t end = std::min(paragraph.find(' '), paragraph.size());
        const std::string_view word = paragraph.substr(0, end);
        paragraph.remove_prefix(std::min(end + 1, paragraph.size()));
        if (column > 0 && column + 1 + word.size() > width) {
            into += '\n';
            column = 0;
        }
        if (column == 0) {
            into.append(indent, ' ');
            column = indent;
        } else {
            into += ' ';
            ++column;
        }
        into += word;
        column += word.size();
    }
    into += '\n';
}

void paragraphs(std::string& into, std::string_view text, std::size_t indent) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) {
            into += '\n';
        } else if (line.starts_with("  ") || line.starts_with("$ ")) {
            into.append(indent, ' ');
            into += line;
            into += '\n';
        } else {
            wrap(into, line, indent);
        }
    }
}

std::string usage_line(const Verb& verb) {
    std::string line = fmt::format("tidewaiter {}", verb.name);
    for (const Positional& positional : verb.positionals) {
        const std::string shown = fmt::format("{}{}", positional.name, positional.repeats ? "..." : "");
        line += positional.required ? fmt::format(" {}", shown) : fmt::format(" [{}]", shown);
    }
    return line + (verb.options.empty() ? "" : " [options]");
}

} // namespace

std::string manual(const Verb& verb) {
    std::string page = fmt::format("tidewaiter {} - {}\n\nUsage:\n  {}\n\n", verb.name, verb.summary, usage_line(verb));
    paragraphs(page, verb.description, 0);
    if (!verb.positionals.empty()) {
        page += "\nArguments:\n";
        for (const Positional& positional : verb.positionals) {
            page += fmt::format("  {}{}\n", positional.name, positional.repeats ? "..." : "");
            wrap(page, positional.sentence, 6);
        }
    }
    if (!verb.options.empty()) {
        page += "\nOptions:\n";
        for (const Option& option : verb.options) {
            const std::string letter = option.letter == '\0' ? "" : fmt::format("-{}, ", option.letter);
            page += fmt::format("  {}--{}{}{}{}\n", letter, option.name, option.value.empty() ? "" : " ", option.value,
                                option.repeats ? " (may be repeated)" : "");
            wrap(page, option.fallback.empty() ? std::string(option.sentence)
                                               : fmt::format("{} [{}]", option.sentence, option.fallback), 6);
        }
    }
    if (!verb.examples.empty()) {
        page += "\nExamples:\n";
        paragraphs(page, verb.examples, 2);
    }
    page += "\nExit status:\n"
            "  0 done   1 done, and something asks for review (only with --fail-on)\n"
            "  2 wrong usage   3 bad input   4 a fault of the machine, with nothing half-written\n";
    return page;
}

std::string overview() {
    std::string page = "tidewaiter - screens what is about to move, measures what has moved, checks what is said about it\n\n"
                       "Usage:\n  tidewaiter VERB [arguments] [options]\n  tidewaiter help VERB\n\nVerbs:\n";
    std::size_t width = 0;
    for (const Verb* verb : all_verbs()) {
        width = std::max(width, verb->name.size());
    }
    for (const Verb* verb : all_verbs()) {
        page += fmt::format("  {:<{}}  {}\n", verb->name, width, verb->summary);
    }
    page += "\n'hold' means: not to be released until a person decides. Tidewaiter gives no legal advice, never says\n"
            "that a party is guilty or a shipment legal, and its lists are as fresh as you fetch them.\n";
    return page;
}

} // namespace tidewaiter::cli
