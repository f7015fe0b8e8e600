// Two old measures that OFAC's tool is built on. Neither is used for scores of Tidewaiter's own.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::match {

/// Longer texts are cut, so that a comparison stays bounded.
inline constexpr std::size_t most_jaro_letters = 512;

/// Jaro-Winkler similarity, 0..1: letters in common within half the longer text, transpositions, and a bonus of a tenth
/// of the rest for each of the first four letters in common, whatever the similarity.
/// Source: Jaro 1989; Winkler 1990
double jaro_winkler(std::string_view a, std::string_view b);

/// Letter and three digits; empty for what has no Latin letter. In: ASCII text.
/// Source: Russell 1918, as the National Archives of the United States use it
std::string to_soundex(std::string_view text);

} // namespace tidewaiter::match
