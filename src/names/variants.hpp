// Known names that differ by a letter or two: spellings of one name, or two names?
#pragma once

#include <string_view>

namespace tidewaiter::names {

/// The share of pairs of known names with this difference that are spellings of one name, from data/name_variants.csv.
/// In:     two folded words
/// Out:    0..1; 0 where they differ in more than one stretch of three letters
/// Cost:   about 50 ns
float share_of_spellings(std::string_view a, std::string_view b);

} // namespace tidewaiter::names
