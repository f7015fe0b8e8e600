// A slip of the keyboard seldom makes another name, while two known names that differ by a letter are nearly always two
// names: "Mario" is no misspelt "Maria", but "Maroi" may be. So a comparison must know which words are names. A Bloom
// filter of 68,000 names costs 88 kB and answers without reading them.
#include "names/known_names.hpp"

#include "base/embedded.hpp"
#include "names/chinese.hpp"
#include "names/word.hpp"

#include <cstdint>

TIDEWAITER_EMBEDDED(known_names_bin);

namespace tidewaiter::names {

namespace {

constexpr std::string_view magic = "TWNAMES1";
constexpr std::uint32_t hashes = 7;

std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t value = 0xCBF29CE484222325U;
    for (const char c : text) {
        value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return value;
}

} // namespace

bool is_known_name(std::string_view folded) {
    if (folded.size() < 3) {
        return false;
    }
    static const std::string_view bits = embedded_known_names_bin().substr(magic.size());
    const std::uint64_t value = fnv1a(folded);
    const std::uint64_t step = value >> 32U | 1U;
    std::uint64_t at = value & 0xFFFFFFFFU;
    for (std::uint32_t i = 0; i < hashes; ++i, at += step) {
        const std::uint64_t bit = at % (8 * bits.size());
        if ((static_cast<unsigned char>(bits[bit >> 3U]) >> (bit & 7U) & 1U) == 0) {
            return rarity_of(folded) < 1 || count_pinyin(folded) > 0;
        }
    }
    return true;
}

} // namespace tidewaiter::names
