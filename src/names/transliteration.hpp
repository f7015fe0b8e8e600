// The same word in two scripts: how well a Latin word spells a word that was romanised from another script.
#pragma once

#include "text/fold.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

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

} // namespace tidewaiter::names
