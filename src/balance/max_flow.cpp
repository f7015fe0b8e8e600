// The search for a path keeps its own stack: a chain of a million nodes must not exhaust the program's.
#include "balance/max_flow.hpp"

#include <algorithm>
#include <limits>

namespace tidewaiter::balance {

std::size_t MaxFlow::add_edge(std::size_t from, std::size_t to, std::int64_t capacity) {
    const std::size_t edge = capacity_.size();
    arcs_.push_back({to, first_[from], 0});
    first_[from] = 2 * edge;
    arcs_.push_back({from, first_[to], 0});
    first_[to] = 2 * edge + 1;
    capacity_.push_back(capacity);
    return edge;
}

bool MaxFlow::find_levels(std::size_t source, std::size_t sink) {
    level_.assign(first_.size(), 0);
    level_[source] = 1;
    std::vector<std::size_t> queue{source};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        for (std::size_t arc = first_[queue[i]]; arc != none; arc = arcs_[arc].next) {
            if (arcs_[arc].left > 0 && level_[arcs_[arc].to] == 0) {
                level_[arcs_[arc].to] = level_[queue[i]] + 1;
                queue.push_back(arcs_[arc].to);
            }
        }
    }
    return level_[sink] != 0;
}

/// Sends flow along one path of rising levels; 0 when there is none left.
std::int64_t MaxFlow::push(std::size_t source, std::size_t sink) {
    std::vector<std::size_t> way;
    std::size_t node = source;
    while (node != sink) {
        std::size_t& arc = at_[node];
        while (arc != none && !(arcs_[arc].left > 0 && level_[arcs_[arc].to] == level_[node] + 1)) {
            arc = arcs_[arc].next;
        }
        if (arc != none) {
            way.push_back(arc);
            node = arcs_[arc].to;
            continue;
        }
        if (way.empty()) {
            return 0;
        }
        // A dead end: back one step, and never here again in this phase.
        level_[node] = 0;
        node = arcs_[way.back() ^ 1U].to;
        way.pop_back();
    }
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const std::size_t arc : way) {
        least = std::min(least, arcs_[arc].left);
    }
    for (const std::size_t arc : way) {
        arcs_[arc].left -= least;
        arcs_[arc ^ 1U].left += least;
    }
    return least;
}

std::int64_t MaxFlow::run(std::size_t source, std::size_t sink) {
    for (std::size_t edge = 0; edge < capacity_.size(); ++edge) {
        arcs_[2 * edge].left = capacity_[edge];
        arcs_[2 * edge + 1].left = 0;
    }
    std::int64_t total = 0;
    while (find_levels(source, sink)) {
        at_ = first_;
        while (const std::int64_t sent = push(source, sink)) {
            total += sent;
        }
    }
    return total;
}

std::vector<bool> MaxFlow::source_side(std::size_t source) const {
    std::vector<bool> reached(first_.size());
    reached[source] = true;
    std::vector<std::size_t> queue{source};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        for (std::size_t arc = first_[queue[i]]; arc != none; arc = arcs_[arc].next) {
            if (arcs_[arc].left > 0 && !reached[arcs_[arc].to]) {
                reached[arcs_[arc].to] = true;
                queue.push_back(arcs_[arc].to);
            }
        }
    }
    return reached;
}

} // namespace tidewaiter::balance
