// The same word in two scripts: how well a Latin word spells a word that was romanised from another script.
#pragma once

#include "text/fold.hpp"

#include <cstddef>
#include <cstdint>
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

} // namespace tidewaiter::names
