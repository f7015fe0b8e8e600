// Questions to a flow file, each beside the same question written by hand in SQL (bench/sql), in one process and both warm. The file is named by TIDEWAITER_FLOWS.
// Repeat: TIDEWAITER_FLOWS=world.duckdb bench_flows --benchmark_repetitions=7 --benchmark_enable_random_interleaving=true --benchmark_report_aggregates_only=true
#include "flows/measures.hpp"

#include "base/file.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

using namespace tidewaiter;

namespace {

flows::FlowTable* table() {
    static const std::unique_ptr<flows::FlowTable> opened = [] {
        const char* path = std::getenv("TIDEWAITER_FLOWS");
        auto made = path == nullptr ? nullptr : std::make_unique<flows::FlowTable>(path, true);
        if (made) {
            made->database().run("SET memory_limit = '8GB'; SET threads = 2");
        }
        return made;
    }();
    return opened.get();
}

const goods::GoodsBook& book() {
    static const goods::GoodsBook made;
    return made;
}

flows::Question question(std::string_view basket, flows::Step step) {
    flows::Question asked;
    asked.buyer = "RU";
    asked.basket = flows::parse_basket(book(), basket);
    asked.step = step;
    return asked;
}

struct Case {
    const char* name; ///< of the query too: bench/sql/<name>.sql
    std::function<flows::Answer()> answer;
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"share_by_year", [] { return flows::share(*table(), book(), question("chpl", flows::Step::year)); }},
        {"share_by_month", [] { return flows::share(*table(), book(), question("chpl", flows::Step::month)); }},
        {"share_all_goods", [] { return flows::share(*table(), book(), question("all", flows::Step::year)); }},
        {"mirror", [] { return flows::mirror(*table(), book(), question("chpl", flows::Step::year)); }},
    };
    return all;
}

void answer(benchmark::State& state, const Case& asked) {
    if (table() == nullptr) {
        state.SkipWithError("TIDEWAITER_FLOWS names no flow file");
        return;
    }
    for (auto _ : state) {
        state.counters["rows"] = static_cast<double>(asked.answer().rows.size());
    }
}

void by_hand(benchmark::State& state, const std::string& sql) {
    if (table() == nullptr) {
        state.SkipWithError("TIDEWAITER_FLOWS names no flow file");
        return;
    }
    for (auto _ : state) {
        state.counters["rows"] = static_cast<double>(table()->database().all(sql).size());
    }
}

const bool registered = [] {
    for (const Case& asked : cases()) {
        const std::string name = asked.name;
        benchmark::RegisterBenchmark((name + "/answer").c_str(), answer, asked)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime()->Iterations(1);
        benchmark::RegisterBenchmark((name + "/by_hand").c_str(), by_hand, base::load_file(TIDEWAITER_SQL "/" + name + ".sql"))->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime()->Iterations(1);
    }
    return true;
}();

} // namespace
