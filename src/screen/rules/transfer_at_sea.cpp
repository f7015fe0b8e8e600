// R30: two ships lay beside each other outside every port for hours, and one of them was at a watched port (Russia, North Korea by
// default) afterwards.
#include "screen/rules/voyage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

/// The first watched port at which the ship was after a time; null when none.
const Port* port_after(const Positions::Ship* ship, std::int64_t time, const Ports& ports, double nm, const std::vector<std::string>& countries) {
    if (ship == nullptr) {
        return nullptr;
    }
    const auto start = std::ranges::upper_bound(ship->points, time, {}, &Positions::Point::time);
    for (auto at = start; at != ship->points.end(); ++at) {
        if (const Port* port = ports.near(at->place(), nm, countries)) {
            return port;
        }
    }
    return nullptr;
}

} // namespace

void find_transfers_at_sea(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const Positions* positions = context.beside.positions();
    const Ports* ports = context.beside.ports();
    if (positions == nullptr || ports == nullptr || context.policy.watched_ports.empty()) {
        return;
    }
    const auto voyage = voyage_of(context);
    for (const NamedShip& named : ships_of(context, rule)) {
        if (named.ship == nullptr || !voyage) {
            say_not_evaluated(context, rule, named.ship == nullptr ? "positions of the ship" : "date");
            continue;
        }
        if (std::ranges::none_of(named.ship->points, [](const Positions::Point& point) { return point.knots >= 0; })) {
            say_not_evaluated(context, rule, "speed in the positions");
            continue;
        }
        for (const Positions::Meeting& meeting : named.ship->meetings) {
            if (meeting.to < voyage->from || meeting.from > voyage->to || ports->near(meeting.place, context.policy.parameters[Parameter::r30_port_nm]) != nullptr) {
                continue;
            }
            const double nm = context.policy.parameters[Parameter::r31_nm];
            const Port* own = port_after(named.ship, meeting.to, *ports, nm, context.policy.watched_ports);
            const Port* others = port_after(positions->find(meeting.other), meeting.to, *ports, nm, context.policy.watched_ports);
            if (own == nullptr && others == nullptr) {
                continue;
            }
            Finding finding = begin_party_finding(context, rule, *named.party);
            finding.strength = 3;
            const Port* port = own != nullptr ? own : others;
            finding.country_given = port->country;
            finding.evidence_for = fmt::format("beside IMO {} from {} to {} at {:.3f}, {:.3f}; {} was at {} afterwards", meeting.other, time_text(meeting.from), time_text(meeting.to),
                                               meeting.place.lat, meeting.place.lon, own != nullptr ? "it" : "the other", port->name);
            finding.sentence = fmt::format("The ship lay beside IMO {} for {:.0f} hours outside port, and {} was at {} afterwards.", meeting.other,
                                           static_cast<double>(meeting.to - meeting.from) / 3'600, own != nullptr ? "it" : "the other", port->name);
            into.push_back(std::move(finding));
            break;
        }
    }
}

} // namespace tidewaiter::screen
