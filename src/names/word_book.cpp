#include "names/word_book.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/utf8.hpp"
#include "names/transliteration.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>
#include <vector>

TIDEWAITER_EMBEDDED(legal_forms_csv);
TIDEWAITER_EMBEDDED(name_words_csv);
TIDEWAITER_EMBEDDED(nicknames_csv);
TIDEWAITER_EMBEDDED(word_counts_csv);

namespace tidewaiter::names {

namespace {

using base::CsvTable;

bool is_han(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

/// Splits a form as text::fold splits a name: at blanks, and round every Chinese character.
std::vector<std::string> split_form(std::string_view form) {
    std::vector<std::string> words;
    bool open = false;
    while (!form.empty()) {
        const char32_t c = base::take_code_point(form);
        if (c == U' ') {
            open = false;
            continue;
        }
        if (!open || is_han(c)) {
            words.emplace_back();
        }
        open = !is_han(c);
        base::append_utf8(words.back(), c);
    }
    return words;
}

/// Legal forms by their first word, the longest first.
class LegalBook {
public:
    LegalBook() : table_("legal_forms.csv", embedded_legal_forms_csv()) {
        const std::size_t form = table_.column("form");
        const std::size_t legal_class = table_.column("class");
        for (const auto& row : table_.rows()) {
            Entry entry{split_form(row[form]), row[legal_class]};
            by_first_[entry.words.front()].push_back(std::move(entry));
        }
        for (auto& [first, entries] : by_first_) {
            std::ranges::stable_sort(entries, std::greater{}, [](const Entry& entry) { return entry.words.size(); });
        }
    }

    /// Forms in other scripts are met as they stand, and all of them by their folded text.
    LegalForm find(std::span<const text::Token> tokens) const {
        const LegalForm folded = find_by(tokens, &text::Token::text);
        if (tokens.front().script == text::Script::latin) {
            return folded;
        }
        const LegalForm native = find_by(tokens, &text::Token::native);
        return native.tokens >= folded.tokens ? native : folded;
    }

    std::string_view find_single(std::string_view word) const {
        const auto found = by_first_.find(std::string(word));
        if (found != by_first_.end() && found->second.back().words.size() == 1) {
            return found->second.back().legal_class;
        }
        return {};
    }

private:
    struct Entry {
        std::vector<std::string> words;
        std::string_view legal_class;
    };

    LegalForm find_by(std::span<const text::Token> tokens, std::string text::Token::*written) const {
        const auto found = by_first_.find(tokens.front().*written);
        if (found == by_first_.end()) {
            return {};
        }
        for (const Entry& entry : found->second) {
            if (entry.words.size() <= tokens.size() &&
                std::ranges::equal(entry.words, tokens.first(entry.words.size()), {}, {}, written)) {
                return {entry.words.size(), entry.legal_class};
            }
        }
        return {};
    }

    CsvTable table_;
    std::unordered_map<std::string, std::vector<Entry>> by_first_;
};

const LegalBook& legal_book() {
    static const LegalBook book;
    return book;
}

/// Words with a kind of their own, by scope.
class KindBook {
public:
    KindBook() {
        const CsvTable table("name_words.csv", embedded_name_words_csv());
        const std::size_t word = table.column("word");
        const std::size_t kind = table.column("kind");
        const std::size_t scope = table.column("scope");
        const std::size_t value = table.column("value");
        for (const auto& row : table.rows()) {
            if (row[kind] == "family") {
                families_.emplace_back(row[word]);
                continue;
            }
            Entry entry;
            entry.kind = kind_named(row[kind]);
            std::from_chars(row[value].data(), row[value].data() + row[value].size(), entry.number);
            words_[row[scope]].emplace(row[word], entry);
        }
    }

    bool is_family(std::string_view native) const { return std::ranges::find(families_, native) != families_.end(); }

    std::optional<PartKind> find(std::string_view word, NameKind kind, std::uint32_t& number) const {
        switch (kind) {
        case NameKind::person: return find_in({"person", "any"}, word, number);
        case NameKind::organization: return find_in({"organization", "any"}, word, number);
        case NameKind::object: return find_in({"object", "any"}, word, number);
        case NameKind::unknown: return find_in({"organization", "person", "any"}, word, number);
        }
        return std::nullopt;
    }

private:
    struct Entry {
        PartKind kind = PartKind::plain;
        std::uint32_t number = 0;
    };

    static PartKind kind_named(std::string_view name) {
        for (const PartKind kind : {PartKind::particle, PartKind::title, PartKind::generic, PartKind::number}) {
            if (to_text(kind) == name) {
                return kind;
            }
        }
        return PartKind::stop;
    }

    std::optional<PartKind> find_in(std::initializer_list<std::string_view> scopes, std::string_view word,
                                    std::uint32_t& number) const {
        for (const std::string_view scope : scopes) {
            const auto& words = words_.at(std::string(scope));
            if (const auto found = words.find(std::string(word)); found != words.end()) {
                number = found->second.number;
                return found->second.kind;
            }
        }
        return std::nullopt;
    }

    std::unordered_map<std::string, std::unordered_map<std::string, Entry>> words_;
    std::vector<std::string> families_;
};

const KindBook& kind_book() {
    static const KindBook book;
    return book;
}

/// Names and their short forms, both ways.
class NicknameBook {
public:
    NicknameBook() : table_("nicknames.csv", embedded_nicknames_csv()) {
        const std::size_t name = table_.column("name");
        const std::size_t shorter = table_.column("short");
        for (const auto& row : table_.rows()) {
            words_[row[name]].push_back(row[shorter]);
            words_[row[shorter]].push_back(row[name]);
        }
        for (auto& [word, others] : words_) {
            std::ranges::sort(others);
            others.erase(std::ranges::unique(others).begin(), others.end());
        }
    }

    std::span<const std::string_view> find(std::string_view word) const {
        const auto found = words_.find(word);
        return found == words_.end() ? std::span<const std::string_view>{} : std::span(found->second);
    }

private:
    CsvTable table_;
    std::unordered_map<std::string_view, std::vector<std::string_view>> words_;
};

class CountBook {
public:
    CountBook() : table_("word_counts.csv", embedded_word_counts_csv()) {
        const std::size_t word = table_.column("word");
        const std::size_t count = table_.column("count");
        for (const auto& row : table_.rows()) {
            std::size_t value = 0;
            std::from_chars(row[count].data(), row[count].data() + row[count].size(), value);
            if (row[word] == "*") { // how many names were counted
                total_ = value;
            } else {
                counts_.emplace(row[word], value);
            }
        }
    }

    float find(std::string_view word) const {
        const auto found = counts_.find(word);
        return found == counts_.end() ? 1.0F : to_rarity(found->second, total_);
    }

    float rarity(std::size_t count) const { return to_rarity(count, total_); }

private:
    CsvTable table_;
    std::unordered_map<std::string_view, std::size_t> counts_;
    std::size_t total_ = 1;
};

} // namespace

LegalForm find_legal_form(std::span<const text::Token> tokens) { return tokens.empty() ? LegalForm{} : legal_book().find(tokens); }

std::string_view find_legal_class(std::string_view folded) {
    return folded.size() < 3 ? std::string_view{} : legal_book().find_single(folded);
}

std::optional<PartKind> find_kind(std::string_view folded, NameKind kind, std::uint32_t& number) {
    return kind_book().find(folded, kind, number);
}

bool is_compound_family(std::string_view native) { return kind_book().is_family(native); }

bool is_korean_family(std::string_view native) { return kind_book().is_family(native); }

std::span<const std::string_view> nicknames_of(std::string_view word) {
    static const NicknameBook book;
    return book.find(word);
}

float rarity_of(std::string_view folded, text::Script script) {
    static const CountBook book;
    return script == text::Script::latin ? book.find(folded) : std::min(book.find(folded), book.rarity(romanised_count(script, folded)));
}

} // namespace tidewaiter::names
