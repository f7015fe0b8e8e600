// Dated events (rules, lists, visits) that charts mark.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::report {

struct Event {
    std::string date;   ///< ISO day
    std::string kind;   ///< rule, list, guidance, war, statistics, or the user's own word
    std::string label;
    std::string source;
};

/// By date. Source: data/events.csv
std::vector<Event> bundled_events();

/// A file with the columns date, label, and kind and source where it has them, instead of the bundled one.
/// Errors: Failure(bad_input) naming the row whose date cannot be read
std::vector<Event> load_events(const std::string& path);

} // namespace tidewaiter::report
