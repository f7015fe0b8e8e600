// Money as whole ten-thousandths of a currency unit: sums are exact and the same on every machine.
#pragma once

#include "base/result.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace tidewaiter::base {

/// An amount in one currency, in 1/10,000 of its unit. Range: about +-922 million million units.
struct Money {
    std::int64_t ten_thousandths = 0;
    std::string currency; ///< ISO 4217, upper case; empty when the file does not say

    friend bool operator==(const Money&, const Money&) = default;
};

/// "1234.5", "1,234.50", "1.234,50" (with `decimal_comma`), "1 234,5". Errors: text that is no number, or too large.
Result<std::int64_t> parse_ten_thousandths(std::string_view text, bool decimal_comma = false);
/// "1234.50": at least two decimals, four when needed.
std::string to_decimal(std::int64_t ten_thousandths);

/// Sums by currency; adding never converts.
class MoneyTotals {
public:
    void add(const Money& amount);

    const std::map<std::string, std::int64_t>& by_currency() const { return totals_; }

    /// "1234.50 EUR; 99.00 USD"; empty when nothing was added. An overflowing sum prints as "too large".
    std::string to_text() const;

private:
    std::map<std::string, std::int64_t> totals_;
    bool overflow_ = false;
};

} // namespace tidewaiter::base
