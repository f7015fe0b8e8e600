// A node is taken out by closing its edges. The shuffled networks exchange the buyers of two connections between the same
// two stages, so that every node keeps its number of suppliers and of buyers, and each connection keeps its capacity: what
// remains of a loss there is due to size and number of connections, what goes beyond it to who is connected with whom.
#include "balance/choke.hpp"

#include "balance/max_flow.hpp"
#include "balance/philox.hpp"
#include "base/failure.hpp"
#include "base/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tidewaiter::balance {

namespace {

constexpr std::int64_t unbounded = std::int64_t{1} << 60;
constexpr std::size_t swaps_an_edge = 10;
constexpr std::size_t candidates_for_pairs = 40;

/// A network with a source before its beginnings and a sink behind its ends.
class FlowGraph {
public:
    explicit FlowGraph(const Network& network) : flow_(network.nodes.size() + 2), source_(network.nodes.size()), sink_(network.nodes.size() + 1) {
        std::vector<bool> gets(network.nodes.size());
        std::vector<bool> gives(network.nodes.size());
        for (const NetworkEdge& edge : network.edges) {
            flow_.add_edge(edge.from, edge.to, edge.capacity);
            gives[edge.from] = true;
            gets[edge.to] = true;
        }
        for (std::size_t node = 0; node < network.nodes.size(); ++node) {
            if (!gets[node]) {
                flow_.add_edge(source_, node, unbounded);
            }
            if (!gives[node]) {
                flow_.add_edge(node, sink_, unbounded);
            }
        }
    }

    std::int64_t largest() { return flow_.run(source_, sink_); }

    std::int64_t without(const Network& network, const std::vector<std::size_t>& nodes) {
        close(network, nodes, true);
        const std::int64_t left = largest();
        close(network, nodes, false);
        return left;
    }

    /// After largest: edges of the network from the source's side to the other.
    std::vector<std::size_t> cut(const Network& network) const {
        const std::vector<bool> side = flow_.source_side(source_);
        std::vector<std::size_t> edges;
        for (std::size_t i = 0; i < network.edges.size(); ++i) {
            if (side[network.edges[i].from] && !side[network.edges[i].to]) {
                edges.push_back(i);
            }
        }
        return edges;
    }

private:
    void close(const Network& network, const std::vector<std::size_t>& nodes, bool closed) {
        for (std::size_t i = 0; i < network.edges.size(); ++i) {
            const NetworkEdge& edge = network.edges[i];
            if (std::ranges::find(nodes, edge.from) != nodes.end() || std::ranges::find(nodes, edge.to) != nodes.end()) {
                flow_.set_capacity(i, closed ? 0 : edge.capacity);
            }
        }
    }

    MaxFlow flow_;
    std::size_t source_;
    std::size_t sink_;
};

/// Flow into and out of each node.
struct Passing {
    std::vector<std::int64_t> in;
    std::vector<std::int64_t> out;

