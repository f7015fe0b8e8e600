#include "lists/ca_sema_names.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/split_names.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::array languages{
    std::pair{"arabic"sv, "ar"sv},      std::pair{"belarusian"sv, "be"sv},
    std::pair{"belarussian"sv, "be"sv}, std::pair{"burmese"sv, "my"sv},
    std::pair{"chinese"sv, "zh"sv},     std::pair{"english"sv, "en"sv},
    std::pair{"farsi"sv, "fa"sv},       std::pair{"french"sv, "fr"sv},
    std::pair{"georgian"sv, "ka"sv},    std::pair{"hebrew"sv, "he"sv},
    std::pair{"korean"sv, "ko"sv},      std::pair{"persian"sv, "fa"sv},
    std::pair{"romanian"sv, "ro"sv},    std::pair{"russian"sv, "ru"sv},
    std::pair{"spanish"sv, "es"sv},     std::pair{"ukrainian"sv, "uk"sv}};

/// Real fields have 900 bytes at the most; work grows with the square.
constexpr std::size_t longest_field = 10'000;

/// What may stand behind the comma of one name.
constexpr std::array legal_forms{"ltd"sv,  "limited"sv, "llc"sv,  "inc"sv, "jsc"sv, "ojsc"sv,
                                 "pjsc"sv, "cjsc"sv,    "zao"sv,  "oao"sv, "ooo"sv, "ao"sv,
                                 "pao"sv,  "fsue"sv,    "corp"sv, "co"sv,  "s.a"sv, "sa"sv,
                                 "plc"sv,  "gmbh"sv,    "ао"sv,   "оао"sv, "пао"sv, "ооо"sv,
                                 "зао"sv,  "АО"sv,      "ОАО"sv,  "ПАО"sv, "ООО"sv, "ЗАО"sv};

std::string_view first_word(std::string_view text) {
    const std::size_t start = std::min(text.find_first_not_of(" \"'("), text.size());
    text.remove_prefix(start);
    return text.substr(0, text.find_first_of(" ,.;:)\"'"));
}

bool begins_with_legal_form(std::string_view text) {
    return std::ranges::find(legal_forms, std::string_view(to_lower(first_word(text)))) !=
               legal_forms.end() ||
           std::ranges::find(legal_forms, first_word(text)) != legal_forms.end();
}

/// Small Latin or Cyrillic letter, which begins no name: the comma before it is one of the
/// sentence.
bool begins_small(std::string_view text) {
    text = base::trim(text);
    const auto at = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const bool cyrillic = (at(0) == 0xd0 && at(1) >= 0xb0) || at(0) == 0xd1;
    return (!text.empty() && is_lower(text.front())) || cyrillic;
}

/// The language of a label that ends at the colon, and where the label begins.
std::optional<std::pair<std::size_t, std::string_view>> label_before(std::string_view text,
                                                                     std::size_t colon) {
    const std::size_t last = text.find_last_not_of(' ', colon == 0 ? 0 : colon - 1);
    if (colon == 0 || last == std::string_view::npos) {
        return std::nullopt;
    }
    std::size_t start = last + 1;
    while (start > 0 && (is_lower(text[start - 1]) || is_upper(text[start - 1]))) {
        --start;
    }
    const std::string word = to_lower(text.substr(start, last + 1 - start));
    const auto found = std::ranges::find(languages, std::string_view(word),
                                         [](const auto& row) { return row.first; });
    return found == languages.end() ? std::nullopt : std::optional(std::pair{start, found->second});
}

/// " or " and ", or " become one separator; a slash parts when it has a blank beside it or words of
/// several letters.
constexpr char separator = '\x1f';

std::string with_separators(std::string_view text) {
    std::string marked;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        const bool after_blank = i > 0 && text[i - 1] == ' ';
        if (text[i] == ';') {
            marked += separator;
        } else if (after_blank && (rest.starts_with("or ") || rest.starts_with("OR "))) {
            marked += separator;
            i += 2;
        } else if (text[i] == '/') {
            const std::size_t before =
                marked.size() - std::min(marked.size(), marked.find_last_of(" \x1f") + 1);
            const bool spaced = after_blank || rest.starts_with("/ ");
            const bool words =
                before >= 4 && first_word(rest.substr(1)).size() >= 4; // "GORT/ORTAS", not "J/V"
            marked += spaced || words ? separator : '/';
        } else if (text[i] == ',') {
            const std::string_view next = rest.substr(1);
            const bool one_name = begins_with_legal_form(next) ||
                                  (begins_small(next) && !base::trim(next).starts_with("or ")) ||
                                  !next.starts_with(' ');
            marked += one_name ? ',' : separator;
        } else {
            marked += text[i];
        }
    }
    return marked;
}

