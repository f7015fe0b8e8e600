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

struct Scratch {
    std::vector<FormState> forms;
    std::uint32_t stamp = 0;
    std::vector<std::uint32_t> touched;
    std::vector<std::uint32_t> words;
    NearCache near;
    std::vector<names::Word> candidate;
    std::vector<names::AlignedPart> parts;

    /// Starts a new name of a query.
    void begin(std::size_t form_count) {
        if (forms.size() != form_count) {
            forms.assign(form_count, {});
            stamp = 0;
        }
        if (++stamp == 0) { // wrapped round: old stamps would look new
            forms.assign(form_count, {});
            stamp = 1;
        }
        touched.clear();
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
};

} // namespace tidewaiter::index
