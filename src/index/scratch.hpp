// Working memory of one search, kept between searches so that none allocates in proportion to the index.
#pragma once

#include "index/near_cache.hpp"
#include "index/tables.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tidewaiter::index {

/// The listed words that a word of the query meets: those near it, and others[first_other, last_other).
struct Meetings {
    const NearList* near = nullptr; ///< null for a light word
    std::uint32_t first_other = 0;
    std::uint32_t last_other = 0;
    std::size_t postings = 0; ///< of all these words
};

struct Scratch {
    /// What runs of a form, or of the query against it, could take from either side.
    struct Join {
        std::uint32_t form;
        float query_weight;
        float form_weight;
        bool carries; ///< needs no other words that meet
    };

    /// What searches did so far, for those who measure.
    struct Counts {
        std::uint64_t names = 0;
        std::uint64_t meetings = 0;   ///< listed words that agree with a word of the query
        std::uint64_t postings = 0;   ///< looked at
        std::uint64_t considered = 0; ///< forms whose words were looked at
        std::uint64_t joined = 0;     ///< the same, because of a join
        std::uint64_t compared = 0;
        std::uint64_t found = 0;
    };

    Counts counts;
    NearCache near;
    std::vector<Meetings> meetings;   ///< by word of the query
    std::vector<Tables::Near> others; ///< short forms, and light words that are equal
    std::vector<Join> joins;
    std::vector<std::uint32_t> considered;
    std::vector<std::uint32_t> candidates;
    std::vector<std::uint32_t> words;
    std::vector<names::Word> candidate;
    std::vector<names::Agreement> matrix;
    std::vector<names::AlignedPart> parts;

    /// Starts a new name of a query.
    void begin(const Tables& tables) {
        if (states_.size() != tables.words()) {
            states_.resize(tables.words());
            for (std::uint32_t word = 0; word < states_.size(); ++word) {
                states_[word] = {0, tables.heavy_weight(word)};
            }
            met_.assign(tables.words() / 64 + 1, 0);
            base_ = 1;
        }
        std::ranges::fill(met_, 0);
        base_ += static_cast<std::uint32_t>(agreeing_.size());
        agreeing_.clear();
        if (base_ > 0x8000'0000U) { // long before the numbers wrap round and old ones look new
            for (WordState& state : states_) {
                state.last = 0;
            }
            base_ = 1;
        }
        meetings.clear();
        others.clear();
        joins.clear();
        considered.clear();
        candidates.clear();
        near.begin();
    }

    /// Notes how a listed word agrees with a word of the query.
    void note(std::uint32_t word, std::size_t query_word, const names::Agreement& agreement) {
        met_[word / 64] |= std::uint64_t{1} << (word % 64);
        const std::uint32_t before = states_[word].last;
        states_[word].last = base_ + static_cast<std::uint32_t>(agreeing_.size());
        agreeing_.push_back({before, static_cast<std::uint8_t>(query_word), agreement});
    }

    /// Does a listed word agree with any word of the query?
    bool is_met(std::uint32_t word) const { return (met_[word / 64] >> (word % 64) & 1U) != 0; }

    float heavy_weight(std::uint32_t word) const { return states_[word].heavy_weight; }

    /// Calls f(query_word, agreement) for each word of the query with which the listed word agrees; perhaps for one of
    /// them several times.
    void for_each_agreement(std::uint32_t word, const auto& f) const {
        for (std::uint32_t at = states_[word].last; at >= base_; at = agreeing_[at - base_].before) {
            f(std::size_t{agreeing_[at - base_].query_word}, agreeing_[at - base_].agreement);
        }
    }

private:
    /// What is known of a listed word.
    struct WordState {
        std::uint32_t last; ///< the latest of agreeing_ that is its own, by base_; a lower number is of a search before
        float heavy_weight; ///< 0 for a light one
    };

    struct Agreeing {
        std::uint32_t before; ///< the one before of the same listed word
        std::uint8_t query_word;
        names::Agreement agreement;
    };

    std::vector<WordState> states_;
    std::vector<std::uint64_t> met_; ///< a bit for each listed word that agrees with any: few enough bytes for the nearest cache
    std::vector<Agreeing> agreeing_;
    std::uint32_t base_ = 1; ///< number of agreeing_[0]
};

} // namespace tidewaiter::index