/// Without a bracket that has no partner, and without what separators leave behind.
std::string tidy(std::string_view text) {
    std::string name = clean_text(text);
    const auto trim = [&] {
        while (!name.empty() && (name.back() == ',' || name.back() == ' ' || name.back() == '(')) {
            name.pop_back();
        }
        name.erase(0, std::min(name.find_first_not_of(", "), name.size()));
    };
    const auto count = [&](char c) { return std::ranges::count(name, c); };
    trim();
    if (name.starts_with('(') && count('(') > count(')')) {
        name.erase(0, 1);
    }
    if (name.ends_with(')') && count(')') > count('(')) {
        name.pop_back();
    }
    trim();
    return name;
}

bool is_weak(std::string_view name, bool person) {
    if (contains(name, " ")) {
        return false;
    }
    constexpr std::size_t short_word = 4; // letters
    std::size_t letters = 0;
    for (const char c : name) {
        letters += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1U : 0U; // code points
    }
    return person || letters <= short_word;
}

void add_names(std::vector<ListedAlias>& found, std::string_view text, std::string_view language,
               bool person) {
    const std::string marked = with_separators(text);
    std::string_view rest = marked;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(separator), rest.size());
        const std::string whole = tidy(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        for (const std::string& name :
             whole.empty() ? std::vector<std::string>() : split_names(whole)) {
            ListedAlias alias{name, std::string(language), is_weak(name, person)};
            if (std::ranges::find(found, alias.name, &ListedAlias::name) == found.end()) {
                found.push_back(std::move(alias));
            }
        }
    }
}

} // namespace

std::vector<ListedAlias> split_listed_aliases(std::string_view published, bool person) {
    std::string text = clean_text(published);
    std::erase(text, separator);
    if (text.size() > longest_field) {
        return {{text, {}, true}};
    }
    std::vector<ListedAlias> found;
    std::string_view rest = text;
    std::string_view language;
    for (std::size_t colon = rest.find(':'); colon != std::string_view::npos;
         colon = rest.find(':', colon)) {
        const auto label = label_before(rest, colon);
        if (!label) {
            ++colon;
            continue;
        }
        add_names(found, rest.substr(0, label->first), language, person);
        language = label->second;
        rest.remove_prefix(colon + 1);
        colon = 0;
    }
    add_names(found, rest, language, person);
    return found;
}

std::vector<std::string> split_listed_name(std::string_view published) {
    std::string text = clean_text(published);
    if (text.size() > longest_field) {
        return {text};
    }
    std::vector<std::string> names;
    const auto add = [&](std::string_view name) {
        std::string tidied = tidy(name);
        if (!tidied.empty() && std::ranges::find(names, tidied) == names.end()) {
            names.push_back(std::move(tidied));
        }
    };
    std::string others;
    constexpr std::string_view known_as = "(also known as ";
    if (const std::size_t at = to_lower(text).find(known_as); at != std::string::npos) {
        others = text.substr(at + known_as.size());
        text.erase(at);
    }
    // The French name behind the English one: both are of several words, or one is the other's
    // translation of a word.
    const std::size_t slash = text.find('/');
    const bool two_languages = slash != std::string::npos && slash > 0 && slash + 1 < text.size() &&
                               contains(text.substr(0, slash), " ") &&
                               contains(text.substr(slash + 1), " ");
    add(text.substr(0, two_languages ? slash : text.size()));
    if (two_languages) {
        add(text.substr(slash + 1));
    }
    // "A, B and JSC C": a comma or an "and" parts where a new name begins.
    while (!others.empty()) {
        std::size_t end = others.size();
        std::size_t next = others.size();
        for (std::size_t i = 0; i < others.size(); ++i) {
            const std::string_view rest = std::string_view(others).substr(i);
            const bool comma = rest.starts_with(", ") && !begins_with_legal_form(rest.substr(2)) &&
                               !begins_small(rest.substr(2));
            const bool conjunction =
                rest.starts_with(" and ") && (begins_with_legal_form(rest.substr(5)) ||
                                              rest.substr(5).starts_with("Public Joint"));
            if (comma || conjunction) {
                end = i;
                next = i + (comma ? 2U : 5U);
                break;
            }
        }
        add(std::string_view(others).substr(0, end));
        others.erase(0, next);
    }
    return names;
}

} // namespace tidewaiter::lists
