// The date of a list that does not state its own.
#pragma once

#include <string>

namespace tidewaiter::lists {

/// The ISO date given, or the day (UTC) when the file was last changed; empty when the file system does not say.
std::string file_date(const std::string& path, const std::string& as_of);

} // namespace tidewaiter::lists
