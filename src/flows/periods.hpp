// Periods as files write them.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace tidewaiter::flows {

/// A span of whole months.
struct Period {
    int year = 0;
    int month = 1;   ///< the first one
    int months = 12; ///< how many

    /// "2021-03-01"
    std::string first_day() const;
    /// "2021", "2021-03", "2021-Q2", "2024-06..2025-05"
    std::string to_text() const;
    /// Months since the year 0.
    int index() const { return year * 12 + month - 1; }
};

/// "2021", "Y2021", "202103", "2021-03", "2021-03-01", "202152" (Eurostat and Comtrade: the year), "Mar. 2021",
/// "202408-Aug. 2024", "Jan.-Dec. 2018", "2021Q2", "2021M03", "201601-201612", "20140101", "2024-06..2025-05".
/// Errors: a month 13, a year before 1900 or after 2100, other text
base::Result<Period> parse_period(std::string_view text);

} // namespace tidewaiter::flows
