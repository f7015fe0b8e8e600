// A user's file as one relation of text columns, whatever it is stored as: CSV (any encoding seen in trade data), JSON,
// XLSX, Parquet. What comes in equals what goes out plus what is rejected.
#pragma once

#include "base/reject.hpp"
#include "sql/database.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tidewaiter::flows {

/// Bounds on one file.
struct RawLimits {
    std::uint64_t field_bytes = 100'000;  ///< no field of trade statistics is longer; a stray quote makes one
    std::uint64_t record_lines = 20;      ///< a quote open for longer never closes
    std::size_t columns = 2'000;          ///< a wide file of two hundred partners or of months since 1990 stays below
    std::uint64_t staged_bytes = 256'000'000; ///< larger files are read by DuckDB straight from the disk, twice
    std::uint64_t json_bytes = 1'000'000'000; ///< a JSON document is parsed whole
    std::uint64_t preamble_lines = 30;        ///< above the header
};

enum class RawKind { csv, json, xlsx, parquet };

/// What recognisers look at.
struct RawHead {
    std::string name;                    ///< of the file, without folder
    RawKind kind = RawKind::csv;
    std::vector<std::string> columns;    ///< as in the file; unnamed ones "column7", repeated ones with "_2"
    std::vector<std::vector<std::string>> rows; ///< the first ones
    std::vector<std::vector<std::string>> preamble; ///< what stands above the header

    /// The column whose name has the same letters and digits, whatever its case and signs; as an SQL name. Empty: none.
    std::string column(std::string_view wanted) const;
    bool has(std::string_view wanted) const { return !column(wanted).empty(); }
};

class RawFile {
public:
    /// Looks at the beginning. Errors: Failure(bad_input) for a missing or empty file and for what is no table.
    RawFile(const std::string& path, const RawLimits& limits = {});
    ~RawFile();
    RawFile(const RawFile&) = delete;
    RawFile& operator=(const RawFile&) = delete;

    const RawHead& head() const;
    /// Makes the relation `raw` (temporary table or view), with file_row UINTEGER first (NULL in large files) and the
    /// columns of head() as VARCHAR. NULL and empty text are both NULL.
    /// In:  progress gets the share read; false stops with Failure(machine)
    /// Errors: Failure(bad_input): a quote that never closes, damaged compression, a count that does not come out
    void open(sql::Database& database, base::RejectSink& rejects, const std::function<bool(double)>& progress);
    /// After open(): data records in the file, by a count of its own, and those rejected already.
    std::uint64_t records() const;
    std::uint64_t rejected() const;
    bool is_staged() const; ///< raw is a table: reading it again costs nothing
    const std::vector<std::string>& remarks() const;

    struct State;

private:
    std::unique_ptr<State> state_;
};

} // namespace tidewaiter::flows
