// A triangular value is the closed inverse of its distribution, one square root. A PERT value is a beta variate, made of
// two gamma variates by Marsaglia and Tsang's method; both shapes are at least 1, where it needs no correction. Its
// rejections consume counters of the same draw only, so that no draw moves another.
#include "balance/draws.hpp"

#include "balance/philox.hpp"
#include "base/hash.hpp"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <numbers>

namespace tidewaiter::balance {

namespace {

/// What a block of random bits is for: the second counter word, so that no two uses meet.
constexpr std::uint32_t range_use = 0;
constexpr std::uint32_t unseen_use = 0x40000000;
constexpr std::uint32_t second_gamma = 0x20000000;

PhiloxBlock block(std::uint64_t number, std::uint32_t use, std::uint64_t stream, std::uint64_t seed) {
    // 32 bits of the number are enough: a run has at most 50 million draws.
    return philox({static_cast<std::uint32_t>(number), use, static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32U)},
                  seed);
}

/// A gamma variate of scale 1.
/// In:     shape at least 1
/// Source: Marsaglia, Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000) 363-372
double gamma(double shape, std::uint64_t number, std::uint32_t use, std::uint64_t stream, std::uint64_t seed) {
    assert(shape >= 1);
    const double d = shape - 1.0 / 3.0;
    const double c = 1 / std::sqrt(9 * d);
    for (std::uint32_t attempt = 0;; ++attempt) {
        const PhiloxBlock bits = block(number, use + attempt, stream, seed);
        const double normal = std::sqrt(-2 * std::log(to_unit(bits[0]))) * std::cos(2 * std::numbers::pi * to_unit(bits[1]));
        const double cube = 1 + c * normal;
        if (cube <= 0) {
            continue;
        }
        const double v = cube * cube * cube;
        if (std::log(to_unit(bits[2])) < normal * normal / 2 + d - d * v + d * std::log(v)) {
            return d * v;
        }
    }
}

double beta(double alpha, double other, std::uint64_t number, std::uint32_t use, std::uint64_t stream, std::uint64_t seed) {
    const double first = gamma(alpha, number, use, stream, seed);
    const double second = gamma(other, number, use + second_gamma, stream, seed);
    return first / (first + second);
}

void fill_triangular(std::span<double> into, std::uint64_t first, const Draw& draw, std::uint64_t seed) {
    const auto [low, mode, high, shape] = draw.range;
    const double width = high - low;
    const double share = (mode - low) / width; // of the draws below the mode
    const double rise = width * (mode - low);
    const double fall = width * (high - mode);
    const auto value = [=](double u) {
        const bool below = u < share;
        const double root = std::sqrt(below ? u * rise : (1 - u) * fall);
        return below ? low + root : high - root;
    };
    // Two draws a block; a part may begin with a block's second half.
    std::size_t i = 0;
    if (first % 2 == 1 && !into.empty()) {
        const PhiloxBlock bits = block(first / 2, range_use, draw.stream, seed);
        into[i++] = value(to_unit(bits[2], bits[3]));
    }
    for (; i + 1 < into.size(); i += 2) {
        const PhiloxBlock bits = block((first + i) / 2, range_use, draw.stream, seed);
        into[i] = value(to_unit(bits[0], bits[1]));
        into[i + 1] = value(to_unit(bits[2], bits[3]));
    }
    if (i < into.size()) {
        const PhiloxBlock bits = block((first + i) / 2, range_use, draw.stream, seed);
        into[i] = value(to_unit(bits[0], bits[1]));
    }
}

void fill_pert(std::span<double> into, std::uint64_t first, const Draw& draw, std::uint64_t seed) {
    const auto [low, mode, high, shape] = draw.range;
    const double width = high - low;
    const double alpha = 1 + 4 * (mode - low) / width;
    const double other = 1 + 4 * (high - mode) / width;
    for (std::size_t i = 0; i < into.size(); ++i) {
        into[i] = low + width * beta(alpha, other, first + i, range_use, draw.stream, seed);
    }
}

} // namespace

std::uint64_t stream_of(std::string_view period, std::string_view term) {
    return base::to_xxh3(fmt::format("{}\n{}", period, term));
}

void fill(std::span<double> into, std::uint64_t first, const Draw& draw, std::uint64_t seed) {
    if (draw.range.is_fixed()) {
        std::fill(into.begin(), into.end(), draw.range.mode);
    } else if (draw.range.shape == Shape::triangular) {
        fill_triangular(into, first, draw, seed);
    } else {
        fill_pert(into, first, draw, seed);
    }
    if (draw.unseen) {
        const double alpha = draw.unseen->mean * draw.unseen->weight;
        const double other = draw.unseen->weight - alpha;
        for (std::size_t i = 0; i < into.size(); ++i) {
            into[i] /= 1 - beta(alpha, other, first + i, unseen_use, draw.stream, seed);
        }
    }
}

double mean_of(const Range& range) {
    return range.shape == Shape::triangular ? (range.low + range.mode + range.high) / 3 : (range.low + 4 * range.mode + range.high) / 6;
}

double sd_of(const Range& range) {
    const double width = range.high - range.low;
    if (width == 0) {
        return 0;
    }
    if (range.shape == Shape::triangular) {
        const double rise = range.mode - range.low;
        return std::sqrt((width * width - rise * (width - rise)) / 18);
    }
    const double alpha = 1 + 4 * (range.mode - range.low) / width;
    return width * std::sqrt(alpha * (6 - alpha) / (36.0 * 7.0)); // alpha + beta = 6
}

} // namespace tidewaiter::balance
