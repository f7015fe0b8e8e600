// What a user of the program calls a sector, a country or a part of one.
#include "flows/lookthrough.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tidewaiter::flows {

using base::Failure;
using base::FailureKind;

namespace {

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(',');
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

template <class Value>
std::string known(const IoTable& table, const Value& value) {
    std::vector<std::string> names;
    for (const IoSector& sector : table.sectors) {
        const std::string& name = value(sector);
        if (!name.empty() && std::ranges::find(names, name) == names.end()) {
            names.push_back(name);
        }
        if (names.size() == 200) {
            names.emplace_back("...");
            break;
        }
    }
    return fmt::format("The table has {}.", fmt::join(names, ", "));
}

[[noreturn]] void fail(std::string_view part, const std::string& what, const std::string& hint) {
    throw Failure(FailureKind::usage, fmt::format("'{}': {}", part, what), hint);
}

/// Sectors of one part, "USA", "USA:c14", "USA:c3-c16", "*:c14".
std::vector<std::size_t> sectors_of(const IoTable& table, std::string_view part) {
    const std::size_t mark = part.find(':');
    const std::string_view region = part.substr(0, mark);
    const std::string_view industry = mark == std::string_view::npos ? std::string_view() : part.substr(mark + 1);
    const auto in_region = [&](const IoSector& sector) { return region == "*" || sector.region == region; };
    if (std::ranges::none_of(table.sectors, in_region)) {
        fail(part, fmt::format("the table has no region '{}'", region), known(table, [](const IoSector& sector) { return sector.region; }));
    }
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (in_region(table.sectors[i]) && (mark == std::string_view::npos || table.sectors[i].industry == industry)) {
            found.push_back(i);
        }
    }
    // A name with a dash in it wins over a span.
    const std::size_t dash = industry.find('-');
    if (found.empty() && dash != std::string_view::npos) {
        std::string inside;
        for (std::size_t i = 0; i < table.size(); ++i) {
            const IoSector& sector = table.sectors[i];
            if (!in_region(sector)) {
                continue;
            }
            if (sector.industry == industry.substr(0, dash)) {
                inside = sector.region;
            }
            if (inside == sector.region) {
                found.push_back(i);
            }
            if (sector.industry == industry.substr(dash + 1) && inside == sector.region) {
                inside.clear();
            }
        }
        if (!inside.empty()) {
            found.clear(); // the span never ends
        }
    }
    if (found.empty()) {
        fail(part, fmt::format("{} has no industry '{}'", region == "*" ? "the table" : region, industry),
             known(table, [&](const IoSector& sector) { return in_region(sector) ? sector.industry : std::string(); }));
    }
    return found;
}

} // namespace

std::vector<std::size_t> find_sectors(const IoTable& table, std::string_view text) {
    std::vector<std::size_t> all;
    for (const std::string_view part : split(text)) {
        for (const std::size_t sector : sectors_of(table, part)) {
            if (std::ranges::find(all, sector) == all.end()) {
                all.push_back(sector);
            }
        }
    }
    return all;
}

std::vector<SourceGroup> find_groups(const IoTable& table, std::string_view text) {
    std::vector<SourceGroup> groups;
    for (const std::string_view part : split(text)) {
        groups.push_back({std::string(part), sectors_of(table, part)});
    }
    return groups;
}

std::vector<SourceGroup> regions_of(const IoTable& table) {
    std::vector<SourceGroup> groups;
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto found = std::ranges::find(groups, table.sectors[i].region, &SourceGroup::name);
        if (found == groups.end()) {
            groups.push_back({table.sectors[i].region, {}});
            found = groups.end() - 1;
        }
        found->sellers.push_back(i);
    }
    return groups;
}

} // namespace tidewaiter::flows
