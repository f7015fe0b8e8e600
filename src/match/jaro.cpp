#include "match/jaro.hpp"

#include <algorithm>
#include <array>
#include <bitset>

namespace tidewaiter::match {

namespace {

constexpr std::size_t most_prefix = 4;
constexpr double prefix_bonus = 0.1;

double jaro(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) {
        return 0;
    }
    const std::size_t window = std::max<std::size_t>(std::max(a.size(), b.size()) / 2, 1) - 1;
    std::bitset<most_jaro_letters> a_taken;
    std::bitset<most_jaro_letters> b_taken;
    std::size_t common = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t last = std::min(b.size(), i + window + 1);
        for (std::size_t j = i > window ? i - window : 0; j < last; ++j) {
            if (a[i] == b[j] && !b_taken[j]) {
                a_taken[i] = true;
                b_taken[j] = true;
                ++common;
                break;
            }
        }
    }
    if (common == 0) {
        return 0;
    }
    std::size_t out_of_order = 0;
    for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
        if (a_taken[i]) {
            while (!b_taken[j]) {
                ++j;
            }
            out_of_order += a[i] != b[j] ? 1U : 0U;
            ++j;
        }
    }
    const auto m = static_cast<double>(common);
    const double moved = static_cast<double>(out_of_order) / 2;
    return (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - moved) / m) / 3;
}

/// Soundex digit of a letter; 0 for vowels, which part equal digits; '-' for h and w, which do not.
char soundex_digit(char letter) {
    constexpr std::string_view digits = "01230120022455012623010202";
    if (letter == 'h' || letter == 'w') {
        return '-';
    }
    return digits[static_cast<std::size_t>(letter - 'a')];
}

} // namespace

double jaro_winkler(std::string_view a, std::string_view b) {
    a = a.substr(0, most_jaro_letters);
    b = b.substr(0, most_jaro_letters);
    const double similarity = jaro(a, b);
    const std::size_t least = std::min({a.size(), b.size(), most_prefix});
    std::size_t prefix = 0;
    while (prefix < least && a[prefix] == b[prefix]) {
        ++prefix;
    }
    return similarity + static_cast<double>(prefix) * prefix_bonus * (1 - similarity);
}

std::string to_soundex(std::string_view text) {
    std::string code;
    char last = '0';
    for (char letter : text) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        if (letter < 'a' || letter > 'z') {
            continue;
        }
        const char digit = soundex_digit(letter);
        if (code.empty()) {
            code = letter;
            last = digit;
            continue;
        }
        if (digit != '-') {
            if (digit != '0' && digit != last) {
                code += digit;
            }
            last = digit;
        }
        if (code.size() == 4) {
            return code;
        }
    }
    if (!code.empty()) {
        code.resize(4, '0');
    }
    return code;
}

} // namespace tidewaiter::match
