// A JSON object of any bytes as a shipment: read twice it is the same, its limits hold, and every rule input that comes
// out of it is text that can be printed.
#include "screen/cells.hpp"
#include "screen/read_shipment.hpp"
#include "screen/shipment_builder.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

using namespace tidewaiter::screen;

static void complain(const char* what) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const ShipmentLimits limits{.records = 10, .parties = 20, .lines = 20, .json_cells = 500, .json_depth = 6, .json_columns = 20};
    const Mapping mapping;
    ColumnStyles styles;
    JsonCells json(mapping, styles, limits);
    RecordCells cells;
    json.read(bytes, cells);
    json.read(bytes, cells); // the second time every key is known
    if (!cells.problem.empty()) {
        if (!cells.cells.empty()) {
            complain("a record with a problem still has values");
        }
        return 0;
    }
    if (cells.cells.size() > limits.json_cells || cells.parties > limits.parties || cells.lines > limits.lines ||
        json.columns().size() > limits.json_columns) {
        complain("a limit does not hold");
    }
    std::vector<std::string> own;
    json.own_values(own);
    if (own.size() != json.columns().size()) {
        complain("not one value for each column");
    }
    Shipment once = build_shipment(cells, 1, styles, false);
    const Shipment twice = build_shipment(cells, 1, styles, false);
    if (once.parties != twice.parties || once.lines != twice.lines || once.unreadable != twice.unreadable) {
        complain("two readings of one record differ");
    }
    const std::size_t parties = once.parties.size();
    Shipment same = once;
    merge_shipment(once, std::move(same), {.records = 10, .parties = 1'000, .lines = 1'000});
    if (once.parties.size() > parties || once.records.size() != 2) {
        complain("a record merged with itself has more parties");
    }
    finish_shipment(once);
    const ReadShipment read = read_shipment(once);
    if (read.parties.size() != once.parties.size() || read.lines.size() != once.lines.size()) {
        complain("parties or lines were lost");
    }
    return 0;
}
