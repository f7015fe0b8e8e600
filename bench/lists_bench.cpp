// Every reader of lists beside the bare parser over the same bytes: expat, the CSV reader,
// simdjson, or the lines of a text. The lists are made up (bench/lists/*.template);
// TIDEWAITER_BENCH_LIST names one file, plain or gzip, to be read instead.
#include "list_template.hpp"

#include "base/csv.hpp"
#include "base/file.hpp"
#include "lists/list_reader.hpp"
#include "lists/xml_stream.hpp"

#include <benchmark/benchmark.h>
#include <expat.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

using namespace tidewaiter;

namespace {

constexpr std::size_t made_bytes = 20'000'000;

/// A list on disk for as long as the program runs, with the format that reads it.
struct Sample {
    std::string name;
    const lists::ListFormat* format = nullptr;
    std::vector<std::string> kind;
    std::string bytes;
    std::string path;
};

class Samples {
public:
    Samples() {
        const char* file = std::getenv("TIDEWAITER_BENCH_LIST");
        const lists::ListFormat* only =
            file == nullptr ? nullptr : lists::find_format_of_file(file);
        std::vector<std::filesystem::path> paths;
        for (const auto& item :
             std::filesystem::directory_iterator(TIDEWAITER_SOURCE "/bench/lists")) {
            paths.push_back(item.path());
        }
        std::ranges::sort(paths);
        for (const auto& path : paths) {
            const ListTemplate made = load_list_template(path);
            if (file == nullptr || (only != nullptr && only->name == made.format)) {
                add(made, file == nullptr ? make_list(made, made_bytes)
                                          : base::load_file(file, std::uint64_t{4} << 30U));
            }
        }
    }

    Samples(const Samples&) = delete;
    Samples& operator=(const Samples&) = delete;

    ~Samples() {
        std::error_code ignored;
        for (const Sample& sample : all) {
            std::filesystem::remove(sample.path, ignored);
        }
    }

    std::vector<Sample> all;

private:
    void add(const ListTemplate& made, std::string bytes) {
        Sample sample{
            made.format, lists::find_format(made.format), made.kind, std::move(bytes), {}};
        const std::string file =
            "tidewaiter-bench-" + std::to_string(::getpid()) + "-" + sample.name;
        sample.path = (std::filesystem::temp_directory_path() / file).string();
        std::ofstream(sample.path, std::ios::binary) << sample.bytes;
        all.push_back(std::move(sample));
    }
};

class Counting final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override {
        benchmark::DoNotOptimize(entity);
        ++count;
    }

    std::uint64_t count = 0;
};

void count_bytes(benchmark::State& state, const Sample& sample) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sample.bytes.size()));
}

/// Expat alone, in blocks of the stream's size, with handlers that do nothing.
void bare_expat(benchmark::State& state, const Sample& sample) {
    for ([[maybe_unused]] const auto& each : state) {
        XML_Parser parser = XML_ParserCreate(nullptr);
        XML_SetElementHandler(
            parser, [](void*, const XML_Char*, const XML_Char**) {}, [](void*, const XML_Char*) {});
        XML_SetCharacterDataHandler(parser, [](void*, const XML_Char*, int) {});
        std::string_view rest = sample.bytes;
        while (!rest.empty()) {
            const std::string_view block = rest.substr(0, std::size_t{1} << 18U);
            rest.remove_prefix(block.size());
            if (XML_Parse(parser, block.data(), static_cast<int>(block.size()),
                          rest.empty() ? 1 : 0) != XML_STATUS_OK) {
                state.SkipWithError("not well-formed");
            }
        }
        XML_ParserFree(parser);
    }
    count_bytes(state, sample);
}

/// The CSV reader alone.
void bare_csv(benchmark::State& state, const Sample& sample) {
    const char separator = sample.kind[1] == "tab" ? '\t' : sample.kind[1][0];
    for ([[maybe_unused]] const auto& each : state) {
        const auto source = base::open_source(sample.path);
        base::CsvReader reader(*source, base::CsvDialect{.separator = separator});
        base::CsvRecord record;
        while (reader.next(record)) {
            benchmark::DoNotOptimize(record);
        }
    }
    count_bytes(state, sample);
}

/// simdjson alone, on the whole text or line by line.
void bare_json(benchmark::State& state, const Sample& sample) {
    const simdjson::padded_string text(sample.bytes);
    const bool lines = sample.kind.size() > 1;
    for ([[maybe_unused]] const auto& each : state) {
        simdjson::dom::parser parser;
        std::uint64_t seen = 0;
        if (lines) {
            simdjson::dom::document_stream documents;
            if (parser.parse_many(text).get(documents) != simdjson::SUCCESS) {
                state.SkipWithError("no JSON lines");
                return;
            }
            for (auto document : documents) {
                seen += document.error() == simdjson::SUCCESS ? 1U : 0U;
            }
        } else {
            seen += parser.parse(text).error() == simdjson::SUCCESS ? 1U : 0U;
        }
        benchmark::DoNotOptimize(seen);
    }
    count_bytes(state, sample);
}

/// The lines of a text that no parser knows.
void bare_lines(benchmark::State& state, const Sample& sample) {
    for ([[maybe_unused]] const auto& each : state) {
        benchmark::DoNotOptimize(std::ranges::count(sample.bytes, '\n'));
    }
    count_bytes(state, sample);
}

void records(benchmark::State& state, const Sample& sample) {
    for ([[maybe_unused]] const auto& each : state) {
        const auto source = base::open_source(sample.path);
        std::uint64_t seen = 0;
        const std::vector<std::string_view> wanted(sample.kind.begin() + 2, sample.kind.end());
        lists::read_xml(
            *source, {.root = sample.kind[1], .describes = "a list", .records = wanted}, {},
            [](const lists::XmlElement&) {},
            [&](const lists::XmlElement&, const lists::XmlPlace&) { ++seen; });
        benchmark::DoNotOptimize(seen);
    }
    count_bytes(state, sample);
}

void entities(benchmark::State& state, const Sample& sample) {
    std::uint64_t parties = 0;
    for ([[maybe_unused]] const auto& each : state) {
        Counting sink;
        base::RejectList rejects;
        parties = sample.format->read({sample.path}, {}, sink, rejects).entities;
        benchmark::DoNotOptimize(sink.count);
    }
    count_bytes(state, sample);
    state.counters["parties"] = static_cast<double>(parties);
}

void add_benchmark(const Sample& sample, const char* what,
                   void (*run)(benchmark::State&, const Sample&)) {
    benchmark::RegisterBenchmark((sample.name + "/" + what).c_str(), [&sample, run](
                                                                         benchmark::State& state) {
        run(state, sample);
    })->Unit(benchmark::kMillisecond);
}

} // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    const Samples samples;
    for (const Sample& sample : samples.all) {
        const std::string& kind = sample.kind.front();
        add_benchmark(sample, "bare",
                      kind == "xml"    ? bare_expat
                      : kind == "csv"  ? bare_csv
                      : kind == "json" ? bare_json
                                       : bare_lines);
        if (kind == "xml") {
            add_benchmark(sample, "records", records);
        }
        add_benchmark(sample, "entities", entities);
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
