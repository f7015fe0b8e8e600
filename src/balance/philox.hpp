// Random numbers without a state: a block is a function of its counter and key, so that any thread can make any of them.
#pragma once

#include <array>
#include <cstdint>

namespace tidewaiter::balance {

using PhiloxBlock = std::array<std::uint32_t, 4>;

/// Philox4x32-10.
/// In:     counter of 128 bits, key of 64 bits, least significant word first
/// Out:    128 random bits, a bijection of the counter for each key
/// Source: Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3, SC11, doi 10.1145/2063384.2063405
constexpr PhiloxBlock philox(PhiloxBlock counter, std::uint64_t key) {
    auto key_low = static_cast<std::uint32_t>(key);
    auto key_high = static_cast<std::uint32_t>(key >> 32U);
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t first = std::uint64_t{0xD2511F53} * counter[0];
        const std::uint64_t second = std::uint64_t{0xCD9E8D57} * counter[2];
        counter = {static_cast<std::uint32_t>(second >> 32U) ^ counter[1] ^ key_low, static_cast<std::uint32_t>(second),
                   static_cast<std::uint32_t>(first >> 32U) ^ counter[3] ^ key_high, static_cast<std::uint32_t>(first)};
        key_low += 0x9E3779B9;
        key_high += 0xBB67AE85;
    }
    return counter;
}

/// 52 random bits as a number in (0, 1), never an end of it.
constexpr double to_unit(std::uint32_t high, std::uint32_t low) {
    const std::uint64_t bits = (std::uint64_t{high} << 32U) | low;
    return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
}

/// 32 random bits as a number in (0, 1).
constexpr double to_unit(std::uint32_t bits) { return (static_cast<double>(bits) + 0.5) * 0x1p-32; }

} // namespace tidewaiter::balance
