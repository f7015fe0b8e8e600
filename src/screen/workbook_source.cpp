// A workbook as records. What Excel shows and what it stores differ: the table may have titles above it, its columns may
// be grouped by merged cells, and a workbook holds several sheets. Whatever looks like a table and is not read is said,
// or refused: shipments on a second sheet that nobody reads would be shipments that nobody screens.
#include "screen/source_kinds.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/utf8.hpp"
#include "lists/sheet_file.hpp"
#include "sql/header_row.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <deque>

namespace tidewaiter::screen {

namespace {

using base::Failure;
using base::FailureKind;

/// A shipment file is larger than a published list; a sheet of a million rows of 20 columns packs to some 100 MB.
constexpr lists::ZipLimits zip_limits = {.stored_bytes = 512'000'000, .unpacked_bytes = 16'000'000'000};

/// Excel stores 0.1 + 0.2 as 0.30000000000000004 and long numbers as 1.2345E+16; it shows 15 digits. Out: nullopt for
/// what is no such number.
std::optional<std::string> as_shown(std::string_view text) {
    constexpr std::size_t longest = 30;
    constexpr std::size_t exact_digits = 15;
    if (text.size() > longest || text.size() < 3) {
        return std::nullopt;
    }
    const std::size_t exponent = text.find_first_of("Ee");
    const bool scientific = exponent != std::string_view::npos && exponent + 1 < text.size() && (text[exponent + 1] == '+' || text[exponent + 1] == '-');
    const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    const bool inexact = static_cast<std::size_t>(digits) > exact_digits && std::ranges::count(text, '.') == 1 &&
                         text.find_first_not_of("-0123456789.") == std::string_view::npos;
    if (!scientific && !inexact) {
        return std::nullopt;
    }
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || std::abs(number) >= 1e30) {
        return std::nullopt;
    }
    std::string shown = fmt::format("{:.15g}", number);
    if (shown.find('e') == std::string::npos) {
        return shown;
    }
    shown = fmt::format("{:.20f}", std::stod(shown));
    shown.erase(shown.find_last_not_of('0') + 1);
    if (shown.ends_with('.')) {
        shown.pop_back();
    }
    return shown;
}

class WorkbookSource final : public RecordSource {
public:
    WorkbookSource(const std::string& path, const SourceOptions& options)
        : path_(path), file_(path, {}, {.columns = sql::RecordLimits().columns}, zip_limits), sha256_(base::load_file_sha256(path)),
          is_name_(options.is_name ? options.is_name : names_a_column) {
        std::vector<std::string> names = file_.sheets();
        if (names.empty()) {
            names.emplace_back(); // ODS: its first sheet
        }
        choose(names, options.sheet);
        describe(names);
    }

    std::string_view format() const override { return file_.kind() == lists::SheetKind::xlsx ? "xlsx" : "ods"; }
    bool is_json() const override { return false; }
    const std::vector<std::string>& columns() const override { return columns_; }
    const std::vector<std::string>& remarks() const override { return remarks_; }
    std::string sha256() const override { return sha256_; }
    double progress() const override { return -1; }

    sql::RecordCounts read(const std::function<bool(const sql::Record&)>& record, base::RejectSink& rejects) override;

private:
    struct Table {
        std::size_t sheet = 0;
        sql::HeaderRow header;
        std::uint64_t row = 0; ///< of the names, in the sheet
        std::vector<std::string> columns;
    };

    std::optional<Table> find_table(std::size_t sheet) const;
    void choose(const std::vector<std::string>& names, const std::string& wanted);
    void describe(const std::vector<std::string>& names);

