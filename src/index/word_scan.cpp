#include "index/word_scan.hpp"

#include "names/word.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <limits>

#if defined(__x86_64__) && defined(__GNUC__)
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" // GCC 12 warns about its own header (GCC bug 105593)
#endif
#include <immintrin.h>
#define TIDEWAITER_AVX512 __attribute__((target("avx512f,avx512vpopcntdq")))
#endif

namespace tidewaiter::index {

std::uint32_t doubled_letters(std::string_view folded) {
    std::uint32_t seen = 0;
    std::uint32_t doubled = 0;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const std::uint32_t letter = names::to_letters(folded.substr(i, 1));
        doubled |= seen & letter;
        seen |= letter;
    }
    return doubled;
}

/// Words that differ in n edits differ in at most n letters each way, a letter that one has twice counted twice.
void scan_words_plainly(const WantedWord& wanted, const WordStretch& stretch, std::vector<std::uint32_t>& into) {
    const auto differing = [](std::uint32_t letters, std::uint32_t doubled, std::uint32_t other_letters, std::uint32_t other_doubled) {
        return static_cast<std::size_t>(std::popcount(letters & ~other_letters) + std::popcount(doubled & ~other_doubled));
    };
    for (std::size_t i = 0; i < stretch.letters.size(); ++i) {
        if (differing(stretch.letters[i], stretch.doubled[i], wanted.letters, wanted.doubled) <= wanted.edits &&
            differing(wanted.letters, wanted.doubled, stretch.letters[i], stretch.doubled[i]) <= wanted.edits) {
            const std::string_view text(stretch.texts + i * stretch.length, stretch.length);
            if (names::edit_distance(wanted.text, text, wanted.edits) <= wanted.edits) {
                into.push_back(stretch.number(i));
            }
        }
    }
}

namespace {

#ifdef TIDEWAITER_AVX512

constexpr std::size_t lanes = 16;
/// A column of the table of distances must fit into a lane.
constexpr std::size_t longest_in_lane = 32;

bool has_avx512() {
    static const bool has = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vpopcntdq") != 0;
    return has;
}

/// The places in the stretch whose letters allow few enough edits. Out: how many there are; `places` has room for 15 more.
TIDEWAITER_AVX512 std::size_t find_places(const WantedWord& wanted, const WordStretch& stretch, std::uint32_t* places) {
    const __m512i our_letters = _mm512_set1_epi32(static_cast<int>(wanted.letters));
    const __m512i our_doubled = _mm512_set1_epi32(static_cast<int>(wanted.doubled));
    const __m512i edits = _mm512_set1_epi32(static_cast<int>(wanted.edits));
    const __m512i step = _mm512_set1_epi32(static_cast<int>(lanes));
    __m512i at = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const std::size_t words = stretch.letters.size();
    std::size_t count = 0;
    for (std::size_t i = 0; i < words; i += lanes) {
        const std::size_t left = words - i;
        const auto live = static_cast<__mmask16>(left >= lanes ? 0xFFFFU : (1U << left) - 1U);
        const __m512i letters = _mm512_maskz_loadu_epi32(live, stretch.letters.data() + i);
        const __m512i doubled = _mm512_maskz_loadu_epi32(live, stretch.doubled.data() + i);
        const __m512i only_theirs = _mm512_add_epi32(_mm512_popcnt_epi32(_mm512_andnot_si512(our_letters, letters)),
                                                     _mm512_popcnt_epi32(_mm512_andnot_si512(our_doubled, doubled)));
        const __m512i only_ours = _mm512_add_epi32(_mm512_popcnt_epi32(_mm512_andnot_si512(letters, our_letters)),
                                                   _mm512_popcnt_epi32(_mm512_andnot_si512(doubled, our_doubled)));
        const __mmask16 near = _mm512_mask_cmple_epu32_mask(live, _mm512_max_epu32(only_theirs, only_ours), edits);
        _mm512_storeu_si512(places + count, _mm512_maskz_compress_epi32(near, at));
        count += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(near)));
        at = _mm512_add_epi32(at, step);
    }
    return count;
}

/// Positions of each letter in a word, by the low five bits of the letter, so that two registers hold them all; what
/// letters share a place only makes words look nearer. The word's last letter has the highest bit.
struct Positions {
    alignas(64) std::uint32_t of[32] = {};

    explicit Positions(std::string_view text) {
        const std::size_t shift = longest_in_lane - text.size();
        for (std::size_t i = 0; i < text.size(); ++i) {
            of[static_cast<unsigned char>(text[i]) & 31U] |= std::uint32_t{1} << (shift + i);
        }
    }
};

