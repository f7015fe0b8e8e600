// Months and years in words, read from the day of the text: "over the last year" is the twelve months before its month.
#include "claims/sentence.hpp"

#include "entity/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::claims {

namespace {

constexpr std::array<std::string_view, 12> months = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};

/// 1..12; 0 for no month. Short forms too.
int month_of(const Token& token) {
    if (token.kind != TokenKind::word || !token.capital) {
        return 0;
    }
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (token.lower == months[i] || (token.lower.size() == 3 && months[i].starts_with(token.lower)) || (token.lower == "sept" && i == 8)) {
            return static_cast<int>(i) + 1;
        }
    }
    return 0;
}

/// A year from 1900 to 2099 written in four digits; 0 for none.
int year_of(const Token& token) {
    if (token.kind != TokenKind::number || token.lower.size() != 4 || token.lower.find_first_of(".,") != std::string_view::npos) {
        return 0;
    }
    const int year = static_cast<int>(token.value);
    return year >= 1900 && year < 2100 ? year : 0;
}

int ordinal_of(std::string_view word) {
    constexpr std::array<std::string_view, 4> words = {"first", "second", "third", "fourth"};
    const auto found = std::ranges::find(words, word);
    return found != words.end() ? static_cast<int>(found - words.begin()) + 1 : word == "last" || word == "final" ? 9 : 0;
}

int small_number(const SentenceView& view, std::size_t i) {
    if (i >= view.tokens.size()) {
        return 0;
    }
    const Token& token = view.tokens[i];
    if (token.kind == TokenKind::number && token.value >= 1 && token.value <= 60 && token.value == static_cast<int>(token.value)) {
        return static_cast<int>(token.value);
    }
    const Item* item = view.item_of(i);
    if (item != nullptr && item->kind == Kind::number) {
        int value = 0;
        for (const char c : item->value) {
            value = value * 10 + (c - '0');
        }
        return value;
    }
    return 0;
}

std::string month_text(int year, int month) { return fmt::format("{:04}-{:02}", year, month); }

/// Months from the year 0.
std::string month_text(int count) { return month_text(count / 12, count % 12 + 1); }

class Reader {
public:
    explicit Reader(SentenceView& view) : view_(view) {
        if (view.date.size() == 10) {
            const auto date = entity::parse_date(view.date);
            if (date) {
                year_ = date->from.year;
                month_ = date->from.month;
            }
        }
    }

    void run() {
        for (std::size_t i = 0; i < view_.tokens.size();) {
            const std::size_t used = at(i);
            i += std::max<std::size_t>(used, 1);
        }
    }

private:
    std::string_view word(std::size_t i) const { return view_.tokens.word(i); }

    const Token& token(std::size_t i) const {
        static const Token none;
        return i < view_.tokens.size() ? view_.tokens[i] : none;
    }

    void add(std::size_t first, std::size_t last, std::string from, std::string to) {
        TimeWords time{.first = first, .last = last, .from = std::move(from), .to = std::move(to)};
        const std::string_view before = first > 0 ? word(first - 1) : std::string_view();
        const std::string_view before2 = first > 1 ? word(first - 2) : std::string_view();
        const auto compares = [](std::string_view text) { return text == "than" || text == "against"; };
        // "since the escalation of the conflict in February 2022": from then to the day of the text.
        for (std::size_t i = first, steps = 0; i-- > 0 && steps < 8 && (before == "in" || before == "of") && year_ > 0; ++steps) {
            if (word(i) == "," || word(i) == ";" || view_.tokens[i].kind == TokenKind::number) {
                break;
            }
            if (word(i) == "since") {
                time.to = month_text(year_, month_);
                break;
            }
        }
        // "an increase of 14 percent from 2019"
        const bool moved = before == "from" && first > 1 && (view_.is(first - 2, Kind::percent) || view_.is(first - 2, Kind::up) || view_.is(first - 2, Kind::down));
        const std::string_view next = word(last);
        const bool figure = before == "the" && (next == "figure" || next == "level" || next == "levels" || next == "total" || next == "volume" || next == "average");
        // "compared to the same period in 2021"
        const bool same = (before == "in" || before == "of") && (before2 == "period" || before2 == "months" || before2 == "quarter") && first > 3 && (word(first - 3) == "same" || word(first - 4) == "same");
        time.baseline = same || figure || moved || compares(before) || ((before == "in" || before == "the") && compares(before2));
        view_.times.push_back(std::move(time));
    }

