// The policy in force: --policy, else the home folder's, else the built-in one.
#pragma once

#include "cli/verb.hpp"
#include "screen/policy.hpp"

namespace tidewaiter::cli {

/// Errors: Failure(bad_input) for a file that is no policy; a named file that does not exist is one too.
screen::Policy load_policy_in_force(const Arguments& arguments);

} // namespace tidewaiter::cli
