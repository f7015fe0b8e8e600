// R24: listed parties own the party, wholly or in part. Only direct owners are looked at, as the file or the party master gives them;
// a match of an owner's name is a likeness, so the sentence says what would follow if it is the same. Several listed owners are added up,
// as OFAC and the EU do; the UK asks for one with more than half (methods 2.1).
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"
#include "screen/owners.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

/// Half of the shares: OFAC and EU thresholds (methods 2.1).
constexpr std::int32_t half_bp = 5'000;

bool is_owner_today(const Party& owner, const std::string& as_of) {
    return owner.role == Role::owner && (owner.stake.until.empty() || owner.stake.until >= as_of) && (owner.stake.since.empty() || owner.stake.since <= as_of);
}

} // namespace

bool is_listed(const RuleContext& context, std::size_t party, const PartyHit** best) {
    if (context.hits[party] == nullptr) {
        return false;
    }
    for (const PartyHit& hit : *context.hits[party]) {
        const bool strong = hit.by_identifier || (hit.match.score >= context.policy.alert_score && !hit.weak);
        if (hit.binding && !hit.match.refuted && strong) {
            *best = &hit;
            return true;
        }
    }
    return false;
}

void find_listed_owners(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const ReadShipment& read = context.read;
    if (!read.shipment->present.has(Input::party_owners)) {
        return;
    }
    for (std::size_t owned = 0; owned < read.parties.size(); ++owned) {
        const ReadParty& party = read.parties[owned];
        if (!party.main || party.state != NameState::named || party.party->of != Party::no_line || party.facts != party.party) {
            continue;
        }
        if (party.facts->owners.empty()) {
            if (receives_goods(party.party->role)) {
                say_not_evaluated(context, rule, fmt::format("{}.owners", to_text(party.party->role)));
            }
            continue;
        }
        const auto own = static_cast<std::uint32_t>(party.party - read.shipment->parties.data());
        std::int32_t sum = 0;
        std::int32_t largest = 0;
        bool unknown = false;
        std::string listed;
        const PartyHit* first = nullptr;
        for (std::size_t i = 0; i < read.parties.size(); ++i) {
            const Party& owner = *read.parties[i].party;
            const PartyHit* hit = nullptr;
            if (owner.of != own || !is_owner_today(owner, context.inputs.as_of) || !is_listed(context, i, &hit)) {
                continue;
            }
            first = first == nullptr ? hit : first;
            unknown = unknown || owner.stake.stake_bp == Owner::unknown_stake;
            sum += std::max(owner.stake.stake_bp, 0);
            largest = std::max(largest, owner.stake.stake_bp);
            append_item(listed, fmt::format("{} {} ~ {} ({}, {:.2f})", base::utf8_prefix(read.parties[i].name, 120), share_text(owner.stake.stake_bp), hit->matched_name, hit->list, hit->match.score));
        }
        const bool minority = static_cast<double>(sum) >= context.policy.parameters[Parameter::r24_minority] * 100;
        if (first == nullptr || (!unknown && !minority)) {
            continue;
        }
        Finding finding = begin_party_finding(context, rule, party);
        finding.entity_id = first->entity_id;
        finding.list = first->list;
        finding.measure = entity::to_text(first->listing.measure);
        finding.jurisdiction = first->listing.jurisdiction;
        finding.strength = sum >= half_bp ? 3 : 2;
        finding.missing = unknown ? "share of a listed owner" : "";
        finding.evidence_for = listed;
        const std::string_view given = base::utf8_prefix(party.name, 120);
        if (sum >= half_bp) {
            finding.sentence = fmt::format("Owners that are near to listed parties hold {} of '{}': if they are the same, it counts as listed itself where stakes are added up (OFAC, EU){}.",
                                           share_text(sum), given, largest > half_bp ? ", and in the UK" : "");
        } else if (unknown) {
            finding.sentence = fmt::format("An owner of '{}' is near to a listed party, and its share is not known: it must be found out.", given);
        } else {
            finding.sentence = fmt::format("Owners that are near to listed parties hold {} of '{}': a minority stake.", share_text(sum), given);
        }
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
