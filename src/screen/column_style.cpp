#include "screen/column_style.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

using entity::DayOrder;

/// The two first numbers of a date that ends in its year: 05/04/2021, 5.4.2021 10:00.
struct Parts {
    int first = 0;
    int second = 0;
};

std::optional<int> take_number(std::string_view& text, std::size_t most) {
    int number = 0;
    std::size_t digits = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9' && digits < most) {
        number = number * 10 + (text.front() - '0');
        text.remove_prefix(1);
        ++digits;
    }
    return digits == 0 ? std::nullopt : std::optional(number);
}

std::optional<Parts> find_parts(std::string_view text) {
    text = base::trim(text);
    const auto first = take_number(text, 2);
    if (!first || text.empty() || (text.front() != '/' && text.front() != '.' && text.front() != '-')) {
        return std::nullopt;
    }
    const char separator = text.front();
    text.remove_prefix(1);
    const auto second = take_number(text, 2);
    if (!second || text.empty() || text.front() != separator) {
        return std::nullopt;
    }
    text.remove_prefix(1);
    const std::size_t before = text.size();
    if (!take_number(text, 4) || before - text.size() != 4 || (!text.empty() && text.front() >= '0' && text.front() <= '9')) {
        return std::nullopt;
    }
    return Parts{*first, *second};
}

constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};

bool is_month(int number) { return number >= 1 && number <= 12; }

} // namespace

void ColumnStyle::Sight::add(std::string_view value, std::uint64_t at) {
    if (count++ == 0) {
        line = at;
        text = base::utf8_prefix(base::trim(value), 40);
    }
}

void ColumnStyle::see_date(std::string_view text, std::uint64_t line) {
    const auto parts = find_parts(text);
    if (!parts || parts->first == parts->second) {
        return;
    }
    const bool day_first = is_month(parts->second) && parts->first >= 1 && parts->first <= 31;
    const bool month_first = is_month(parts->first) && parts->second >= 1 && parts->second <= 31;
    if (day_first && month_first) {
        either_.add(text, line);
    } else if (day_first) {
        only_day_first_.add(text, line);
    } else if (month_first) {
        only_month_first_.add(text, line);
    }
}

/// Counts what the marks of one number prove; "1,234" and "1.234" prove nothing.
void ColumnStyle::see_number(std::string_view text) {
    const std::string_view number = base::trim(text);
    const std::size_t comma = number.rfind(',');
    const std::size_t point = number.rfind('.');
    const auto digits_after = [number](std::size_t mark) { return number.size() - mark - 1; };
    if (comma != std::string_view::npos && point != std::string_view::npos) {
        ++(comma > point ? comma_decimals_ : point_decimals_);
    } else if (comma != std::string_view::npos) {
        if (std::ranges::count(number, ',') > 1) {
            ++point_decimals_;
        } else if (digits_after(comma) != 3) {
            ++comma_decimals_;
        }
    } else if (point != std::string_view::npos) {
        if (std::ranges::count(number, '.') > 1) {
            ++comma_decimals_;
        } else if (digits_after(point) != 3) {
            ++point_decimals_;
        }
    }
}

void ColumnStyle::decide(std::string_view forced, std::optional<bool> decimal_comma) {
    comma_ = decimal_comma ? *decimal_comma : comma_decimals_ > 0 && point_decimals_ == 0;
    if (!forced.empty()) {
        order_ = forced == "day-first" ? DayOrder::day_first : DayOrder::month_first;
        return;
    }
    const bool day = only_day_first_.count > 0;
    const bool month = only_month_first_.count > 0;
    if (either_.count == 0 || day != month) {
        order_ = day == month ? DayOrder::unknown : day ? DayOrder::day_first : DayOrder::month_first;
        return;
    }
    constexpr std::string_view hint = "Say which comes first: --day-order day-first or --day-order month-first.";
    if (day) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("column '{}': '{}' (line {}) can only have the day first, '{}' (line {}) only the month",
                                        column_, only_day_first_.text, only_day_first_.line, only_month_first_.text, only_month_first_.line),
                            std::string(hint) + " Dates that do not fit are then said as unreadable.");
    }
    const auto parts = find_parts(either_.text);
    throw base::Failure(base::FailureKind::bad_input,
                        fmt::format("column '{}': days and months cannot be told apart: '{}' (line {}) is {} {} or {} {}, and no "
                                    "date in the column decides it",
                                    column_, either_.text, either_.line, parts->first, months[parts->second - 1], parts->second,
                                    months[parts->first - 1]),
                        std::string(hint));
}

std::string ColumnStyle::describe() const {
    if (either_.count + only_day_first_.count + only_month_first_.count == 0 || order_ == DayOrder::unknown) {
        return {};
    }
    return fmt::format("{}: {} first", column_, order_ == DayOrder::day_first ? "day" : "month");
}

std::uint32_t ColumnStyles::slot(const std::string& column) {
    const auto [place, fresh] = slots_.try_emplace(column, static_cast<std::uint32_t>(styles_.size()));
    if (fresh) {
        styles_.emplace_back(column);
    }
    return place->second;
}

void ColumnStyles::decide(std::string_view forced, std::optional<bool> decimal_comma) {
    for (ColumnStyle& style : styles_) {
        style.decide(forced, decimal_comma);
    }
}

std::string ColumnStyles::describe() const {
    std::string text;
    for (const ColumnStyle& style : styles_) {
        const std::string phrase = style.describe();
        if (!phrase.empty()) {
            text += (text.empty() ? "" : "; ") + phrase;
        }
    }
    return text;
}

} // namespace tidewaiter::screen
