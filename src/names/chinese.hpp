// Chinese names in Latin letters: syllables of Pinyin and of Wade-Giles.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::names {

/// Of how many Pinyin syllables the folded word is made from end to end ("jianping": 2), the fewest; 0 when it is not.
/// Some words of other languages are too ("lena").
std::size_t count_pinyin(std::string_view folded);

/// The Pinyin of a word in Wade-Giles, apostrophes kept ("tse-t'ung" is given as "tse" and "t'ung").
/// Out: empty when the word is not made of such syllables.
std::string to_pinyin(std::string_view wade_giles);

} // namespace tidewaiter::names
