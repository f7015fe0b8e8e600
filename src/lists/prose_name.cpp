#include "lists/prose_name.hpp"

#include "base/utf8.hpp"
#include "lists/clean_text.hpp"

#include <array>
#include <optional>

namespace tidewaiter::lists {

namespace {

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

/// Letters, digits and every byte of a letter that is not ASCII.
bool is_word(char c) {
    return is_small(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// Without blanks, commas and semicolons at either end.
std::string strip(std::string_view text) {
    constexpr std::string_view edges = " ,;";
    const std::size_t first = text.find_first_not_of(edges);
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(edges) - first + 1));
}

/// Length of "aka " or "a.k.a. " (also with a comma behind it) at the start; 0 when there is none.
std::size_t known_as_length(std::string_view text) {
    for (const std::string_view word : {"a.k.a.,", "a.k.a.", "aka"}) {
        if (text.starts_with(word) && text.size() > word.size() && text[word.size()] == ' ') {
            return word.size() + 1;
        }
    }
    return 0;
}

/// "X; Y" and "X, aka Y" -> X, Y. A bare comma may belong to a name ("FETCO, Inc.").
void add_known_as(std::string_view text, std::vector<std::string>& aliases) {
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool semicolon = text.substr(at).starts_with("; ");
        const bool comma = text.substr(at).starts_with(", ") && known_as_length(text.substr(at + 2)) > 0;
        if (semicolon || comma) {
            aliases.push_back(strip(text.substr(start, at - start)));
            start = at + 2;
            start += known_as_length(text.substr(start));
        }
    }
    aliases.push_back(strip(text.substr(start)));
    std::erase(aliases, std::string());
}

struct Brackets {
    std::size_t open = 0;
    std::size_t close = 0;
};

std::optional<Brackets> find_known_as_brackets(std::string_view text) {
    for (std::size_t open = text.find_first_of("(["); open != std::string_view::npos;
         open = text.find_first_of("([", open + 1)) {
        if (known_as_length(text.substr(open + 1)) > 0) {
            const std::size_t close = text.find(text[open] == '(' ? ')' : ']', open);
            if (close != std::string_view::npos) {
                return Brackets{open, close};
            }
        }
    }
    return std::nullopt;
}

/// "NAME (Russian entity)", "NAME (DPRK individual)".
void take_kind_note(ProseName& result) {
    std::string& name = result.name;
    const std::size_t open = name.rfind(" (");
    if (!name.ends_with(')') || open == std::string::npos || open == 0) {
        return;
    }
    const std::string_view inside = std::string_view(name).substr(open + 2, name.size() - open - 3);
    for (const std::string_view kind : {"entity", "Entity", "national", "individual"}) {
        if (inside.ends_with(kind)) {
            result.notes.emplace_back(inside);
            name = strip(std::string_view(name).substr(0, open));
            return;
        }
    }
}

void take_head(ProseName& result) {
    struct Mark {
        std::string_view text;
        std::string_view relation;
    };
    constexpr std::array marks{Mark{"Affiliated Entity:", "Affiliated Entity"},
                               Mark{"Subordinate Institution -", "Subordinate Institution"}};
    for (const Mark& mark : marks) {
        const std::size_t at = result.name.find(mark.text);
        if (at == std::string::npos || at == 0) {
            continue;
        }
        std::string member = strip(std::string_view(result.name).substr(at + mark.text.size()));
        if (member.empty()) {
            continue;
        }
        result.head = strip(std::string_view(result.name).substr(0, at));
        if (result.head.ends_with('.')) {
            result.head.pop_back();
        }
        result.relation = mark.relation;
        result.name = std::move(member);
        return;
    }
}

void take_successors(ProseName& result) {
    for (const std::string_view tail : {"and any successor", "and its sub-units and successors", "and its successors"}) {
        const std::size_t at = result.name.find(tail);
        if (at != std::string::npos && at > 0) {
            result.notes.push_back(strip(std::string_view(result.name).substr(at)));
            result.name = strip(std::string_view(result.name).substr(0, at));
        }
    }
}

void take_known_as(ProseName& result) {
    while (const auto brackets = find_known_as_brackets(result.name)) {
        const std::string_view inside =
            std::string_view(result.name).substr(brackets->open + 1, brackets->close - brackets->open - 1);
        add_known_as(inside.substr(known_as_length(inside)), result.aliases);
        result.name = strip(result.name.substr(0, brackets->open) + " " + result.name.substr(brackets->close + 1));
        result.name = base::squash(result.name);
    }
    for (const std::string_view mark : {", a.k.a. ", ", a.k.a., ", " a.k.a. ", ", aka "}) {
        const std::size_t at = result.name.find(mark);
        if (at != std::string::npos && at > 0) {
            add_known_as(std::string_view(result.name).substr(at + mark.size()), result.aliases);
            result.name = strip(std::string_view(result.name).substr(0, at));
        }
    }
}

} // namespace

std::string mend_question_marks(std::string_view text) {
    std::string mended;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '?') {
            mended += text[i];
            continue;
        }
        const bool inside = i > 0 && i + 1 < text.size() && is_word(text[i - 1]) && is_word(text[i + 1]);
        if (inside) {
            mended += is_small(text[i + 1]) ? '\'' : ' ';
        }
    }
    return base::squash(mended);
}

ProseName to_prose_name(std::string_view published) {
    ProseName result;
    const std::string clean = strip(clean_text(published));
    result.name = clean;
    take_successors(result);
    take_head(result);
    take_known_as(result);
    take_kind_note(result);
    if (result.name.empty()) {
        result.name = clean;
    }
    return result;
}

ProseAliases to_prose_aliases(std::string_view published) {
    ProseAliases result;
    const std::string clean = clean_text(published);
    std::string_view rest = clean;
    while (!rest.empty()) {
        const std::size_t at = rest.find("; ");
        std::string part = strip(rest.substr(0, at));
        rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 2);
        // A bracket that holds semicolons, "NAME (a.k.a. X; Y)", is one part.
        while (part.find('(') != std::string::npos && part.find(')') == std::string::npos && !rest.empty()) {
            const std::size_t next = rest.find("; ");
            part += "; " + strip(rest.substr(0, next));
            rest = next == std::string_view::npos ? std::string_view() : rest.substr(next + 2);
        }
        if (part.starts_with("and ")) {
            part = strip(std::string_view(part).substr(4));
        }
        if (part.starts_with('(') && part.ends_with(')')) {
            result.notes.push_back(part);
        } else if (!part.empty()) {
            ProseName name = to_prose_name(part);
            result.names.push_back(std::move(name.name));
            result.names.insert(result.names.end(), name.aliases.begin(), name.aliases.end());
            result.notes.insert(result.notes.end(), name.notes.begin(), name.notes.end());
        }
    }
    return result;
}

} // namespace tidewaiter::lists
