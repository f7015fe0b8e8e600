// ASCII letters and digits, whatever the locale.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace tidewaiter::lists {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }

inline std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        c = to_lower(c);
    }
    return lower;
}

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

inline bool has_digit(std::string_view text) { return std::ranges::any_of(text, is_digit); }

} // namespace tidewaiter::lists
