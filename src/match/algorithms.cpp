#include "match/algorithms.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::match {

namespace {

constexpr std::array rows = {
    Algorithm{"tidewaiter", algorithm, "names in any script, and everything else that is known of both parties", compare, true},
    Algorithm{"ofac", "ofac-1", "what OFAC's Sanctions List Search would show: spelling of names only", compare_as_ofac, false},
};

} // namespace

std::span<const Algorithm> all_algorithms() { return rows; }

const Algorithm* find_algorithm(std::string_view name) {
    const auto found = std::ranges::find_if(rows, [&](const Algorithm& row) { return row.name == name || row.version == name; });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace tidewaiter::match
