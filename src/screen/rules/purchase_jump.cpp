// R03: a customer of old whose purchases of high-priority goods jumped after D0. Months count from the customer's first shipment in
// the history to D0, and from D0 to the history's last day.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

constexpr double month_days = 365.25 / 12;

double months(int from, int to) { return std::max(static_cast<double>(to - from) / month_days, 1.0); }

} // namespace

void find_purchase_jumps(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const History* history = context.beside.history();
    const std::vector<LineControl> lines = chpl_lines(context);
    if (history == nullptr || lines.empty()) {
        return;
    }
    const Policy& policy = context.policy;
    const auto days = history->days();
    if (!days || days->first >= policy.d0 || days->second < policy.d0) {
        say_not_evaluated(context, rule, fmt::format("history before and after {}", day_text(policy.d0)));
        return;
    }
    for (const ReadParty* party : find_parties(context, receives_goods)) {
        const History::Buyer* buyer = history->find_buyer(name_key(party->name));
        if (buyer == nullptr || buyer->first >= policy.d0 || buyer->chpl_lines == 0) {
            continue;
        }
        const double before = buyer->chpl_before_usd / months(buyer->first, policy.d0);
        const double after = buyer->chpl_after_usd / months(policy.d0, days->second);
        const bool jumped = buyer->chpl_after_usd > policy.parameters[Parameter::r03_least_usd] && after > policy.parameters[Parameter::r03_growth] * before;
        if (buyer->unknown_usd) {
            // Amounts that are not known can only add: on the one side they make a jump, on the other they unmake it.
            say_not_evaluated(context, rule, fmt::format("value in USD of some goods of the {}", to_text(party->party->role)));
        }
        if (!jumped) {
            continue;
        }
        Finding finding = begin_party_finding(context, rule, *party);
        finding.hs = codes_of(context, lines);
        finding.strength = before > 0 ? 2 : 1;
        finding.missing = buyer->unknown_usd ? "value in USD" : "";
        finding.evidence_for = fmt::format("a month before {}: {:.0f} USD; since: {:.0f} USD, {:.0f} USD in all", day_text(policy.d0), before, after, buyer->chpl_after_usd);
        finding.sentence = fmt::format("Purchases of high-priority goods by the {} '{}' rose from {:.0f} to {:.0f} USD a month after {}.", to_text(party->party->role),
                                       base::utf8_prefix(party->name, 120), before, after, day_text(policy.d0));
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
