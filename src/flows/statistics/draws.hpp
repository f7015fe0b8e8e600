// Random draws that are the same everywhere, and the correction for having tried many.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tidewaiter::flows {

/// SplitMix64 (Steele, Lea, Flood 2014): one seed, the same numbers on every machine.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }

    /// 0 .. below - 1, every one as likely.
    std::size_t below(std::size_t bound) {
        const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
        for (;;) {
            if (const std::uint64_t value = next(); value < limit) {
                return value % bound;
            }
        }
    }

    /// 0 <= value < 1
    double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

    /// So many different ones of 0 .. from - 1.
    std::vector<std::size_t> sample(std::size_t count, std::size_t from);

private:
    std::uint64_t state_;
};

/// Benjamini-Hochberg: for each p the smallest share of false discoveries at which it would be taken as one.
/// In:     p values in any order, each of one thing tried
/// Source: Benjamini and Hochberg 1995, Controlling the false discovery rate
std::vector<double> false_discovery_rates(const std::vector<double>& p);

/// The value below which so much of the sorted sample lies, with linear interpolation. In: sorted, not empty; share 0..1
double percentile(const std::vector<double>& sorted, double share);

} // namespace tidewaiter::flows
