// How sure a share is: a bootstrap where single shipments are held, propagation of what is known to be uncertain where only sums are.
#pragma once

#include "flows/measures/share_warnings.hpp"

#include <map>
#include <string>
#include <vector>

namespace tidewaiter::flows {

struct Interval {
    double low = 0, high = 0;         ///< of the share, 95 %
    double hhi_low = 0, hhi_high = 0; ///< of the concentration of the suppliers that are named
    std::optional<double> top_five;   ///< part of the value that the five largest shipments have
    std::string method;               ///< "bootstrap by importer, 2000 draws" ...
};

/// In:     rows, all suppliers of every cell, not only those shown; seed
/// Out:    by side|basis|currency|bucket|supplier; a cell of which nothing is known to be uncertain has no interval
/// Source: docs/methods/flows.md
std::map<std::string, Interval> share_intervals(sql::Database& database, const Question& question, const Scan& scan, const Wanted& wanted, const Span& span,
                                                const std::vector<ShareRow>& rows, std::uint64_t seed);

std::string interval_key(const ShareRow& row);

/// Percentiles 2.5 and 97.5 of each supplier's share and of the HHI, over draws of whole clusters with replacement.
/// In:  clusters, value of each supplier in each cluster
struct BootstrapResult {
    std::vector<std::pair<double, double>> shares; ///< of each supplier
    std::pair<double, double> hhi;
};
BootstrapResult bootstrap_shares(const std::vector<std::vector<std::pair<std::size_t, double>>>& clusters, std::size_t suppliers, std::size_t draws, std::uint64_t seed);

} // namespace tidewaiter::flows
