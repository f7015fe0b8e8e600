// Which words are names of people.
#pragma once

#include <string_view>

namespace tidewaiter::names {

/// Is the folded word a name of people, by the bundled table (data/known_names.bin), by being common in word_counts.csv, or by
/// being made of Pinyin syllables? One word in a hundred that is none is taken for one. Cost: under 1 us.
bool is_known_name(std::string_view folded);

} // namespace tidewaiter::names