    explicit Passing(const Network& network) : in(network.nodes.size()), out(network.nodes.size()) {
        for (const NetworkEdge& edge : network.edges) {
            out[edge.from] += edge.flow;
            in[edge.to] += edge.flow;
        }
    }

};

std::vector<bool> givers(const Network& network) {
    std::vector<bool> gives(network.nodes.size());
    for (const NetworkEdge& edge : network.edges) {
        gives[edge.from] = true;
    }
    return gives;
}

/// Ends that some beginning reaches over connections with capacity, without the nodes taken out.
std::size_t reached_ends(const Network& network, const std::vector<bool>& gives, const std::vector<std::size_t>& out) {
    std::vector<bool> gets(network.nodes.size());
    for (const NetworkEdge& edge : network.edges) {
        gets[edge.to] = true;
    }
    std::vector<std::size_t> order(network.nodes.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    // Edges go to higher stages, so that one pass by stage reaches everything.
    std::vector<std::vector<std::size_t>> by_node(network.nodes.size());
    for (std::size_t i = 0; i < network.edges.size(); ++i) {
        by_node[network.edges[i].from].push_back(i);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t node) { return network.nodes[node].stage; });
    std::vector<bool> reached(network.nodes.size());
    const auto is_out = [&](std::size_t node) { return std::ranges::find(out, node) != out.end(); };
    std::size_t ends = 0;
    for (const std::size_t node : order) {
        reached[node] = !is_out(node) && (reached[node] || !gets[node]);
        if (!reached[node]) {
            continue;
        }
        ends += gives[node] ? 0U : 1U;
        for (const std::size_t edge : by_node[node]) {
            if (network.edges[edge].capacity > 0) {
                reached[network.edges[edge].to] = true;
            }
        }
    }
    return ends;
}

std::vector<std::vector<std::size_t>> removals_of(const Network& network, const ChokeOptions& options, const std::vector<bool>& gives, const Passing& passing,
                                                  FlowGraph& graph, ChokeResult& result) {
    if (!options.named.empty()) {
        std::vector<std::size_t> nodes;
        for (const std::string& name : options.named) {
            const auto found = std::ranges::find(network.nodes, name, &NetworkNode::name);
            if (found == network.nodes.end()) {
                throw base::Failure(base::FailureKind::usage, fmt::format("--remove: the network has no '{}'", name), "Write a name as the file has it, or a number.");
            }
            nodes.push_back(static_cast<std::size_t>(found - network.nodes.begin()));
        }
        result.candidates = 1;
        return {nodes};
    }
    std::vector<std::size_t> candidates;
    std::vector<bool> gets(network.nodes.size());
    for (const NetworkEdge& edge : network.edges) {
        gets[edge.to] = true;
    }
    for (std::size_t node = 0; node < network.nodes.size(); ++node) {
        if (gives[node] && (gets[node] || network.nodes[node].stage != Stage::source)) {
            candidates.push_back(node);
        }
    }
    result.candidates = candidates.size();
    const auto affordable = static_cast<std::size_t>(std::max<std::uint64_t>(20, most_work / network.edges.size()));
    if (candidates.size() > affordable) {
        std::ranges::stable_sort(candidates, std::greater{}, [&](std::size_t node) { return std::max(passing.in[node], passing.out[node]); });
        candidates.resize(affordable);
    }
    std::vector<std::vector<std::size_t>> all;
    if (options.remove == 1) {
        for (const std::size_t node : candidates) {
            all.push_back({node});
        }
        return all;
    }
    // Pairs of the nodes that alone lose most: all pairs of thousands would not end.
    std::vector<std::pair<std::int64_t, std::size_t>> alone;
    for (const std::size_t node : candidates) {
        alone.emplace_back(graph.without(network, {node}), node);
    }
    std::ranges::sort(alone);
    alone.resize(std::min(alone.size(), candidates_for_pairs));
    for (std::size_t i = 0; i < alone.size(); ++i) {
        for (std::size_t j = i + 1; j < alone.size(); ++j) {
            all.push_back({std::min(alone[i].second, alone[j].second), std::max(alone[i].second, alone[j].second)});
        }
    }
    return all;
}

/// A network whose connections are exchanged within each pair of stages.
Network shuffled(const Network& network, std::uint32_t number, std::uint64_t seed) {
    Network mixed = network;
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    std::vector<std::vector<std::size_t>> groups(stage_names.size() * stage_names.size());
    for (std::size_t i = 0; i < mixed.edges.size(); ++i) {
        const NetworkEdge& edge = mixed.edges[i];
        pairs.emplace(edge.from, edge.to);
        groups[static_cast<std::size_t>(network.nodes[edge.from].stage) * stage_names.size() + static_cast<std::size_t>(network.nodes[edge.to].stage)].push_back(i);
    }
    std::uint32_t step = 0;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        const auto& edges = groups[group];
        for (std::size_t swap = 0; edges.size() > 1 && swap < swaps_an_edge * edges.size(); ++swap, ++step) {
            const PhiloxBlock bits = philox({step, number, 0x63686f6b, 0}, seed);
            NetworkEdge& first = mixed.edges[edges[(std::uint64_t{bits[0]} * edges.size()) >> 32U]];
            NetworkEdge& second = mixed.edges[edges[(std::uint64_t{bits[1]} * edges.size()) >> 32U]];
            if (pairs.contains({first.from, second.to}) || pairs.contains({second.from, first.to})) {
                continue;
            }
            pairs.erase({first.from, first.to});
            pairs.erase({second.from, second.to});
            std::swap(first.to, second.to);
            pairs.emplace(first.from, first.to);
            pairs.emplace(second.from, second.to);
        }
    }
    return mixed;
}

