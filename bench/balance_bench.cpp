// What a probability costs: 200,000 draws of a model of ten terms on one core, by the shape of the ranges.
#include "balance/simulate.hpp"

#include <benchmark/benchmark.h>

using namespace tidewaiter::balance;

namespace {

Simulation ten_terms(Shape shape, std::size_t correlated) {
    Simulation asked{.draws = 200'000, .seed = 1, .threads = 1};
    Coefficients balance;
    for (int i = 0; i < 10; ++i) {
        const std::string name = "t" + std::to_string(i);
        asked.columns.push_back({name, {{100.0 + i, 150.0 + 3 * i, 260.0 + i, shape}, std::nullopt, stream_of("bench", name)}});
        balance.push_back(i < 5 ? 1 : -1);
    }
    for (std::size_t i = 1; i < correlated; ++i) {
        asked.correlations.push_back({"t0", "t" + std::to_string(i), 0.3, 0});
    }
    asked.balances.push_back(std::move(balance));
    return asked;
}

/// Draws, the share above zero, three percentiles, the histogram.
void draws(benchmark::State& state, Shape shape, std::size_t correlated, bool swings) {
    const Simulation asked = ten_terms(shape, correlated);
    for (auto _ : state) {
        benchmark::DoNotOptimize(simulate(asked, swings));
    }
    state.counters["draws"] = static_cast<double>(asked.draws);
}

/// The bundled model with its four questions and all swings, as the program asks it.
void bundled(benchmark::State& state) {
    const Model model = load_model("rounds-2024");
    for (auto _ : state) {
        benchmark::DoNotOptimize(run_balance(model, {.threads = 1}));
    }
}

BENCHMARK_CAPTURE(draws, triangular, Shape::triangular, 0, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draws, pert, Shape::pert, 0, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draws, triangular_ten_correlated, Shape::triangular, 10, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draws, triangular_with_swings, Shape::triangular, 0, true)->Unit(benchmark::kMillisecond);
BENCHMARK(bundled)->Unit(benchmark::kMillisecond);

} // namespace
