// A supply network from a file: who passes goods to whom, how much, and how much it could be.
#pragma once

#include "base/reject.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::balance {

struct NetworkLimits {
    std::size_t edges = 500'000;
    std::size_t name_bytes = 300;
    double largest = 1e12; ///< of one flow: thousandths of all edges together stay whole numbers
};

/// Steps of a network; goods go from a lower to a higher one.
enum class Stage { source, maker, dealer, hub, importer, sector };
inline constexpr std::array<std::string_view, 6> stage_names{"source", "maker", "dealer", "hub", "importer", "sector"};

struct NetworkNode {
    std::string name;
    Stage stage = Stage::source;
};

/// Amounts are whole thousandths of the file's unit, so that sums are exact.
struct NetworkEdge {
    std::size_t from = 0;
    std::size_t to = 0;
    std::int64_t flow = 0;     ///< observed
    std::int64_t capacity = 0; ///< the larger of flow, stated capacity, or peak times spare
};

struct Network {
    std::vector<NetworkNode> nodes;
    std::vector<NetworkEdge> edges; ///< a pair that stands twice is one edge, added up
    std::string name;
    std::string sha256;
    std::uint64_t rows = 0; ///< records read, rejects included
    bool has_peak = false;
    bool has_capacity = false;
};

inline constexpr double to_units(std::int64_t thousandths) { return static_cast<double>(thousandths) / 1000; }

/// CSV with the columns from, from_stage, to, to_stage, flow, and optional peak or capacity.
/// In:     spare multiplies a peak, 1.2 by default: what a route could carry at most
/// Errors: Failure(bad_input) for a file without those columns; a malformed row goes to rejects
Network load_network(const std::string& path, double spare, base::RejectSink& rejects, const NetworkLimits& limits = {});

/// The same from bytes.
Network parse_network(std::string bytes, const std::string& name, double spare, base::RejectSink& rejects, const NetworkLimits& limits = {});

} // namespace tidewaiter::balance
