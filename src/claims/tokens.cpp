// Hyphens part words ("machine-tool", "sixty-one"), points inside single letters do not ("U.S."); a number keeps its separators.
#include "claims/tokens.hpp"

#include <algorithm>

namespace tidewaiter::claims {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// Bytes of the sign at i when it is a typographic one: quotation mark, dash, ellipsis, currency; 0 otherwise.
std::size_t wide_sign(std::string_view text, std::size_t i, std::string_view& meaning) {
    struct Sign {
        std::string_view bytes;
        std::string_view meaning;
    };
    static constexpr Sign signs[] = {
        {"\u201C", "\""}, {"\u201D", "\""}, {"\u201E", "\""}, {"\u00AB", "\""}, {"\u00BB", "\""}, {"\u2018", "'"}, {"\u2019", "'"}, {"\u2013", "-"},
        {"\u2014", "--"}, {"\u2026", "..."}, {"\u20AC", "\u20AC"}, {"\u00A3", "\u00A3"}, {"\u00A5", "\u00A5"}, {"\u2022", "*"}, {"\u00B7", "*"},
    };
    for (const Sign& sign : signs) {
        if (text.substr(i).starts_with(sign.bytes)) {
            meaning = sign.meaning;
            return sign.bytes.size();
        }
    }
    return 0;
}

/// Length of an apostrophe at i; 0 for none.
std::size_t apostrophe(std::string_view text, std::size_t i) {
    return i < text.size() && text[i] == '\'' ? 1 : text.substr(std::min(i, text.size())).starts_with("\u2019") ? 3 : 0;
}

double number_of(std::string_view digits) {
    double value = 0;
    double unit = 1;
    bool after_point = false;
    // A comma parts thousands; a single comma before one or two digits at the end is a decimal one, as in "46,4".
    const std::size_t comma = digits.rfind(',');
    const bool decimal_comma = comma != std::string_view::npos && digits.find(',') == comma && digits.size() - comma - 1 < 3 && digits.find('.') == std::string_view::npos;
    const bool thousands_points = std::ranges::count(digits, '.') > 1;
    for (const char c : digits) {
        if (is_digit(c)) {
            if (after_point) {
                unit /= 10;
                value += unit * (c - '0');
            } else {
                value = value * 10 + (c - '0');
            }
        } else if ((c == '.' && !thousands_points) || (c == ',' && decimal_comma)) {
            after_point = true;
        }
    }
    return value;
}

} // namespace

void Tokens::read(std::string_view text, std::size_t begin, std::size_t end) {
    tokens_.clear();
    lower_.assign(text.substr(begin, end - begin));
    std::ranges::transform(lower_, lower_.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    const std::string_view raw = text.substr(begin, end - begin);
    const std::string_view lower = lower_;
    for (std::size_t i = 0; i < raw.size();) {
        const char c = raw[i];
        if (c == ' ' || c == '\n') {
            ++i;
            continue;
        }
        Token token;
        token.glued = i > 0 && raw[i - 1] != ' ' && raw[i - 1] != '\n';
        const std::size_t start = i;
        std::string_view meaning;
        if (is_digit(c)) {
            while (i < raw.size() && (is_digit(raw[i]) || ((raw[i] == ',' || raw[i] == '.') && i + 1 < raw.size() && is_digit(raw[i + 1])))) {
                ++i;
            }
            token.kind = TokenKind::number;
            token.value = number_of(raw.substr(start, i - start));
            token.lower = lower.substr(start, i - start);
        } else if (const std::size_t length = static_cast<unsigned char>(c) >= 0x80 ? wide_sign(raw, i, meaning) : 0) {
            i += length;
            token.kind = TokenKind::sign;
            token.lower = meaning;
        } else if (is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80) {
            while (i < raw.size()) {
                const auto byte = static_cast<unsigned char>(raw[i]);
                if (is_ascii_letter(raw[i]) || (byte >= 0x80 && wide_sign(raw, i, meaning) == 0)) {
                    ++i;
                } else if (raw[i] == '.' && i == start + 1 && i + 2 < raw.size() && is_ascii_letter(raw[i + 1]) && raw[i + 2] == '.') {
                    i += 3; // U.S.
                    break;
                } else if (const std::size_t mark = apostrophe(raw, i); mark > 0 && i + mark < raw.size() && is_ascii_letter(raw[i + mark])) {
                    const char after = lower[i + mark];
                    const bool ends = i + mark + 1 >= raw.size() || !is_ascii_letter(raw[i + mark + 1]);
                    if (after == 's' && ends) {
                        token.possessive = true;
                        token.lower = lower.substr(start, i - start);
                        i += mark + 1;
                        break;
                    }
                    i += mark; // n't, O'Neil
                } else {
                    break;
                }
            }
            token.end = begin + i;
            if (token.lower.empty()) {
                token.lower = lower.substr(start, i - start);
            }
            if (const std::size_t mark = apostrophe(raw, i); mark > 0 && token.lower.ends_with('s') && !token.possessive && (i + mark >= raw.size() || raw[i + mark] == ' ') && token.lower.size() > 3) {
                token.possessive = true; // officials'
                i += mark;
            }
            token.capital = is_upper(c);
            token.all_capitals = token.lower.size() >= 2 && std::ranges::all_of(raw.substr(start, token.lower.size()), [](char letter) { return is_upper(letter) || letter == '.'; });
        } else {
            ++i;
            token.kind = TokenKind::sign;
            token.lower = lower.substr(start, 1);
        }
        token.begin = begin + start;
        token.end = begin + i;
        tokens_.push_back(token);
    }
}

} // namespace tidewaiter::claims
