// How a CSV file is written, found once from its beginning and then fixed.
#pragma once

#include "sql/csv_shape.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::sql {

struct CsvDialect {
    CsvShape shape;
    /// Bytes before the header: the line "sep=;" that Excel writes, and titles, with their ends.
    std::size_t preamble = 0;
    std::size_t preamble_lines = 0;
    /// Names that two lines make up; empty where the header's own line names its columns.
    std::vector<std::string> grouped;
    /// What was passed over, for the user; or empty.
    std::string remark;
    /// Empty when the file names its columns.
    std::vector<std::string> made_up_columns;
    /// Fields of a record when these are fewer than those of the header, whose last names are empty; otherwise 0.
    std::size_t width = 0;
};

/// In:     sample, the first bytes without byte-order mark; whole, whether that is all; name, for messages
/// Errors: Failure(bad_input): the first line looks like data or like a title above the table, or the records have
///         another number of fields than it has
CsvDialect find_dialect(const std::string& name, std::string_view sample, bool whole,
                        const RecordOptions& options);

} // namespace tidewaiter::sql
