// Dates of any precision, as lists write them: "1965", "circa 1955-1965", "12 May 1963", "00/00/1980".
#pragma once

#include "base/result.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter::entity {

/// A calendar day, proleptic Gregorian.
struct Day {
    int year = 0;
    int month = 1; ///< 1..12
    int day = 1;   ///< 1..31
    friend auto operator<=>(const Day&, const Day&) = default;
};

bool is_valid(const Day& day);
std::string to_iso(const Day& day);  ///< "2024-02-29"
int to_serial(const Day& day);       ///< days since 1970-01-01
Day from_serial(int days);

/// An interval of days, both ends included; a full date is one day, a year is 1 January to 31 December.
struct PartialDate {
    Day from;
    Day to;
    bool circa = false;

    /// "2024-02-29", "1965-03", "1965", or "1955..1965" for what has no ISO prefix form. circa is not in it.
    std::string to_text() const;
    friend bool operator==(const PartialDate&, const PartialDate&) = default;
};

/// Which number comes first in 05/04/2021. `unknown` refuses what could be read both ways.
enum class DayOrder { unknown, day_first, month_first };

/// Reads: ISO prefix dates (also with time and zone, which are dropped), YYYYMMDD, "12 May 1963", "May 1963",
/// "12-May-1963", DD/MM/YYYY and MM/DD/YYYY by `order` (also with . and -), "00/00/1980" and "dd/mm/1965" as a
/// year, "circa 1955", "1955 to 1965", "circa 1955-1965", "01 Jan 1961 to 31 Dec 1961", "Jan 1961 to Mar 1961",
/// "between 1955 and 1965", "approximately 1955". Two-digit years are refused.
/// Errors: a day that does not exist (31 February), order that cannot be told, anything else; each with a hint.
base::Result<PartialDate> parse_date(std::string_view text, DayOrder order = DayOrder::unknown);

enum class DateRelation { equal, compatible, day_month_swapped, near_year, different };

/// How two dates relate: equal at full precision; compatible when their intervals overlap; day and month swapped;
/// near_year when they do not overlap and one is circa within two years; different otherwise.
DateRelation compare_dates(const PartialDate& a, const PartialDate& b);

} // namespace tidewaiter::entity
