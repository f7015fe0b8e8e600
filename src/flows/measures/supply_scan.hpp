// The one pass over the flow table that every measure of a buyer's supplies begins with: rows of the basket, both legs,
// summed to (source, leg, basis, supplier, period).
#pragma once

#include "flows/measures.hpp"
#include "flows/wanted.hpp"

#include <string>

namespace tidewaiter::flows {

struct Scan {
    std::string sql;     ///< gives source_id, side, basis, supplier, kind, hs_rev, period, months, currency, value, weight_kg, rows, status
    std::string where;   ///< which rows of the flow table it looks at, whatever the goods
    std::string buyer;   ///< as printed
    std::string apart = "scan"; ///< the table with the rows of every file by itself, where files of a series are joined in `scan`
    bool is_group = false;
};

/// First days of the months from and after which nothing counts: "2021-01-01", and "2022-01-01" for to = 2021-12.
/// Errors: Failure(usage) for text that is no period.
struct Span {
    std::string first; ///< empty: no bound
    std::string after;
};
Span parse_span(std::string_view from, std::string_view to);

/// Errors: Failure(usage): a buyer that is neither a country nor a group
Scan supply_scan(const Question& question, const Wanted& wanted);

/// The part of it that comes from transaction rows, which alone know producer and seller: begins with UNION ALL.
std::string transaction_scan_sql(const Question& question, const Scan& scan, const Wanted& wanted, const Span& span);

/// A shorter code stands for its parts: the rows of `detail` without those whose heading, chapter or total is there for the same keys.
/// Sources whose codes add keep all rows.
/// In:  keys, columns that name one cell but for its code, source_id among them; wanted and detail stand before it in the WITH
/// Out: "parent AS (...), ..., counted AS (...)" to go on in the WITH
std::string without_parts_sql(std::string_view keys);

/// SQL that gives the first day of the step that `period` lies in.
std::string bucket_of(Step step, const Span& span);
/// Months in a step; 0 for a window.
int months_in(Step step);
/// "2021", "2021-Q2", "2021-03" or "2021-03..2022-02" of a bucket's first day.
std::string period_name(std::string_view first_day, Step step, const Span& span);

} // namespace tidewaiter::flows
