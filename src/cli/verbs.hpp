// The verbs, one file each.
#pragma once

#include "cli/verb.hpp"

namespace tidewaiter::cli {

} // namespace tidewaiter::cli
