#include "flows/codes.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tidewaiter::flows {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string upper(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); });
    return result;
}

constexpr std::size_t most_digits = 11; // Taiwan's tariff; no code of trade statistics is longer

} // namespace

base::Result<Code> parse_code(std::string_view given, bool eleven) {
    const std::string shown(base::utf8_prefix(base::trim(given), 40));
    std::string text;
    for (const char c : upper(shown)) {
        if (c != '.' && c != ' ' && c != '\'') {
            text += c;
        }
    }
    if (text.empty()) {
        return base::error("the code is empty", "Every row needs a commodity code, or TOTAL for all goods.");
    }
    if (text == "TOTAL" || text.starts_with("TOTAL-") || text == "ALLGOODS") {
        return Code{"TOTAL", 0, false, false};
    }
    if (std::ranges::all_of(text, [](char c) { return c == 'X'; })) {
        return Code{"SECRET", 0, false, true};
    }
    // "85423190-Electronic ..." of the Data Browser, "8542 - ELECTRONIC ..."
    if (const std::size_t dash = text.find('-'); dash != std::string::npos) {
        text.resize(dash);
    }
    const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
    if (digits < text.size()) {
        // Eurostat hides goods under codes such as 8542SSS9 or 99SSSSSS: two known digits at least, then letters.
        const bool hidden = digits >= 2 && std::ranges::all_of(text.substr(digits), [](char c) { return is_digit(c) || c == 'S' || c == 'X' || c == 'M' || c == 'P'; });
        if (!hidden) {
            return base::error(fmt::format("'{}' is no commodity code", shown), "A code has two to eleven digits.");
        }
        return Code{text, static_cast<int>(text.size()), false, true};
    }
    if (text.size() > most_digits) {
        return base::error(fmt::format("'{}' has more than {} digits", shown, most_digits), "A code has two to eleven digits.");
    }
    Code code{text, 0, false, false};
    if (text.size() % 2 == 1 && !(eleven && text.size() == most_digits)) {
        if (text.size() == most_digits) {
            return base::error(fmt::format("'{}' has eleven digits", shown), "Only Taiwan's tariff has eleven digits.");
        }
        code.code.insert(0, 1, '0');
        code.zero_added = true;
    }
    if (code.code.starts_with("00")) {
        return base::error(fmt::format("'{}' lies in chapter 00, which there is not", shown), "Chapters run from 01 to 99.");
    }
    code.level = static_cast<int>(code.code.size());
    return code;
}

std::string_view revision_of_year(int year) {
    constexpr std::array<std::pair<int, std::string_view>, 7> since = {{{2022, "HS2022"}, {2017, "HS2017"}, {2012, "HS2012"}, {2007, "HS2007"},
                                                                        {2002, "HS2002"}, {1996, "HS1996"}, {0, "HS1988"}}};
    return std::ranges::find_if(since, [year](const auto& row) { return year >= row.first; })->second;
}

base::Result<std::string> parse_revision(std::string_view given) {
    const std::string text = upper(base::trim(given));
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> names = {{{"H0", "HS1988"}, {"H1", "HS1996"}, {"H2", "HS2002"}, {"H3", "HS2007"},
                                                                                     {"H4", "HS2012"}, {"H5", "HS2017"}, {"H6", "HS2022"}}};
    if (text.empty() || text == "HS") {
        return std::string();
    }
    for (const auto& [un, ours] : names) {
        if (text == un || text == ours || text == ours.substr(2) || text == fmt::format("HS {}", ours.substr(2)) ||
            text == fmt::format("HS{}", ours.substr(4))) {
            return std::string(ours);
        }
    }
    return base::error(fmt::format("'{}' is no revision of the Harmonized System", base::utf8_prefix(text, 20)), "Known: HS1988 to HS2022, or H0 to H6.");
}

} // namespace tidewaiter::flows
