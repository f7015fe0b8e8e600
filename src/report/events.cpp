#include "report/events.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"

#include <fmt/format.h>

#include <algorithm>

TIDEWAITER_EMBEDDED(events_csv);

namespace tidewaiter::report {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::uint64_t largest_file = 1'000'000; // thousands of events; a chart shows a dozen

/// "2023-05" or "2023-05-01"
bool is_day(std::string_view text) {
    if (text.size() != 7 && text.size() != 10) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((i == 4 || i == 7) ? text[i] != '-' : text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return text.substr(5, 2) >= "01" && text.substr(5, 2) <= "12";
}

std::vector<Event> parse_events(const std::string& name, std::string_view bytes) {
    const base::CsvTable table(name, bytes);
    const auto find = [&](std::string_view column) {
        const auto found = std::ranges::find(table.header(), column);
        return found == table.header().end() ? std::optional<std::size_t>() : std::optional(static_cast<std::size_t>(found - table.header().begin()));
    };
    const std::size_t date = table.column("date");
    const std::size_t label = table.column("label");
    const auto kind = find("kind");
    const auto source = find("source");
    std::vector<Event> events;
    for (const auto& row : table.rows()) {
        if (!is_day(row[date])) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: '{}' is no date of an event", name, row[date]), "Write 2023-05-01, or 2023-05 where only the month is known.");
        }
        events.push_back({row[date], kind ? row[*kind] : std::string(), row[label], source ? row[*source] : std::string()});
    }
    std::ranges::stable_sort(events, {}, &Event::date);
    return events;
}

} // namespace

std::vector<Event> bundled_events() { return parse_events("events.csv", embedded_events_csv()); }

std::vector<Event> load_events(const std::string& path) { return parse_events(path, base::load_file(path, largest_file)); }

} // namespace tidewaiter::report
