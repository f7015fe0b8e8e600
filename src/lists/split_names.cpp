#include "lists/split_names.hpp"

#include "base/utf8.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "text/fold.hpp"

#include <algorithm>

namespace tidewaiter::lists {

namespace {

using text::Script;

bool is_plain(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

void add_name(std::vector<std::string>& names, std::string_view name) {
    while (!name.empty() && (name.back() == ',' || name.back() == ';' || name.back() == ' ')) {
        name.remove_suffix(1);
    }
    name = base::trim(name);
    if (name.starts_with('(') && name.ends_with(')') && std::ranges::count(name, '(') == 1) {
        name = base::trim(name.substr(1, name.size() - 2));
    }
    if (!name.empty() && std::ranges::find(names, name) == names.end()) {
        names.emplace_back(name);
    }
}

/// Position of the bracket that closes the one at `open`; npos when none does.
std::size_t find_close(std::string_view text, std::size_t open) {
    int depth = 0;
    for (std::size_t at = open; at < text.size(); ++at) {
        depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
        if (depth == 0) {
            return at;
        }
    }
    return std::string_view::npos;
}

/// The words of each script in turn; words without letters stay with those before them.
std::vector<std::pair<Script, std::string>> runs_of_scripts(std::string_view text) {
    std::vector<std::pair<Script, std::string>> runs;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const Script script = text::script_of(word);
        if (runs.empty() || (script != Script::none && script != runs.back().first && runs.back().first != Script::none)) {
            runs.emplace_back(script, word);
        } else {
            runs.back().first = runs.back().first == Script::none ? script : runs.back().first;
            runs.back().second += ' ';
            runs.back().second += word;
        }
    }
    return runs;
}

bool share_start(std::string_view a, std::string_view b, std::size_t letters) {
    return a.size() >= letters && b.size() >= letters && a.substr(0, letters) == b.substr(0, letters);
}

/// Do texts in two scripts sound alike from their start? "Ομάδα Wagner" is one name in two scripts, and "Foundation
/// (Κομόρες)" a name and a place: taken apart they would list a common word, or a country.
bool sound_alike(std::string_view a, std::string_view b) {
    const text::Folded one = text::fold(a);
    const text::Folded two = text::fold(b);
    if (one.tokens.empty() || two.tokens.empty()) {
        return false;
    }
    if (one.tokens.size() == 1 || two.tokens.size() == 1) {
        return one.tokens.size() == two.tokens.size() && share_start(one.tokens[0].text, two.tokens[0].text, 3);
    }
    return share_start(one.tokens[0].text, two.tokens[0].text, 1);
}

/// Are they, word by word, one name? More than half of as many words begin with the same letter.
bool are_spellings(std::string_view a, std::string_view b) {
    const text::Folded one = text::fold(a);
    const text::Folded two = text::fold(b);
    const std::size_t words = std::min(one.tokens.size(), two.tokens.size());
    if (words < 2 || std::max(one.tokens.size(), two.tokens.size()) > words + 1) {
        return false;
    }
    std::size_t alike = 0;
    for (std::size_t i = 0; i < words; ++i) {
        alike += share_start(one.tokens[i].text, two.tokens[i].text, 1) ? 1U : 0U;
    }
    return alike * 2 > words;
}

/// "Agha Jan اغا جان": two spellings side by side.
void add_by_script(std::vector<std::string>& names, std::string_view part) {
    if (!is_plain(part)) {
        const auto runs = runs_of_scripts(part);
        const bool two = runs.size() == 2 && (runs[0].first == Script::latin) != (runs[1].first == Script::latin) &&
                         are_spellings(runs[0].second, runs[1].second);
        if (two) {
            add_name(names, runs[0].second);
            add_name(names, runs[1].second);
            return;
        }
    }
    add_name(names, part);
}

/// Is what stands in brackets a name of its own: a list of names, or the same in another script?
bool is_other_name(std::string_view outside, std::string_view inside) {
    if (inside.find(';') != std::string_view::npos) {
        return true;
    }
    const Script inner = text::script_of(inside);
    const Script outer = text::script_of(outside);
    return inner != Script::none && outer != Script::none && (inner == Script::latin) != (outer == Script::latin) &&
           sound_alike(outside, inside);
}

/// "AIAI" may stand alone as a name, "ذ.م.م" (a legal form) not: three Latin or five other letters at least.
bool is_long_enough(std::string_view text) {
    const bool latin = text::script_of(text) == Script::latin;
    std::size_t letters = 0;
    while (!text.empty()) {
        const char32_t c = base::take_code_point(text);
        letters += c > U'/' && c != U'.' ? 1U : 0U;
    }
    return letters >= (latin ? 3U : 5U);
}

/// Position and length of the next separator outside brackets.
struct Cut {
    std::size_t at = std::string_view::npos;
    std::size_t length = 0;
};

Cut find_cut(std::string_view text) {
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        // " b) B" before depth: the bracket of a marker opens nothing.
        const bool after_blank = at == 0 || text[at - 1] == ' ';
        if (depth == 0 && after_blank && rest.size() > 2 && is_lower(rest[0]) && rest[1] == ')' &&
            rest[2] == ' ') {
            return Cut{at, 3};
        }
        depth += text[at] == '(' ? 1 : text[at] == ')' && depth > 0 ? -1 : 0;
        if (depth == 0 && text[at] == ';') {
            return Cut{at, 1};
        }
        if (depth == 0 && rest.starts_with(" / ") && is_long_enough(text.substr(0, at)) &&
            is_long_enough(rest.substr(3, rest.substr(3).find(" / ")))) {
            return Cut{at, 3};
        }
    }
    return {};
}

void split(std::vector<std::string>& names, std::string_view text, int depth);

/// One part without separators: its brackets are looked into.
void split_part(std::vector<std::string>& names, std::string_view part, int depth) {
    const std::size_t open = part.find('(');
    for (std::size_t at = open; at != std::string_view::npos; at = part.find('(', at + 1)) {
        const std::size_t close = find_close(part, at);
        if (close == std::string_view::npos) {
            break;
        }
        const std::string_view inside = part.substr(at + 1, close - at - 1);
        const std::string outside = clean_text(std::string(part.substr(0, at)) + " " + std::string(part.substr(close + 1)));
        if (is_other_name(outside, inside)) {
            split_part(names, outside, depth);
            split(names, inside, depth + 1);
            return;
        }
    }
    add_by_script(names, part);
}

void split(std::vector<std::string>& names, std::string_view text, int depth) {
    constexpr int deepest = 8; // no name nests brackets further; hostile text may
    if (depth > deepest) {
        add_name(names, text);
        return;
    }
    for (Cut cut = find_cut(text); cut.at != std::string_view::npos; cut = find_cut(text)) {
        split_part(names, text.substr(0, cut.at), depth);
        text.remove_prefix(cut.at + cut.length);
    }
    split_part(names, text, depth);
}

} // namespace

