#include "lists/measures.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

TIDEWAITER_EMBEDDED(measures_csv);

namespace tidewaiter::lists {

namespace {

std::vector<MeasureRow> load_rows() {
    const base::CsvTable table("measures.csv", embedded_measures_csv());
    std::vector<MeasureRow> rows;
    for (const auto& row : table.rows()) {
        const auto measure = entity::find_measure(row[table.column("measure")]);
        if (!measure) {
            throw base::Failure(base::FailureKind::bad_input,
                                fmt::format("measures.csv: unknown measure '{}'", row[table.column("measure")]));
        }
        rows.push_back({.list = row[table.column("list")],
                        .key = row[table.column("key")],
                        .measure = *measure,
                        .jurisdiction = row[table.column("jurisdiction")],
                        .topic = row[table.column("topic")],
                        .source = row[table.column("source")]});
    }
    return rows;
}

/// A freeze forbids all dealings, a debarment and a licence those in goods, a sectoral measure some; what is unknown
/// comes last because it says nothing, not because it would be little.
int width_of(entity::Measure measure) {
    using enum entity::Measure;
    switch (measure) {
    case asset_freeze: return 5;
    case debarment: return 4;
    case licence_required: return 3;
    case sectoral: return 2;
    case warning_only: return 1;
    case unknown: return 0;
    }
    return 0;
}

} // namespace

const MeasureRow* find_measure_row(std::string_view list, std::string_view key) {
    static const std::vector<MeasureRow> rows = load_rows();
    const auto found =
        std::ranges::find_if(rows, [&](const MeasureRow& row) { return row.list == list && row.key == key; });
    return found == rows.end() ? nullptr : &*found;
}

const MeasureRow* find_widest_measure(std::string_view list, std::span<const std::string> keys) {
    const MeasureRow* widest = nullptr;
    for (const std::string& key : keys) {
        const MeasureRow* row = find_measure_row(list, key);
        if (row != nullptr && (widest == nullptr || width_of(row->measure) > width_of(widest->measure))) {
            widest = row;
        }
    }
    return widest != nullptr ? widest : find_measure_row(list, "*");
}

} // namespace tidewaiter::lists
