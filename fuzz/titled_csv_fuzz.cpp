// A CSV file of any bytes whose names may stand below titles: found or not, the count comes out and no row is lost: what
// is read from the header on is what the same lines give as a file of their own.
#include "memory_file.hpp"

#include "base/failure.hpp"
#include "base/reject.hpp"
#include "screen/record_source.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tidewaiter;
    const MemoryFile file(data, size > 8'192 ? 8'192 : size);
    try {
        const auto source = screen::open_records(file.path(), {.format = "csv"});
        base::RejectList rejects;
        std::uint64_t records = 0;
        std::uint64_t last = 0;
        const sql::RecordCounts counts = source->read(
            [&](const sql::Record& record) {
                ++records;
                if (record.line <= last || (record.reject_reason.empty() && record.cells.size() != source->columns().size())) {
                    std::abort();
                }
                last = record.line;
                return true;
            },
            rejects);
        if (counts.records != records || counts.lines < last) {
            std::abort();
        }
    } catch (const base::Failure& failure) {
        if (std::string_view(failure.what()).find("independent count") != std::string_view::npos) {
            std::fprintf(stderr, "%s\n", failure.what());
            std::abort();
        }
    }
    return 0;
}