std::vector<std::string> split_names(std::string_view text) {
    std::vector<std::string> names;
    std::string clean = clean_text(text);
    // A word about a name, not one.
    constexpr std::string_view about = "(original script)";
    if (const std::size_t at = clean.find(about); at != std::string::npos) {
        clean.erase(at, about.size());
    }
    constexpr std::size_t longest = 4'096; // of all real fields the longest has 900 bytes; work grows with its square
    if (clean.size() > longest) {
        add_name(names, clean);
        return names;
    }
    split(names, clean, 0);
    return names;
}

std::vector<std::string> split_lettered(std::string_view text) {
    const std::string clean = clean_text(text);
    std::vector<std::string> parts;
    std::size_t start = 0; // of the part being read
    char kind = '\0';      // 'a' or '1', by the first marker
    int ordinal = 0;
    for (std::size_t at = 0; at < clean.size(); ++at) {
        if (at > 0 && clean[at - 1] != ' ') {
            continue;
        }
        std::size_t next = at + (clean[at] == '(' ? 1U : 0U);
        int value = 0;
        char found = '\0';
        if (next < clean.size() && is_lower(clean[next])) {
            found = 'a';
            value = clean[next++] - 'a' + 1;
        } else {
            for (; next < clean.size() && is_digit(clean[next]) && value < 100; ++next) {
                found = '1';
                value = value * 10 + (clean[next] - '0');
            }
        }
        const bool marker = found != '\0' && next < clean.size() && clean[next] == ')' && value == ordinal + 1 &&
                            (kind == found || (kind == '\0' && at == 0));
        if (marker) {
            if (kind != '\0') {
                add_name(parts, std::string_view(clean).substr(start, at - start));
            }
            kind = found;
            ordinal = value;
            start = next + 1;
        }
    }
    add_name(parts, std::string_view(clean).substr(std::min(start, clean.size())));
    return parts;
}

} // namespace tidewaiter::lists
