// The independent count: how many records a CSV file holds, found line by line with code that the scanner does not use.
#pragma once

#include "sql/csv_shape.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::sql {

/// Counts by the grammar of csv_shape.hpp, looking only at line ends and quotes; it knows no fields. It is fed the
/// same bytes as the scanner, in whatever pieces, and agrees with it or the run fails.
class CsvCount {
public:
    CsvCount(CsvShape shape, const RecordLimits& limits) : shape_(shape), limits_(limits) {}

    void fix_columns(std::size_t columns) { shape_.columns = columns; }

    void feed(std::string_view bytes);
    /// The input has ended. A quote that is still open then counts as one record; the scanner refuses the file.
    void finish();

    std::uint64_t records() const { return records_; } ///< the header too

    std::uint64_t lines() const { return lines_; }

    std::uint64_t blank() const { return blank_; }

private:
    enum class Walk { closed, open, broken };

    Walk walk(std::string_view line, bool quote_is_open) const;
    void take_line(std::string_view line);
    void retry();
    bool several() const;
    bool is_blank(std::string_view line) const;

    CsvShape shape_;
    RecordLimits limits_;
    std::string partial_;    ///< a line whose end has not come yet
    bool oversized_ = false; ///< that line is longer than a record may be; only its length is kept
    std::vector<std::string> open_; ///< lines of the record whose quote is open
    std::size_t open_bytes_ = 0;
    bool last_was_control_z_ = false;
    std::uint64_t records_ = 0;
    std::uint64_t lines_ = 0;
    std::uint64_t blank_ = 0;
};

} // namespace tidewaiter::sql
