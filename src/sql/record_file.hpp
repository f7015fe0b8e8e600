// A user's file of records as rows of text: CSV by a dialect sniffed once and then fixed, Parquet, JSON lines, or
// standard input. What comes in equals what goes out plus what is rejected, by an independent count
// (docs/formats/csv.md).
#pragma once

#include "base/reject.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::sql {

enum class RecordFormat { automatic, csv, parquet, json_lines };

/// Whether the first CSV record names the columns. `automatic` refuses a file whose first record looks like data,
/// because a shipment screened under guessed columns is worse than none.
enum class CsvHeader { automatic, present, absent };

/// Bounds on what one file may ask of memory and time.
struct RecordLimits {
    /// No name or description comes near; a longer field rejects its record.
    std::uint64_t field_bytes = 1'000'000;
    /// A longer record is rejected.
    std::uint64_t record_bytes = 16'000'000;
    /// More in a header means another kind of file.
    std::size_t columns = 4'096;
    /// A quote open for longer fails the run.
    std::uint64_t quote_bytes = 1'000'000;
    /// The same in physical lines, for a quote and for a whole record.
    std::uint64_t quote_lines = 1'000;
};

/// Whether a text is the name of a column that the caller knows.
using NameTest = std::function<bool(std::string_view)>;

struct RecordOptions {
    RecordFormat format = RecordFormat::automatic; ///< automatic: by content (PAR1, {, else CSV)
    char separator = '\0';                         ///< '\0': sniffed among , ; tab |
    CsvHeader header = CsvHeader::automatic;
    RecordLimits limits;
    /// With it the names of the columns are looked for below titles (header_row.hpp); without it they stand in the
    /// first line.
    NameTest is_name;
    /// Of CSV and JSON lines, by its usual name ("windows-1251", "gb18030"); empty: UTF-8, UTF-16 by its byte-order
    /// mark or its pattern of NULs, and fields in Windows-1252.
    std::string encoding;
};

/// One record; all views live until the callback returns.
struct Record {
    std::uint64_t row = 0;  ///< record number from 1, counting rejected ones
    std::uint64_t line = 0; ///< physical line where it starts, from 1 (0 for Parquet)
    /// CSV and Parquet: one text for each column, valid UTF-8. NULL and empty text are both empty: "not given".
    std::vector<std::string_view> cells;
    /// JSON lines: the line, one valid JSON object in which no key occurs twice; `cells` is empty.
    std::string_view json;
    /// Set when the record could not be read: then `cells` and `json` are empty. It still counts and must get its
    /// decision (not_screened).
    std::string_view reject_reason;
};

struct RecordCounts {
    /// Data records in the file by the independent count.
    std::uint64_t records = 0;
    /// Of these, handed over whole, and rejected.
    std::uint64_t read = 0;
    std::uint64_t rejected = 0;
    /// Physical lines that the rejected ones take up (CSV, JSON lines).
    std::uint64_t rejected_lines = 0;
    /// Blank lines.
    std::uint64_t blank = 0;
    /// Physical lines in the file, header and blank ones too (0 for Parquet).
    std::uint64_t lines = 0;
    /// False when the callback stopped; then `records` is what was handed over.
    bool complete = false;
};

/// An open file. One broken quote in a CSV costs one physical line and takes in no other; one that closes nowhere near
/// fails the run. Records come in file order; a rejected record comes too, in its place, with its reason.
/// Memory: a few MB plus the longest record, whatever the size of the file.
class RecordFile {
public:
    /// "-" is standard input; gzip is decompressed; UTF-16 is converted.
    /// Errors: Failure(bad_input): missing or empty file, an address on the network, an HTML page, a workbook, a
    ///         header with two equal names, a first line that is no header.
    RecordFile(const std::string& path, const RecordOptions& options = {});
    ~RecordFile();
    RecordFile(RecordFile&&) noexcept;
    RecordFile& operator=(RecordFile&&) noexcept;

    RecordFormat format() const;
    const std::vector<std::string>& columns() const; ///< empty for JSON lines
    char separator() const;                          ///< '\0' where there is none
    /// What the user should know about how the file was taken (its encoding); complete after read().
    const std::vector<std::string>& remarks() const;
    /// SHA-256 of the stored bytes; for standard input of what was read, once it ended.
    std::string sha256() const;
    /// Hands over every record, once; `record` returns false to stop (Ctrl-C). Rejects go to the sink too.
    /// Errors: Failure(bad_input): a quote that never closes (naming the line where it opened), damaged gzip or
    ///         Parquet, or a count that does not come out.
    RecordCounts read(const std::function<bool(const Record&)>& record, base::RejectSink& rejects);
    /// Share of the file read so far, 0..1, or a negative number when unknown; for progress. Any thread.
    double progress() const;

    struct State;

private:
    std::unique_ptr<State> state_;
};

/// Columns of a written file that hold numbers are numbers in JSON lines and Parquet; an empty cell is then null.
enum class ColumnType { text, integer, decimal };

/// Writes rows as CSV (spreadsheet-safe), JSON lines or Parquet, atomically, in the order given.
class RecordWriter {
public:
    /// The format follows the ending: .csv, .jsonl or .ndjson, .parquet. Bytes that are not UTF-8, and NUL, are
    /// written as U+FFFD.
    /// In:     types, one for each column, or none for text everywhere
    /// Errors: Failure(usage) for another ending; Failure(machine) when the folder cannot be written.
    RecordWriter(const std::string& path, std::vector<std::string> columns,
                 std::vector<ColumnType> types = {});
    ~RecordWriter();
    RecordWriter(RecordWriter&&) noexcept;
    RecordWriter& operator=(RecordWriter&&) noexcept;
    /// In: one cell for each column. Errors: Failure(machine).
    void add(std::span<const std::string> row);
    /// Errors: Failure(machine), for example a full disk; then nothing is left behind.
    void commit();
    std::uint64_t rows() const;

    struct State;

private:
    std::unique_ptr<State> state_;
};

} // namespace tidewaiter::sql
