#include "lists/sheet_file.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "entity/date.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/xml_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace tidewaiter::lists {

namespace {

using base::Failure;
using base::FailureKind;
using namespace std::string_view_literals;

constexpr std::string_view head_mark = "spreadsheet\n";

[[noreturn]] void refuse(const std::string& message, std::string_view hint) {
    throw Failure(FailureKind::bad_input, message, std::string(hint));
}

/// Thrown through the parser when the caller has seen enough.
struct Enough {};

std::optional<std::uint64_t> find_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// What a number style shows of a date.
enum class Shows { number, day, month, year };

/// By the number formats that ECMA-376 part 1, 18.8.30 defines; the East Asian ones are dates as well.
Shows shown_by_builtin(std::uint64_t id) {
    if (id == 17 || id == 55) {
        return Shows::month;
    }
    const bool date = (id >= 14 && id <= 16) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
                      (id >= 56 && id <= 58);
    return date ? Shows::day : Shows::number;
}

/// By the letters of a format code outside quotes, brackets and escapes: "dd/mm/yyyy", "mmm-yy", "yyyy".
Shows shown_by_code(std::string_view code) {
    bool year = false;
    bool month = false;
    bool day = false;
    bool time = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        if (code[i] == '"' || code[i] == '[') {
            const std::size_t end = code.find(code[i] == '"' ? '"' : ']', i + 1);
            if (end == std::string_view::npos) {
                break;
            }
            i = end;
        } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
            ++i;
        } else {
            const char letter = to_lower(code[i]);
            year = year || letter == 'y' || letter == 'e'; // e: year of an era
            month = month || letter == 'm';
            day = day || letter == 'd';
            time = time || letter == 'h' || letter == 's';
        }
    }
    if (code.find("General") != std::string_view::npos || code.find('0') < code.find('y')) {
        return Shows::number; // "0.00E+00" has an e and is no date
    }
    if (!year && !day) {
        return Shows::number; // "mm:ss" is a time
    }
    return day ? Shows::day : month ? Shows::month : time ? Shows::day : Shows::year;
}

/// _x000D_ and the like: ECMA-376 part 1, 22.9.2.19.
std::string decode_escapes(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    while (!text.empty()) {
        const std::size_t at = text.find("_x");
        decoded += text.substr(0, at);
        if (at == std::string_view::npos) {
            break;
        }
        text.remove_prefix(at);
        std::uint32_t value = 0;
        const bool whole = text.size() >= 7 && text[6] == '_';
        const auto [end, error] = std::from_chars(text.data() + 2, text.data() + (whole ? 6 : 2), value, 16);
        if (whole && error == std::errc() && end == text.data() + 6 && (value < 0xD800 || value > 0xDFFF)) {
            if (value != 0) {
                base::append_utf8(decoded, value);
            }
            text.remove_prefix(7);
        } else {
            decoded += "_x";
            text.remove_prefix(2);
        }
    }
    return decoded;
}

/// "AB12" -> column 27; nullopt when it is no reference.
std::optional<std::uint64_t> find_column(std::string_view reference) {
    std::uint64_t column = 0;
    std::size_t letters = 0;
    while (letters < reference.size() && letters < 4 && is_upper(reference[letters])) {
        column = column * 26 + static_cast<std::uint64_t>(reference[letters] - 'A' + 1);
        ++letters;
    }
    return letters == 0 ? std::nullopt : std::optional(column - 1);
}

/// Direct texts and those of rich runs; never the phonetic guide beside them.
void append_runs(std::string& into, const XmlElement& holder) {
    for (const XmlElement child : holder.children()) {
        if (child.name() == "t") {
            into += child.text();
        } else if (child.name() == "r") {
            for (const XmlElement part : child.children()) {
                if (part.name() == "t") {
                    into += part.text();
                }
            }
        }
    }
}

/// "xl/worksheets/sheet1.xml" from a target relative to xl/ or absolute in the package.
std::string to_entry(std::string_view target) {
    if (target.starts_with('/')) {
        return std::string(target.substr(1));
    }
    std::string_view folder = "xl/";
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        folder = {};
    }
    return std::string(folder) + std::string(target);
}

/// The cells of the row at hand, kept from row to row.
class RowBuffer {
public:
    explicit RowBuffer(const SheetLimits& limits, const std::string& file) : limits_(limits), file_(file) {}

