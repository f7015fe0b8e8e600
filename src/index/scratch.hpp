// Working memory of one search, kept between searches so that none allocates in proportion to the index.
#pragma once

#include "index/near_cache.hpp"
#include "index/tables.hpp"

#include <cstdint>
#include <vector>

namespace tidewaiter::index {

/// What a search has learnt of each form: a stamp tells whether the values are this query's.
struct FormState {
    std::uint32_t stamp = 0;
    std::uint16_t last_word = 0;  ///< query word that touched it last, from 1: its best agreement came first
    bool has_join = false;        ///< has a run that meets a word, or the reverse
    float query_weight = 0;       ///< of the query's heavy words that agree strongly with one of its words
    float query_loss = 0;         ///< what those lose at least, where each must find a partner
    float query_loss_missing = 0; ///< the same where being left out is cheaper
    float candidate_weight = 0;   ///< of its heavy words that agree strongly with one of the query's, at most
    float joined_query = 0;       ///< weight of the query's words that runs could take, at most
    float joined_candidate = 0;
};

/// How a listed word agrees with each word of the query: a row of Scratch::agreements.
struct WordState {
    std::uint32_t stamp = 0;
    std::uint32_t row = 0;
};

struct Scratch {
    std::uint32_t stamp = 0;
    std::vector<FormState> forms;
    std::vector<std::uint32_t> touched;
    std::vector<WordState> word_states;
    std::vector<names::Agreement> agreements; ///< rows of query_words elements
    std::size_t query_words = 0;
    NearCache near;
    std::vector<std::uint32_t> words;
    std::vector<names::Word> candidate;
    std::vector<names::Agreement> matrix;
    std::vector<names::AlignedPart> parts;

    /// Starts a new name of a query.
    void begin(const Tables& tables, std::size_t words_of_query) {
        if (forms.size() != tables.forms() || word_states.size() != tables.words()) {
            forms.assign(tables.forms(), {});
            word_states.assign(tables.words(), {});
            stamp = 0;
        }
        if (++stamp == 0) { // wrapped round: old stamps would look new
            forms.assign(forms.size(), {});
            word_states.assign(word_states.size(), {});
            stamp = 1;
        }
        touched.clear();
        agreements.clear();
        query_words = words_of_query;
        near.begin();
    }

    FormState& touch(std::uint32_t form) {
        FormState& state = forms[form];
        if (state.stamp != stamp) {
            state = {};
            state.stamp = stamp;
            touched.push_back(form);
        }
        return state;
    }

    /// Notes how a listed word agrees with a word of the query.
    void note(std::uint32_t word, std::size_t query_word, const names::Agreement& agreement) {
        WordState& state = word_states[word];
        if (state.stamp != stamp) {
            state = {stamp, static_cast<std::uint32_t>(agreements.size())};
            agreements.resize(agreements.size() + query_words, {0, names::Relation::missing});
        }
        names::Agreement& known = agreements[state.row + query_word];
        if (agreement.value > known.value) {
            known = agreement;
        }
    }

    /// Row of a listed word, or null when it agrees with no word of the query.
    const names::Agreement* row(std::uint32_t word) const {
        return word_states[word].stamp == stamp ? agreements.data() + word_states[word].row : nullptr;
    }
};

} // namespace tidewaiter::index
