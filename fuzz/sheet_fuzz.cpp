// Any bytes as a spreadsheet, by itself and as each list that comes as one: read or refused, never a crash, and every row
// within the limits.
#include "base/failure.hpp"
#include "lists/list_reader.hpp"
#include "lists/sheet_file.hpp"
#include "memory_file.hpp"

using namespace tidewaiter;

namespace {

class Counting final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override {
        if (entity.schema != "Sanction" && entity.schema != "Address") {
            ++others;
        }
    }

    std::uint64_t others = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 100'000) {
        return 0;
    }
    const MemoryFile file(data, size);
    lists::ZipLimits zip;
    zip.unpacked_bytes = 2'000'000;
    zip.ratio_from_bytes = 500'000;
    const lists::SheetLimits limits{.columns = 64, .rows = 2'000, .repeats = 100, .shared_bytes = 1'000'000};
    try {
        const lists::SheetFile sheet(file.path(), {}, limits, zip);
        std::uint64_t rows = 0;
        sheet.read(0, [&](const lists::SheetRow& row) {
            ++rows;
            if (row.cells.empty() || row.cells.back().empty() || row.cells.size() > limits.columns || rows > limits.rows) {
                std::abort();
            }
            return true;
        });
    } catch (const base::Failure&) {
        return 0; // over the small limits here; the lists below would take long over it
    }
    for (const char* name : {"au-dfat-xlsx", "jp-meti-xlsx", "jp-mof-xlsx", "bis-denied-persons-2025", "uk-sanctions-list-ods"}) {
        Counting sink;
        base::RejectList rejects(10);
        try {
            const auto version = lists::find_format(name)->read({file.path()}, {.as_of = "2026-01-01"}, sink, rejects);
            if (version.entities > version.records || version.entities > sink.others) {
                std::abort();
            }
        } catch (const base::Failure&) {
        }
    }
    return 0;
}