    std::size_t add_year(std::size_t first, std::size_t last, int year) {
        add(first, last, month_text(year, 1), month_text(year, 12));
        return last - first;
    }

    /// Month before that of the text, in months from the year 0.
    int now() const { return year_ * 12 + month_ - 2; }

    /// The latest such month not after the text.
    int year_for(int month) const { return month <= month_ ? year_ : year_ - 1; }

    /// A month with or without a year, or a year, at i: tokens used; 0 for none.
    std::size_t point(std::size_t i, int& year, int& month) const {
        month = i < view_.tokens.size() ? month_of(token(i)) : 0;
        if (month != 0) {
            // "12 April" was taken with its day; "April 12, 2024"
            if (token(i + 1).kind == TokenKind::number && year_of(token(i + 1)) == 0 && token(i + 1).value >= 1 && token(i + 1).value <= 31 && !view_.is(i + 2, Kind::percent)) {
                const std::size_t comma = word(i + 2) == "," ? 1 : 0;
                year = year_of(token(i + 2 + comma));
                return year != 0 ? 3 + comma : 2;
            }
            const std::size_t comma = word(i + 1) == "," ? 1U : 0U;
            year = year_of(token(i + 1 + comma));
            if (year == 0 && token(i).lower == "may" && i > 0 && word(i - 1) != "in" && word(i - 1) != "since" && word(i - 1) != "and" && word(i - 1) != "to") {
                month = 0;
                return 0;
            }
            return year != 0 ? 2 + comma : 1;
        }
        year = i < view_.tokens.size() ? year_of(token(i)) : 0;
        return year != 0 ? 1U : 0U;
    }

    std::size_t quarter_or_half(std::size_t i);
    std::size_t relative(std::size_t i);
    std::size_t absolute(std::size_t i);

    std::size_t at(std::size_t i) {
        if (const std::size_t used = quarter_or_half(i)) {
            return used;
        }
        if (const std::size_t used = relative(i)) {
            return used;
        }
        return absolute(i);
    }

    /// "of 2023", "2023", "last year" after a part of a year.
    std::size_t year_after(std::size_t i, int& year) const {
        std::size_t at = i;
        at += word(at) == "of" || word(at) == "in" ? 1U : 0U;
        if (const int found = at < view_.tokens.size() ? year_of(token(at)) : 0) {
            year = found;
            return at + 1 - i;
        }
        if (word(at) == "last" && word(at + 1) == "year") {
            year = year_ - 1;
            return at + 2 - i;
        }
        if (word(at) == "this" && word(at + 1) == "year") {
            year = year_;
            return at + 2 - i;
        }
        year = 0;
        return 0;
    }

    SentenceView& view_;
    int year_ = 0;
    int month_ = 0;
};

std::size_t Reader::quarter_or_half(std::size_t i) {
    // "Q4 2023"
    if (word(i) == "q" && token(i + 1).kind == TokenKind::number && token(i + 1).glued && token(i + 1).value >= 1 && token(i + 1).value <= 4) {
        int year = 0;
        const std::size_t used = year_after(i + 2, year);
        year = year == 0 ? year_ : year;
        const int quarter = static_cast<int>(token(i + 1).value);
        if (year != 0) {
            add(i, i + 2 + used, month_text(year, 3 * quarter - 2), month_text(year, 3 * quarter));
        }
        return 2 + used;
    }
    const int ordinal = ordinal_of(word(i));
    if (ordinal == 0) {
        return 0;
    }
    int year = 0;
    if (word(i + 1) == "quarter") {
        const std::size_t used = year_after(i + 2, year);
        const int quarter = ordinal == 9 ? 4 : ordinal;
        if (year == 0) {
            if (ordinal == 9) {
                return 0; // "last quarter" alone
            }
            year = 3 * quarter <= month_ - 1 ? year_ : year_ - 1;
        }
        if (year > 0) {
            add(i, i + 2 + used, month_text(year, 3 * quarter - 2), month_text(year, 3 * quarter));
        }
        return 2 + used;
    }
    if (word(i + 1) == "half" && ordinal <= 2) {
        const std::size_t used = year_after(i + 2, year);
        if (year == 0) {
            return 0;
        }
        add(i, i + 2 + used, month_text(year, ordinal == 1 ? 1 : 7), month_text(year, ordinal == 1 ? 6 : 12));
        return 2 + used;
    }
    if (const int count = small_number(view_, i + 1); count >= 2 && count <= 12 && word(i + 2) == "months" && ordinal == 1) {
        const std::size_t used = year_after(i + 3, year);
        year = year == 0 ? year_ : year;
        if (year > 0) {
            add(i, i + 3 + used, month_text(year, 1), month_text(year, count));
        }
        return 3 + used;
    }
    return 0;
}

