// Groups of countries with the days on which membership began and ended.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::flows {

struct Membership {
    std::string country; ///< ISO 3166-1 alpha-2, upper case
    std::string from;    ///< ISO date; empty: since before 1990
    std::string to;      ///< last day; empty: still
};

struct CountryGroup {
    std::string name; ///< "EU", "EU27", "EAEU", "G7" ...
    std::vector<Membership> members;
};

/// Out:    nullptr for a name that is no group
/// Source: data/country_groups.csv
const CountryGroup* find_group(std::string_view name);

/// "EU, EU27, ..."
std::string group_names();

} // namespace tidewaiter::flows
