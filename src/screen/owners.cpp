// Read from the end, where share and dates stand, so that a name may hold any word: "Until Tomorrow Ltd 20 %".
#include "screen/owners.hpp"

#include "base/utf8.hpp"
#include "entity/date.hpp"

#include <fmt/format.h>

#include <array>

namespace tidewaiter::screen {

namespace {

using base::trim;

constexpr std::size_t shown_bytes = 60;

struct DateWord {
    std::string_view word;
    bool ends;
};

constexpr std::array<DateWord, 4> date_words = {{{" since ", false}, {" from ", false}, {" until ", true}, {" to ", true}}};

/// Takes "since 2021-03-01" off the end. Out: false when the last such word is followed by no date, which makes it
/// a part of the name.
bool take_date(std::string_view& text, Owner& owner) {
    std::size_t at = std::string_view::npos;
    const DateWord* last = nullptr;
    for (const DateWord& each : date_words) {
        const std::size_t found = text.rfind(each.word);
        if (found != std::string_view::npos && (at == std::string_view::npos || found > at)) {
            at = found;
            last = &each;
        }
    }
    if (last == nullptr) {
        return false;
    }
    std::string_view rest = trim(text.substr(at + last->word.size()));
    while (!rest.empty() && (rest.back() == ')' || rest.back() == ',')) {
        rest.remove_suffix(1);
    }
    const auto date = entity::parse_date(rest);
    if (!date) {
        return false;
    }
    (last->ends ? owner.until : owner.since) = entity::to_iso(last->ends ? date->to : date->from);
    text = trim(text.substr(0, at));
    return true;
}

/// Hundredths of a percent of "60", "51.5", "33,33". Out: -1 for what is none.
std::int32_t to_basis_points(std::string_view digits) {
    std::int32_t value = 0;
    int decimals = -1;
    for (const char c : digits) {
        if ((c == '.' || c == ',') && decimals < 0) {
            decimals = 0;
        } else if (c >= '0' && c <= '9' && decimals < 2 && value <= 10'000) {
            value = value * 10 + (c - '0');
            decimals += decimals >= 0 ? 1 : 0;
        } else {
            return -1;
        }
    }
    for (int i = std::max(decimals, 0); i < 2; ++i) {
        value *= 10;
    }
    return value;
}

} // namespace

base::Result<Owner> parse_owner(std::string_view text) {
    Owner owner;
    const std::string_view whole = trim(text);
    std::string_view rest = whole;
    while (take_date(rest, owner)) {
    }
    while (!rest.empty() && (rest.back() == ')' || rest.back() == ',' || rest.back() == ' ' || rest.back() == '(')) {
        rest.remove_suffix(1);
    }
    if (rest.ends_with('%')) {
        rest = trim(rest.substr(0, rest.size() - 1));
        std::size_t start = rest.size();
        while (start > 0 && (rest[start - 1] == '.' || rest[start - 1] == ',' || (rest[start - 1] >= '0' && rest[start - 1] <= '9'))) {
            --start;
        }
        const std::int32_t share = start == rest.size() ? -1 : to_basis_points(rest.substr(start));
        if (share < 0 || share > 10'000) {
            return base::error(fmt::format("'{}' says no share from 0 to 100 %", base::utf8_prefix(whole, shown_bytes)),
                               "Write for example Alpha Holding 51.5 %.");
        }
        owner.stake_bp = share;
        rest = rest.substr(0, start);
    }
    while (!rest.empty() && (rest.back() == '(' || rest.back() == ',' || rest.back() == ' ' || rest.back() == ':' || rest.back() == '-')) {
        rest.remove_suffix(1);
    }
    owner.name = trim(rest);
    if (owner.name.empty()) {
        return base::error(fmt::format("'{}' names no owner", base::utf8_prefix(whole, shown_bytes)), "Write for example Alpha Holding 51.5 %.");
    }
    return owner;
}

std::string share_text(std::int32_t stake_bp) {
    if (stake_bp == Owner::unknown_stake) {
        return "an unknown share";
    }
    return stake_bp % 100 == 0 ? fmt::format("{} %", stake_bp / 100) : fmt::format("{}.{:02} %", stake_bp / 100, stake_bp % 100);
}

} // namespace tidewaiter::screen
