// R25: a listed owner gave its shares away around the day of its listing.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "entity/date.hpp"
#include "screen/history.hpp"
#include "screen/owners.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace tidewaiter::screen {

void find_moved_shares(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const ReadShipment& read = context.read;
    if (!read.shipment->present.has(Input::party_owners)) {
        return;
    }
    for (std::size_t i = 0; i < read.parties.size(); ++i) {
        const Party& owner = *read.parties[i].party;
        const PartyHit* hit = nullptr;
        if (owner.role != Role::owner || owner.stake.until.empty() || !is_listed(context, i, &hit)) {
            continue;
        }
        const auto listed = entity::parse_date(hit->listing.listed_on);
        const auto moved = serial_of(owner.stake.until);
        if (!listed || !moved) {
            say_not_evaluated(context, rule, fmt::format("day of the listing of {}", hit->matched_name));
            continue;
        }
        const int apart = *moved - entity::to_serial(listed->from);
        if (static_cast<double>(std::abs(apart)) > context.policy.parameters[Parameter::r25_days]) {
            continue;
        }
        Finding finding = begin_party_finding(context, rule, read.parties[i]);
        finding.entity_id = hit->entity_id;
        finding.list = hit->list;
        finding.listed_on = hit->listing.listed_on;
        finding.measure = entity::to_text(hit->listing.measure);
        finding.jurisdiction = hit->listing.jurisdiction;
        finding.strength = 2;
        const bool known = owner.of < read.shipment->parties.size();
        finding.evidence_for = fmt::format("{} of {} until {}; listed on {} ({})", share_text(owner.stake.stake_bp), known ? read.shipment->parties[owner.of].name : std::string("the party"),
                                           owner.stake.until, hit->listing.listed_on, hit->list);
        finding.sentence = fmt::format("'{}', near to the listed '{}', gave its shares away {} days {} the listing.", base::utf8_prefix(read.parties[i].name, 120), hit->matched_name,
                                       std::abs(apart), apart < 0 ? "before" : "after");
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
