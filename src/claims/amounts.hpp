// What the rules of amounts and of changes share: whose flow, of what, and what a number counts.
#pragma once

#include "claims/rules.hpp"

namespace tidewaiter::claims {

// What a number counts, when it counts no goods.

/// "two tank makers", "40 missile types": those who make the goods, or their kinds.
bool counts_others(const SentenceView& view, const Item& goods);
/// "hundreds of factories producing ammunition": what the number counts stands between tokens, before the goods.
bool counts_before(const SentenceView& view, std::size_t first, std::size_t last);
/// "each valued at 100,000 dollars": of one, not of all.
bool is_of_each(const SentenceView& view, const Number& number);
/// "rose by $56 million", "an increase of 2 million".
bool is_difference(const SentenceView& view, const Number& number);
/// "exports of 45 goods", "five former Soviet countries": a list of some kinds, or no goods at all.
bool is_of_listed_kinds(const SentenceView& view, const Number& number);

// Whose flow.

/// Stretch between commas around a token, where it names a flow of its own: "Exports to Russia doubled, imports from China tripled". Else
/// the sentence.
std::pair<std::size_t, std::size_t> part_of(const SentenceView& view, std::size_t token);
/// Sets counterpart and basis from the suppliers of a part: the nearest before a token, else after it.
void add_counterpart(Claim& claim, const SentenceView& view, std::size_t near, std::pair<std::size_t, std::size_t> part);

// Changes.

/// Adds a change whose words are tokens [first, last), when its goods are named or carried from an earlier sentence.
void add_change(const SentenceView& view, const Context& context, Draft draft, const Interval& value, std::size_t first, std::size_t last, std::vector<Draft>& drafts);
/// Does the number tell of a fall?
bool is_down(const SentenceView& view, const Number& number);
/// A change in per cent: the same test as in shares.cpp, from the other side.
bool is_percent_change(const SentenceView& view, const Number& number);

} // namespace tidewaiter::claims
