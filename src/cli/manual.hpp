// The page that lists all verbs; manual(verb) is declared in verb.hpp.
#pragma once

#include "cli/verb.hpp"

namespace tidewaiter::cli {

std::string overview();

} // namespace tidewaiter::cli
