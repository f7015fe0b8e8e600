// R02: a customer of old whose first goods of tiers 1 and 2 come after D0. "Of old" is what the history shows; a customer whom it
// does not know is new, which is another question (R01).
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {

void find_first_purchases(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const History* history = context.beside.history();
    std::vector<LineControl> lines = chpl_lines(context);
    std::erase_if(lines, [](const LineControl& each) { return each.control->tier != "1" && each.control->tier != "2"; });
    if (history == nullptr || lines.empty()) {
        return;
    }
    const auto day = day_of(context);
    if (!day) {
        say_not_evaluated(context, rule, "date");
        return;
    }
    if (*day < context.policy.d0) {
        return;
    }
    const auto days = history->days();
    if (!days || days->first >= context.policy.d0) {
        say_not_evaluated(context, rule, fmt::format("history before {}", day_text(context.policy.d0)));
        return;
    }
    const std::string codes = codes_of(context, lines);
    for (const ReadParty* party : find_parties(context, receives_goods)) {
        const History::Buyer* buyer = history->find_buyer(name_key(party->name));
        if (buyer == nullptr || buyer->first >= context.policy.d0 || (buyer->first_tier12 && *buyer->first_tier12 < context.policy.d0)) {
            continue;
        }
        Finding finding = begin_party_finding(context, rule, *party);
        finding.hs = codes;
        finding.strength = 2;
        finding.evidence_for = fmt::format("customer since {}; first goods of tiers 1 and 2: {}", day_text(buyer->first),
                                           day_text(std::min(buyer->first_tier12.value_or(*day), *day)));
        finding.sentence = fmt::format("The {} '{}' bought nothing of tiers 1 and 2 before {}, and buys {} now.", to_text(party->party->role),
                                       base::utf8_prefix(party->name, 120), day_text(context.policy.d0), codes);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
