#include "base/money.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

namespace tidewaiter::base {

Result<std::int64_t> parse_ten_thousandths(std::string_view text, bool decimal_comma) {
    const std::string cleaned = squash(text);
    const char point = decimal_comma ? ',' : '.';
    const char group = decimal_comma ? '.' : ',';
    const auto wrong = [&text] {
        return error(fmt::format("'{}' is not an amount", utf8_prefix(trim(text), 40)),
                     "Write plain digits with one decimal point, for example 12500.00.");
    };
    std::size_t i = 0;
    const bool negative = !cleaned.empty() && cleaned[0] == '-';
    if (negative || (!cleaned.empty() && cleaned[0] == '+')) {
        ++i;
    }
    std::int64_t value = 0;
    int decimals = -1;
    bool any = false;
    for (; i < cleaned.size(); ++i) {
        const char c = cleaned[i];
        if (c >= '0' && c <= '9') {
            any = true;
            if (decimals >= 4) {
                continue; // beyond what is kept
            }
            if (__builtin_mul_overflow(value, std::int64_t{10}, &value) ||
                __builtin_add_overflow(value, std::int64_t{c - '0'}, &value)) {
                return error(fmt::format("'{}' is too large an amount", utf8_prefix(trim(text), 40)));
            }
            if (decimals >= 0) {
                ++decimals;
            }
        } else if (c == point && decimals < 0) {
            decimals = 0;
        } else if ((c == group || c == ' ' || c == '\'') && any && decimals < 0) {
            continue;
        } else {
            return wrong();
        }
    }
    if (!any) {
        return wrong();
    }
    for (int d = decimals < 0 ? 0 : decimals; d < 4; ++d) {
        if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) {
            return error(fmt::format("'{}' is too large an amount", utf8_prefix(trim(text), 40)));
        }
    }
    return negative ? -value : value;
}

std::string to_decimal(std::int64_t ten_thousandths) {
    const bool negative = ten_thousandths < 0;
    const auto magnitude = negative ? ~static_cast<std::uint64_t>(ten_thousandths) + 1 : static_cast<std::uint64_t>(ten_thousandths);
    const std::uint64_t fraction = magnitude % 10'000;
    const std::string tail =
        fraction % 100 == 0 ? fmt::format("{:02}", fraction / 100) : fmt::format("{:04}", fraction);
    return fmt::format("{}{}.{}", negative ? "-" : "", magnitude / 10'000, tail);
}

void MoneyTotals::add(const Money& amount) {
    std::int64_t& total = totals_[amount.currency];
    if (__builtin_add_overflow(total, amount.ten_thousandths, &total)) {
        overflow_ = true;
    }
}

std::string MoneyTotals::to_text() const {
    if (overflow_) {
        return "too large";
    }
    std::string text;
    for (const auto& [currency, total] : totals_) {
        text += fmt::format("{}{}{}{}", text.empty() ? "" : "; ", to_decimal(total), currency.empty() ? "" : " ", currency);
    }
    return text;
}

} // namespace tidewaiter::base
