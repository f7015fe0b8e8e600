// A CSV file of any bytes as shipments: every record comes out in one row, in order, and each shipment has as many rows
// as it has records.
#include "memory_file.hpp"
#include "screen/shipment_reader.hpp"

#include "base/failure.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string_view>

using namespace tidewaiter;

static void complain(const char* what) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const MemoryFile file(data, size);
    try {
        screen::ReaderOptions options;
        options.file = file.path();
        options.format = "csv";
        options.limits = {.records = 50, .parties = 50, .lines = 50};
        screen::ShipmentReader reader(std::move(options));
        base::RejectList rejects;
        std::map<std::uint64_t, std::size_t> records_of;
        std::map<std::uint64_t, std::size_t> rows_of;
        std::uint64_t record = 0;
        const std::uint64_t rejected = reader.read(
            [&](screen::Batch& batch) {
                for (const auto& [number, shipment] : batch.shipments) {
                    if (!records_of.emplace(number, shipment.records.size()).second) {
                        complain("a shipment came twice");
                    }
                }
                for (const screen::RecordRow& row : batch.rows) {
                    if (row.record != ++record) {
                        complain("a record is missing, twice there, or out of order");
                    }
                    if (!records_of.contains(row.shipment)) {
                        complain("a row came before its shipment");
                    }
                    ++rows_of[row.shipment];
                }
            },
            rejects);
        if (record != reader.facts().records || records_of != rows_of || rejected != rejects.count()) {
            complain("the count does not come out");
        }
    } catch (const base::Failure& failure) {
        if (std::string_view(failure.what()).find("counted") != std::string_view::npos) {
            complain(failure.what());
        }
    }
    return 0;
}
