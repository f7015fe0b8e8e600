// From the text relation `raw` and a mapping to rows of the flow or transaction table.
#pragma once

#include "flows/flow_table.hpp"
#include "flows/mapping.hpp"
#include "flows/raw_file.hpp"

namespace tidewaiter::flows {

/// What became of the rows.
struct Counts {
    std::uint64_t made = 0;     ///< rows that the shape gives; the records, for files that are not wide
    std::uint64_t loaded = 0;
    std::uint64_t set_aside = 0;
    std::uint64_t missing = 0;
    std::uint64_t rejected = 0;
};

/// Inserts under the number. The caller holds a transaction.
/// Errors: Failure(bad_input) when rows made are not rows loaded + missing + rejected
Counts load_rows(sql::Database& database, const Mapping& mapping, const RawFile& raw, std::uint32_t source_id, const std::string& path,
                 base::RejectSink& rejects, std::vector<std::string>& remarks, const std::function<bool(std::string_view, double)>& progress);

} // namespace tidewaiter::flows
