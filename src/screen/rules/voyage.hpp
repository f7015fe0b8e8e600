// The days of a shipment at sea, and the ships it names: what the rules about positions share.
#pragma once

#include "screen/positions.hpp"
#include "screen/rules/rule.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace tidewaiter::screen {

/// From a month before departure to a month after arrival; two months after departure where no arrival is given.
struct Voyage {
    std::int64_t from = 0; ///< seconds since 1970
    std::int64_t to = 0;
};

std::optional<Voyage> voyage_of(const RuleContext& context);

struct NamedShip {
    const ReadParty* party = nullptr;
    std::uint32_t imo = 0;
    const Positions::Ship* ship = nullptr; ///< null when no position of it is held
};

/// Vessels with a valid IMO number, each once. What has none is said as not evaluated.
std::vector<NamedShip> ships_of(const RuleContext& context, const Rule& rule);

} // namespace tidewaiter::screen
