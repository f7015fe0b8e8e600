// The rows of a table with a header line, by the names of its columns; and such rows put together by entry.
#pragma once

#include "lists/table_rows.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// Columns by their names in small letters.
using ColumnNumbers = std::map<std::string, std::size_t, std::less<>>;

/// How a table is laid out. Column names compare in small letters, with single blanks.
struct TableForm {
    char separator = ',';
    std::span<const std::string_view> keys; ///< columns that the header line has; the first that has them is the header
    std::size_t may_miss = 0;               ///< how many fields at the end of a row may be missing
};

/// Do the first lines of a file hold a header with these columns?
bool has_columns(std::string_view head, const TableForm& form);

/// A table under its header. What stands above the header and headers that are repeated count as layout. A record that
/// a spreadsheet wrapped whole in quotes is unwrapped, with a remark.
class NamedRows {
public:
    /// In:     everything but the path outlives the rows
    /// Errors: those of TableRows
    NamedRows(const std::string& path, const TableForm& form, const ReadLimits& limits, base::RejectSink& rejects,
              ListVersion& version, RemarkTally& tally);

    /// Out: false at the end. Rows that do not fit the header are rejected on the way.
    bool next();

    /// Number of a column, `absent` when the table has none of that name. Known after the first next().
    static constexpr std::size_t absent = ~std::size_t{0};
    std::size_t column(std::string_view name) const;

    /// A field of the row, trimmed; empty when there is no such column.
    std::string_view field(std::size_t column) const;
    std::string_view of(std::string_view name) const { return field(column(name)); }
    std::vector<std::string> fields() const;
    const ColumnNumbers& columns() const { return columns_; }

    std::uint64_t line() const { return rows_.line(); }
    std::uint64_t records() const { return rows_.records(); }
    /// The lines above the header.
    const std::vector<std::vector<std::string>>& above() const { return above_; }
    void reject(std::string_view name, std::string_view text, std::string reason);

private:
    bool is_header(const std::vector<std::string_view>& fields) const;
    void unwrap();

    TableForm form_;
    RemarkTally& tally_;
    TableRows rows_;
    ColumnNumbers columns_;
    std::string first_column_; // as the header has it
    std::size_t width_ = 0;    // of the header without its empty columns on the right
    std::vector<std::vector<std::string>> above_;
    std::vector<std::string> unwrapped_; // owns the fields of a record that was wrapped whole
    std::vector<std::string_view> fields_;
};

/// The rows of one entry, in the order of the file.
struct EntryRows {
    std::uint64_t line = 0; ///< of the first row
    std::vector<std::vector<std::string>> rows;
    const ColumnNumbers* columns = nullptr; ///< of the table; outlives the entry

    std::string_view of(const std::vector<std::string>& row, std::string_view column) const;
    /// A field by the number of its column; empty when the row has no such field.
    static std::string_view at(const std::vector<std::string>& row, std::size_t number);
    /// The number of a column, NamedRows::absent when there is none: looked up once, not for every row.
    std::size_t number_of(std::string_view column) const;
    /// The first text that the column holds in any of the rows.
    std::string_view first(std::string_view column) const;
};

/// What a table is read with.
struct TableReading {
    const std::string& path;
    const TableForm& form;
    const ReadLimits& limits;
    base::RejectSink& rejects;
    ListVersion& version;
    RemarkTally& tally;
};

/// Puts the rows together by entry, wherever they stand: two passes, and memory for the entries whose last row has not
/// come yet. Sets version.records to the number of rows. Rows whose id is empty are rejected.
/// In: id_of the entry of a row; on_entry gets each entry after its last row
/// Out: the lines above the header
std::vector<std::vector<std::string>> for_each_entry(const TableReading& reading,
                                                     const std::function<std::string(const NamedRows&)>& id_of,
                                                     const std::function<void(const std::string&, const EntryRows&)>& on_entry);

} // namespace tidewaiter::lists