    void clear() { used_ = 0; }

    void put(std::uint64_t column, std::string_view text) {
        if (text.empty()) {
            return;
        }
        if (column >= limits_.columns) {
            refuse(fmt::format("{}: row {} has something in column {}, beyond {}", file_, row.number, column + 1,
                               limits_.columns),
                   "No published list is this wide; look at the file there.");
        }
        while (used_ <= column) {
            if (cells_.size() == used_) {
                cells_.emplace_back();
            }
            cells_[used_++].clear();
        }
        cells_[column] = text;
    }

    /// Hands the row over unless it is empty.
    void hand_over(const std::function<bool(const SheetRow&)>& on_row) {
        if (used_ == 0) {
            return;
        }
        if (++rows_ > limits_.rows) {
            refuse(fmt::format("{} has more than {} rows", file_, limits_.rows), "No published list has as many.");
        }
        row.cells.clear();
        for (std::size_t i = 0; i < used_; ++i) {
            row.cells.push_back(cells_[i]);
        }
        if (!on_row(row)) {
            throw Enough();
        }
    }

    bool is_empty() const { return used_ == 0; }

    SheetRow row;

private:
    const SheetLimits& limits_; // owned by the book, as the file's name is
    const std::string& file_;
    std::vector<std::string> cells_;
    std::size_t used_ = 0;
    std::uint64_t rows_ = 0;
};

} // namespace

struct SheetFile::Book {
    Book(const std::string& path, const ReadLimits& read_limits, const SheetLimits& sheet_limits,
         const ZipLimits& zip_limits)
        : zip(path, zip_limits), limits(read_limits), bounds(sheet_limits) {
        constexpr std::size_t longest_type = 1'000;
        const std::string type = zip.has("mimetype") ? zip.load("mimetype", longest_type) : std::string();
        if (zip.has("xl/workbook.xml")) {
            kind = SheetKind::xlsx;
            load_xlsx();
        } else if (zip.has("content.xml") && (type.empty() || contains(type, "opendocument.spreadsheet"))) {
            kind = SheetKind::ods;
            check_ods();
        } else {
            refuse(fmt::format("{} is a ZIP archive without a spreadsheet in it{}", path,
                               type.empty() ? std::string()
                                            : fmt::format(" ({})", base::utf8_prefix(clean_text(type), 80))),
                   "Unpack it and name what is inside, or save the document as XLSX, ODS or CSV.");
        }
    }

    void parse(const std::string& entry, const XmlShape& shape,
               const std::function<void(const XmlElement&)>& on_record) const {
        const auto source = zip.open(entry);
        read_xml(*source, shape, limits, [](const XmlElement&) {},
                 [&](const XmlElement& record, const XmlPlace&) { on_record(record); });
    }

    // --- XLSX

    void load_xlsx() {
        std::map<std::string, std::string, std::less<>> targets; // relation id -> entry
        std::string texts = zip.has("xl/sharedStrings.xml") ? "xl/sharedStrings.xml" : "";
        std::string styles = zip.has("xl/styles.xml") ? "xl/styles.xml" : "";
        constexpr std::array relations{"Relationship"sv};
        parse("xl/_rels/workbook.xml.rels",
              {.root = "Relationships", .describes = "the parts of a workbook", .records = relations},
              [&](const XmlElement& relation) {
                  const std::string entry = to_entry(relation.attribute("Target"));
                  const std::string_view type = relation.attribute("Type");
                  if (type.ends_with("/sharedStrings")) {
                      texts = entry;
                  } else if (type.ends_with("/styles")) {
                      styles = entry;
                  } else if (targets.size() < bounds.sheets * 10) {
                      targets.emplace(relation.attribute("Id"), entry);
                  }
              });
        constexpr std::array parts{"sheet"sv, "workbookPr"sv};
        parse("xl/workbook.xml", {.root = "workbook", .describes = "an XLSX workbook", .records = parts},
              [&](const XmlElement& part) {
                  if (part.name() == "workbookPr") {
                      const std::string_view from_1904 = part.attribute("date1904");
                      dates_from_1904 = from_1904 == "1" || from_1904 == "true";
                      return;
                  }
                  const auto target = targets.find(part.attribute("id"));
                  // A sheet that is one chart has no cells.
                  if (target != targets.end() && !target->second.starts_with("xl/chartsheets/")) {
                      names.emplace_back(part.attribute("name"));
                      entries.push_back(target->second);
                  }
                  check_sheets(entries.size());
              });
        if (entries.empty()) {
            refuse(fmt::format("{} is a workbook without a sheet", zip.path()), "Fetch it again.");
        }
        if (!styles.empty()) {
            load_styles(styles);
        }
        if (!texts.empty()) {
            load_texts(texts);
        }
    }

