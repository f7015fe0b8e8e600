// A full stop ends a sentence when a capital, a digit or a quotation follows and the word before it is no usual abbreviation.
#include "claims/sentences.hpp"

#include "base/utf8.hpp"
#include "claims/language.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::claims {

namespace {

constexpr std::array<std::string_view, 46> abbreviations = {"Mr",  "Mrs", "Ms",  "Dr",  "Prof", "Gen",  "Col", "Maj",  "Capt", "Lt",  "Sgt", "Adm", "Sen", "Rep",  "Gov", "Pres",
                                                            "St",  "Jr",  "Sr",  "No",  "Nos",  "vs",   "etc", "e.g",  "i.e",  "cf",  "approx", "ca", "Jan", "Feb",  "Mar", "Apr",
                                                            "Jun", "Jul", "Aug", "Sep", "Sept", "Oct",  "Nov", "Dec",  "Inc",  "Ltd", "Co",  "Corp", "U.S", "U.K"};

bool is_space(char c) { return c == ' ' || c == '\n'; }

/// Length of a closing quote or bracket at i; 0 for none.
std::size_t closer_length(std::string_view text, std::size_t i) {
    if (i >= text.size()) {
        return 0;
    }
    if (text[i] == '"' || text[i] == '\'' || text[i] == ')' || text[i] == ']') {
        return 1;
    }
    for (const std::string_view sign : {std::string_view("\u201D"), std::string_view("\u2019"), std::string_view("\u00BB"), std::string_view("\u201C")}) {
        if (text.substr(i).starts_with(sign)) {
            return sign.size();
        }
    }
    return 0;
}

bool starts_sentence(std::string_view text, std::size_t i) {
    if (i >= text.size()) {
        return true;
    }
    const auto c = static_cast<unsigned char>(text[i]);
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80 || c == '"' || c == '\'' || c == '(' || c == '[' || c == '$' || c == '-';
}

bool is_abbreviation(std::string_view text, std::size_t stop) {
    std::size_t start = stop;
    while (start > 0 && !is_space(text[start - 1]) && text[start - 1] != '(' && text[start - 1] != '"' && stop - start < 12) {
        --start;
    }
    const std::string_view word = text.substr(start, stop - start);
    const bool initial = word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z' && word != "A" && word != "I";
    return initial || std::ranges::find(abbreviations, word) != abbreviations.end();
}

/// Does a line break at i part sentences? A blank line does, a list item does, and the end of a short line that stops in the air
/// before a capital (a headline).
bool line_parts(std::string_view text, std::size_t i, std::size_t line_start) {
    std::size_t next = i + 1;
    while (next < text.size() && text[next] == ' ') {
        ++next;
    }
    if (next >= text.size() || text[next] == '\n') {
        return true;
    }
    if (text.substr(next).starts_with("- ") || text.substr(next).starts_with("* ") || text.substr(next).starts_with("\u2022")) {
        return true;
    }
    constexpr std::size_t headline = 60;
    const char last = i > line_start ? text[i - 1] : ' ';
    const bool capital = text[next] >= 'A' && text[next] <= 'Z';
    return capital && i - line_start < headline && last != ',' && last != ';' && last != '-';
}

/// Follows double quotation marks over a stretch of text.
struct Quotes {
    bool open = false;
    bool seen = false;

    void walk(std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '"') {
                open = !open;
                seen = true;
            } else if (text[i] == '\xE2' && i + 2 < text.size() && text[i + 1] == '\x80') {
                if (text[i + 2] == '\x9C' || text[i + 2] == '\x9E') {
                    open = true;
                    seen = true;
                } else if (text[i + 2] == '\x9D') {
                    open = false;
                    seen = true;
                }
            } else if (text[i] == '\xC2' && i + 1 < text.size() && (text[i + 1] == '\xAB' || text[i + 1] == '\xBB')) {
                open = text[i + 1] == '\xAB';
                seen = true;
            }
        }
    }
};

} // namespace

void split_sentences(Article& article, const TextLimits& limits) {
    const std::string_view text = article.text;
    Quotes quotes;
    std::size_t paragraph = 0;
    std::size_t start = 0;
    std::size_t line_start = 0;
    const auto close = [&](std::size_t end) {
        std::size_t begin = start;
        while (begin < end && is_space(text[begin])) {
            ++begin;
        }
        std::size_t stop = end;
        while (stop > begin && is_space(text[stop - 1])) {
            --stop;
        }
        start = end;
        if (begin == stop || article.sentences.size() >= limits.sentences) {
            return;
        }
        Sentence sentence{.span = {begin, stop}, .paragraph = paragraph, .opens_in_quote = quotes.open};
        quotes.seen = false;
        quotes.walk(text.substr(begin, stop - begin));
        sentence.has_quote = quotes.seen || sentence.opens_in_quote;
        sentence.language = find_language(text.substr(begin, stop - begin));
        article.sentences.push_back(std::move(sentence));
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            const std::size_t next = text.find_first_not_of(' ', i + 1);
            const bool blank = next == std::string_view::npos || text[next] == '\n';
            if (line_parts(text, i, line_start)) {
                close(i);
                if (blank) {
                    ++paragraph;
                    quotes.open = false; // a quotation that goes on opens again
                }
            }
            line_start = i + 1;
            continue;
        }
        const bool ellipsis = text.substr(i).starts_with("\u2026");
        const bool wide = text.substr(i).starts_with("\u3002");
        if (c == '.' || c == '!' || c == '?' || ellipsis || wide) {
            std::size_t end = i + (ellipsis || wide ? 3 : 1);
            while (end < text.size() && (text[end] == '.' || text[end] == '!' || text[end] == '?')) {
                ++end;
            }
            while (const std::size_t length = closer_length(text, end)) {
                end += length;
            }
            std::size_t next = end;
            while (next < text.size() && is_space(text[next])) {
                ++next;
            }
            const bool blank_follows = wide || end >= text.size() || is_space(text[end]);
            // After a question or a full stop inside quotation marks a small letter goes on: "..." he said.
            if (blank_follows && starts_sentence(text, next) && !(c == '.' && is_abbreviation(text, i) && next < text.size())) {
                close(end);
                i = end - 1;
                continue;
            }
        }
        if (i - start >= limits.sentence && is_space(c)) {
            close(i);
        } else if (i - start >= limits.sentence + 200 && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
            close(i);
        }
    }
    close(text.size());
}

} // namespace tidewaiter::claims
