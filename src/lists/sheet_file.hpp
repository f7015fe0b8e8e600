// Spreadsheets as rows of text: XLSX (ECMA-376) and ODS (OASIS OpenDocument 1.3), a row at a time.
#pragma once

#include "lists/list_reader.hpp"
#include "lists/zip_file.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// Sizes that no published list reaches; a sheet that does is refused.
struct SheetLimits {
    std::uint64_t sheets = 200;
    std::uint64_t columns = 1'024;        ///< with something in them; Excel itself stops at 16,384
    std::uint64_t rows = 1'048'576;       ///< with something in them; Excel's own end
    std::uint64_t repeats = 10'000;       ///< of one row with something in it (ODS)
    std::uint64_t shared_bytes = 500'000'000; ///< of all texts that XLSX keeps apart from the cells
};

enum class SheetKind { xlsx, ods };

std::string_view to_text(SheetKind kind); ///< "XLSX", "ODS"

/// One row. Cells are text as published: line ends stay, phonetic guides (rPh) and comments are not in it, escapes like
/// _x000D_ are decoded; a number in a date style is an ISO date of the precision that the style shows, any other number
/// is as stored (so that a date in a cell without a date style is its serial number).
struct SheetRow {
    std::uint64_t number = 0; ///< in the sheet, from 1
    std::vector<std::string_view> cells; ///< without empty ones at the end; live until the next row

    std::string_view cell(std::size_t column) const {
        return column < cells.size() ? cells[column] : std::string_view();
    }
};

class SheetFile {
public:
    /// Errors: Failure(bad_input): no spreadsheet, encrypted, damaged, or over a limit
    /// Memory: the packed file and, for XLSX, its shared texts
    explicit SheetFile(const std::string& path, const ReadLimits& limits = {}, const SheetLimits& sheet_limits = {},
                       const ZipLimits& zip_limits = {});
    ~SheetFile();
    SheetFile(const SheetFile&) = delete;
    SheetFile& operator=(const SheetFile&) = delete;

    SheetKind kind() const;
    /// Names of its sheets, in their order. Empty for ODS, which tells them only as it is read.
    std::vector<std::string> sheets() const;
    /// Goes through the rows of one sheet that have something in them. In: on_row returns false to stop.
    /// Errors: as above; no such sheet (counted from 0)
    void read(std::size_t sheet, const std::function<bool(const SheetRow&)>& on_row) const;

private:
    struct Book;
    std::unique_ptr<Book> book_;
};

/// Is this the beginning of a ZIP archive, as every spreadsheet has?
bool is_zip(std::string_view head);

/// What the recognisers see of a spreadsheet: the line "spreadsheet", then the first rows of its first sheet, a line
/// each, cells by tabs and cleaned. Errors: as SheetFile.
std::string load_sheet_head(const std::string& path);

/// The rows of load_sheet_head; none when the head is not of a spreadsheet.
std::vector<std::vector<std::string>> sheet_head_rows(std::string_view head);

/// "46126" -> "2026-04-14", days of the 1900 calendar as Excel counts them (with its day that never was, 29 February
/// 1900) or of the 1904 one; a fraction is the time of day and dropped. Out: nullopt for anything that is no such number.
std::optional<std::string> find_serial_date(std::string_view text, bool from_1904 = false);

} // namespace tidewaiter::lists
