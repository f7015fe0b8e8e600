// Is an agreement across scripts more than chance? A word of another script is near to many listed words, some to
// hundreds, so a list that is long enough holds a name near to every foreign name. How many such names are to be
// expected follows from the list itself: from how many of its names hold a word that agrees as well.
#pragma once

#include "index/scratch.hpp"
#include "index/tables.hpp"
#include "names/name.hpp"

#include <cstdint>
#include <span>

namespace tidewaiter::index {

/// How many of the listed names would agree with the query by chance as well as these parts do, words taken as
/// independent of each other. Monotone: what agrees better is expected less.
/// In:  the parts of a listed form as they are aligned; scratch with the meetings of the query's words
/// Out: above 0; or 0 where the names stand in one script, and nothing need be asked
double expected_by_chance(const Tables& tables, const names::Wording& query, std::uint32_t form,
                          std::span<const names::AlignedPart> parts, const Scratch& scratch);

/// What a name's score is multiplied by. Out: 1 up to `chance_is_nothing` names expected, then falling, never 0.
double chance_factor(double expected);

/// One false name in a hundred thousand queries, words taken as independent: from here on a score falls.
inline constexpr double chance_is_nothing = 1e-5;

/// What the length of the list takes from a score of names in Korean script and in another: two Korean syllables are near to
/// so many words that in a long list a doubtful pair means less than the same pair alone.
/// In:  score of names::compare_words
/// Out: 1 for other scripts and for one name; falls with the list's length up to 20,000 names, never 0
double length_factor(const Tables& tables, const names::Wording& query, const names::Wording& listed, double score);

} // namespace tidewaiter::index
