// The page of one or several balance models: the question in words, its probability, and what it hangs on.
#pragma once

#include "balance/balance.hpp"

#include <span>
#include <string>
#include <string_view>

namespace tidewaiter::report {

/// One HTML file, charts as SVG, nothing loaded from elsewhere. Same inputs, same bytes.
/// In:  command and program version for the foot of the page
std::string balance_page(std::span<const balance::BalanceResult> results, std::string_view command, std::string_view version);

} // namespace tidewaiter::report
