// The pass over the flow table for measures that look at more than one buyer: rows of a basket as exporter, importer and period,
// each leg as its reporter says it.
#pragma once

#include "flows/measures.hpp"
#include "flows/wanted.hpp"

#include <set>
#include <string>
#include <vector>

namespace tidewaiter::flows {

/// A country or a group as the user names it, as SQL can ask for it.
struct PlaceSet {
    std::string name;                 ///< as printed; empty for all countries
    std::vector<std::string> members; ///< codes; a group has its members and nothing for all countries
    std::string group;                ///< code of the group's own rows; empty for a country

    bool is_all() const { return members.empty(); }
    /// "exporter IN ('AT', 'BE', 'EU27')", or of any country.
    std::string sql(std::string_view column, std::string_view kind) const;
};

/// Errors: Failure(usage): neither a country nor a group
PlaceSet place_set(const std::vector<std::string>& names);

/// The code of one country. Errors: Failure(usage): a group, a total, "areas not specified", or no place at all
std::string one_country(const std::string& name);

/// SQL that gives source_id, side (exporter or importer: who reports), basis, exporter, exporter_kind, importer, importer_kind, [code,]
/// hs_rev, period, months, currency, status, value, weight_kg.
/// In: where, a condition on exporter, importer, their kinds and period; by_code, six-digit codes apart: then there are none but those
std::string pair_scan_sql(const Wanted& wanted, std::string_view where, bool by_code = false);

/// The same query with values in the currency by the rate of the first day of each period.
std::string converted_pairs_sql(std::string_view query, std::string_view currency);

/// The sources that these numbers name ("1 3 3"), each once, rising by id.
std::vector<Source> sources_of(const FlowTable& table, const std::vector<std::string>& ids);

/// What is to be said of the choice of codes, for the sources that the answer rests on.
/// In: revisions, of the rows that the answer rests on, as their columns name them ("HS2017 HS2022")
std::vector<Warning> basket_warnings(const Wanted& wanted, const std::vector<Source>& used, const std::set<std::string>& revisions);

/// First day of a month so many after the one that begins on the day.
std::string add_months(std::string_view first_day, int months);
/// Months from one first day to the other.
int months_between(std::string_view first_day, std::string_view later);

} // namespace tidewaiter::flows
