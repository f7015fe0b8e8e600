// R04: goods of the Common High Priority List to a place through which such goods are known to travel on. The places
// are the goods module's dated table, or the policy's own.
#include "screen/rules/rule.hpp"

#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

void find_transshipment(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    for (const std::string_view place : context.read.destination) {
        if (std::ranges::find(context.transshipment, place) == context.transshipment.end()) {
            continue;
        }
        const LineControl* first = nullptr;
        std::string codes;
        for (const LineControl& each : context.controls) {
            if (each.control->list == "chpl") {
                first = first == nullptr ? &each : first;
                append_item(codes, context.read.lines[each.line].line->hs);
            }
        }
        if (first == nullptr) {
            return;
        }
        Finding finding = begin_finding(context, rule);
        set_line(finding, context, first->line);
        finding.hs = codes;
        finding.control_list = "chpl";
        finding.list_version = first->control->version;
        finding.tier = first->control->tier;
        finding.strength = first->control->tier.starts_with('1') || first->control->tier.starts_with('2') ? 2 : 1;
        finding.country_given = place;
        finding.evidence_for = fmt::format("{}: {}; goods: {}", context.read.destination_source, place, codes);
        finding.sentence = fmt::format("High-priority goods ({}) go to {}, a place through which such goods have travelled on.", codes,
                                       entity::country_name(place));
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
