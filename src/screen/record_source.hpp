// A user's file as records, whatever it is: a table of text, a workbook, or messages of payments.
#pragma once

#include "base/reject.hpp"
#include "sql/record_file.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

struct SourceOptions {
    std::string format;     ///< one of format_names, or empty: by content
    char separator = '\0';  ///< of CSV; '\0': sniffed
    std::string encoding;   ///< of CSV and JSON lines; empty: UTF-8, UTF-16, Windows-1252
    std::string sheet;      ///< of a workbook; empty: the sheets that hold a table
    sql::NameTest is_name;  ///< what names a column; empty: recognise_column
    bool has_header = false; ///< CSV whose first line names the columns even where it looks like data
};

/// Formats by name, for help and messages: "csv, parquet, jsonl, xlsx, iso20022, mt".
std::string format_names();

/// An open file. Payments come as JSON objects of the same shape as a user's JSON lines (docs/screening.md), so that
/// whatever reads records reads payments.
class RecordSource {
public:
    RecordSource() = default;
    virtual ~RecordSource() = default;
    RecordSource(const RecordSource&) = delete;
    RecordSource& operator=(const RecordSource&) = delete;

    virtual std::string_view format() const = 0; ///< csv, parquet, jsonl, xlsx, ods, iso20022, mt
    virtual bool is_json() const = 0;            ///< records are sql::Record::json
    virtual bool is_payments() const { return false; }
    virtual const std::vector<std::string>& columns() const = 0; ///< empty when is_json
    virtual const std::vector<std::string>& remarks() const = 0; ///< complete after read()
    virtual std::string sha256() const = 0;                      ///< of the stored bytes
    virtual double progress() const = 0;                         ///< 0..1, or negative when unknown; any thread
    /// Hands over every record, once, as sql::RecordFile::read does. Errors: the same.
    virtual sql::RecordCounts read(const std::function<bool(const sql::Record&)>& record, base::RejectSink& rejects) = 0;
};

/// In:     path, or - for standard input, where workbooks and messages need their format said
/// Errors: Failure(bad_input) as sql::RecordFile and for a workbook or messages that cannot be read; Failure(usage) for
///         a format or sheet that is not there
std::unique_ptr<RecordSource> open_records(const std::string& path, const SourceOptions& options = {});

} // namespace tidewaiter::screen
