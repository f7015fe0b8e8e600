// The features beside the name: one function a row of the table.
#pragma once

#include "match/match.hpp"

namespace tidewaiter::match {

/// The row whose verdict comes from NameScore::others.
inline constexpr std::string_view other_names_feature = "other_names";

/// What one feature says about a pair: 1 full agreement .. 0 nothing .. -1 full disagreement.
struct Verdict {
    double value = 0;
    ValueEvidence evidence;
};

/// The table's names and sentences in its order, without numbers.
Weights unweighted_features();

/// The numbers that the query is scored by.
inline std::span<const Feature> weights_of(const Prepared& query) {
    return query.weights != nullptr ? std::span<const Feature>(*query.weights) : all_features();
}

/// How to compute a row of all_features(); index into it.
Verdict judge(std::size_t feature, const Prepared& query, const Prepared& candidate);

/// Does the query carry what this feature needs?
bool has_input(std::size_t feature, const Prepared& query);

} // namespace tidewaiter::match
