// Which listed words may be within so many edits of a word: all of them are looked at, many at a time, first by their
// letters and then by their distance. At the agreement from which words earn points nearly half of the letters may
// differ, which is too far for tries and for neighbourhoods of deletions; a scan that does 16 words at once is not.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tidewaiter::index {

/// A stretch of words of one length. Element i stands for word `numbers[i]`, or for word `first + i` where there are
/// no numbers.
struct WordStretch {
    std::size_t length = 0;
    std::span<const std::uint32_t> letters; ///< names::to_letters of each
    std::span<const std::uint32_t> doubled; ///< doubled_letters of each
    /// Their texts (or their sounds), one after the other, and text_padding bytes that may be read.
    const char* texts = nullptr;
    std::span<const std::uint32_t> numbers;
    std::uint32_t first = 0;

    std::uint32_t number(std::size_t i) const { return numbers.empty() ? first + static_cast<std::uint32_t>(i) : numbers[i]; }
};

/// Which letters a word has more than once, bit for bit as names::to_letters has them.
std::uint32_t doubled_letters(std::string_view folded);

/// Letters are read four at a time.
inline constexpr std::size_t text_padding = 4;

/// What is looked for.
struct WantedWord {
    std::string_view text; ///< or the sound
    std::uint32_t letters = 0;
    std::uint32_t doubled = 0;
    std::size_t edits = 0; ///< of a word of the stretch's length, at most
};

/// Appends the numbers of all words of the stretch that are within `wanted.edits` of the wanted one; a few that are not
/// may be among them. Uses AVX-512 where the processor has it; the answer is the same but for those few.
/// In:   room is working memory
/// Cost: with AVX-512 about 0.2 ns a word, and 5 ns for one whose letters allow few enough edits
void scan_words(const WantedWord& wanted, const WordStretch& stretch, std::vector<std::uint32_t>& room, std::vector<std::uint32_t>& into);

/// The same without AVX-512, for processors that do not have it, and for tests.
void scan_words_plainly(const WantedWord& wanted, const WordStretch& stretch, std::vector<std::uint32_t>& into);

} // namespace tidewaiter::index
