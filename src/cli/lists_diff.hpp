// tidewaiter lists diff BEFORE AFTER: two versions of one list, party by party.
#pragma once

#include "cli/verb.hpp"

namespace tidewaiter::cli {

/// Is `lists diff BEFORE AFTER` what was typed? In: the positionals of the verb.
bool is_lists_diff(const Arguments& arguments);

/// Errors: Failure(usage) for anything but two versions; Failure(bad_input) when one cannot be read.
ExitCode show_lists_diff(const Arguments& arguments, Streams& streams);

} // namespace tidewaiter::cli
