// The words of data/claim_*.csv, found in the tokens of a sentence: the longest phrase at each place.
#pragma once

#include "claims/tokens.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::claims {

/// What a phrase does. The first two have tables of their own; the others are the kinds of data/claim_words.csv.
enum class Kind : std::uint8_t {
    goods, place,
    hedge, vague, quantifier, fraction, number, scale, plural_scale, percent, currency, unit, rate, multiply, times, up, down, supply, support, delivery,
    receive, produce, account, use, lose, stock, depot, refill, need, exceed, enough, ever, rank, evade, rules, detour, direct, negation, not_negation,
    forecast, opinion, norm, conditional, off_topic, say, firm, basis, attribute, generic, fresh
};

/// A phrase in a sentence: tokens [first, last).
struct Item {
    Kind kind = Kind::goods;
    std::size_t first = 0;
    std::size_t last = 0;
    std::string_view value; ///< the goods, the place, or the value of the word's row
    std::string_view width; ///< of goods; of a place its kind (capital, group, people)
    bool adjective = false; ///< of a place
};

/// Items of a sentence in their order; they do not overlap. Views into tables that live as long as the program.
void find_items(const Tokens& tokens, std::vector<Item>& items);

} // namespace tidewaiter::claims