std::size_t Reader::relative(std::size_t i) {
    const std::string_view first = word(i);
    if (first == "last" && word(i + 1) == "year") {
        const bool running = i > 0 && word(i - 1) == "the"; // "over the last year"
        if (year_ > 0) {
            running ? add(i, i + 2, month_text(now() - 11), month_text(now())) : add(i, i + 2, month_text(year_ - 1, 1), month_text(year_ - 1, 12));
        }
        return 2;
    }
    if ((first == "past" || first == "last" || first == "previous") && i > 0) {
        const int count = small_number(view_, i + 1);
        const std::string_view unit = word(count > 0 ? i + 2 : i + 1);
        const int length = unit == "months" || unit == "month" ? 1 : unit == "years" || (unit == "year" && first == "past") ? 12 : 0;
        if (length > 0 && year_ > 0 && (count > 0 || unit == "year" || unit == "month")) {
            const int total = std::max(count, 1) * length;
            const std::size_t used = count > 0 ? 3 : 2;
            add(i, i + used, month_text(now() - total + 1), month_text(now()));
            return used;
        }
    }
    if (first == "this" && (word(i + 1) == "year")) {
        if (year_ > 0) {
            add(i, i + 2, month_text(year_, 1), month_text(year_, month_));
        }
        return 2;
    }
    const bool before = first == "before" || first == "pre";
    if (before) {
        std::size_t at = i + 1;
        at += word(at) == "-" ? 1U : 0U;
        at += word(at) == "the" ? 1U : 0U;
        at += word(at) == "full" ? 1U : 0U;
        at += word(at) == "scale" || word(at) == "-" ? 1U : 0U;
        if (word(at) == "war" || word(at) == "invasion" || word(at) == "sanction" || word(at) == "sanctions") {
            TimeWords time{.first = i, .last = at + 1, .from = "", .to = "2022-01", .baseline = true};
            view_.times.push_back(std::move(time));
            return at + 1 - i;
        }
    }
    if (first == "since") {
        std::size_t at = i + 1;
        at += word(at) == "the" ? 1U : 0U;
        at += word(at) == "start" || word(at) == "beginning" ? 1U : 0U;
        at += word(at) == "of" ? 1U : 0U;
        at += word(at) == "the" ? 1U : 0U;
        const std::string to = year_ > 0 ? month_text(year_, month_) : std::string();
        if (word(at) == "war" || word(at) == "invasion") {
            add(i, at + 1, "2022-02", to);
            return at + 1 - i;
        }
        int year = 0;
        int month = 0;
        if (const std::size_t used = point(at, year, month)) {
            year = year == 0 ? year_for(month) : year;
            add(i, at + used, month_text(year, month == 0 ? 1 : month), to);
            return at + used - i;
        }
    }
    return 0;
}

