// R31: the ship is said to have called at a port, and its positions around that day are elsewhere. Where it has no position on these
// days nothing is said: silence is R28's.
#include "screen/rules/voyage.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

struct Call {
    std::string_view port;
    const std::string& date;
    std::string_view input;
};

} // namespace

void find_unsupported_calls(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const Positions* positions = context.beside.positions();
    const Ports* ports = context.beside.ports();
    const Shipment& shipment = *context.read.shipment;
    if (positions == nullptr || ports == nullptr || (shipment.loading_port.empty() && shipment.discharge_port.empty())) {
        return;
    }
    for (const NamedShip& named : ships_of(context, rule)) {
        if (named.ship == nullptr) {
            say_not_evaluated(context, rule, "positions of the ship");
            continue;
        }
        for (const Call& call : {Call{shipment.loading_port, shipment.date, "date"}, Call{shipment.discharge_port, shipment.arrival, "arrival"}}) {
            if (call.port.empty()) {
                continue;
            }
            bool several = false;
            const Port* port = ports->find(call.port, several);
            const auto day = serial_of(call.date);
            if (port == nullptr || !day) {
                say_not_evaluated(context, rule, port == nullptr ? fmt::format("place of the port '{}'{}", base::utf8_prefix(call.port, 60), several ? " (there are several)" : "")
                                                                 : std::string(call.input));
                continue;
            }
            const auto days = context.policy.parameters[Parameter::r31_days];
            const auto from = static_cast<std::int64_t>((static_cast<double>(*day) - days) * 86'400);
            const auto to = static_cast<std::int64_t>((static_cast<double>(*day) + days + 1) * 86'400) - 1;
            std::size_t points = 0;
            double nearest = 1e9;
            for (const Positions::Point& point : named.ship->points) {
                if (point.time >= from && point.time <= to) {
                    ++points;
                    nearest = std::min(nearest, distance_nm(point.place(), port->place));
                }
            }
            if (points == 0) {
                say_not_evaluated(context, rule, fmt::format("positions of the ship around {}", call.date));
                continue;
            }
            if (nearest <= context.policy.parameters[Parameter::r31_nm]) {
                continue;
            }
            Finding finding = begin_party_finding(context, rule, *named.party);
            finding.strength = 2;
            finding.country_given = port->country;
            finding.evidence_for = fmt::format("{} on {}; {} positions within {:.0f} days, the nearest {:.0f} nm away", port->name, call.date, points, days, nearest);
            finding.sentence = fmt::format("The ship is said to have called at {} on {}, and its positions are {:.0f} nautical miles away at the nearest.", port->name, call.date, nearest);
            into.push_back(std::move(finding));
        }
    }
}

} // namespace tidewaiter::screen
