// R26: the sender of the goods also sent goods to Russia since 2023, by the history.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

void find_suppliers_to_russia(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const History* history = context.beside.history();
    if (history == nullptr) {
        return;
    }
    std::vector<std::uint64_t> said;
    for (const ReadParty* party : find_parties(context, sends_goods)) {
        const std::uint64_t key = name_key(party->name);
        const History::Supplies* supplies = history->find_supplies_to_russia(key);
        if (supplies == nullptr || std::ranges::find(said, key) != said.end()) {
            continue;
        }
        said.push_back(key);
        Finding finding = begin_party_finding(context, rule, *party);
        finding.strength = chpl_lines(context).empty() ? 1 : 2;
        finding.evidence_for = fmt::format("{} shipments to Russia since {}", supplies->shipments, day_text(supplies->first));
        finding.sentence = fmt::format("The {} '{}' has sent {} shipments to Russia since 2023.", to_text(party->party->role), base::utf8_prefix(party->name, 120), supplies->shipments);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
