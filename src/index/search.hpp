// Which forms of names reach a score with a query's name. Everything that can reach it is found: docs/methods/names.md
// has the proof, and the exhaustive way below it the test.
#pragma once

#include "index/scratch.hpp"

#include <functional>

namespace tidewaiter::index {

/// Called for a form with its score; how its words are aligned stands in Scratch::parts, the words themselves in
/// Scratch::candidate.
using FoundForm = std::function<void(std::uint32_t form, double score)>;

/// Calls found for every form whose score with the words is at least `least` (> 0); in no order.
/// In: exhaustive: compare with every form.
void search_forms(const Tables& tables, const names::Wording& query, double least, bool exhaustive, Scratch& scratch,
                  const FoundForm& found);

} // namespace tidewaiter::index
