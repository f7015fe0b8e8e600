#include "claims/intervals.hpp"

#include <algorithm>
#include <cmath>

namespace tidewaiter::claims {

namespace {

bool is_round(double percent) { return std::abs(percent / 10 - std::round(percent / 10)) < 1e-9; }

/// Half the width that a bare number of per cent has.
double tolerance(double percent) { return is_round(percent) ? 5 : 2.5; }

Interval hedged(double value, double below, double above, Hedge hedge, std::optional<double> most) {
    switch (hedge) {
    case Hedge::near: return {.low = value - below, .high = value, .high_open = true};
    case Hedge::over: return {.low = value, .high = most, .low_open = true};
    case Hedge::at_least: return {.low = value, .high = most};
    case Hedge::under: return {.low = 0, .high = value, .high_open = true};
    case Hedge::at_most: return {.low = 0, .high = value};
    case Hedge::none:
    case Hedge::plain:
    case Hedge::between:
    case Hedge::about: return {.low = value - below, .high = value + above};
    }
    return {};
}

} // namespace

Interval share_interval(const Number& number) {
    if (number.most) {
        if (number.quantifier == "none") {
            return {.low = 0, .high = 0};
        }
        if (number.quantifier == "all") {
            return {.low = 100, .high = 100};
        }
        return {.low = number.value, .high = 100, .low_open = number.quantifier == "most"};
    }
    if (number.upper) {
        return {.low = number.value, .high = *number.upper};
    }
    // Fractions in words are round numbers of their kind.
    const bool fraction = std::abs(number.value - std::round(number.value)) > 0.01 && std::abs(number.value * 3 - std::round(number.value * 3)) < 0.01;
    const double width = number.hedge == Hedge::about || number.hedge == Hedge::near || fraction || number.value == 25 || number.value == 75 ? 5 : tolerance(number.value);
    Interval value = hedged(number.value, width, width, number.hedge, 100);
    value.low = std::max(*value.low, 0.0);
    if (value.high) {
        value.high = std::min(*value.high, 100.0);
    }
    return value;
}

Interval level_interval(const Number& number) {
    if (number.unbounded) {
        return {.low = number.value};
    }
    if (number.upper) {
        return {.low = number.value, .high = *number.upper};
    }
    return hedged(number.value, number.value / 10, number.value / 10, number.hedge, std::nullopt);
}

Interval ratio_interval(double ratio, const Number* hedge_of) {
    const Hedge hedge = hedge_of == nullptr ? Hedge::none : hedge_of->hedge;
    // "2.4 times" is said to a tenth, "tripled" to a half.
    const bool whole = std::abs(ratio - std::round(ratio)) < 1e-9 || std::abs(ratio - 1.5) < 1e-9 || std::abs(ratio - 2.5) < 1e-9;
    double width = whole ? std::max(0.5, ratio / 10) : ratio / 10;
    if (ratio < 1) {
        width = 0.1;
    }
    return hedged(ratio, width, width, hedge, std::nullopt);
}

Interval percent_change_interval(const Number& number, bool down) {
    const bool fraction = std::abs(number.value - std::round(number.value)) > 0.01 && std::abs(number.value * 3 - std::round(number.value * 3)) < 0.01;
    const double width = number.hedge == Hedge::about || number.hedge == Hedge::near || fraction ? 5 : tolerance(number.value);
    Interval change = hedged(number.value, width, width, number.hedge, std::nullopt);
    if (number.upper) {
        change = {.low = number.value, .high = *number.upper};
    }
    Interval ratio;
    const auto to_ratio = [&](double percent) { return down ? std::max(0.0, 1 - percent / 100) : 1 + percent / 100; };
    const auto low = change.low;
    const auto high = change.high;
    if (down) {
        ratio.low = high ? std::optional(to_ratio(*high)) : std::optional(0.0);
        ratio.high = to_ratio(*low);
        ratio.low_open = change.high_open;
        ratio.high_open = change.low_open;
    } else {
        ratio.low = to_ratio(*low);
        ratio.high = high ? std::optional(to_ratio(*high)) : std::nullopt;
        ratio.low_open = change.low_open;
        ratio.high_open = change.high_open;
    }
    return ratio;
}

} // namespace tidewaiter::claims
