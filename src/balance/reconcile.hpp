// Conflicting sources against the identities, by weighted least squares.
#pragma once

#include "balance/balance.hpp"

#include <optional>

namespace tidewaiter::balance {

/// Finds the values that keep every identity and lie nearest to what the sources say: the least sum of
/// ((x - stated) / sd)^2, stated and sd being mean and standard deviation of each range.
/// In:     a term with observations is represented by them, not by its range; a figure without spread holds exactly
/// Out:    nothing when no term is said twice and no identity binds
/// Errors: Failure(bad_input) for figures without spread that contradict each other
/// Source: Stone, Champernowne, Meade, The precision of national income estimates, Review of Economic Studies 9 (1942)
std::optional<Reconciliation> reconcile(const Model& model);

} // namespace tidewaiter::balance
