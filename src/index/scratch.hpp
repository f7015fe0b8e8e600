// Working memory of one search, kept between searches so that none allocates in proportion to the index.
#pragma once

#include "index/tables.hpp"

#include <cstdint>
#include <vector>

namespace tidewaiter::index {

/// What a search has learnt of each form: a stamp tells whether the values are this query's.
struct FormState {
    std::uint32_t stamp = 0;
    bool must_compare = false;  ///< has a run that meets a word: the bound does not hold for it
    float query_weight = 0;     ///< of heavy query words that agree strongly with one of its words, at most
    float candidate_weight = 0; ///< of its heavy words that agree strongly with one of the query's, at most
};

struct Scratch {
    std::vector<FormState> forms;
    std::uint32_t stamp = 0;
    std::vector<std::uint32_t> touched;
    std::vector<std::uint32_t> words;
    std::vector<Tables::Near> near;
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
            state = {stamp, false, 0, 0};
            touched.push_back(form);
        }
        return state;
    }
};

} // namespace tidewaiter::index
