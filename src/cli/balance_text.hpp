// The answers of the balance verb for people and as JSON.
#pragma once

#include "balance/balance.hpp"

#include <ostream>
#include <span>

namespace tidewaiter::cli {

/// Everything: figures, answers, what they hang on, which source is off.
void print_balance(const balance::BalanceResult& result, std::ostream& out);

/// The sentence, and for each question of the first account its probability, its ranges and what it hangs on.
void print_brief(const balance::BalanceResult& result, std::ostream& out);

/// The questions of two models beside each other, and the terms in which the models differ.
void print_against(const balance::BalanceResult& here, const balance::BalanceResult& there, std::ostream& out);

/// One document, format "tidewaiter.balance/1"; `against` may be empty.
void print_balance_json(std::span<const balance::BalanceResult> results, std::span<const balance::BalanceResult> against, std::ostream& out);

} // namespace tidewaiter::cli
