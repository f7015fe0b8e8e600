// What was learned of one script: the pieces into which romanised words and Latin ones are cut against each other, with
// their log odds, and what the odds of a whole cut say of two words. Read from data/transliterations.csv.
#pragma once

#include "names/word.hpp"
#include "text/fold.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tidewaiter::names {

inline constexpr std::size_t most_from = 2;     ///< romanised letters of a piece
inline constexpr std::size_t most_to = 3;       ///< Latin letters of a piece
inline constexpr std::size_t most_spelt = 32;   ///< letters of a word; the rest is not looked at
inline constexpr float unseen_piece = -6.0F;    ///< log odds of two letters that were never seen to meet
inline constexpr float lone_letter = -2.5F;     ///< the same of a letter over on one side
inline constexpr float never = -1e9F;           ///< less than any sum of odds

/// Lower-case letters and nothing else.
bool is_letters(std::string_view text);

class SpellingTable {
public:
    struct Piece {
        std::string from;
        std::string to;
        float odds = 0;
    };

    SpellingTable() : slots_(std::size_t{1} << bits) {}

    /// While it is read: a named number, a piece, a common word; finish() comes last.
    void set(std::string_view name, float value);
    void add(std::string_view from, std::string_view to, float odds);
    void add_common(const std::string& word, std::size_t count) { common_.emplace(word, count); }
    void finish();

    std::size_t count_of(std::string_view word) const;
    const std::vector<Piece>& pieces() const { return pieces_; }

    /// The pieces that have these letters on one side. In: at most most_from letters, or most_to Latin ones
    std::span<const Piece* const> pieces_of(std::string_view own, bool is_latin) const {
        const Side& side = is_latin ? latin_ : romanised_;
        const std::size_t number = number_of(own);
        return std::span(side.pieces).subspan(side.starts[number], std::size_t{side.starts[number + 1]} - side.starts[number]);
    }

    /// Could each letter of both words stand for some of the other?
    bool may_spell(std::string_view from, std::uint32_t to) const;

    /// Odds that words of these lengths need in order to agree by least_agreement, and a little less for rounding.
    float needed(std::size_t from, std::size_t to) const;
    /// What `needed` rises by for each letter of one side.
    float needed_by_letter(bool latin) const { return -(latin ? by_to_ : by_from_) / by_odds_; }

    /// Log odds of the best cut. In: lower-case letters, at most most_spelt each. Out: the odds; or less than needed()
    /// where they are below it, because a cut that cannot reach it any more is not followed.
    float fit(std::string_view from, std::string_view to) const;

    /// What two words of these lengths agree by whose best cut has these odds; 0 below least_agreement.
    float agreement(float odds, std::size_t from, std::size_t to) const;

private:
    struct Slot {
        std::uint32_t piece = 0;
        float odds = 0;
    };
    /// Pieces by the letters that they have on one side.
    struct Side {
        std::vector<const Piece*> pieces;
        std::vector<std::uint16_t> starts; ///< by number_of the letters; one more at the end
    };
    using Cuts = std::array<std::array<float, most_spelt + 1>, most_spelt + 1>;

    static constexpr std::uint32_t bits = 12;

    static std::size_t slot_of(std::uint32_t piece) { return piece * 2'654'435'769U >> (32U - bits); }

    static std::size_t number_of(std::string_view letters) {
        std::size_t number = 0;
        for (const char c : letters) {
            number = number * 27 + letter(c) + 1;
        }
        return number;
    }

    Side make_side(bool is_latin) const;

    static std::size_t letter(char c) { return static_cast<std::size_t>(c - 'a'); }

    void follow(std::string_view from, std::string_view to, std::size_t i, std::size_t j, Cuts& best) const;
    float find(std::uint32_t piece) const;
    float margin_of_lengths(std::size_t from, std::size_t to) const {
        return intercept_ + by_from_ * static_cast<float>(from) + by_to_ * static_cast<float>(to) - limit_;
    }

    std::vector<Slot> slots_; // open addressing: a look-up is a multiplication and mostly one load
    std::vector<Piece> pieces_;
    Side romanised_;
    Side latin_;
    std::array<float, 26> most_from_letter_{}; ///< most that a romanised letter gives in any piece, its share of the piece
    std::array<float, 26> most_to_letter_{};   ///< the same of a Latin letter
    std::array<std::uint32_t, 26> spelt_by_{}; ///< Latin letters in pieces that hold each romanised letter
    std::unordered_map<std::string, std::size_t> common_;
    float intercept_ = 0;
    float by_odds_ = 1;
    float by_from_ = 0;
    float by_to_ = 0;
    float limit_ = 0;
};

/// The table of a script, or null where there is none.
const SpellingTable* find_spelling_table(text::Script script);

} // namespace tidewaiter::names
