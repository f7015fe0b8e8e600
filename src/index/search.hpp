// Which forms of names reach a score with a query's name. Everything that can reach it is found: docs/methods/names.md
// has the proof, and the exhaustive way below it the test.
#pragma once

#include "index/scratch.hpp"

#include <functional>

namespace tidewaiter::index {

/// Below this least score initials could carry a name without a strong word, and every form is compared.
inline constexpr double least_bounded_score = 1.0 - names::bounds.initial_loss;

/// Calls found(form, score) for every form whose score with the words is at least `least` (> 0); in no order.
/// In: exhaustive: compare with every form.
void search_forms(const Tables& tables, const names::Wording& query, double least, bool exhaustive, Scratch& scratch,
                  const std::function<void(std::uint32_t form, double score)>& found);

} // namespace tidewaiter::index
