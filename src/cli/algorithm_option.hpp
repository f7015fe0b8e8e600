// --algorithm: how pairs are scored, and searching by a way that the index has no keys for.
#pragma once

#include "cli/verb.hpp"

#include "index/index.hpp"
#include "match/algorithms.hpp"

#include <vector>

namespace tidewaiter::cli {

inline constexpr Option algorithm_option{
    "algorithm", "NAME", "tidewaiter",
    "how names are scored: tidewaiter, or ofac for what OFAC's Sanctions List Search would show (names only, by their spelling)"};

/// Errors: Failure(usage) for a name that is in no row of match::all_algorithms().
const match::Algorithm& algorithm_of(const Arguments& arguments);

/// Searches an index by any algorithm. One that the index has no keys for compares with every listed party: they are
/// made ready once, at the first search (about 20 microseconds a name), and kept.
class Searcher {
public:
    Searcher(const index::Index& index, const match::Algorithm& algorithm) : index_(index), algorithm_(algorithm) {}

    /// As Index::search.
    std::vector<index::Hit> search(const match::Prepared& query, const index::SearchOptions& options);

private:
    void prepare_all();

    const index::Index& index_;
    const match::Algorithm& algorithm_;
    std::vector<match::Prepared> parties_;
    std::vector<std::uint32_t> lists_; // of each party
};

} // namespace tidewaiter::cli
