// The rows of a published table, decoded and accounted for: what every reader of comma-separated lists stands on.
#pragma once

#include "base/csv.hpp"
#include "base/reject.hpp"
#include "lists/fixed_width.hpp"
#include "lists/list_reader.hpp"
#include "lists/party.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// One file's records. Malformed ones go to the rejects, empty ones to the layout count; bytes that are not UTF-8 are
/// read as Windows code page 1252 with a remark.
class TableRows {
public:
    /// In:     sink, version and tally outlive the rows; version.layout is counted here; widths for a table without
    ///         separators, whose rows then come parted by the separator '|'
    /// Errors: Failure(bad_input) when the file cannot be read
    TableRows(const std::string& path, char separator, const ReadLimits& limits, base::RejectSink& sink,
              ListVersion& version, RemarkTally& tally, FieldWidths widths = {});
    ~TableRows();

    /// Out:    false at the end of the file
    /// Errors: Failure for an open quote, a field over the limits, or rows after the end mark (control-Z), which some
    ///         programs would never see
    bool next();

    std::size_t size() const { return fields_.size(); }
    /// A field of the row; empty when the row is shorter. Lives until the next call of next().
    std::string_view field(std::size_t column) const {
        return column < fields_.size() ? fields_[column] : std::string_view();
    }

    const std::vector<std::string_view>& fields() const { return fields_; }
    std::uint64_t line() const { return record_.line; }
    /// Physical lines that the row takes; more than one when a quoted field holds a line end.
    std::uint64_t line_count() const { return reader_->lines() + 1 - record_.line; }
    /// Rows that next() gave or rejected; layout is not among them.
    std::uint64_t records() const { return records_; }
    /// Counts the row as layout (a header, a repeated header) instead of a record.
    void count_as_layout();
    /// Did the file end with a control-Z on a line of its own? Known at the end.
    bool ended_by_mark() const;
    /// Rejects the row for its number of fields. When it is the last line of the file and that line has no end, the
    /// file was cut: next() then fails.
    void reject_width(std::size_t due);
    /// Rejects the row.
    void reject(std::string_view column, std::string_view text, std::string reason, std::string hint = {});

private:
    class Watched;

    void decode();
    void finish();

    std::string path_;
    std::unique_ptr<Watched> source_;
    std::unique_ptr<base::CsvReader> reader_;
    base::CsvRecord record_;
    std::vector<std::string_view> fields_;
    std::vector<std::string> decoded_; // owns the fields that had to be converted
    base::RejectSink& sink_;
    ListVersion& version_;
    RemarkTally& tally_;
    std::uint64_t records_ = 0;
    std::uint64_t short_line_ = 0; // the last row that had too few fields
    bool finished_ = false;
};

} // namespace tidewaiter::lists
