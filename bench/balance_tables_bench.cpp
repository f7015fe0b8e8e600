// What looking through a large table costs: the factors of 3,500 sectors and the answers for 35 of them.
#include "balance/choke.hpp"
#include "balance/draws.hpp"
#include "balance/lookthrough.hpp"

#include <benchmark/benchmark.h>

using namespace tidewaiter::balance;

namespace {

IoTable made_up(std::size_t n) {
    IoTable table;
    table.flows.resize(n * n);
    fill(table.flows, 0, {{0, 0, 10}, std::nullopt, 5}, 3);
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

/// 2,000 connections between 400 nodes of four stages: every node out once, ten of them against 100 shuffled networks.
void choke(benchmark::State& state) {
    Network network;
    constexpr std::size_t layer = 100;
    for (std::size_t i = 0; i < 4 * layer; ++i) {
        network.nodes.push_back({"n" + std::to_string(i), static_cast<Stage>(1 + i / layer)});
    }
    std::vector<double> u(4'000);
    fill(u, 0, {{0, 0, 1}, std::nullopt, 8}, 2);
    for (std::size_t i = 0; i < 2'000; ++i) {
        const std::size_t from = i % (3 * layer);
        const std::size_t to = (from / layer + 1) * layer + static_cast<std::size_t>(u[i] * static_cast<double>(layer)) % layer;
        const auto flow = static_cast<std::int64_t>(1'000 + u[2'000 + i] * 1e6);
        network.edges.push_back({from, to, flow, flow + flow / 5});
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(find_chokepoints(network, {.shuffles = 100, .threads = static_cast<unsigned>(state.range(0))}));
    }
}

BENCHMARK(look_through)->Args({1435, 1})->Args({3500, 1})->Args({3500, 2})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(choke)->Arg(1)->Unit(benchmark::kMillisecond);

} // namespace
