// The US Consolidated Screening List as CSV: a dozen lists of three departments in one table, read by header names
// because the columns have changed (27 in 2016, 28 in 2019, 29 since 2020).
#include "base/utf8.hpp"
#include "lists/file_date.hpp"
#include "lists/file_head.hpp"
#include "lists/formats.hpp"
#include "lists/table_rows.hpp"
#include "lists/us_csl.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>

namespace tidewaiter::lists {

namespace {

/// Where each column stands in this file; by name.
class Columns {
public:
    explicit Columns(const std::vector<std::string_view>& header) {
        for (std::size_t i = 0; i < header.size(); ++i) {
            columns_.try_emplace(std::string(base::trim(header[i])), i);
        }
        width_ = header.size();
    }

    std::string_view of(const TableRows& row, std::string_view name) const {
        const auto found = columns_.find(name);
        return found == columns_.end() ? std::string_view() : base::trim(row.field(found->second));
    }

    std::size_t width() const { return width_; }

private:
    std::map<std::string, std::size_t, std::less<>> columns_;
    std::size_t width_ = 0;
};

class CsvRow final : public CslRow {
public:
    CsvRow(const TableRows& row, const Columns& columns) : row_(row), columns_(columns) {}

    std::string_view of(std::string_view column) const override { return columns_.of(row_, column); }

private:
    const TableRows& row_; // the table's, as the columns are
    const Columns& columns_;
};

/// Goes through the table. In: `use` gets each row that is a record with the columns of its header.
std::uint64_t for_each_row(const std::string& path, const ReadOptions& options, base::RejectSink& rejects, ListVersion& version, RemarkTally& tally,
                           const std::function<void(const CslRow&)>& use) {
    TableRows rows(path, ',', options.limits, rejects, version, tally);
    std::optional<Columns> columns;
    while (rows.next()) {
        if (!columns) {
            columns.emplace(rows.fields());
            rows.count_as_layout();
        } else if (columns->of(rows, "source") == "source" && columns->of(rows, "name") == "name") {
            rows.count_as_layout(); // some copies were glued together and repeat it
        } else if (rows.size() != columns->width()) {
            rows.reject_width(columns->width());
        } else if (columns->of(rows, "name").empty()) {
            rows.reject("name", rows.field(0), "the row names nobody");
        } else {
            use(CsvRow(rows, *columns));
        }
    }
    return rows.records();
}

constexpr std::array<std::string_view, 6> needed{"source", "entity_number", "programs", "name", "alt_names", "source_list_url"};

int recognise(std::string_view head) {
    const auto records = first_records(head, ',', 1);
    if (records.empty()) {
        return 0;
    }
    const bool all = std::ranges::all_of(needed, [&](std::string_view name) {
        return std::ranges::find(records.front(), name) != records.front().end();
    });
    return all ? 98 : 0;
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    CslReader reader(options, sink);
    reader.version.version = file_date(files.front(), options.as_of);
    ListVersion unused;
    RemarkTally unused_tally; // the second pass sees the same again
    base::RejectList ignored(0);
    for_each_row(files.front(), options, ignored, unused, unused_tally, [&](const CslRow& row) { reader.count(row); });
    reader.end_count();
    reader.version.records = for_each_row(files.front(), options, rejects, reader.version, reader.tally,
                                          [&](const CslRow& row) { reader.read(row); });
    return reader.finish();
}

} // namespace

const ListFormat us_csl_csv{"us-csl-csv", "us-csl-csv-1", "US Consolidated Screening List as CSV (consolidated.csv)", recognise,
                            read, {ListMarks::Kind::table, {}, needed}};

} // namespace tidewaiter::lists