/// names::edit_distance of 16 words at once (the same bit vectors, a word in each lane). Out: which are near enough.
TIDEWAITER_AVX512 __mmask16 are_within(const Positions& positions, std::size_t our_length, std::size_t edits, const WordStretch& stretch,
                                       __m512i places) {
    const __m512i offsets = _mm512_mullo_epi32(places, _mm512_set1_epi32(static_cast<int>(stretch.length)));
    const __m512i low = _mm512_load_si512(positions.of);
    const __m512i high = _mm512_load_si512(positions.of + lanes);
    const __m512i one = _mm512_set1_epi32(1);
    const __m512i all = _mm512_set1_epi32(-1);
    __m512i up = _mm512_set1_epi32(static_cast<int>(~std::uint32_t{0} << (longest_in_lane - our_length)));
    __m512i down = _mm512_setzero_si512();
    __m512i zero = _mm512_setzero_si512();
    __m512i before = _mm512_setzero_si512();
    __m512i distance = _mm512_set1_epi32(static_cast<int>(our_length));
    __m512i letters = _mm512_setzero_si512();
    for (std::size_t i = 0; i < stretch.length; ++i) {
        if (i % 4 == 0) {
            letters = _mm512_i32gather_epi32(_mm512_add_epi32(offsets, _mm512_set1_epi32(static_cast<int>(i))), stretch.texts, 1);
        }
        const __m512i here = _mm512_permutex2var_epi32(low, letters, high); // takes the low five bits of each letter
        letters = _mm512_srli_epi32(letters, 8);
        const __m512i swapped = _mm512_and_si512(_mm512_slli_epi32(_mm512_andnot_si512(zero, here), 1), before);
        const __m512i sum = _mm512_add_epi32(_mm512_and_si512(here, up), up);
        zero = _mm512_or_si512(_mm512_or_si512(_mm512_xor_si512(sum, up), here), _mm512_or_si512(down, swapped));
        __m512i plus = _mm512_or_si512(down, _mm512_andnot_si512(_mm512_or_si512(zero, up), all));
        __m512i minus = _mm512_and_si512(zero, up);
        distance = _mm512_add_epi32(distance, _mm512_srli_epi32(plus, 31));
        distance = _mm512_sub_epi32(distance, _mm512_srli_epi32(minus, 31));
        plus = _mm512_or_si512(_mm512_slli_epi32(plus, 1), one);
        minus = _mm512_slli_epi32(minus, 1);
        up = _mm512_or_si512(minus, _mm512_andnot_si512(_mm512_or_si512(zero, plus), all));
        down = _mm512_and_si512(plus, zero);
        before = here;
    }
    return _mm512_cmple_epu32_mask(distance, _mm512_set1_epi32(static_cast<int>(edits)));
}

TIDEWAITER_AVX512 void scan_in_lanes(const WantedWord& wanted, const WordStretch& stretch, std::vector<std::uint32_t>& room,
                                     std::vector<std::uint32_t>& into) {
    if (room.size() < stretch.letters.size() + 2 * lanes) {
        room.resize(stretch.letters.size() + 2 * lanes);
    }
    const std::size_t count = find_places(wanted, stretch, room.data());
    if (count == 0) {
        return;
    }
    const Positions positions(wanted.text);
    std::fill_n(room.begin() + static_cast<std::ptrdiff_t>(count), lanes, room[count - 1]); // the last lanes repeat one
    for (std::size_t i = 0; i < count; i += lanes) {
        const __m512i places = _mm512_loadu_si512(room.data() + i);
        auto near = static_cast<unsigned>(are_within(positions, wanted.text.size(), wanted.edits, stretch, places));
        if (count - i < lanes) {
            near &= (1U << (count - i)) - 1U;
        }
        for (; near != 0; near &= near - 1) {
            into.push_back(stretch.number(room[i + static_cast<std::size_t>(std::countr_zero(near))]));
        }
    }
}

#endif

} // namespace

void scan_words(const WantedWord& wanted, const WordStretch& stretch, std::vector<std::uint32_t>& room, std::vector<std::uint32_t>& into) {
#ifdef TIDEWAITER_AVX512
    const bool fits = !wanted.text.empty() && wanted.text.size() <= longest_in_lane;
    if (has_avx512() && fits && stretch.letters.size() * stretch.length <= std::numeric_limits<std::int32_t>::max()) {
        scan_in_lanes(wanted, stretch, room, into);
        return;
    }
#endif
    scan_words_plainly(wanted, stretch, into);
}

} // namespace tidewaiter::index
