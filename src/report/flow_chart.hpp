// An answer about trade flows as one picture that stands alone: title, unit, basis, source line and marks for events are inside it.
#pragma once

#include "flows/measures.hpp"
#include "report/events.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::report {

/// A whole SVG file: lines with their bounds over time (share, mirror, break), ranges from low to high (divert), bars (price, depend, firms).
/// Values that are not held are gaps and never zero. Readable without colour: lines have dashes and their names at the end.
/// Out: the same bytes for the same answer; a picture that says so when the answer has no row
std::string flow_chart(const flows::Answer& answer, const std::vector<Event>& events, std::string_view command);

} // namespace tidewaiter::report
