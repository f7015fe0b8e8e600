// Where a table names its columns when titles stand above it, as spreadsheets and their exports have them.
#pragma once

#include "sql/record_file.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tidewaiter::sql {

/// Rows at the top of a table among which its names are looked for; more titles than this no export writes.
inline constexpr std::size_t header_rows_looked_at = 50;

struct HeaderRow {
    std::size_t row = 0;   ///< of the names, among the rows looked at
    std::size_t known = 0; ///< different names in it that is_name knows
    /// Where the row above groups the columns ("Shipper" over "Name" and "Country", its cells merged): the names with
    /// their groups, "Shipper Country". Empty when the row itself names them.
    std::vector<std::string> grouped;
};

/// The row of names: among the rows that have more filled cells than every row above them (titles have fewer), the one
/// with the most names that are known, from two on; without one the first row of three filled cells, if only narrower
/// ones stand above it; else the first row.
/// In:     rows, at most header_rows_looked_at of them are looked at; is_name, whether a text is a column's name
/// Errors: none; no rows give row 0
HeaderRow find_header_row(std::span<const std::vector<std::string>> rows, const NameTest& is_name);

/// Errors: Failure(bad_input): a too long list of columns, or two that differ only in case or blanks
void check_columns(const std::string& name, const std::vector<std::string>& columns, const RecordLimits& limits);

} // namespace tidewaiter::sql