void add_rarity(const Network& network, const ChokeOptions& options, ChokeResult& result) {
    if (options.shuffles == 0 || result.largest == 0 || result.removals.empty()) {
        return;
    }
    const std::uint64_t work = network.edges.size() * (swaps_an_edge + result.removals.size() + 1);
    if (options.shuffles > most_work / work) {
        throw base::Failure(base::FailureKind::usage, fmt::format("{} shuffles of {} connections would not end", options.shuffles, network.edges.size()),
                            fmt::format("Write --shuffles {}, or fewer removals with --top.", most_work / work));
    }
    // One row of flags a shuffle: added up afterwards, in order, so that threads change nothing.
    std::vector<std::vector<char>> as_large(options.shuffles, std::vector<char>(result.removals.size(), 0));
    base::in_parallel(options.shuffles, options.threads, [&](std::size_t shuffle) {
        const Network mixed = shuffled(network, static_cast<std::uint32_t>(shuffle), options.seed);
        FlowGraph graph(mixed);
        const std::int64_t all = graph.largest();
        for (std::size_t i = 0; i < result.removals.size(); ++i) {
            const std::int64_t loss = all - graph.without(mixed, result.removals[i].nodes);
            __extension__ using Wide = __int128;
            as_large[shuffle][i] = Wide{loss} * result.largest >= Wide{result.removals[i].loss} * all ? 1 : 0;
        }
    });
    result.shuffles = options.shuffles;
    for (std::size_t i = 0; i < result.removals.size(); ++i) {
        std::size_t count = 0;
        for (const auto& row : as_large) {
            count += row[i] != 0 ? 1U : 0U;
        }
        // The network itself is one of the networks of its kind.
        result.removals[i].rarity = static_cast<double>(count + 1) / static_cast<double>(options.shuffles + 1);
    }
}

} // namespace

ChokeResult find_chokepoints(const Network& network, const ChokeOptions& options) {
    ChokeResult result;
    const std::vector<bool> gives = givers(network);
    const Passing passing(network);
    FlowGraph graph(network);
    result.largest = graph.largest();
    result.cut = graph.cut(network);
    for (std::size_t node = 0; node < network.nodes.size(); ++node) {
        if (!gives[node]) {
            ++result.ends;
            result.observed += passing.in[node];
        } else if (passing.in[node] > 0 && passing.out[node] > passing.in[node]) {
            result.unbalanced.push_back(node);
        }
    }
    std::ranges::stable_sort(result.unbalanced, std::greater{}, [&](std::size_t node) { return passing.out[node] - passing.in[node]; });
    const std::size_t reached = reached_ends(network, gives, {});
    const auto asked = removals_of(network, options, gives, passing, graph, result);
    result.tried = asked.size();
    for (const auto& nodes : asked) {
        Removal removal{.nodes = nodes};
        for (const std::size_t node : nodes) {
            removal.passed += std::max(passing.in[node], passing.out[node]);
        }
        removal.left = graph.without(network, nodes);
        removal.loss = result.largest - removal.left;
        removal.unmet = std::max<std::int64_t>(0, result.observed - removal.left);
        removal.cut_off = reached - reached_ends(network, gives, nodes);
        result.removals.push_back(std::move(removal));
    }
    std::ranges::stable_sort(result.removals, [&](const Removal& a, const Removal& b) {
        const auto names = [&](const Removal& removal) {
            std::string text;
            for (const std::size_t node : removal.nodes) {
                text += network.nodes[node].name + '\n';
            }
            return text;
        };
        return a.loss != b.loss ? a.loss > b.loss : a.passed != b.passed ? a.passed > b.passed : names(a) < names(b);
    });
    result.removals.resize(std::min(result.removals.size(), options.most));
    add_rarity(network, options, result);
    return result;
}

} // namespace tidewaiter::balance
