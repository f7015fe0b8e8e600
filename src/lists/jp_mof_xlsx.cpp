// The same list as the workbook of before the table: a sheet for each regime, its title above the header, columns that
// differ from sheet to sheet, names in Japanese and Latin letters. By documentation only: headings as OpenSanctions'
// reader knows them. Rows have no number of their own: a party is its names under one regime.
#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/file_date.hpp"
#include "lists/formats.hpp"
#include "lists/jp_mof_party.hpp"
#include "lists/measures.hpp"
#include "lists/sheet_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view dataset = "jp_mof_sanctions";
constexpr std::array marks{"告示日付"sv, "告示番号"sv, "日本語表記"sv, "英語表記"sv};

std::vector<const MofColumn*> to_columns(const std::vector<std::string_view>& cells) {
    std::vector<const MofColumn*> columns;
    for (const std::string_view cell : cells) {
        columns.push_back(find_mof_column(cell));
    }
    return columns;
}

/// The header of a sheet begins with the date of the notice and has a column of names.
bool is_header(const std::vector<const MofColumn*>& columns) {
    const auto has = [&](MofField field) {
        return std::ranges::any_of(columns, [&](const MofColumn* column) { return column != nullptr && column->field == field; });
    };
    return has(MofField::notice_date) && has(MofField::name);
}

struct Run {
    const std::string& path;
    EntitySink& sink;
    base::RejectSink& rejects;
    const MeasureRow* measure;
    ListVersion version;
    RemarkTally tally;
    std::unordered_set<std::string> ids;
};

/// Where the reading of one sheet stands.
struct Sheet {
    std::string regime;
    std::vector<const MofColumn*> columns;
};

void read_row(Run& run, const Sheet& sheet, const SheetRow& row) {
    ++run.version.records;
    std::vector<MofCell> cells;
    for (std::size_t i = 0; i < row.cells.size() && i < sheet.columns.size(); ++i) {
        if (sheet.columns[i] != nullptr && !base::trim(row.cells[i]).empty()) {
            cells.push_back({sheet.columns[i], std::string(row.cells[i])});
        }
    }
    std::string key = sheet.regime;
    bool named = false;
    for (const MofCell& cell : cells) {
        if (cell.column->field == MofField::name) {
            key += '\n' + clean_text(cell.text);
            named = named || !clean_text(cell.text).empty();
        }
    }
    const std::string id = "jp-mof-" + base::to_hex(base::to_xxh3(key));
    const bool again = named && !run.ids.insert(id).second;
    Party party(id, mof_schema(sheet.regime), run.version.list, run.tally);
    if (named && !again) {
        party.add("topics", run.measure != nullptr ? run.measure->topic : std::string());
        add_mof_row(party, cells, sheet.regime);
    }
    if (!party.has_name()) {
        run.rejects.add({.source = run.path,
                         .row = row.number,
                         .column = std::string(marks[2]),
                         .text = std::string(base::utf8_prefix(clean_text(row.cell(0)), 200)),
                         .reason = again ? "the same names under the same regime have gone by already" : "the row has no name",
                         .hint = "The rest of the list is read; tell the publisher."});
        return;
    }
    party.yield(run.sink, run.version);
}

/// Titles stand in the first row, maybe in several cells.
std::string to_title(const SheetRow& row) {
    std::string title;
    for (const std::string_view cell : row.cells) {
        const std::string clean = clean_text(cell);
        title += (title.empty() || clean.empty() ? "" : " / ") + clean;
    }
    return title;
}

void read_sheet(Run& run, const SheetFile& file, std::size_t number) {
    Sheet sheet;
    file.read(number, [&](const SheetRow& row) {
        std::vector<const MofColumn*> columns = to_columns(row.cells);
        if (is_header(columns)) { // again where two tables share a sheet
            ++run.version.layout;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                if (columns[i] == nullptr && !clean_text(row.cells[i]).empty()) {
                    run.tally.add("columns that are not known here and were not read", clean_text(row.cells[i]));
                }
            }
            sheet.columns = std::move(columns);
        } else if (sheet.columns.empty()) {
            ++run.version.layout;
            sheet.regime = sheet.regime.empty() ? to_title(row) : sheet.regime;
        } else {
            read_row(run, sheet, row);
        }
        return true;
    });
    if (sheet.columns.empty() && !sheet.regime.empty()) {
        run.tally.add("sheets without a header, not read", sheet.regime);
    }
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    Run run{files.front(), sink, rejects, find_measure_row(dataset, "*"), {}, {}, {}};
    ListVersion& version = run.version;
    version.list = options.list.empty() ? std::string(dataset) : options.list;
    version.title = "資産凍結等対象者一覧";
    version.publisher = "Ministry of Finance";
    version.jurisdiction = "jp";
    version.version = file_date(files.front(), options.as_of);
    const SheetFile file(files.front(), options.limits);
    const std::size_t sheets = std::max<std::size_t>(1, file.sheets().size());
    for (std::size_t i = 0; i < sheets; ++i) {
        read_sheet(run, file, i);
    }
    if (version.records == 0) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{}: no sheet has a header with {}", files.front(), marks.front()),
                            "The publisher has changed the workbook, or this is another one.");
    }
    run.tally.write_to(version.remarks);
    return std::move(version);
}

int recognise(std::string_view head) {
    for (const auto& row : sheet_head_rows(head)) {
        if (is_header(to_columns({row.begin(), row.end()}))) {
            return 95;
        }
    }
    return 0;
}

} // namespace

const ListFormat jp_mof_xlsx{.name = "jp-mof-xlsx",
                             .version = "jp-mof-xlsx-1",
                             .describes = "Japan Ministry of Finance, those whose assets are frozen, XLSX with a sheet for each regime; by documentation only",
                             .recognise = recognise,
                             .read = read,
                             .marks = {ListMarks::Kind::table, {}, marks}};

} // namespace tidewaiter::lists
