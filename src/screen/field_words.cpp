#include "screen/field_words.hpp"

#include "base/utf8.hpp"
#include "names/legal_form.hpp"
#include "text/fold.hpp"

#include <algorithm>

namespace tidewaiter::screen {

namespace {

/// The longest legal forms have five words ("gesellschaft mit beschränkter haftung").
constexpr std::size_t longest_form = 6;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool ends_word(char c) { return c == ':' || c == ',' || c == '(' || c == ')'; }

std::string to_key(std::string_view raw) {
    std::string key;
    bool ascii = true;
    for (const char c : raw) {
        ascii = ascii && static_cast<unsigned char>(c) < 0x80;
        if (c != '.' && c != ':' && c != ',' && c != '(' && c != ')' && c != '"' && c != '\'') {
            key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    if (!ascii) {
        key.clear();
        for (const text::Token& token : text::fold(raw).tokens) {
            key += token.native;
        }
    }
    return key;
}

} // namespace

std::vector<FieldWord> to_field_words(std::string_view text) {
    std::vector<FieldWord> words;
    std::size_t at = 0;
    while (at < text.size()) {
        if (is_blank(text[at])) {
            ++at;
            continue;
        }
        FieldWord word;
        word.from = at;
        while (at < text.size() && !is_blank(text[at])) {
            const char c = text[at++];
            // 1,200 and 12:30 are one word.
            const bool inside_number = at < text.size() && text[at] >= '0' && text[at] <= '9' && at >= 2 && text[at - 2] >= '0' && text[at - 2] <= '9';
            if (ends_word(c) && !inside_number) {
                break;
            }
        }
        word.to = at;
        word.key = to_key(word.text(text));
        word.comma = text[at - 1] == ',';
        word.colon = text[at - 1] == ':';
        word.bracket = text[at - 1] == ')';
        const std::string_view bare = word.text(text);
        word.quote = bare.size() > 1 && (bare.ends_with('"') || bare.ends_with("»") || bare.ends_with("”") || bare.ends_with("\","));
        const std::size_t first = bare.find_first_not_of("(#+'\"");
        word.number = first != std::string_view::npos && bare[first] >= '0' && bare[first] <= '9';
        if (word.key.empty() && !words.empty()) { // a lone comma or bracket belongs to the word before it
            words.back().to = word.to;
            words.back().comma = words.back().comma || word.comma;
            words.back().colon = words.back().colon || word.colon;
        } else if (!word.key.empty()) {
            words.push_back(std::move(word));
        }
    }
    return words;
}

std::vector<std::string> to_phrase(std::string_view text) {
    std::vector<std::string> phrase;
    for (FieldWord& word : to_field_words(text)) {
        phrase.push_back(std::move(word.key));
    }
    return phrase;
}

bool has_phrase(const std::vector<FieldWord>& words, std::size_t at, const std::vector<std::string>& phrase) {
    if (phrase.empty() || at + phrase.size() > words.size()) {
        return false;
    }
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        if (words[at + i].key != phrase[i]) {
            return false;
        }
    }
    return true;
}

std::size_t legal_form_at(const std::vector<FieldWord>& words, std::string_view text, std::size_t at, bool& strong) {
    const std::size_t end = std::min(words.size(), at + longest_form);
    std::vector<text::Token> tokens;
    std::vector<std::size_t> ends; // tokens up to and with each word
    for (std::size_t i = at; i < end; ++i) {
        for (text::Token& token : text::fold(words[i].text(text)).tokens) {
            tokens.push_back(std::move(token));
        }
        ends.push_back(tokens.size());
    }
    const names::LegalForm form = names::find_legal_form(tokens);
    if (form.tokens == 0) {
        return 0;
    }
    const auto whole = std::ranges::find(ends, form.tokens);
    if (whole == ends.end()) {
        return 0;
    }
    std::size_t letters = 0;
    bool latin = true;
    for (std::size_t i = 0; i < form.tokens; ++i) {
        letters += tokens[i].text.size();
        latin = latin && tokens[i].script == text::Script::latin;
    }
    strong = letters >= 3 || !latin;
    return static_cast<std::size_t>(whole - ends.begin()) + 1;
}

} // namespace tidewaiter::screen
