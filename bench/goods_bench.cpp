// What a line of goods costs: reading its code and asking three lists; and a description in words.
#include "goods/goods.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <vector>

using namespace tidewaiter::goods;

namespace {

const GoodsBook& book() {
    static const GoodsBook shared;
    return shared;
}

/// Every subheading of HS 2022: 5,613 codes, 50 of them in the Common High Priority List.
const std::vector<HsCode>& codes() {
    static const auto all = [] {
        std::vector<HsCode> read;
        for (int number = 10000; number <= 999999; ++number) {
            char digits[8];
            std::snprintf(digits, sizeof digits, "%06d", number);
            if (auto code = HsCode::parse(digits); code && is_known(*code, HsRevision::hs2022)) {
                read.push_back(*code);
            }
        }
        return read;
    }();
    return all;
}

void find_controls(benchmark::State& state, const char* list) {
    const Lane lane{.from = "de", .to = "ru", .as_of = "2026-11-24"};
    std::size_t hits = 0;
    for (auto _ : state) {
        for (const HsCode& code : codes()) {
            hits += book().find_controls(code, list, lane)->size();
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(codes().size()));
    state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(state.iterations());
}

void parse(benchmark::State& state) {
    constexpr std::array<const char*, 4> texts{"8542.31", "01012100", "8542 31 90 10", "10121"};
    for (auto _ : state) {
        for (const char* text : texts) {
            benchmark::DoNotOptimize(HsCode::parse(text));
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(texts.size()));
}

void propose(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(book().propose("CNC machining centres for metal parts, with spindle", 10));
    }
    state.SetItemsProcessed(state.iterations());
}

void load(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(GoodsBook().content_hash());
    }
}

BENCHMARK_CAPTURE(find_controls, chpl, "chpl");
BENCHMARK_CAPTURE(find_controls, eu, "eu");
BENCHMARK_CAPTURE(find_controls, us, "us");
BENCHMARK_CAPTURE(find_controls, machine_tools, "machine_tools");
BENCHMARK(parse);
BENCHMARK(propose);
BENCHMARK(load);

} // namespace
