#include "screen/rules/voyage.hpp"

#include "screen/history.hpp"

#include <algorithm>

namespace tidewaiter::screen {

namespace {

constexpr std::int64_t day_seconds = 86'400;
constexpr int month = 30;

} // namespace

std::optional<Voyage> voyage_of(const RuleContext& context) {
    const auto day = day_of(context);
    if (!day) {
        return std::nullopt;
    }
    const auto arrival = serial_of(context.read.shipment->arrival);
    const int end = arrival && *arrival >= *day ? *arrival + month : *day + 2 * month;
    return Voyage{(*day - month) * day_seconds, (end + 1) * day_seconds - 1};
}

std::vector<NamedShip> ships_of(const RuleContext& context, const Rule& rule) {
    std::vector<NamedShip> ships;
    const Positions* positions = context.beside.positions();
    for (const ReadParty& party : context.read.parties) {
        if (party.party->role != Role::vessel || (party.state == NameState::empty && party.party->imo.empty())) {
            continue;
        }
        const auto imo = imo_of(party.party->imo);
        if (!imo) {
            say_not_evaluated(context, rule, "vessel.imo");
            continue;
        }
        if (std::ranges::any_of(ships, [&imo](const NamedShip& each) { return each.imo == *imo; })) {
            continue;
        }
        ships.push_back({&party, *imo, positions == nullptr ? nullptr : positions->find(*imo)});
    }
    return ships;
}

} // namespace tidewaiter::screen
