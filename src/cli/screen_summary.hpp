// What `screen` prints about a run: for people, or as one JSON document.
#pragma once

#include "screen/screening.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidewaiter::cli {

/// A file the run wrote.
struct Written {
    std::string what; ///< "decisions"
    std::string path;
};

/// Age of a list on a day, in days; nullopt when it has no date. In: ISO dates.
std::optional<int> age_in_days(const lists::ListVersion& list, const std::string& as_of);

std::string to_text(const screen::ScreenResult& result, const screen::Policy& policy, const std::vector<Written>& written, int max_age);
/// Format "tidewaiter.screen/1"; docs/screening.md lists its members.
std::string to_json(const screen::ScreenResult& result, const screen::Policy& policy, const std::vector<Written>& written);

} // namespace tidewaiter::cli
