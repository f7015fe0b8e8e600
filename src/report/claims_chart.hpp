// Readings of a statement beside what it claims.
#pragma once

#include "claims/check.hpp"

#include <string>

namespace tidewaiter::report {

/// A line for each reading that has a number, the claimed interval as a band behind them; probabilities on a scale of their own.
/// Out: empty when no reading has a number.
std::string readings_chart(const claims::Checked& card);

} // namespace tidewaiter::report
