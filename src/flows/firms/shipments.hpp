// Transaction rows in memory, with their firms made one where names or numbers say that they are.
#pragma once

#include "flows/firms.hpp"
#include "flows/wanted.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tidewaiter::flows {

inline constexpr std::uint32_t no_firm = 0xFFFFFFFF;

struct Firm {
    FirmName name;
    std::string registered; ///< ISO date; empty: not known
};

struct Shipment {
    std::uint32_t source = 0;
    std::string day; ///< ISO
    char flow = 'M';
    std::uint32_t importer = no_firm, exporter = no_firm, seller = no_firm, manufacturer = no_firm;
    std::string origin, dispatch, destination;
    std::string code, hs_rev, currency;
    double value = 0, kg = 0, quantity = 0;
    bool has_value = false, has_kg = false, has_quantity = false;
    std::string unit, declaration, row; ///< row: "source 3 row 17"

    std::uint32_t of(FirmRole role) const;
};

struct Shipments {
    std::vector<Shipment> rows; ///< by day, then source and row
    std::vector<Firm> firms;
    std::size_t repeated = 0;   ///< rows that stand twice, word for word, and were left out
    std::vector<std::string> repeated_lines;
    std::vector<std::string> similar_lines; ///< other declarations with the same day, parties, code, value and weight; counted
    std::size_t similar = 0;
    std::size_t undated = 0;
    std::string sql; ///< the query behind the rows, by the names as written
};

struct ShipmentFilter {
    std::string destination, from, to, currency;
    bool all_destinations = false; ///< keep lots to elsewhere too: a chain passes through
};

/// Errors: Failure(bad_input) beyond most_shipments
Shipments load_shipments(sql::Database& database, const Wanted& wanted, const ShipmentFilter& filter, const std::vector<Registration>& registrations);

/// Rows of a basket in memory: about 600 bytes each.
inline constexpr std::size_t most_shipments = 5'000'000;

/// Days between two ISO dates.
int days_between(std::string_view earlier, std::string_view later);

} // namespace tidewaiter::flows
