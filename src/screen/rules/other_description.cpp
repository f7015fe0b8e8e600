// R12: the description speaks of goods of another heading, which stand higher on the Common High Priority List than the code
// declared. Words are compared (goods::GoodsBook::propose), so it is a lead and no classification.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

/// 0 for a code that is not on the list; tier 1 stands highest.
int rank_of(std::string_view tier) { return tier.empty() || tier.front() < '1' || tier.front() > '4' ? 0 : '5' - tier.front(); }

} // namespace

void find_other_descriptions(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const InputSet& present = context.read.shipment->present;
    if (!present.has(Input::description) || !present.has(Input::hs)) {
        return;
    }
    for (std::size_t i = 0; i < context.read.lines.size(); ++i) {
        const ReadLine& line = context.read.lines[i];
        if (!line.hs || line.hs->digits().size() < 4) {
            continue; // said as a missing or unreadable code
        }
        if (line.line->description.empty()) {
            say_not_evaluated(context, rule, context.read.lines.size() > 1 ? fmt::format("description (line {})", line.line->line_no) : "description");
            continue;
        }
        const std::vector<goods::Proposal>& proposals = context.goods.propose(line.line->description);
        if (proposals.empty() || proposals.front().score < context.policy.parameters[Parameter::r12_score]) {
            continue;
        }
        const goods::Proposal& best = proposals.front();
        const std::string_view declared = line.hs->heading();
        double own = 0;
        for (const goods::Proposal& each : proposals) {
            own = each.hs.starts_with(declared) ? std::max(own, each.score) : own;
        }
        if (best.hs.size() < 4 || best.hs.starts_with(declared) || best.score - own < context.policy.parameters[Parameter::r12_lead]) {
            continue;
        }
        const std::string tier = context.goods.tier_of(best.hs);
        if (rank_of(tier) <= rank_of(context.goods.tier_of(line.hs->digits()))) {
            continue;
        }
        Finding finding = begin_finding(context, rule);
        set_line(finding, context, i);
        finding.control_list = "chpl";
        finding.tier = tier;
        // Of a heading only some codes may be on the list: 8536 are connectors, and fuses as well.
        finding.strength = best.hs.size() >= 6 && (tier == "1" || tier == "2") ? 2 : 1;
        finding.evidence_for = fmt::format("description: {}; its words are those of {} ({:.2f}: {}); of the declared heading {:.2f}",
                                           base::utf8_prefix(line.line->description, 200), best.hs, best.score, best.because, own);
        finding.sentence = fmt::format("'{}' is declared as {}, but its words are those of {}, on tier {} of the Common High Priority List.",
                                       base::utf8_prefix(line.line->description, 120), line.line->hs, best.hs, tier);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
