#include "entity/date.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <vector>

namespace tidewaiter::entity {

namespace {

constexpr int lowest_year = 1000;
constexpr int highest_year = 2999;
constexpr std::size_t longest = 80; // the longest published form is under 40 bytes

int days_in_month(int year, int month) {
    constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

/// A word or number of the text, lower-case; separators are kept apart.
struct Piece {
    std::string text;
    int number = -1;    // for digits
    std::size_t digits = 0;
    char before = ' ';  // separator before it
};

std::vector<Piece> split(std::string_view text) {
    std::vector<Piece> pieces;
    char separator = ' ';
    std::size_t i = 0;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) >= 0x80); };
    while (i < text.size()) {
        const char c = text[i];
        if (!is_digit(c) && !is_letter(c)) {
            if (c != ' ' || separator == ' ') {
                separator = c;
            }
            ++i;
            continue;
        }
        Piece piece;
        piece.before = pieces.empty() ? ' ' : separator;
        const bool digits = is_digit(c);
        while (i < text.size() && (digits ? is_digit(text[i]) : is_letter(text[i]))) {
            piece.text += (text[i] >= 'A' && text[i] <= 'Z') ? static_cast<char>(text[i] | 0x20) : text[i];
            ++i;
        }
        if (digits) {
            piece.digits = piece.text.size();
            piece.number = piece.digits <= 8 ? std::stoi(piece.text) : -2;
        }
        separator = ' ';
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

int month_of(std::string_view word) {
    constexpr std::array<std::string_view, 12> names = {"january", "february", "march",     "april",   "may",      "june",
                                                        "july",    "august",   "september", "october", "november", "december"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (word == names[i] || word == names[i].substr(0, 3) || (word == "sept" && i == 8)) {
            return static_cast<int>(i) + 1;
        }
    }
    return 0;
}

bool is_circa(std::string_view word) {
    constexpr std::array<std::string_view, 8> words = {"circa", "c", "ca", "approximately", "approx", "about", "around", "approximatively"};
    return std::ranges::find(words, word) != words.end();
}

bool is_placeholder(const Piece& piece) { // "00", "dd", "mm" of a form that was not filled in
    return (piece.digits > 0 && piece.digits <= 2 && piece.number == 0) || piece.text == "dd" || piece.text == "mm";
}

bool is_year(const Piece& piece) { return piece.digits == 4 && piece.number >= lowest_year && piece.number <= highest_year; }

base::Result<PartialDate> refuse(std::string_view text, std::string_view why, std::string_view hint) {
    return base::error(fmt::format("'{}' is not a date: {}", base::utf8_prefix(base::trim(text), 40), why), std::string(hint));
}

PartialDate whole_year(int year) { return {{year, 1, 1}, {year, 12, 31}, false}; }

PartialDate whole_month(int year, int month) { return {{year, month, 1}, {year, month, days_in_month(year, month)}, false}; }

base::Result<PartialDate> one_day(std::string_view text, int year, int month, int day) {
    const Day made{year, month, day};
    if (!is_valid(made)) {
        return refuse(text, month < 1 || month > 12 ? fmt::format("there is no month {}", month)
                                                    : fmt::format("there is no day {} in month {} of {}", day, month, year),
                      "Correct it at the source; it is not guessed.");
    }
    return PartialDate{made, made, false};
}

/// Two small numbers and a year: 05/04/2021.
base::Result<PartialDate> numeric(std::string_view text, const Piece& a, const Piece& b, int year, DayOrder order) {
    if (is_placeholder(a) && is_placeholder(b)) {
        return whole_year(year);
    }
    if (is_placeholder(a) && b.number >= 1 && b.number <= 12) {
        return whole_month(year, b.number);
    }
    if (a.number < 0 || b.number < 0) {
        return refuse(text, "it mixes letters and numbers in an unknown way", "Write 2021-04-05 or 5 April 2021.");
    }
    const bool day_first_fits = b.number <= 12;
    const bool month_first_fits = a.number <= 12;
    if (order == DayOrder::day_first || (order == DayOrder::unknown && day_first_fits && (!month_first_fits || a.number == b.number))) {
        return one_day(text, year, b.number, a.number);
    }
    if (order == DayOrder::month_first || (order == DayOrder::unknown && month_first_fits && !day_first_fits)) {
        return one_day(text, year, a.number, b.number);
    }
    if (!day_first_fits && !month_first_fits) {
        return refuse(text, "neither number can be a month", "Write 2021-04-05 or 5 April 2021.");
    }
    return refuse(text, "day and month cannot be told apart", "Say which comes first, or write 2021-04-05.");
}

/// One date without "to" or "circa".
base::Result<PartialDate> single(std::string_view text, std::span<const Piece> p, DayOrder order) {
    constexpr std::string_view forms = "Write 2021-04-05, 2021-04, 2021 or 5 April 2021.";
    if (p.empty()) {
        return refuse(text, "it holds no date", forms);
    }
    // ISO: year first. A time ("T10:20") and a zone after the day are dropped.
    if (is_year(p[0])) {
        if (p.size() == 1) {
            return whole_year(p[0].number);
        }
        const int named = p.size() >= 2 ? month_of(p[1].text) : 0;
        const int month = named > 0 ? named : p[1].number;
        if (p[1].digits > 2 || month < 0) {
            return refuse(text, "what follows the year is no month", forms);
        }
        if (is_placeholder(p[1])) {
            return whole_year(p[0].number);
        }
        if (p.size() == 2 || is_placeholder(p[2])) {
            if (month < 1 || month > 12) {
                return refuse(text, fmt::format("there is no month {}", month), "Correct it at the source; it is not guessed.");
            }
            return whole_month(p[0].number, month);
        }
        const bool time_follows = p.size() > 3 && p[3].text != "t" && p[3].before != ' ' && p[3].before != ':' && p[3].before != '+';
        if (p[2].digits == 0 || p[2].digits > 2 || time_follows) {
            return refuse(text, "what follows the month is no day", forms);
        }
        return one_day(text, p[0].number, month, p[2].number);
    }
    if (p.size() == 1 && p[0].digits == 8 && p[0].number >= lowest_year * 10'000) {
        return one_day(text, p[0].number / 10'000, p[0].number / 100 % 100, p[0].number % 100);
    }
    if (p.size() == 2 && month_of(p[0].text) > 0 && is_year(p[1])) { // May 1963
        return whole_month(p[1].number, month_of(p[0].text));
    }
    if (p.size() == 2 && p[0].digits > 0 && p[0].digits <= 2 && is_year(p[1])) { // 05/1963
        if (is_placeholder(p[0])) {
            return whole_year(p[1].number);
        }
        if (p[0].number > 12) {
            return refuse(text, fmt::format("there is no month {}", p[0].number), forms);
        }
        return whole_month(p[1].number, p[0].number);
    }
    const bool clock_follows = p.size() > 3 && p[3].before == ' ' && p[3].digits > 0;
    if (p.size() == 3 || clock_follows) {
        if (!is_year(p[2])) {
            if (p[2].digits == 2) {
                return refuse(text, "a year of two digits could mean two centuries", "Write the year with four digits.");
            }
            return refuse(text, "it ends with no year", forms);
        }
        if (month_of(p[1].text) > 0 && p[0].digits > 0 && p[0].digits <= 2) { // 12 May 1963
            return is_placeholder(p[0]) ? base::Result<PartialDate>(whole_month(p[2].number, month_of(p[1].text)))
                                        : one_day(text, p[2].number, month_of(p[1].text), p[0].number);
        }
        if (month_of(p[0].text) > 0 && p[1].digits > 0 && p[1].digits <= 2) { // May 12, 1963
            return one_day(text, p[2].number, month_of(p[0].text), p[1].number);
        }
        if (p[0].digits <= 2 && p[1].digits <= 2) {
            return numeric(text, p[0], p[1], p[2].number, order);
        }
    }
    return refuse(text, "its form is not known", forms);
}

} // namespace

bool is_valid(const Day& day) {
    return day.year >= lowest_year && day.year <= highest_year && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
           day.day <= days_in_month(day.year, day.month);
}

std::string to_iso(const Day& day) { return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day); }

int to_serial(const Day& day) {
    const std::chrono::year_month_day date{std::chrono::year{day.year}, std::chrono::month{static_cast<unsigned>(day.month)},
                                           std::chrono::day{static_cast<unsigned>(day.day)}};
    return static_cast<int>(std::chrono::sys_days{date}.time_since_epoch().count());
}

Day from_serial(int days) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::string PartialDate::to_text() const {
    if (from == to) {
        return to_iso(from);
    }
    const bool whole_years = from.month == 1 && from.day == 1 && to.month == 12 && to.day == 31;
    if (whole_years) {
        return from.year == to.year ? fmt::format("{:04}", from.year) : fmt::format("{:04}..{:04}", from.year, to.year);
    }
    const bool whole_months = from.day == 1 && to.day == days_in_month(to.year, to.month);
    if (whole_months) {
        return from.year == to.year && from.month == to.month
                   ? fmt::format("{:04}-{:02}", from.year, from.month)
                   : fmt::format("{:04}-{:02}..{:04}-{:02}", from.year, from.month, to.year, to.month);
    }
    return fmt::format("{}..{}", to_iso(from), to_iso(to));
}

base::Result<PartialDate> parse_date(std::string_view text, DayOrder order) {
    const std::string_view trimmed = base::trim(text);
    if (trimmed.empty()) {
        return refuse(text, "it is empty", "");
    }
    if (trimmed.size() > longest) {
        return refuse(text, "it is too long", "");
    }
    // Our own interval form first, so that to_text reads back.
    if (const std::size_t dots = trimmed.find(".."); dots != std::string_view::npos) {
        const auto from = parse_date(trimmed.substr(0, dots), order);
        const auto to = parse_date(trimmed.substr(dots + 2), order);
        if (!from || !to || to->to < from->from) {
            return refuse(text, "its two ends do not make an interval", "Write the earlier date first.");
        }
        return PartialDate{from->from, to->to, from->circa || to->circa};
    }
    std::vector<Piece> pieces = split(trimmed);
    bool circa = false;
    while (!pieces.empty() && is_circa(pieces.front().text)) {
        circa = true;
        pieces.erase(pieces.begin());
    }
    const bool between = !pieces.empty() && (pieces.front().text == "between" || pieces.front().text == "from");
    if (between) {
        pieces.erase(pieces.begin());
    }
    // "A to B", "between A and B".
    const auto middle = std::ranges::find_if(pieces, [between](const Piece& p) {
        return p.text == "to" || (between && p.text == "and") || p.text == "until";
    });
    base::Result<PartialDate> read = [&]() -> base::Result<PartialDate> {
        std::span<const Piece> all = pieces;
        if (middle != pieces.end()) {
            const auto at = static_cast<std::size_t>(middle - pieces.begin());
            std::span<const Piece> second = all.subspan(at + 1);
            if (!second.empty() && is_circa(second.front().text)) {
                circa = true;
                second = second.subspan(1);
            }
            const auto from = single(text, all.first(at), order);
            const auto to = single(text, second, order);
            if (!from) {
                return from;
            }
            if (!to) {
                return to;
            }
            if (to->to < from->from) {
                return refuse(text, "it ends before it begins", "Write the earlier date first.");
            }
            return PartialDate{from->from, to->to, false};
        }
        if (all.size() == 2 && is_year(all[0]) && is_year(all[1])) { // 1955-1965
            if (all[1].number < all[0].number) {
                return refuse(text, "it ends before it begins", "Write the earlier year first.");
            }
            return PartialDate{{all[0].number, 1, 1}, {all[1].number, 12, 31}, false};
        }
        return single(text, all, order);
    }();
    if (read && circa) {
        read->circa = true;
    }
    return read;
}

DateRelation compare_dates(const PartialDate& a, const PartialDate& b) {
    const bool full = a.from == a.to && b.from == b.to;
    if (full && a.from == b.from) {
        return DateRelation::equal;
    }
    if (a.from <= b.to && b.from <= a.to) {
        return DateRelation::compatible;
    }
    if (full && a.from.year == b.from.year && a.from.month == b.from.day && a.from.day == b.from.month) {
        return DateRelation::day_month_swapped;
    }
    if (a.circa || b.circa) {
        constexpr int tolerance = 2; // years
        const int gap = std::max(a.from.year - b.to.year, b.from.year - a.to.year);
        if (gap <= tolerance) {
            return DateRelation::near_year;
        }
    }
    return DateRelation::different;
}

} // namespace tidewaiter::entity
