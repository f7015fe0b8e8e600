// What holds between the fields of a model: every term is used, sums end, correlations are possible, periods follow.
#pragma once

#include "balance/model.hpp"
#include "balance/toml_fields.hpp"

namespace tidewaiter::balance {

/// Errors: Failure(bad_input) naming line and field: a term that nothing uses, a sum of unknown terms or one that leads back
///         to itself, rank correlations that contradict each other
void check_account(const TomlFields& fields, const Account& account);

/// `after` names an account of the same class, and no account comes after itself. Errors: as check_account
void check_order(const TomlFields& fields, const Model& model);

} // namespace tidewaiter::balance
