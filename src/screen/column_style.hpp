// How a column writes its dates and numbers, decided from all of its values before any is read: 05/04/2021 alone is
// two dates, beside 13/04/2021 it is one.
#pragma once

#include "entity/date.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// Evidence of one column.
class ColumnStyle {
public:
    explicit ColumnStyle(std::string column) : column_(std::move(column)) {}

    void see_date(std::string_view text, std::uint64_t line);
    void see_number(std::string_view text);
    /// Decides. In: forced: "", day-first or month-first; decimal_comma: nullopt to decide by the values.
    /// Errors: Failure(bad_input) with a hint when days and months cannot be told apart.
    void decide(std::string_view forced, std::optional<bool> decimal_comma);

    entity::DayOrder day_order() const { return order_; }

    bool decimal_comma() const { return comma_; }

    /// "date: day first", or empty when no value needed a decision.
    std::string describe() const;

private:
    struct Sight {
        std::uint64_t count = 0;
        std::uint64_t line = 0;
        std::string text;
        void add(std::string_view value, std::uint64_t at);
    };

    std::string column_;
    Sight only_day_first_;
    Sight only_month_first_;
    Sight either_;
    std::uint64_t comma_decimals_ = 0;
    std::uint64_t point_decimals_ = 0;
    entity::DayOrder order_ = entity::DayOrder::unknown;
    bool comma_ = false;
};

/// The styles of a file's columns, by name; JSON members by their path.
class ColumnStyles {
public:
    /// Number of the column's style; made when it is new.
    std::uint32_t slot(const std::string& column);

    ColumnStyle& at(std::uint32_t number) { return styles_[number]; }

    const ColumnStyle& at(std::uint32_t number) const { return styles_[number]; }

    void decide(std::string_view forced, std::optional<bool> decimal_comma);
    /// Phrases of all columns that needed a decision, joined by "; ".
    std::string describe() const;

    static constexpr std::uint32_t none = 0xFFFFFFFF;

private:
    std::map<std::string, std::uint32_t, std::less<>> slots_;
    std::vector<ColumnStyle> styles_;
};

} // namespace tidewaiter::screen
