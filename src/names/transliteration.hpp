// The same word in two scripts: how well a Latin word spells a word that was romanised from another script.
#pragma once

#include "text/fold.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::names {

/// In how many of the names behind data/word_counts.csv a Latin form of the word stands; 0 when it is not common.
std::size_t romanised_count(text::Script script, std::string_view romanised);

/// May most letters of each word stand for some of the other?
bool may_spell(text::Script script, std::string_view romanised, std::uint32_t latin_letters);

/// How well the Latin word `latin` spells `romanised`, a word of `script` as text::fold romanises it.
/// In:     latin_letters: to_letters(latin)
/// Out:    0 not at all .. 0.97; from 0.82 on, of 500 pairs of words that meet by chance one agrees so well
/// Errors: none; 0 for a script without a table and for words of one letter
/// Cost:   10 ns for nine pairs of ten, up to 3 us for words of 8 letters that may spell each other
/// Source: docs/methods/names.md
float transliteration_agreement(text::Script script, std::string_view romanised, std::string_view latin, std::uint32_t latin_letters);

/// One word laid against many, for an index: which of them agree at all. The work for common beginnings is done once,
/// so the others should come by length and then by text.
class SpellingScan {
public:
    /// In: a word of `script` as text::fold romanises it; or with `is_latin` a Latin word, against words of that script
    SpellingScan(text::Script script, std::string_view word, bool is_latin);
    ~SpellingScan();
    SpellingScan(SpellingScan&&) noexcept;
    SpellingScan& operator=(SpellingScan&&) noexcept;

    /// True wherever transliteration_agreement of the two is least_agreement or more, and of the rest seldom.
    /// Cost: about 100 ns for each letter in which `other` differs from the one before
    bool may_agree(std::string_view other);

private:
    struct State;
    std::unique_ptr<State> state_; ///< null where nothing can agree
};

/// Words laid out so that one word is laid against 64 of them at once: Latin ones, or romanised ones of one script.
class SpelledWords {
public:
    static constexpr std::size_t lanes = 64;
    static constexpr std::size_t longest = 32; ///< letters that are looked at
    static constexpr std::uint8_t no_letter = 31;

    /// Words of one length, by their places.
    struct Group {
        /// Block by block: of its 64 words the first letters, then the second ones and so on; 0 for a, no_letter for no word.
        std::vector<std::uint8_t> letters;
        std::vector<std::uint32_t> numbers;
        std::vector<std::uint32_t> all_letters; ///< to_letters of the whole words
    };

    /// A word that has other letters than a to z, or none, is left out: it agrees with nothing.
    void add(std::uint32_t number, std::string_view text);
    /// Of the words of this length. In: at most `longest`
    const Group& group(std::size_t length) const { return groups_[length]; }
    std::size_t size() const { return size_; }
    std::size_t longest_word() const { return longest_word_; } ///< letters of it, 0 where there is no word
    /// The letters of a word that are looked at.
    std::string text(std::size_t length, std::size_t place) const;

private:
    std::array<Group, longest + 1> groups_;
    std::size_t size_ = 0;
    std::size_t longest_word_ = 0;
};

/// A word that agrees with the one asked for, and transliteration_agreement of the two.
struct Spelling {
    std::uint32_t number = 0;
    float agreement = 0;
};

/// Appends all of the words whose transliteration_agreement with `word` is least_agreement or more, in no order. Uses
/// AVX-512 where the processor has it; the answer is the same, bit for bit.
/// In:   as SpellingScan; `words` of the other side
/// Cost: with AVX-512 about 5 ns a word, and 0.1 us for one that agrees
void find_spellings(text::Script script, std::string_view word, bool is_latin, const SpelledWords& words, std::vector<Spelling>& into);
/// The same without AVX-512, for processors that do not have it, and for tests.
void find_spellings_plainly(text::Script script, std::string_view word, bool is_latin, const SpelledWords& words, std::vector<Spelling>& into);

} // namespace tidewaiter::names