std::size_t Reader::absolute(std::size_t i) {
    // "in the year to this March", "the twelve months to March 2023"
    if ((word(i) == "year" || word(i) == "months") && word(i + 1) == "to") {
        int year = 0;
        int month = 0;
        const std::size_t at = i + 2 + (word(i + 2) == "this" || word(i + 2) == "last" ? 1U : 0U);
        const std::size_t used = point(at, year, month);
        year = year == 0 && month != 0 ? year_for(month) : year;
        if (used > 0 && month != 0 && year > 0) {
            const int count = word(i) == "year" ? 12 : i > 0 ? small_number(view_, i - 1) : 0;
            if (count > 0) {
                const int end = 12 * year + month - 1;
                add(i, at + used, month_text(end - count + 1), month_text(year, month));
                return at + used - i;
            }
        }
    }
    // "12 April 2024": the day first.
    if (token(i).kind == TokenKind::number && token(i).value >= 1 && token(i).value <= 31 && i + 1 < view_.tokens.size() && month_of(token(i + 1)) != 0 && year_of(token(i)) == 0 && token(i + 1).lower != "may") {
        int year = 0;
        int month = 0;
        const std::size_t used = point(i + 1, year, month);
        year = year == 0 ? year_for(month) : year;
        if (year > 0) {
            add(i, i + 1 + used, month_text(year, month), month_text(year, month));
        }
        return 1 + used;
    }
    int year = 0;
    int month = 0;
    const std::size_t used = point(i, year, month);
    if (used == 0) {
        return 0;
    }
    // A figure that looks like a year: "1,962" does not, "2023 tanks" and "1962 percent" do.
    const Item* after = view_.item_of(i + used);
    if (month == 0 && after != nullptr && (after->kind == Kind::percent || after->kind == Kind::scale || after->kind == Kind::currency || after->kind == Kind::unit)) {
        return 0;
    }
    const std::string_view before = i > 0 ? word(i - 1) : std::string_view();
    if (month == 0 && (before == "$" || before == "\u20AC" || before == "hs" || before == "heading" || before == "code" || before == "codes" || before == "chapter")) {
        return 0;
    }
    // "between January and October 2023", "from 2021 to 2023", "2021-2023", "January 2023 to July 2024"
    const std::string_view link = word(i + used);
    if (link == "and" || link == "to" || link == "-" || link == "until" || link == "through" || link == "till") {
        int to_year = 0;
        int to_month = 0;
        const std::size_t more = point(i + used + 1, to_year, to_month);
        // "in 2023 and 2024" is both years; "in 2021 and $2 billion in 2023" has a year each.
        const bool both = link == "and" && before == "in" && month == 0 && to_year == year + 1 && to_month == 0 && view_.item_of(i + used + 1 + more) == nullptr;
        const bool ranged = link != "and" || both || (i > 0 && (before == "between" || view_.is(i - 1, Kind::hedge)));
        if (more != 0 && ranged && !(link == "and" && month == 0 && to_month != 0)) {
            if (to_year == 0) {
                to_year = year != 0 ? year : year_for(to_month);
            }
            if (year == 0) {
                year = month > to_month ? to_year - 1 : to_year;
            }
            const bool lead = before == "between" || before == "from" || before == "in";
            add(i - (lead ? 1 : 0), i + used + 1 + more, month_text(year, month == 0 ? 1 : month), month_text(to_year, to_month == 0 ? 12 : to_month));
            return used + 1 + more;
        }
        // "2023 and the first quarter of 2024"
        if (link == "and" && word(i + used + 1) == "the" && month == 0) {
            const std::size_t count = view_.times.size();
            const std::size_t longer = quarter_or_half(i + used + 2);
            if (longer > 0 && view_.times.size() > count && view_.times.back().from == month_text(year + 1, 1)) {
                view_.times.back().first = i;
                view_.times.back().from = month_text(year, 1);
                return used + 2 + longer;
            }
            view_.times.resize(count);
        }
    }
    if (month != 0) {
        year = year == 0 ? year_for(month) : year;
        if (year > 0) {
            add(i, i + used, month_text(year, month), month_text(year, month));
        }
        return used;
    }
    // "in the 1940s"
    if (word(i + used) == "s" && view_.tokens[i + used].glued && year % 10 == 0) {
        add(i, i + used + 1, month_text(year, 1), month_text(year + 9, 12));
        return used + 1;
    }
    return add_year(i, i + used, year);
}

} // namespace

void find_times(SentenceView& view) {
    view.times.clear();
    Reader(view).run();
}

} // namespace tidewaiter::claims
