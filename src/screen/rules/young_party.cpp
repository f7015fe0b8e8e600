// R01: high-priority goods for (R01), or sent by (R01b), a party that was registered after D0 outside the control coalition. No
// source here lists the coalition: the policy may name it; while it does not, every country counts, with less strength.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/date.hpp"
#include "screen/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

bool takes_part(Role role) { return receives_goods(role) || sends_goods(role); }

} // namespace

void find_young_parties(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const std::vector<LineControl> lines = chpl_lines(context);
    if (lines.empty() || !context.read.shipment->present.has(Input::party_registered)) {
        return;
    }
    const Policy& policy = context.policy;
    const std::string codes = codes_of(context, lines);
    for (const ReadParty* party : find_parties(context, takes_part)) {
        const std::string role(to_text(party->party->role));
        const auto date = entity::parse_date(party->facts->registered);
        if (!date) {
            say_not_evaluated(context, rule, role + ".registered");
            continue;
        }
        if (entity::to_serial(date->to) <= policy.d0) {
            continue;
        }
        if (entity::to_serial(date->from) <= policy.d0) { // "2022": before it or after it
            say_not_evaluated(context, rule, role + ".registered to the day");
            continue;
        }
        const bool inside = !party->countries.empty() && std::ranges::all_of(party->countries, [&policy](std::string_view code) {
            return std::ranges::find(policy.coalition, code) != policy.coalition.end();
        });
        if (inside) {
            continue;
        }
        Finding finding = begin_party_finding(context, rule, *party);
        finding.hs = codes;
        finding.strength = policy.coalition.empty() || party->countries.empty() ? 1 : 2;
        if (party->countries.empty()) {
            append_item(finding.missing, role + ".country");
        }
        if (policy.coalition.empty()) {
            append_item(finding.missing, "coalition (the policy names none)");
        }
        finding.evidence_for = fmt::format("registered: {}; D0: {}; goods: {}", party->facts->registered, day_text(policy.d0), codes);
        finding.sentence = fmt::format("The {} '{}' of high-priority goods was registered on {}, after {}.", role, base::utf8_prefix(party->name, 120),
                                       party->facts->registered, day_text(policy.d0));
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
