// The date of a list that does not state its own.
#pragma once

#include <string>

namespace tidewaiter::lists {

/// The day (UTC) when the file was last changed; the ISO date `as_of` only where the file system does not
/// say (standard input). Never the day of the reading: a list must not look fresh because it was read today.
std::string file_date(const std::string& path, const std::string& as_of);

} // namespace tidewaiter::lists
