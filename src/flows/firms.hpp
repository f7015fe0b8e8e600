// Firms in rows of single shipments: who deals in listed goods, since when, with whom; and chains of shipments that could be one good's way.
#pragma once

#include "flows/measures.hpp"

#include <functional>
#include <string>
#include <vector>

namespace tidewaiter::flows {

/// When a firm was founded, as a register or the user says it.
struct Registration {
    std::string name, id, country; ///< any of them may be empty, not both name and id
    std::string registered;        ///< ISO date, or year or month of it
};

/// Reads a table with the columns registered (or founded) and name or id, and country where it has one.
/// Errors: Failure(bad_input)
std::vector<Registration> load_registrations(const std::string& path);

/// A listed party that a firm could be.
struct FirmListing {
    std::string list, list_version, entry, name;
    std::string listed_on, ended_on; ///< as published; empty: not said
    double score = 0;
};

/// A firm as it is looked up.
struct FirmName {
    std::vector<std::string> names; ///< the spellings in the rows, the most frequent first
    std::vector<std::string> ids;
    std::string country;            ///< ISO code; empty: not known
};

enum class FirmRole { importer, exporter, seller, manufacturer };
std::string_view to_text(FirmRole role);

struct FirmQuestion {
    std::string destination;         ///< only shipments to this country; empty: all
    Basket basket;
    std::vector<FirmRole> roles{FirmRole::exporter, FirmRole::importer};
    std::string from, to;
    std::vector<std::string> countries; ///< only firms of these
    std::vector<std::uint32_t> sources;
    std::string currency;
    bool as_written = false;         ///< codes are compared by their digits, in whatever HS revision
    std::size_t limit = 0;           ///< firms of each role, largest first; 0: all
    std::string as_of;               ///< ISO date for "listed now"
    std::vector<Registration> registrations;
    std::function<std::vector<FirmListing>(const FirmName&)> listings; ///< none: nothing is said of lists
};

/// Firms by the value of listed goods. One row for each role, firm and currency: first and last shipment, age at the first, top goods,
/// counterparts, listed then and now, days from the last shipment to the listing. A declaration that stands twice counts once and is told.
/// Errors: Failure(usage); Failure(bad_input) for more rows than can be held
/// Source: docs/methods/flows.md
Answer firms(FlowTable& table, const goods::GoodsBook& book, const FirmQuestion& question);

struct PathQuestion {
    std::string destination;         ///< where the chains end
    Basket basket;
    std::string from, to;
    std::vector<std::uint32_t> sources;
    std::string currency;
    bool as_written = false;         ///< codes are compared by their digits, in whatever HS revision
    int days = 90;                   ///< most between a lot's arrival and the next one's departure
    std::size_t hops = 4;            ///< most lots in a chain, at least 2
    std::size_t limit = 0;           ///< chains shown
    std::vector<Registration> registrations;
};

/// Feasible chains: a lot to a firm, then a lot of the same good (or its heading, where that is all that is said) from that firm within the days,
/// matched first in, first out, and never more out than came in. A chain shows what could be, not what was: every row is a lead.
/// Errors: as firms()
/// Source: docs/methods/flows.md
Answer firm_paths(FlowTable& table, const goods::GoodsBook& book, const PathQuestion& question);

} // namespace tidewaiter::flows
