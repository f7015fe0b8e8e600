// Largest flow through a network with capacities, and a cut that bounds it.
#pragma once

#include <cstdint>
#include <vector>

namespace tidewaiter::balance {

/// Dinic's algorithm on whole-number capacities.
/// Cost:   O(nodes^2 edges) at worst, near linear on layered networks
/// Source: Dinic, Algorithm for solution of a problem of maximum flow in networks with power estimation, 1970
class MaxFlow {
public:
    explicit MaxFlow(std::size_t nodes) : first_(nodes, none) {}

    /// In:  capacity at least 0. Out: number of the edge.
    std::size_t add_edge(std::size_t from, std::size_t to, std::int64_t capacity);
    /// Sets another capacity before the next run.
    void set_capacity(std::size_t edge, std::int64_t capacity) { capacity_[edge] = capacity; }
    /// Runs from the capacities. Out: the largest flow.
    std::int64_t run(std::size_t source, std::size_t sink);
    /// After run: flow over an edge.
    std::int64_t flow(std::size_t edge) const { return capacity_[edge] - arcs_[2 * edge].left; }
    /// After run: nodes on the source's side of the smallest cut that lies nearest to the source.
    std::vector<bool> source_side(std::size_t source) const;

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    struct Arc {
        std::size_t to;
        std::size_t next;
        std::int64_t left;
    };

    bool find_levels(std::size_t source, std::size_t sink);
    std::int64_t push(std::size_t source, std::size_t sink);

    std::vector<Arc> arcs_; // edge e is arc 2e, its reverse 2e + 1
    std::vector<std::int64_t> capacity_;
    std::vector<std::size_t> first_;
    std::vector<std::size_t> at_;
    std::vector<std::uint32_t> level_;
};

} // namespace tidewaiter::balance
