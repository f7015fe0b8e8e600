// A published table in a spreadsheet: its header found, its columns by name, its rows accounted for.
#pragma once

#include "base/reject.hpp"
#include "lists/list_reader.hpp"
#include "lists/party.hpp"
#include "lists/remark_tally.hpp"
#include "lists/sheet_file.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// A row of the table; cells by the names that SheetTable was given.
class SheetRecord {
public:
    SheetRecord(const SheetRow& row, const std::vector<std::size_t>& places) : row_(row), places_(places) {}

    /// The cell as published; empty when the sheet has no such column. In: index of the column in the reader's table.
    std::string_view cell(std::size_t column) const { return row_.cell(places_[column]); }

    std::uint64_t number() const { return row_.number; }

private:
    const SheetRow& row_;                    // the sheet's
    const std::vector<std::size_t>& places_; // the table's
};

/// Does a head (load_sheet_head) show a row with all of the columns? How many rows down it is, from 0, or -1.
int find_header_row(std::string_view head, std::span<const std::string_view> columns);

/// The table of the first sheet below the row that names all of `needed`.
class SheetTable {
public:
    /// In:     columns: all that the reader knows, the needed ones first; a header may put a translation in front
    ///         ("国名、地域名 Country or Region" is "Country or Region")
    /// Errors: as SheetFile
    SheetTable(const std::string& path, const ReadOptions& options, std::span<const std::string_view> columns,
               std::size_t needed);

    /// Goes through the rows; again as often as called.
    /// Out:    how many; rows before the header and repeated headers are counted in `layout`
    /// Errors: Failure when no row names the needed columns
    std::uint64_t read(ListVersion& version, const std::function<void(const SheetRecord&)>& on_record) const;

    /// Headers that the reader does not know, so that nothing is dropped unsaid; known after read.
    const std::vector<std::string>& unknown_headers() const { return unknown_; }

private:
    std::string path_;
    SheetFile file_;
    std::span<const std::string_view> columns_; // the reader's, constant
    std::size_t needed_;
    mutable std::vector<std::string> unknown_;
};

/// One run of a reader over one sheet; readers add what they need besides.
struct SheetReading {
    EntitySink& sink;          // these three are the caller's
    base::RejectSink& rejects;
    const std::string& path;
    ListVersion version;
    RemarkTally tally;

    void reject(const SheetRecord& row, std::string_view column, std::string_view text, std::string reason);
    /// Says what was counted and which columns were not read.
    ListVersion finish(const SheetTable& table);
};

} // namespace tidewaiter::lists
