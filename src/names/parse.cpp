// Takes a name apart: legal forms first (they span words), then numbers, initials and the words with a part of their
// own; what is left names the thing.
#include "names/known_names.hpp"
#include "names/name.hpp"
#include "names/word_book.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tidewaiter::names {

namespace {

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// 7 for "7", "007", "7th"; nothing for what is too long to be a count (an identifier stays a word).
std::optional<std::uint32_t> find_digits(std::string_view text) {
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
        if (text.size() > 2 && text.ends_with(ending) && is_digits(text.substr(0, text.size() - 2))) {
            text.remove_suffix(2);
            break;
        }
    }
    if (!is_digits(text) || text.size() > 9) {
        return std::nullopt;
    }
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// 1 to 39 in Roman numerals as they are usually written; nothing for "iiii" or "vx".
std::optional<std::uint32_t> find_roman(std::string_view text) {
    constexpr std::string_view ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    std::uint32_t tens = 0;
    while (text.starts_with('x') && tens < 30) {
        tens += 10;
        text.remove_prefix(1);
    }
    const auto found = std::ranges::find(ones, text);
    if (found == std::end(ones)) {
        return std::nullopt;
    }
    const auto value = tens + static_cast<std::uint32_t>(found - std::begin(ones));
    return value == 0 ? std::nullopt : std::optional(value);
}

/// One letter of these scripts may be a whole name ("이", "i").
bool is_syllabic(text::Script script) {
    return script == text::Script::han || script == text::Script::hangul || script == text::Script::kana;
}

class Parser {
public:
    Parser(std::string_view original, NameKind kind) {
        name_.original = original;
        name_.kind = kind;
        name_.script = text::script_of(original);
        text::FoldLimits limits;
        limits.tokens = most_parts;
        tokens_ = text::fold(original, limits).tokens;
    }

    Name run() {
        if (name_.kind == NameKind::person) {
            join_chinese();
        } else {
            for (std::size_t i = 0; i < tokens_.size(); ++i) {
                split_off_legal_form(i);
            }
        }
        for (std::size_t i = 0; i < tokens_.size();) {
            const std::size_t taken = name_.kind == NameKind::organization || name_.kind == NameKind::unknown ? legal_form(i) : 0;
            if (taken == 0) {
                word(i);
            }
            i += std::max<std::size_t>(taken, 1);
        }
        if (std::ranges::none_of(name_.parts, says_something)) {
            // "The Company", "J S", "313": nothing but helpers, so they are the name.
            for (Part& part : name_.parts) {
                part.kind = PartKind::plain;
                part.legal_class = {};
                part.sound = to_sound(part.text);
                part.is_known = is_known_name(part.text);
            }
        }
        for (const Part& part : name_.parts) {
            if (part.kind == PartKind::plain || part.kind == PartKind::generic || part.kind == PartKind::number) {
                name_.joined += part.text;
            }
        }
        return std::move(name_);
    }

private:
    static bool says_something(const Part& part) {
        return part.kind == PartKind::plain || part.kind == PartKind::generic;
    }

    /// Characters written together are one word: 建宏 is the given name Jianhong. A person's name written as one piece
    /// begins with the family name, of one character or of two that are known as one.
    void join_chinese() {
        std::vector<text::Token> joined;
        std::size_t pieces = 0;
        for (const text::Token& token : tokens_) {
            pieces += token.glued ? 0 : 1;
        }
        std::size_t family = 0; // how many characters of a name in one piece are the family name
        if (pieces == 1 && tokens_.size() > 1) {
            family = tokens_.size() > 2 && is_compound_family(tokens_[0].native + tokens_[1].native) ? 2 : 1;
        }
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (tokens_[i].glued && i != family) {
                joined.back().text += tokens_[i].text;
                joined.back().native += tokens_[i].native;
            } else {
                joined.push_back(std::move(tokens_[i]));
            }
        }
        tokens_ = std::move(joined);
    }

