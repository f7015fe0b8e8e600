// Commodity codes as files write them.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace tidewaiter::flows {

struct Code {
    std::string code;    ///< digits with leading zeros, "TOTAL" or "SECRET"; letters stay where a code hides goods
    int level = 0;       ///< digits; 0 for TOTAL and SECRET
    bool zero_added = false;
    bool is_secret = false;
};

/// "8542.31", "90920" (a lost zero), "TOTAL-Total", "XXXXXXXXXX", "8542SSS9".
/// In:     eleven: codes of eleven digits are whole, so that an odd number is no lost zero (Taiwan)
/// Errors: empty, letters elsewhere, more than eleven digits, chapter 00
base::Result<Code> parse_code(std::string_view text, bool eleven = false);

/// The revision in force for customs in a year: HS2022 from 2022, HS2017 from 2017 ... HS1988.
std::string_view revision_of_year(int year);
/// "H6" -> HS2022, "HS2017" -> HS2017, "HS" and "" -> "" (not said). Errors: anything else, such as SITC.
base::Result<std::string> parse_revision(std::string_view text);

} // namespace tidewaiter::flows
