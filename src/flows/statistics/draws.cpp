#include "flows/statistics/draws.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tidewaiter::flows {

std::vector<std::size_t> Draws::sample(std::size_t count, std::size_t from) {
    std::vector<std::size_t> all(from);
    std::iota(all.begin(), all.end(), std::size_t{0});
    count = std::min(count, from);
    for (std::size_t i = 0; i < count; ++i) {
        std::swap(all[i], all[i + below(from - i)]);
    }
    all.resize(count);
    return all;
}

std::vector<double> false_discovery_rates(const std::vector<double>& p) {
    const std::size_t count = p.size();
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
    std::vector<double> rates(count, 1);
    double least = 1;
    for (std::size_t rank = count; rank > 0; --rank) {
        const std::size_t i = order[rank - 1];
        least = std::min(least, p[i] * static_cast<double>(count) / static_cast<double>(rank));
        rates[i] = least;
    }
    return rates;
}

double percentile(const std::vector<double>& sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(std::floor(place));
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (place - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

} // namespace tidewaiter::flows
