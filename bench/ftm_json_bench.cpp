// FollowTheMoney JSON lines: our entities and lists beside the bare parser over the same bytes.
// TIDEWAITER_BENCH_FTM names a file of JSON lines (plain or gzip); without it, lines are made up.
#include "base/file.hpp"
#include "entity/ftm_json.hpp"
#include "lists/formats.hpp"

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace tidewaiter;

namespace {

std::string made_up() {
    std::string text;
    for (int i = 0; i < 40'000; ++i) {
        const std::string number = std::to_string(i);
        text +=
            R"({"id":"made-)" + number + R"(","caption":"Made Up )" + number +
            R"(","schema":"Company","properties":{"name":["Made Up )" + number +
            R"(","Выдуманная компания )" + number + R"("],"alias":["MUC )" + number +
            R"(","Made Up Company Limited"],"country":["ru"],"topics":["sanction"],"notes":["A company that nobody has founded, with a remark of usual length behind it."],)"
            R"("addressEntity":["addr-)" +
            number + R"("]},"referents":["old-)" + number +
            R"("],"datasets":["made_up"],"first_seen":"2024-01-01T00:00:00","last_seen":"2026-01-01T00:00:00","last_change":"2025-01-01T00:00:00","target":true})"
            "\n";
    }
    return text;
}

const std::string& bytes() {
    static const std::string text = [] {
        const char* file = std::getenv("TIDEWAITER_BENCH_FTM");
        return file != nullptr ? base::load_file(file, std::uint64_t{4} << 30U) : made_up();
    }();
    return text;
}

template <class Take>
void for_each_line(Take take) {
    std::string_view rest = bytes();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        take(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

void count_bytes(benchmark::State& state) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes().size()));
}

void bare_simdjson_dom(benchmark::State& state) {
    simdjson::dom::parser parser;
    for ([[maybe_unused]] const auto& each : state) {
        for_each_line([&](std::string_view line) {
            benchmark::DoNotOptimize(parser.parse(line.data(), line.size()).error());
        });
    }
    count_bytes(state);
}

void entities(benchmark::State& state) {
    entity::FtmParser parser;
    for ([[maybe_unused]] const auto& each : state) {
        for_each_line([&](std::string_view line) { benchmark::DoNotOptimize(parser.parse(line)); });
    }
    count_bytes(state);
}

void entities_written(benchmark::State& state) {
    entity::FtmParser parser;
    std::vector<entity::Entity> all;
    for_each_line([&](std::string_view line) { all.push_back(parser.parse(line).value()); });
    for ([[maybe_unused]] const auto& each : state) {
        for (const auto& one : all) {
            benchmark::DoNotOptimize(entity::to_ftm_json(one));
        }
    }
    count_bytes(state);
}

class NoSink final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override { benchmark::DoNotOptimize(entity); }
};

void list_read(benchmark::State& state) {
    const std::string path =
        (std::filesystem::temp_directory_path() / ("ftm-bench-" + std::to_string(::getpid())))
            .string();
    std::ofstream(path, std::ios::binary) << bytes();
    NoSink sink;
    base::RejectList rejects;
    for ([[maybe_unused]] const auto& each : state) {
        benchmark::DoNotOptimize(lists::ftm_json.read({path}, {}, sink, rejects));
    }
    std::filesystem::remove(path);
    count_bytes(state);
}

} // namespace

BENCHMARK(bare_simdjson_dom)->Unit(benchmark::kMillisecond);
BENCHMARK(entities)->Unit(benchmark::kMillisecond);
BENCHMARK(list_read)->Unit(benchmark::kMillisecond);
BENCHMARK(entities_written)->Unit(benchmark::kMillisecond);
