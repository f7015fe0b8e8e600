// Two names of any bytes, one a line, after a byte that says what they name: their score lies between 0 and 1, is the same
// both ways, does not pass that of a name with itself, and a cutoff below it does not change it.
#include "names/name.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const auto kind = static_cast<names::NameKind>(data[0] % 4);
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const names::Name a = names::parse_name(bytes.substr(0, end), kind);
    const names::Name b = names::parse_name(bytes.substr(std::min(end + 1, bytes.size())), kind);
    if (a.parts.size() > names::most_parts || b.parts.size() > names::most_parts) {
        std::abort();
    }
    constexpr double rounding = 1e-5;
    const double score = names::compare_names(a, b, 0).score;
    if (!(score >= 0 && score <= 1 + rounding)) {
        std::abort();
    }
    if (std::abs(names::compare_names(b, a, 0).score - score) > rounding) {
        std::abort();
    }
    if (names::compare_names(a, a, 0).score < score - rounding) {
        std::abort();
    }
    if (std::abs(names::compare_names(a, b, score * 0.99).score - score) > rounding) {
        std::abort();
    }
    return 0;
}