    std::string path_;
    lists::SheetFile file_;
    std::string sha256_;
    sql::NameTest is_name_;
    std::vector<Table> tables_;
    std::vector<std::string> columns_;
    std::vector<std::string> remarks_;
};

/// Out: nullopt for an empty sheet
std::optional<WorkbookSource::Table> WorkbookSource::find_table(std::size_t sheet) const {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint64_t> numbers;
    file_.read(sheet, [&](const lists::SheetRow& row) {
        rows.emplace_back(row.cells.begin(), row.cells.end());
        numbers.push_back(row.number);
        return rows.size() < sql::header_rows_looked_at;
    });
    if (rows.empty()) {
        return std::nullopt;
    }
    Table table;
    table.sheet = sheet;
    table.header = sql::find_header_row(rows, is_name_);
    table.row = numbers[table.header.row];
    const auto& names = table.header.grouped.empty() ? rows[table.header.row] : table.header.grouped;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string name = base::squash(names[i]);
        table.columns.push_back(name.empty() ? fmt::format("column {}", i + 1) : name);
    }
    return table;
}

void WorkbookSource::choose(const std::vector<std::string>& names, const std::string& wanted) {
    std::vector<Table> found;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (wanted.empty() || names[i] == wanted) {
            if (auto table = find_table(i)) {
                found.push_back(std::move(*table));
            }
        }
    }
    if (!wanted.empty() && std::ranges::find(names, wanted) == names.end()) {
        throw Failure(FailureKind::usage, fmt::format("{} has no sheet '{}'", path_, wanted), fmt::format("It has: {}.", fmt::join(names, ", ")));
    }
    if (found.empty()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is empty", path_), "Check that the workbook was saved whole.");
    }
    // A sheet whose columns nobody knows is a note beside one whose columns are known; alone it may have a mapping.
    constexpr std::size_t least_known = 2;
    const bool any = std::ranges::any_of(found, [](const Table& table) { return table.header.known >= least_known; });
    for (Table& table : found) {
        if (any && table.header.known < least_known) {
            continue;
        }
        if (!tables_.empty() && table.columns != tables_.front().columns) {
            if (!any) {
                continue;
            }
            throw Failure(FailureKind::bad_input,
                          fmt::format("{}: the sheets '{}' and '{}' both hold a table, with other columns", path_, names[tables_.front().sheet], names[table.sheet]),
                          "Say which one is meant: --sheet NAME.");
        }
        tables_.push_back(std::move(table));
    }
    columns_ = tables_.front().columns;
    sql::check_columns(path_, columns_, {});
}

void WorkbookSource::describe(const std::vector<std::string>& names) {
    if (names.size() > 1) {
        std::vector<std::string> read;
        std::vector<std::string> passed;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const bool is_read = std::ranges::any_of(tables_, [i](const Table& table) { return table.sheet == i; });
            (is_read ? read : passed).push_back(names[i]);
        }
        remarks_.push_back(fmt::format("Sheets read: {}{}{}.", fmt::join(read, ", "), passed.empty() ? "" : "; not read: ", fmt::join(passed, ", ")));
    }
    for (const Table& table : tables_) {
        if (table.header.row > 0) {
            remarks_.push_back(fmt::format("{}The names of the columns are in row {}{}; what stands above was passed over.",
                                           names.size() > 1 ? fmt::format("Sheet {}: ", names[table.sheet]) : std::string(), table.row,
                                           table.header.grouped.empty() ? "" : ", grouped by the row above it"));
        }
    }
}

sql::RecordCounts WorkbookSource::read(const std::function<bool(const sql::Record&)>& record, base::RejectSink&) {
    sql::RecordCounts counts;
    sql::Record made;
    std::deque<std::string> shown;
    std::uint64_t beside = 0;
    std::uint64_t beside_row = 0;
    bool stopped = false;
    for (const Table& table : tables_) {
        if (stopped) {
            break;
        }
        file_.read(table.sheet, [&](const lists::SheetRow& row) {
            if (row.number <= table.row) {
                return true;
            }
            shown.clear();
            ++made.row;
            made.line = row.number;
            made.cells.assign(row.cells.begin(), row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(row.cells.size(), columns_.size())));
            made.cells.resize(columns_.size());
            for (std::string_view& cell : made.cells) {
                if (auto number = as_shown(cell)) {
                    cell = shown.emplace_back(std::move(*number));
                }
            }
            if (row.cells.size() > columns_.size() && beside++ == 0) {
                beside_row = row.number;
            }
            ++counts.read;
            stopped = !record(made);
            return !stopped;
        });
    }
    counts.records = counts.read;
    counts.complete = !stopped;
    if (beside > 0) {
        remarks_.push_back(fmt::format("{} {} something beside the last named column, which was not read. The first is row {}.", beside,
                                       beside == 1 ? "row holds" : "rows hold", beside_row));
    }
    return counts;
}

} // namespace

std::unique_ptr<RecordSource> open_workbook(const std::string& path, const SourceOptions& options) {
    return std::make_unique<WorkbookSource>(path, options);
}

} // namespace tidewaiter::screen
