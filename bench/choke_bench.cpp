// What finding chokepoints costs.
#include "balance/choke.hpp"
#include "balance/draws.hpp"

#include <benchmark/benchmark.h>

using namespace tidewaiter::balance;

namespace {

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

BENCHMARK(choke)->Arg(1)->Unit(benchmark::kMillisecond);

} // namespace
