// What is fixed about a CSV file before its records are read; shared by the scanner and the independent count.
#pragma once

#include "sql/record_file.hpp"

#include <string_view>

namespace tidewaiter::sql {

struct CsvShape {
    char separator = ',';
    char quote = '"';     ///< '\0' for none
    char line_end = '\n'; ///< '\r' for files of old Macs, which have no line feed at all
    /// Fields of the header; 0 while it is not known.
    std::size_t columns = 0;
};

/// The grammar, which both must follow (docs/formats/csv.md):
///  1. A physical line ends at line_end, or at the end of the file; a carriage return before it belongs to the end.
///  2. A line of nothing but blanks, or of a control-Z at the very end of the file, is blank, unless a quote is open.
///  3. A field that starts with a quote is quoted: it ends at the next quote that is not doubled, after which only
///     spaces may stand before the separator or the line end. Any other quote is a character like others.
///  4. A record is broken when it breaks rule 3 or is longer than RecordLimits::record_bytes without its line end, or
///     when it spans lines and each of these, split at every separator, has as many fields as the header (three or
///     more): then the quote has taken in records of their own. A broken record ends with its first physical line.

} // namespace tidewaiter::sql
