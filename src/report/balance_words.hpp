// The sentences about a balance, the same on the screen and on the page.
#pragma once

#include "balance/balance.hpp"

#include <string>
#include <string_view>

namespace tidewaiter::report {

/// Likelihood words of the US intelligence community's ICD 203; nothing is said of confidence.
std::string_view likelihood(double probability);

/// "0.690"; "0.0002" where three digits would hide that it happens; "0.000" only when no draw was favourable.
std::string probability_text(const balance::Answer& answer);

/// "1,230"; decimals only where the number is small.
std::string figure_text(double value);
/// With its sign, "+105" or "-1,063".
std::string signed_text(double value);
/// "900 - 1,230 - 1,400", or one figure.
std::string range_text(const balance::Range& range);

/// The ranges that a probability rests on: "lost 958 - 1,120 - 1,700; new 140 - 180 - 200".
std::string ranges_text(const balance::Answer& answer);

/// What the probability hangs on, and where it turns: "It hangs most on lost: with 958 P is 1.000, with 1,700 it is
/// 0.000. Even odds at lost = 1,337; ..." Empty when nothing was asked.
std::string hangs_on(const balance::Answer& answer);

/// Where one term turns the answer: "Even odds at lost = 1,337; it needs lost below 1,600, whatever the others are in
/// their ranges."
std::string break_even(const balance::Swing& swing);

/// "more than in any year back to 2022" and what is not known.
std::string history_text(const balance::Series& series, const balance::HistoryResult& history);

} // namespace tidewaiter::report