    void check_sheets(std::size_t count) const {
        if (count > bounds.sheets) {
            refuse(fmt::format("{} has more than {} sheets", zip.path(), bounds.sheets), "No published list has as many.");
        }
    }

    void load_styles(const std::string& entry) {
        std::map<std::uint64_t, Shows> own;
        bool in_cells = false; // cellStyleXfs and dxfs hold the same element
        constexpr std::array groups{"cellXfs"sv, "cellStyleXfs"sv, "cellStyles"sv, "dxfs"sv};
        constexpr std::array parts{"numFmt"sv, "xf"sv};
        parse(entry, {.root = "styleSheet", .describes = "the styles of a workbook", .records = parts, .starts = groups},
              [&](const XmlElement& part) {
                  if (part.name() == "numFmt") {
                      if (const auto id = find_number(part.attribute("numFmtId"))) {
                          own[*id] = shown_by_code(part.attribute("formatCode"));
                      }
                  } else if (part.name() == "xf") {
                      if (in_cells) {
                          const std::uint64_t id = find_number(part.attribute("numFmtId")).value_or(0);
                          const auto found = own.find(id);
                          shows.push_back(found == own.end() ? shown_by_builtin(id) : found->second);
                      }
                  } else {
                      in_cells = part.name() == "cellXfs";
                  }
              });
    }

    void load_texts(const std::string& entry) {
        text_ends.push_back(0);
        std::string text;
        constexpr std::array items{"si"sv};
        parse(entry, {.root = "sst", .describes = "the shared texts of a workbook", .records = items},
              [&](const XmlElement& item) {
                  text.clear();
                  append_runs(text, item);
                  texts_ += contains(text, "_x") ? decode_escapes(text) : text;
                  text_ends.push_back(texts_.size());
                  if (texts_.size() + text_ends.size() * sizeof(std::size_t) > bounds.shared_bytes) {
                      refuse(fmt::format("{}: the shared texts take more than {} bytes", zip.path(), bounds.shared_bytes),
                             "No published list comes near this; look at the file.");
                  }
              });
    }

    std::string_view shared_text(std::string_view index, std::uint64_t row) const {
        const auto at = find_number(index);
        if (!at || *at + 1 >= text_ends.size()) {
            refuse(fmt::format("{}: row {} refers to text {} of {} that it does not hold", zip.path(), row,
                               base::utf8_prefix(index, 20), text_ends.empty() ? 0 : text_ends.size() - 1),
                   "The file is damaged; fetch it again.");
        }
        return std::string_view(texts_).substr(text_ends[*at], text_ends[*at + 1] - text_ends[*at]);
    }

    std::string to_cell_text(const XmlElement& cell, std::uint64_t row) const {
        const std::string_view type = cell.attribute("t");
        if (type == "inlineStr") {
            std::string text;
            append_runs(text, cell.child("is"));
            return decode_escapes(text);
        }
        const std::string_view value = cell.child_text("v");
        if (type == "s") {
            return value.empty() ? std::string() : std::string(shared_text(value, row));
        }
        if (type == "str") {
            return decode_escapes(value);
        }
        if (type.empty() || type == "n") {
            return to_number_text(value, find_number(cell.attribute("s")).value_or(0));
        }
        return std::string(value); // b: 0 or 1; d: ISO 8601; e: the error as shown
    }

    std::string to_number_text(std::string_view value, std::uint64_t style) const {
        const Shows shown = style < shows.size() ? shows[style] : Shows::number;
        const auto date = shown == Shows::number ? std::nullopt : find_serial_date(value, dates_from_1904);
        if (!date) {
            return std::string(value);
        }
        return date->substr(0, shown == Shows::day ? 10 : shown == Shows::month ? 7 : 4);
    }

