// One alert as a reviewer reads it: the user's record beside the listed one, agreements and contradictions marked.
#pragma once

#include "index/index.hpp"
#include "screen/finding.hpp"

#include <string>

namespace tidewaiter::report {

std::string alert_card(const screen::Alert& alert, const index::Listed& listed);

} // namespace tidewaiter::report
