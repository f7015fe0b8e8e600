// Chokepoints of a supply network: what is lost without one node after everything else is rerouted.
#pragma once

#include "balance/network.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tidewaiter::balance {

struct ChokeOptions {
    std::size_t remove = 1;             ///< nodes taken out at once: 1 or 2
    std::vector<std::string> named;     ///< or these, all at once
    std::size_t most = 10;              ///< removals reported, largest loss first
    std::size_t shuffles = 1'000;
    std::uint64_t seed = 1;
    unsigned threads = 1;               ///< change the time, never the answer
};

/// What happens when some nodes are taken out. Amounts in thousandths, as in the network.
struct Removal {
    std::vector<std::size_t> nodes;
    std::int64_t passed = 0;    ///< observed flow through them
    std::int64_t left = 0;      ///< the largest flow without them
    std::int64_t loss = 0;      ///< of the largest flow
    std::int64_t unmet = 0;     ///< observed flow that cannot be carried any more, after rerouting
    std::size_t cut_off = 0;    ///< ends of the network that no goods reach any more
    double rarity = -1;         ///< share of shuffled networks in which the same nodes lose as large a share; -1: not asked
};

struct ChokeResult {
    std::int64_t observed = 0; ///< flow that reaches the ends of the network
    std::int64_t largest = 0;  ///< the largest flow that the capacities allow
    std::vector<std::size_t> cut; ///< edges of a smallest cut
    std::size_t ends = 0;      ///< nodes that pass nothing on
    std::vector<Removal> removals;
    std::size_t tried = 0;      ///< removals looked at
    std::size_t candidates = 0; ///< nodes that could be tried; more than tried where the network is too large for all
    std::size_t shuffles = 0;
    std::vector<std::size_t> unbalanced; ///< nodes that pass on more than they get, most first
};

inline constexpr std::uint64_t most_work = 500'000'000; ///< flows sought times connections: some minutes

/// In:     the nodes of the stages between source and the last are tried; options.named instead when given
/// Out:    removals by loss, then by what passed, then by name
///         A large network is tried at the nodes that most passes through, so that work stays below most_work.
/// Errors: Failure(usage) for a name that the network does not have, and for more shuffles than most_work allows
/// Source: section 4.12 of the methods note; docs/methods/balance.md
ChokeResult find_chokepoints(const Network& network, const ChokeOptions& options);

} // namespace tidewaiter::balance
