// The FollowTheMoney entity: one shape for what a list publishes and what a user asks about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidewaiter::entity {

/// id, schema and properties with many values each. Property and schema names are FollowTheMoney's
/// (https://followthemoney.tech); values are text, and the id of another entity for links.
struct Entity {
    std::string id;
    std::string schema;
    std::string caption;
    /// In order of first appearance; each property once; no value twice.
    std::vector<std::pair<std::string, std::vector<std::string>>> properties;
    std::vector<std::string> datasets;
    std::vector<std::string> referents; ///< former ids; they must keep resolving
    std::optional<bool> target;
    std::string first_seen;
    std::string last_seen;
    std::string last_change;
    /// JSON members that this program does not know, as "name":value text, kept so that nothing is lost.
    std::vector<std::pair<std::string, std::string>> unknown_members;

    /// Adds a value unless it is empty or already there.
    void add(std::string_view property, std::string_view value);
    /// Values of a property; empty when there are none.
    const std::vector<std::string>& values(std::string_view property) const;
    /// First value, or empty text.
    std::string_view first(std::string_view property) const;
    bool has(std::string_view property) const { return !values(property).empty(); }
    friend bool operator==(const Entity&, const Entity&) = default;
};

/// What a listing forbids or asks, across publishers. The publisher's own words are kept beside it.
enum class Measure {
    unknown,          ///< the source does not say and no table row backs a reading
    asset_freeze,     ///< assets frozen, dealings prohibited (OFAC SDN "blocked")
    licence_required, ///< goods need a licence for this party (Entity List, MEU, UVL)
    sectoral,         ///< some dealings only (SSI, CMIC, CAPTA, menu-based)
    debarment,        ///< may not take part in exports or procurement (DPL, DTC)
    warning_only,     ///< published as a warning or for information
};

std::string_view to_text(Measure measure);                 ///< "asset_freeze" ...
std::optional<Measure> find_measure(std::string_view text); ///< inverse of to_text

/// One party's place on one list: what every hit must carry. Taken from a Sanction entity.
struct Listing {
    std::string list;         ///< dataset id: us_ofac_sdn, eu_fsf, un_sc_sanctions, gb_fcdo_sanctions ...
    std::string list_version; ///< the publisher's generation date or version
    std::string entry_id;     ///< the publisher's own entry number (ent_num, EU.1644.40, AFG0001 ...)
    std::vector<std::string> programs;
    Measure measure = Measure::unknown;
    std::string jurisdiction; ///< us, eu, gb, un, ... (lower-case ISO 3166-1 alpha-2, or eu, un)
    std::string authority;
    std::string listed_on;    ///< date of any precision, or empty
    std::string ended_on;     ///< date, or empty
    std::string provisions;   ///< the publisher's words on the measure
    std::string source_url;
};

/// Reads a Sanction entity (properties: program, programId, authority, authorityId, startDate, listingDate,
/// endDate, provisions, country, sourceUrl, and our extension `measure`).
Listing to_listing(const Entity& sanction, std::string_view list, std::string_view list_version);

} // namespace tidewaiter::entity
