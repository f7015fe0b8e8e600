// INPUT: a field that was given and could not be read. It decides nothing; it is said, so that nobody takes the
// silence of a rule that could not look for an answer.
#include "screen/rules/rule.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

void find_unreadable_inputs(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const Shipment& shipment = *context.read.shipment;
    for (const Unreadable& each : context.read.unreadable) {
        Finding finding = begin_finding(context, rule);
        const auto record = std::ranges::find(shipment.records, each.record);
        if (record != shipment.records.end()) {
            finding.record = each.record;
            finding.record_id = shipment.record_ids[static_cast<std::size_t>(record - shipment.records.begin())];
        }
        finding.line_no = each.line_no;
        finding.missing = each.input;
        finding.strength = 0;
        if (each.input == "hs") {
            finding.hs = each.text;
        }
        finding.evidence_against = fmt::format("{}: {}", each.input, each.text);
        finding.sentence = fmt::format("{}: {}.{}{}", each.input, each.reason, each.hint.empty() ? "" : " ", each.hint);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