    /// "JSCARGUMENT" and "SiemensAG" in a list are "JSC ARGUMENT" and "Siemens AG" with a blank lost.
    void split_off_legal_form(std::size_t at) {
        text::Token& token = tokens_[at];
        constexpr std::string_view fronts[] = {"ojsc", "pjsc", "cjsc", "jsc", "ooo", "oao", "zao", "pao", "llc"};
        for (const std::string_view front : fronts) {
            if (token.script == text::Script::latin && token.text.starts_with(front) && token.text.size() >= front.size() + 4) {
                const text::Token form{std::string(front), std::string(front), token.script};
                token.text.erase(0, front.size());
                token.native = token.text;
                tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(at), form);
                return;
            }
        }
    }

    /// Out: how many tokens the legal form at `first` takes; 0 when there is none there.
    std::size_t legal_form(std::size_t first) {
        const auto rest = std::span(tokens_).subspan(first);
        const LegalForm form = find_legal_form(rest);
        if (form.tokens == 0) {
            return 0;
        }
        std::string text = tokens_[first].text;
        for (std::size_t i = 1; i < form.tokens; ++i) {
            text += ' ';
            text += tokens_[first + i].text;
        }
        // A form of one or two letters is one only at an end of the name: "Banco de la S A" but "AS Norvik".
        if (text.size() <= 2 && first != 0 && !only_forms_follow(first + form.tokens)) {
            return 0;
        }
        Part part;
        part.text = std::move(text);
        part.kind = PartKind::legal_form;
        part.legal_class = form.legal_class;
        name_.parts.push_back(std::move(part));
        return form.tokens;
    }

    bool only_forms_follow(std::size_t from) const {
        while (from < tokens_.size()) {
            const LegalForm form = find_legal_form(std::span(tokens_).subspan(from));
            if (form.tokens == 0) {
                return false;
            }
            from += form.tokens;
        }
        return true;
    }

    void word(std::size_t at) {
        const text::Token& token = tokens_[at];
        Part part;
        part.text = token.text;
        std::uint32_t value = 0;
        if (const auto number = number_at(at)) {
            part.kind = PartKind::number;
            part.number = *number;
        } else if (const auto kind = find_kind(token.text, name_.kind, value)) {
            // "Ben" in front of a name is the short form of Benjamin, between names it is "son of".
            part.kind = at == 0 && token.text == "ben" ? PartKind::plain : *kind;
            part.number = value;
        } else if (token.text.size() == 1 && !is_syllabic(token.script)) {
            part.kind = PartKind::initial;
        }
        if (part.kind != PartKind::number) {
            part.sound = to_sound(part.text);
            part.is_known = is_known_name(part.text);
        }
        part.script = token.script;
        if (part.kind == PartKind::plain) {
            part.rarity = rarity_of(part.text, token.script);
        }
        if (part.kind == PartKind::number && part.number < 10 && is_tens_in_words(at)) { // "Forty 4", "twenty two"
            name_.parts.back().number += part.number;
            name_.parts.back().text += " " + part.text;
            return;
        }
        name_.parts.push_back(std::move(part));
    }

    bool is_tens_in_words(std::size_t at) const {
        if (at == 0 || name_.parts.empty() || name_.parts.back().text != tokens_[at - 1].text) {
            return false;
        }
        const Part& before = name_.parts.back();
        return before.kind == PartKind::number && !is_digits(before.text) && before.number >= 20 && before.number < 100 && before.number % 10 == 0;
    }

    std::optional<std::uint32_t> number_at(std::size_t at) const {
        const std::string_view text = tokens_[at].text;
        if (const auto digits = find_digits(text)) {
            return digits;
        }
        if (at == 0) {
            return std::nullopt;
        }
        const bool numbered = name_.kind == NameKind::organization || name_.kind == NameKind::object;
        if (numbered && (text.size() > 1 || at + 1 == tokens_.size() || only_forms_follow(at + 1))) {
            return find_roman(text);
        }
        // Persons: generations only, as "Li", "Vi" and "Xi" are names.
        return text == "ii" || text == "iii" ? find_roman(text) : std::nullopt;
    }

    Name name_;
    std::vector<text::Token> tokens_;
};

} // namespace

Name parse_name(std::string_view name, NameKind kind) { return Parser(name, kind).run(); }

} // namespace tidewaiter::names
