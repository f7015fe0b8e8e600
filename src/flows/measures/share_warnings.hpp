// What the reader of a share must know: found by looking at the rows behind it, not by name.
#pragma once

#include "flows/measures/supply_scan.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tidewaiter::flows {

/// One row of the answer before it is text.
struct ShareRow {
    std::string side, basis, currency, bucket, supplier, hs_rev, status, kind;
    /// value, weight_kg, share, share_lo, share_hi, coverage, hhi_lo, hhi_hi, base
    std::array<std::optional<std::string>, 9> numbers;
    std::uint32_t source = 0; ///< 0 for a supplier that no source holds
    bool has_world = false;   ///< a published total is there, so that the unknown rest has a size
    int months_held = 0;
    std::vector<std::string> warnings;
};

/// Adds the warnings of all kinds to the answer and their codes to the rows; adds rows with bounds for suppliers that were
/// asked for and are not held. The table `scan` is there.
void add_share_warnings(sql::Database& database, const Question& question, const Scan& scan, const Wanted& wanted, const Span& span, std::vector<ShareRow>& rows,
                        Answer& answer);

/// What the choice of codes makes it necessary to say, for the sources and revisions that have rows in `scan`, and for sources left out
/// that know this buyer.
std::vector<Warning> wanted_warnings(sql::Database& database, const Wanted& wanted, const Scan& scan);

/// Months that a source holds of each step, in whatever goods, for this buyer: a month without the basket is a month without trade in it.
/// Out: by "source|side|bucket".
std::map<std::string, int> months_held(sql::Database& database, const Question& question, const Scan& scan, const Span& span);

/// The query `scan` with values in the currency, by the rate of the first day of each period; rows without a rate fall out.
std::string converted_sql(std::string_view currency);

/// ISO codes of countries as the user names them. Errors: Failure(usage).
std::vector<std::string> country_codes(const std::vector<std::string>& names);

} // namespace tidewaiter::flows
