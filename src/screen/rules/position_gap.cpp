// R28: the ship was silent for long where others were heard; or for so long that it could have called at a watched port. Nine of ten
// such gaps have honest reasons (methods section 3: 29 of 352 tankers were judged deliberate), so it is weak by itself.
#include "screen/rules/voyage.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {

void find_position_gaps(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const Positions* positions = context.beside.positions();
    if (positions == nullptr) {
        return;
    }
    const auto voyage = voyage_of(context);
    const Ports* ports = context.beside.ports();
    constexpr double hour = 3'600;
    for (const NamedShip& named : ships_of(context, rule)) {
        if (named.ship == nullptr || !voyage) {
            say_not_evaluated(context, rule, named.ship == nullptr ? "positions of the ship" : "date");
            continue;
        }
        const std::vector<Positions::Point>& points = named.ship->points;
        bool unknown = false;
        std::size_t seen = 0;
        Finding finding;
        double longest = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            seen += points[i].time >= voyage->from && points[i].time <= voyage->to ? 1U : 0U;
            if (i == 0 || points[i].time < voyage->from || points[i - 1].time > voyage->to) {
                continue;
            }
            const Positions::Point& last = points[i - 1];
            const Positions::Point& next = points[i];
            const double hours = static_cast<double>(next.time - last.time) / hour;
            if (hours <= context.policy.parameters[Parameter::r28_hours]) {
                continue;
            }
            const double reach = context.policy.parameters[Parameter::r28_knots] * hours;
            const Port* called = nullptr;
            if (ports != nullptr && !context.policy.watched_ports.empty()) {
                const Port* near = ports->near(last.place(), reach, context.policy.watched_ports);
                called = near != nullptr && distance_nm(last.place(), near->place) + distance_nm(near->place, next.place()) <= reach ? near : nullptr;
            }
            const bool covered = positions->is_covered(last.place(), named.imo, last.time, next.time) || positions->is_covered(next.place(), named.imo, last.time, next.time);
            if (called == nullptr && !covered) {
                unknown = true; // nobody was heard there: the silence says nothing
                continue;
            }
            if (finding.rule.empty() || hours > longest) {
                longest = hours;
                finding = begin_party_finding(context, rule, *named.party);
                finding.strength = called != nullptr ? 2 : 1;
                finding.evidence_for = fmt::format("no position from {} to {} ({:.1f} hours); {}{}", time_text(last.time), time_text(next.time), hours,
                                                   covered ? "others were heard there" : "nobody was heard there",
                                                   called == nullptr ? std::string() : fmt::format("; {} could be called at", called->name));
                finding.sentence = called != nullptr ? fmt::format("The ship was silent for {:.0f} hours, in which it could have called at {}.", hours, called->name)
                                                     : fmt::format("The ship was silent for {:.0f} hours where others were heard.", hours);
                if (ports == nullptr) {
                    finding.missing = "ports";
                }
            }
        }
        if (!finding.rule.empty()) {
            into.push_back(std::move(finding));
        } else if (unknown || seen < 2) {
            say_not_evaluated(context, rule, seen < 2 ? "positions of the ship on these days" : "coverage where the ship was silent");
        }
    }
}

} // namespace tidewaiter::screen
