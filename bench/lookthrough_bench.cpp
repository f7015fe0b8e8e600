// What looking through a large table costs: the factors of 3,500 sectors and the answers for 35 of them.
#include "flows/lookthrough.hpp"
#include "flows/statistics/draws.hpp"

#include <benchmark/benchmark.h>

#include <cmath>

using namespace tidewaiter::flows;

namespace {

IoTable made_up(std::size_t n) {
    IoTable table;
    table.flows.resize(n * n);
    Draws draws(3);
    for (double& flow : table.flows) {
        flow = 10 * (1 - std::sqrt(1 - draws.unit()));
    }
    table.output.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        table.sectors.push_back({"r" + std::to_string(i / 35), "s" + std::to_string(i % 35)});
        for (std::size_t seller = 0; seller < n; ++seller) {
            table.output[i] += table.flow(seller, i);
        }
        table.output[i] *= 1.7;
    }
    return table;
}

/// Factorisation and 35 users over all regions; threads as given.
void look_through(benchmark::State& state) {
    const IoTable table = made_up(static_cast<std::size_t>(state.range(0)));
    const auto users = find_sectors(table, "r3");
    const auto groups = regions_of(table);
    for (auto _ : state) {
        const LookThroughSolver solver(table, static_cast<unsigned>(state.range(1)));
        const LookThrough looked = solver.look(users, groups);
        state.counters["residual"] = looked.residual;
    }
}

BENCHMARK(look_through)->Args({1435, 1})->Args({3500, 1})->Args({3500, 2})->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
