// Comma-separated text, record by record, without trusting it: the reader of published lists and of the
// tables in data/, and the independent counter beside DuckDB for users' files.
#pragma once

#include "base/file.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::base {

struct CsvDialect {
    char separator = ',';
    char quote = '"'; ///< '\0' for none
};

struct CsvLimits {
    std::uint64_t field_bytes = 1'000'000; ///< no published field comes near; a stray quote does
    std::uint64_t record_lines = 1'000;    ///< a quote open for longer than this never closes
    std::size_t fields = 4'096;
};

/// One record. Fields are views into the reader's buffer and live until the next call of next().
struct CsvRecord {
    std::uint64_t line = 0; ///< physical line where the record starts, from 1
    std::vector<std::string_view> fields;
    std::string problem; ///< empty, or why the record is malformed (a NUL byte, text after a closing quote)
};

/// Reads records from a source. Ends lines at CR, LF or CRLF; skips a UTF-8 byte-order mark; a lone
/// control-Z before the end is the end. Doubled quotes become one. Blank lines are counted and skipped.
/// Errors: Failure(bad_input) naming the line where a quote opened that is still open at the limits.
class CsvReader {
public:
    CsvReader(ByteSource& source, CsvDialect dialect, CsvLimits limits = {});
    /// Out: false at the end of the input.
    bool next(CsvRecord& record);
    std::uint64_t lines() const { return line_; }          ///< physical lines seen
    std::uint64_t records() const { return records_; }     ///< records returned
    std::uint64_t blank_lines() const { return blank_; }

private:
    int peek();
    void fill();
    ByteSource& source_;
    CsvDialect dialect_;
    CsvLimits limits_;
    std::vector<char> buffer_;
    std::size_t position_ = 0;
    std::size_t end_ = 0;
    bool started_ = false;
    bool at_end_ = false;
    std::uint64_t line_ = 0;
    std::uint64_t records_ = 0;
    std::uint64_t blank_ = 0;
    std::string text_;                 // all fields of the current record, one after another
    std::vector<std::size_t> starts_;  // where each field starts in text_
};

/// Writes one field so that it reads back: quoted when it holds the separator, a quote or a line end.
/// With `spreadsheet_safe`, a field that starts with = + - @ tab or CR gets a leading apostrophe, so that a
/// spreadsheet shows it instead of running it; a plain number such as -12.5 is left alone.
void write_csv_field(std::string& into, std::string_view field, bool spreadsheet_safe);

/// A small trusted table (a file of data/) with a header line; columns by name.
class CsvTable {
public:
    /// Lines that start with # are comments. Errors: Failure when a record has another width than the header.
    CsvTable(std::string name, std::string_view bytes);
    /// Column number. Errors: Failure when there is no such column.
    std::size_t column(std::string_view name) const;
    const std::vector<std::vector<std::string>>& rows() const { return rows_; }
    const std::vector<std::string>& header() const { return header_; }

private:
    std::string name_;
    std::vector<std::string> header_;
    std::vector<std::vector<std::string>> rows_;
};

} // namespace tidewaiter::base
