// How checked statements are printed for people.
#pragma once

#include "claims/check.hpp"

#include <ostream>

namespace tidewaiter::cli {

/// The statements with what was read from the words, and why the rest is not testable.
void print_found(const claims::Article& article, const claims::Found& found, std::ostream& out);

/// A card for each statement: verdict first. brief: without readings, alternatives and what would settle it.
void print_check(const claims::Report& report, bool brief, std::ostream& out);

} // namespace tidewaiter::cli
