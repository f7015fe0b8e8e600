#include "flows/periods.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace tidewaiter::flows {

namespace {

constexpr int first_year = 1900;
constexpr int last_year = 2100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Words and numbers of the text; everything else only separates.
std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t i = 0;
    const auto kind = [](char c) {
        return is_digit(c) ? 1 : (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 ? 2 : 0;
    };
    while (i < text.size()) {
        const int what = kind(text[i]);
        const std::size_t start = i;
        while (i < text.size() && kind(text[i]) == what) {
            ++i;
        }
        if (what != 0) {
            parts.push_back(text.substr(start, i - start));
        }
    }
    return parts;
}

std::optional<int> month_of(std::string_view word) {
    constexpr std::array names = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    if (word.size() < 3) {
        return std::nullopt;
    }
    std::string front;
    for (const char c : word.substr(0, 3)) {
        front += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (front == names[i]) {
            return static_cast<int>(i) + 1;
        }
    }
    return std::nullopt;
}

int number_of(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

base::Result<Period> checked(std::string_view text, int year, int month, int months) {
    if (year < first_year || year > last_year) {
        return base::error(fmt::format("'{}' lies in no year from {} to {}", text, first_year, last_year), "Write a period as 2021, 2021-03 or 2021-Q1.");
    }
    if (month < 1 || month > 12) {
        return base::error(fmt::format("'{}' has no month from 1 to 12", text), "Write a period as 2021, 2021-03 or 2021-Q1.");
    }
    if (months < 1 || months > 255) {
        return base::error(fmt::format("'{}' spans {} months", text, months), "A period has from 1 to 255 months.");
    }
    return Period{year, month, months};
}

/// "201812" and the like: YYYYMM, where month 52 is the whole year; YYYY; YYYYMMDD.
base::Result<Period> of_digits(std::string_view text, std::string_view digits) {
    if (digits.size() == 4) {
        return checked(text, number_of(digits), 1, 12);
    }
    if (digits.size() == 6 || digits.size() == 8) {
        const int year = number_of(digits.substr(0, 4));
        const int month = number_of(digits.substr(4, 2));
        if (month == 52 || month == 0) {
            return checked(text, year, 1, 12);
        }
        return checked(text, year, month, 1);
    }
    return base::error(fmt::format("'{}' is no period", text), "Write a period as 2021, 2021-03 or 2021-Q1.");
}

} // namespace

std::string Period::first_day() const { return fmt::format("{:04}-{:02}-01", year, month); }

std::string Period::to_text() const {
    if (months == 12 && month == 1) {
        return fmt::format("{:04}", year);
    }
    if (months == 1) {
        return fmt::format("{:04}-{:02}", year, month);
    }
    if (months == 3 && month % 3 == 1) {
        return fmt::format("{:04}-Q{}", year, (month + 2) / 3);
    }
    const int last = index() + months - 1;
    return fmt::format("{:04}-{:02}..{:04}-{:02}", year, month, last / 12, last % 12 + 1);
}

base::Result<Period> parse_period(std::string_view given) {
    const std::string text(base::utf8_prefix(base::trim(given), 60));
    const auto parts = split(text);
    if (parts.empty()) {
        return base::error("the period is empty", "Write a period as 2021, 2021-03 or 2021-Q1.");
    }
    // "2024-06..2025-05" and "201601-201612"
    if (const std::size_t dots = text.find(".."); dots != std::string::npos) {
        const auto from = parse_period(std::string_view(text).substr(0, dots));
        const auto to = parse_period(std::string_view(text).substr(dots + 2));
        if (!from || !to || to->index() + to->months <= from->index()) {
            return base::error(fmt::format("'{}' is no span of months", text), "Write it as 2024-06..2025-05.");
        }
        return checked(text, from->year, from->month, to->index() + to->months - from->index());
    }
    if (parts.size() == 2 && parts[0].size() == 6 && parts[1].size() == 6 && is_digit(parts[0][0]) && is_digit(parts[1][0])) {
        const auto from = of_digits(text, parts[0]);
        const auto to = of_digits(text, parts[1]);
        if (!from || !to || to->index() < from->index()) {
            return base::error(fmt::format("'{}' is no span of months", text), "Write it as 2024-06..2025-05.");
        }
        return checked(text, from->year, from->month, to->index() + to->months - from->index());
    }
    const std::string_view first = parts[0];
    if (parts.size() == 1) {
        return of_digits(text, first);
    }
    if (is_digit(first[0])) {
        const std::string_view second = parts[1];
        // "202408-Aug. 2024", "201952-Jan.-Dec. 2019": the number says it all.
        if (first.size() == 6 && !is_digit(second[0])) {
            return of_digits(text, first);
        }
        if (first.size() == 4 && is_digit(second[0])) {
            // "2021-03", "2021-03-01", "2021-03-01 00:00:00"
            const auto month = checked(text, number_of(first), number_of(second), 1);
            return second.size() > 2 ? base::Result<Period>(base::error(fmt::format("'{}' is no period", text), "Write a period as 2021, 2021-03 or 2021-Q1.")) : month;
        }
        if (first.size() == 4 && parts.size() == 3 && is_digit(parts[2][0]) && second.size() == 1) {
            const char letter = static_cast<char>(second[0] & ~0x20);
            const int number = number_of(parts[2]);
            if (letter == 'Q' && number >= 1 && number <= 4) {
                return checked(text, number_of(first), number * 3 - 2, 3);
            }
            if (letter == 'M') {
                return checked(text, number_of(first), number, 1);
            }
            if ((letter == 'S' || letter == 'H') && number >= 1 && number <= 2) {
                return checked(text, number_of(first), number * 6 - 5, 6);
            }
        }
        return base::error(fmt::format("'{}' is no period", text), "Write a period as 2021, 2021-03 or 2021-Q1.");
    }
    // "Y2021", "Aug. 2024", "Jan.-Dec. 2018", "2018 Jan" never occurs
    if (parts.size() == 2 && is_digit(parts[1][0])) {
        if (first == "Y" || first == "y") {
            return of_digits(text, parts[1]);
        }
        if (const auto month = month_of(first)) {
            return checked(text, number_of(parts[1]), *month, 1);
        }
    }
    if (parts.size() == 3 && is_digit(parts[2][0])) {
        const auto from = month_of(first);
        const auto to = month_of(parts[1]);
        if (from && to && *to >= *from) {
            return checked(text, number_of(parts[2]), *from, *to - *from + 1);
        }
    }
    return base::error(fmt::format("'{}' is no period", text), "Write a period as 2021, 2021-03 or 2021-Q1.");
}

} // namespace tidewaiter::flows
