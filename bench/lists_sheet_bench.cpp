// Spreadsheets: unpacked, parsed by bare expat, as rows, and as a list. TIDEWAITER_BENCH_XLSX names an XLSX of a list
// (the Australian one has 8 MB of sheet); bytes are those of the unpacked sheet.
#include "base/reject.hpp"
#include "lists/list_reader.hpp"
#include "lists/sheet_file.hpp"
#include "lists/zip_file.hpp"

#include <benchmark/benchmark.h>
#include <expat.h>

#include <cstdlib>
#include <string>
#include <vector>

using namespace tidewaiter;

namespace {

constexpr const char* sheet_entry = "xl/worksheets/sheet1.xml";

const char* path() { return std::getenv("TIDEWAITER_BENCH_XLSX"); }

std::string load_sheet() { return lists::ZipFile(path()).load(sheet_entry, std::size_t{1} << 30U); }

template <class Work>
void measure(benchmark::State& state, Work work) {
    if (path() == nullptr) {
        state.SkipWithError("TIDEWAITER_BENCH_XLSX names no file");
        return;
    }
    const std::string sheet = load_sheet();
    for ([[maybe_unused]] const auto& each : state) {
        work(sheet);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sheet.size()));
}

void unpacked(benchmark::State& state) {
    measure(state, [](const std::string&) { benchmark::DoNotOptimize(load_sheet()); });
}

void bare_expat(benchmark::State& state) {
    measure(state, [](const std::string& sheet) {
        XML_Parser parser = XML_ParserCreate(nullptr);
        XML_SetElementHandler(parser, [](void*, const XML_Char*, const XML_Char**) {}, [](void*, const XML_Char*) {});
        XML_SetCharacterDataHandler(parser, [](void*, const XML_Char*, int) {});
        benchmark::DoNotOptimize(XML_Parse(parser, sheet.data(), static_cast<int>(sheet.size()), XML_TRUE));
        XML_ParserFree(parser);
    });
}

void rows(benchmark::State& state) {
    measure(state, [](const std::string&) {
        lists::SheetFile(path()).read(0, [](const lists::SheetRow& row) {
            benchmark::DoNotOptimize(row.cells.size());
            return true;
        });
    });
}

class NoSink final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override { benchmark::DoNotOptimize(entity); }
};

void list_read(benchmark::State& state) {
    measure(state, [](const std::string&) {
        NoSink sink;
        base::RejectList rejects;
        benchmark::DoNotOptimize(lists::find_format_of_file(path())->read({path()}, {}, sink, rejects));
    });
}

} // namespace

BENCHMARK(unpacked)->Unit(benchmark::kMillisecond);
BENCHMARK(bare_expat)->Unit(benchmark::kMillisecond);
BENCHMARK(rows)->Unit(benchmark::kMillisecond);
BENCHMARK(list_read)->Unit(benchmark::kMillisecond);