    void read_xlsx(std::size_t sheet, const std::function<bool(const SheetRow&)>& on_row) const {
        RowBuffer buffer(bounds, zip.path());
        constexpr std::array rows{"row"sv};
        parse(entries[sheet], {.root = "worksheet", .describes = "a sheet of a workbook", .records = rows},
              [&](const XmlElement& row) {
                  buffer.clear();
                  buffer.row.number = find_number(row.attribute("r")).value_or(buffer.row.number + 1);
                  std::uint64_t column = 0;
                  for (const XmlElement cell : row.children()) {
                      column = find_column(cell.attribute("r")).value_or(column);
                      buffer.put(column, to_cell_text(cell, buffer.row.number));
                      ++column;
                  }
                  buffer.hand_over(on_row);
              });
    }

    // --- ODS

    void check_ods() const {
        constexpr std::string_view manifest = "META-INF/manifest.xml";
        constexpr std::size_t longest_manifest = 4'000'000;
        if (zip.has(std::string(manifest)) &&
            contains(zip.load(std::string(manifest), longest_manifest), "encryption-data")) {
            refuse(fmt::format("{} is encrypted", zip.path()), "Open it with its password and save it without one.");
        }
    }

    /// Numbers and dates have their value beside what is shown.
    static std::string to_ods_text(const XmlElement& cell) {
        const std::string_view type = cell.attribute("value-type");
        if (type == "date") {
            const std::string_view date = cell.attribute("date-value");
            return std::string(date.substr(0, date.find("T00:00:00")));
        }
        if (type == "float" || type == "currency" || type == "percentage") {
            return std::string(cell.attribute("value"));
        }
        std::string text;
        for (const XmlElement child : cell.children()) {
            if (child.name() == "p") { // annotation and shapes are no content
                text += text.empty() ? "" : "\n";
                text += child.text();
            }
        }
        return text.empty() ? std::string(cell.attribute("string-value")) : text;
    }

    void read_ods(std::size_t sheet, const std::function<bool(const SheetRow&)>& on_row) const {
        RowBuffer buffer(bounds, zip.path());
        std::size_t tables = 0;
        constexpr std::array starts{"table"sv};
        constexpr std::array rows{"table-row"sv};
        constexpr std::array inlined{"span"sv, "a"sv, "ruby"sv, "ruby-base"sv};
        constexpr std::array blanks{"s"sv, "tab"sv, "line-break"sv};
        const XmlShape shape{.root = "document-content",
                             .describes = "an OpenDocument spreadsheet",
                             .records = rows,
                             .starts = starts,
                             .inlined = inlined,
                             .blanks = blanks};
        parse("content.xml", shape, [&](const XmlElement& record) {
            if (record.name() == "table") {
                check_sheets(++tables);
                buffer.row.number = 0;
                if (tables > sheet + 1) {
                    throw Enough();
                }
            } else if (tables == sheet + 1) {
                read_ods_row(buffer, record, on_row);
            }
        });
        if (tables <= sheet) {
            refuse(fmt::format("{} has no sheet {}", zip.path(), sheet + 1), "Fetch it again.");
        }
    }

    void read_ods_row(RowBuffer& buffer, const XmlElement& row, const std::function<bool(const SheetRow&)>& on_row) const {
        buffer.clear();
        const std::uint64_t number = buffer.row.number + 1;
        buffer.row.number = number;
        std::uint64_t column = 0;
        for (const XmlElement cell : row.children()) {
            if (cell.name() != "table-cell" && cell.name() != "covered-table-cell") {
                continue;
            }
            const std::uint64_t times = std::max<std::uint64_t>(repeats_of(cell, "number-columns-repeated"), 1);
            const std::string text = to_ods_text(cell);
            for (std::uint64_t i = 0; i < times && !text.empty(); ++i) {
                buffer.put(column + i, text); // fails soon when it goes on without end
            }
            column += times;
        }
        const std::uint64_t times = std::max<std::uint64_t>(repeats_of(row, "number-rows-repeated"), 1);
        if (times > bounds.repeats && !buffer.is_empty()) {
            refuse(fmt::format("{}: row {} with something in it stands there {} times", zip.path(), number, times),
                   "No published list does this; look at the file there.");
        }
        for (std::uint64_t i = 0; i < times && !buffer.is_empty(); ++i) {
            buffer.row.number = number + i;
            buffer.hand_over(on_row);
        }
        buffer.row.number = number + times - 1;
    }

