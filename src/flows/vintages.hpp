// Two editions of the same series that say different things: both are kept, and the difference is told.
#pragma once

#include "flows/flow_table.hpp"

namespace tidewaiter::flows {

/// Cells (reporter, partner, flow, basis, code, period) that an earlier source of the same format and publisher holds with another
/// value: a line each for the ten largest, and one with their number and sums. None for very large sources.
std::vector<std::string> find_differences(sql::Database& database, const Source& source);

} // namespace tidewaiter::flows
