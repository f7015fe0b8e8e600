// Which listed words may be within so many edits of a word: all of them are looked at, many at a time, first by their
// letters and then by their distance. At the agreement from which words earn points nearly half of the letters may
// differ, which is too far for tries and for neighbourhoods of deletions; a scan that does 16 words at once is not.
#pragma once

#include "index/format.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tidewaiter::index {

/// A stretch of words of one length. Element i stands for word `numbers[i]`, or for word `first + i` where there are
/// no numbers.
struct WordStretch {
    std::span<const std::uint32_t> letters; ///< names::to_letters of each
    std::span<const std::uint32_t> numbers;
    std::uint32_t first = 0;
    std::size_t length = 0;
    bool by_sound = false; ///< the letters are those of the sound

    std::uint32_t number(std::size_t i) const { return numbers.empty() ? first + static_cast<std::uint32_t>(i) : numbers[i]; }
};

/// What is looked for.
struct WantedWord {
    std::string_view text; ///< or the sound
    std::uint32_t letters = 0;
    std::size_t edits = 0; ///< of a word of the stretch's length, at most
};

/// After each section of texts lie so many bytes that belong to nothing, so that letters may be read four at a time.
inline constexpr std::size_t text_padding = 4;

/// Appends the numbers of all words of the stretch that are within `wanted.edits` of the wanted one; a few that are not
/// may be among them. Uses AVX-512 where the processor has it; the answer is the same but for those few.
/// In:   texts ends with text_padding; every offset in `words` lies inside it
///       room is working memory
void scan_words(const WantedWord& wanted, const WordStretch& stretch, std::span<const WordRecord> words, std::string_view texts,
                std::vector<std::uint32_t>& room, std::vector<std::uint32_t>& into);

} // namespace tidewaiter::index
