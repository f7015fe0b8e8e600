// One sentence with all that the rules look at: tokens, phrases, numbers, periods, roles of places, who says it.
#pragma once

#include "claims/article.hpp"
#include "claims/lexicon.hpp"
#include "claims/tokens.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::claims {

enum class Hedge { none, plain, near, about, over, at_least, under, at_most, between };

/// A number with its hedge and its unit: tokens [first, last), hedge and unit included.
struct Number {
    enum class What { percent, amount, times };
    std::size_t first = 0;
    std::size_t last = 0;
    What what = What::amount;
    double value = 0;
    std::optional<double> upper;   ///< of a range: "60 to 70"
    std::optional<double> earlier; ///< of "from 15 to 2"
    Hedge hedge = Hedge::none;
    std::string hedge_words;
    bool unbounded = false;  ///< "millions"
    bool most = false;       ///< "the majority": more than half, nearly all ...; value is the lower end
    std::string_view quantifier;
    std::string currency;
    std::string unit;
    std::string rate;
    bool points = false;     ///< percentage points
};

/// A stretch of time in words: tokens [first, last).
struct TimeWords {
    std::size_t first = 0;
    std::size_t last = 0;
    std::string from; ///< "2023-10"; empty: open
    std::string to;
    bool baseline = false; ///< what is compared with: "than in 2021", "before the war"
};

enum class Role { none, supplier, subject, versus, via, speaker };

struct PlaceUse {
    std::size_t item = 0; ///< among the items
    Role role = Role::none;
    bool named_only = false; ///< part of another name or of an event: "Bank of Finland", "the war in Ukraine", "US sanctions"
    bool from = false;    ///< by "from" or "by", not as the one who acts
    std::string_view basis; ///< origin, dispatch, producer, seller, when the words around it say so
};

/// Who says it: tokens of the name, and of the verb.
struct Attribution {
    std::size_t verb = 0;
    std::size_t first = 0;
    std::size_t last = 0;
    std::string speaker;
    std::string said_on; ///< ISO date, when the words tell it
};

struct SentenceView {
    const Article* article = nullptr;
    const Sentence* sentence = nullptr;
    std::string date; ///< of the text, ISO; may be empty
    Tokens tokens;
    std::vector<Item> items;
    std::vector<std::size_t> item_at; ///< item that covers a token; npos for none
    std::vector<Number> numbers;
    std::vector<TimeWords> times;
    std::vector<PlaceUse> places;
    std::vector<Attribution> attributions;

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    const Item* item_of(std::size_t token) const { return token < item_at.size() && item_at[token] != npos ? &items[item_at[token]] : nullptr; }
    bool is(std::size_t token, Kind kind) const {
        const Item* item = item_of(token);
        return item != nullptr && item->kind == kind;
    }
    /// Is there an item of the kind between two tokens?
    const Item* find(Kind kind, std::size_t first, std::size_t last) const;
    const Item* find(Kind kind) const { return find(kind, 0, tokens.size()); }
    /// The last one that begins before a token.
    const Item* find_before(Kind kind, std::size_t token, std::size_t from = 0) const;
    Span span_of(std::size_t first, std::size_t last) const;
    std::string words_of(std::size_t first, std::size_t last) const;
    /// Clause that holds a token: bounded by ; : -- brackets, and by "but", "while", "whereas", "although", "because".
    std::pair<std::size_t, std::size_t> clause_of(std::size_t token) const;
};

/// Fills tokens, items, times, numbers, roles and attributions.
void read_sentence(const Article& article, const Sentence& sentence, const std::string& date, SentenceView& view);

void find_times(SentenceView& view);
void find_numbers(SentenceView& view);
void find_roles(SentenceView& view);
void find_attributions(SentenceView& view);
/// Is a place part of another name or of an event: "Bank of Finland", "the war in Ukraine", "US export controls", "trade between A and B"?
bool is_named_only(const SentenceView& view, const Item& place);

} // namespace tidewaiter::claims