    std::uint64_t repeats_of(const XmlElement& element, std::string_view attribute) const {
        const std::string_view text = element.attribute(attribute);
        constexpr std::uint64_t most = 100'000'000;
        const auto times = text.empty() ? std::optional<std::uint64_t>(1) : find_number(text);
        if (!times || *times > most) {
            refuse(fmt::format("{}: {}=\"{}\" is no number of repeats", zip.path(), attribute, base::utf8_prefix(text, 40)),
                   "The file is damaged; fetch it again.");
        }
        return *times;
    }

    ZipFile zip;
    ReadLimits limits;
    SheetLimits bounds;
    SheetKind kind = SheetKind::xlsx;
    std::vector<std::string> names;
    std::vector<std::string> entries; // of the sheets, as names
    std::vector<Shows> shows;         // by style index
    bool dates_from_1904 = false;
    std::string texts_;               // the shared texts, one behind the other
    std::vector<std::size_t> text_ends;
};

SheetFile::SheetFile(const std::string& path, const ReadLimits& limits, const SheetLimits& sheet_limits,
                     const ZipLimits& zip_limits)
    : book_(std::make_unique<Book>(path, limits, sheet_limits, zip_limits)) {}

SheetFile::~SheetFile() = default;

SheetKind SheetFile::kind() const { return book_->kind; }

std::vector<std::string> SheetFile::sheets() const { return book_->names; }

void SheetFile::read(std::size_t sheet, const std::function<bool(const SheetRow&)>& on_row) const {
    try {
        if (book_->kind == SheetKind::ods) {
            book_->read_ods(sheet, on_row);
        } else if (sheet < book_->entries.size()) {
            book_->read_xlsx(sheet, on_row);
        } else {
            refuse(fmt::format("{} has no sheet {}", book_->zip.path(), sheet + 1), "Fetch it again.");
        }
    } catch (const Enough&) {
    }
}

std::string_view to_text(SheetKind kind) { return kind == SheetKind::xlsx ? "XLSX" : "ODS"; }

bool is_zip(std::string_view head) { return head.starts_with("PK\x03\x04"); }

std::string load_sheet_head(const std::string& path) {
    constexpr std::size_t most_rows = 20;
    constexpr std::size_t most_bytes = 60'000;
    const SheetFile file(path);
    std::string head(head_mark);
    std::size_t rows = 0;
    file.read(0, [&](const SheetRow& row) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            head += i == 0 ? "" : "\t";
            head += clean_text(row.cells[i]);
        }
        head += '\n';
        return ++rows < most_rows && head.size() < most_bytes;
    });
    return head;
}

std::vector<std::vector<std::string>> sheet_head_rows(std::string_view head) {
    std::vector<std::vector<std::string>> rows;
    if (!head.starts_with(head_mark)) {
        return rows;
    }
    head.remove_prefix(head_mark.size());
    while (!head.empty()) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        std::string_view line = head.substr(0, end);
        auto& cells = rows.emplace_back();
        for (std::size_t tab = 0; tab != std::string_view::npos;) {
            tab = line.find('\t');
            cells.emplace_back(line.substr(0, tab));
            line.remove_prefix(std::min(line.size(), tab == std::string_view::npos ? line.size() : tab + 1));
        }
        head.remove_prefix(std::min(head.size(), end + 1));
    }
    return rows;
}

std::optional<std::string> find_serial_date(std::string_view text, bool from_1904) {
    const std::string_view fraction = text.find('.') == std::string_view::npos ? std::string_view() : text.substr(text.find('.') + 1);
    const auto days = find_number(text.substr(0, text.find('.')));
    constexpr std::uint64_t last_day = 2'958'465; // 31 December 9999
    if (!days || *days > last_day || !std::ranges::all_of(fraction, is_digit)) {
        return std::nullopt;
    }
    const auto count = static_cast<int>(*days);
    if (from_1904) {
        return entity::to_iso(entity::from_serial(entity::to_serial({1904, 1, 1}) + count));
    }
    if (count == 0 || count == 60) {
        return std::nullopt; // "0 January 1900" and the day that never was
    }
    return entity::to_iso(entity::from_serial(entity::to_serial({1899, 12, 31}) + count - (count > 60 ? 1 : 0)));
}

} // namespace tidewaiter::lists
