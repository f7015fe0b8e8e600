// A user's file of records as rows of text: CSV by a dialect sniffed once and then fixed, Parquet, JSON lines, or
// standard input. What comes in equals what goes out plus what is rejected, by an independent count (DESIGN "Bad input").
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

struct RecordLimits {
    std::uint64_t field_bytes = 1'000'000;
    std::uint64_t record_bytes = 16'000'000;
    std::size_t columns = 4'096;
    std::uint64_t quote_bytes = 1'000'000; ///< a quote open for longer fails the run
    std::uint64_t quote_lines = 1'000;
};

struct RecordOptions {
    RecordFormat format = RecordFormat::automatic;
    char separator = '\0'; ///< '\0': sniffed among , ; tab |
    RecordLimits limits;
};

/// One record. For CSV and Parquet: `cells` in column order, empty text for NULL and empty alike with `given` telling
/// which. For JSON lines: `json` holds the line and `cells` is empty.
struct Record {
    std::uint64_t row = 0;  ///< record number from 1, counting rejected ones
    std::uint64_t line = 0; ///< physical line where it starts (0 for Parquet)
    std::vector<std::string_view> cells;
    std::string_view json;
    /// Set when the record could not be read; it still counts and must get its decision (not_screened).
    std::string_view reject_reason;
};

struct RecordCounts {
    std::uint64_t records = 0; ///< data records in the file by the independent count
    std::uint64_t read = 0;    ///< handed over whole
    std::uint64_t rejected = 0;
    std::uint64_t blank = 0;   ///< blank lines
};

/// An open file. Records come in file order; a rejected record comes too, in its place, with its reason.
class RecordFile {
public:
    /// Errors: Failure(bad_input): missing or empty file, an HTML page, a quote that never closes (naming its line),
    /// a header with two equal names.
    RecordFile(const std::string& path, const RecordOptions& options);
    ~RecordFile();
    RecordFormat format() const;
    const std::vector<std::string>& columns() const; ///< empty for JSON lines
    char separator() const;
    /// SHA-256 of the stored bytes; for standard input of what was read, once it ended.
    std::string sha256() const;
    /// Hands over every record; `record` returns false to stop (Ctrl-C). Rejects go to the sink too.
    /// Errors: Failure when the independent count does not come out.
    RecordCounts read(const std::function<bool(const Record&)>& record, base::RejectSink& rejects);
    /// Share of the file read so far, 0..1, or a negative number when unknown; for progress.
    double progress() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Writes rows as CSV (spreadsheet-safe), JSON lines or Parquet, atomically, in the order given.
class RecordWriter {
public:
    /// The format follows the ending: .csv, .jsonl or .ndjson, .parquet. Errors: Failure(usage) for another ending.
    RecordWriter(const std::string& path, std::vector<std::string> columns);
    ~RecordWriter();
    void add(std::span<const std::string> row);
    /// Errors: Failure(machine), for example a full disk; then nothing is left behind.
    void commit();
    std::uint64_t rows() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tidewaiter::sql
