#include "entity/entity.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::entity {

namespace {

constexpr std::array<std::pair<Measure, std::string_view>, 6> measure_words = {{
    {Measure::unknown, "unknown"},
    {Measure::asset_freeze, "asset_freeze"},
    {Measure::licence_required, "licence_required"},
    {Measure::sectoral, "sectoral"},
    {Measure::debarment, "debarment"},
    {Measure::warning_only, "warning_only"},
}};

} // namespace

void Entity::add(std::string_view property, std::string_view value) {
    if (value.empty()) {
        return;
    }
    const auto found = std::ranges::find(properties, property, [](const auto& p) -> std::string_view { return p.first; });
    if (found == properties.end()) {
        properties.emplace_back(property, std::vector<std::string>{std::string(value)});
    } else if (std::ranges::find(found->second, value) == found->second.end()) {
        found->second.emplace_back(value);
    }
}

const std::vector<std::string>& Entity::values(std::string_view property) const {
    static const std::vector<std::string> none;
    const auto found = std::ranges::find(properties, property, [](const auto& p) -> std::string_view { return p.first; });
    return found == properties.end() ? none : found->second;
}

std::string_view Entity::first(std::string_view property) const {
    const auto& all = values(property);
    return all.empty() ? std::string_view{} : std::string_view(all.front());
}

std::string_view to_text(Measure measure) {
    return std::ranges::find(measure_words, measure, [](const auto& row) { return row.first; })->second;
}

std::optional<Measure> find_measure(std::string_view text) {
    const auto found = std::ranges::find(measure_words, text, [](const auto& row) { return row.second; });
    return found == measure_words.end() ? std::nullopt : std::optional(found->first);
}

Listing to_listing(const Entity& sanction, std::string_view list, std::string_view list_version) {
    Listing listing;
    listing.list = list;
    listing.list_version = list_version;
    listing.entry_id = sanction.first("authorityId");
    listing.programs = sanction.values("program");
    for (const std::string& id : sanction.values("programId")) {
        if (std::ranges::find(listing.programs, id) == listing.programs.end()) {
            listing.programs.push_back(id);
        }
    }
    listing.measure = find_measure(sanction.first("measure")).value_or(Measure::unknown);
    listing.jurisdiction = sanction.first("country");
    listing.authority = sanction.first("authority");
    // The publisher's listing date; a start date stands in where a list gives only that.
    listing.listed_on = sanction.has("listingDate") ? sanction.first("listingDate") : sanction.first("startDate");
    listing.ended_on = sanction.first("endDate");
    for (const std::string& words : sanction.values("provisions")) {
        listing.provisions += listing.provisions.empty() ? words : "; " + words;
    }
    listing.source_url = sanction.first("sourceUrl");
    return listing;
}

} // namespace tidewaiter::entity
