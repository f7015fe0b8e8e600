// Optimal string alignment distance by bit vectors: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and
// Damerau edit distances", Nordic Journal of Computing 10 (2003). One machine word holds a column of the table, so a
// word of up to 64 letters costs a handful of instructions a letter.
#include "names/word.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::names {

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most) {
    a = a.substr(0, 64);
    b = b.substr(0, 64);
    while (!a.empty() && !b.empty() && a.front() == b.front()) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > most) {
        return most + 1;
    }
    if (a.empty()) {
        return b.size();
    }
    // Positions of each byte in a; only the bytes that occur are set and cleared again.
    thread_local std::array<std::uint64_t, 256> positions{};
    for (std::size_t i = 0; i < a.size(); ++i) {
        positions[static_cast<unsigned char>(a[i])] |= std::uint64_t{1} << i;
    }
    std::uint64_t up = ~std::uint64_t{0};
    std::uint64_t down = 0;
    std::uint64_t zero = 0;
    std::uint64_t before = 0;
    std::size_t distance = a.size();
    const std::uint64_t last = std::uint64_t{1} << (a.size() - 1);
    for (const char c : b) {
        const std::uint64_t here = positions[static_cast<unsigned char>(c)];
        const std::uint64_t swapped = (((~zero) & here) << 1U) & before;
        zero = (((here & up) + up) ^ up) | here | down | swapped;
        std::uint64_t plus = down | ~(zero | up);
        std::uint64_t minus = zero & up;
        distance += (plus & last) != 0 ? 1U : 0U;
        distance -= (minus & last) != 0 ? 1U : 0U;
        plus = (plus << 1U) | 1U;
        minus <<= 1U;
        up = minus | ~(zero | plus);
        down = plus & zero;
        before = here;
    }
    for (const char c : a) {
        positions[static_cast<unsigned char>(c)] = 0;
    }
    return std::min(distance, most + 1);
}

} // namespace tidewaiter::names
