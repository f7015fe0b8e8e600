// A file of payments of any bytes: it reads or is refused, never both; what was handed over is counted, and every record
// is a JSON object that reads as a shipment.
#pragma once

#include "memory_file.hpp"

#include "base/failure.hpp"
#include "base/reject.hpp"
#include "screen/cells.hpp"
#include "screen/shipment_builder.hpp"
#include "screen/source_kinds.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace payments_fuzz {

inline void complain(const char* what) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

inline void read_all(tidewaiter::screen::RecordSource& source) {
    using namespace tidewaiter;
    const screen::Mapping mapping;
    const screen::ShipmentLimits limits;
    screen::ColumnStyles styles;
    screen::JsonCells json(mapping, styles, limits);
    screen::RecordCells cells;
    base::RejectList rejects;
    std::uint64_t handed_over = 0;
    try {
        const sql::RecordCounts counts = source.read(
            [&](const sql::Record& record) {
                if (record.row != ++handed_over) {
                    complain("records are out of order");
                }
                if (record.reject_reason.empty()) {
                    json.read(record.json, cells);
                    if (!cells.problem.empty() && cells.problem.find("more than") == std::string::npos) {
                        complain("a payment is no JSON object");
                    }
                    if (cells.problem.empty()) {
                        screen::build_shipment(cells, record.row, styles, false);
                    }
                }
                return true;
            },
            rejects);
        if (counts.read + counts.rejected != handed_over || rejects.count() != counts.rejected) {
            complain("records do not add up");
        }
    } catch (const base::Failure& failure) {
        // Longer than the words of a file that a message repeats.
        if (std::string_view(failure.what()).find("payments were read, but an independent count finds") != std::string_view::npos) {
            complain(failure.what());
        }
    }
}

} // namespace payments_fuzz
