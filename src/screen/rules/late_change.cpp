// R18: consignee or route were changed shortly before departure, or after it. A column of changes that is empty says that none is
// recorded.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {

void find_late_changes(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const Shipment& shipment = *context.read.shipment;
    if (shipment.changed_on.empty()) {
        return;
    }
    const auto changed = serial_of(shipment.changed_on);
    const auto day = day_of(context);
    if (!changed || !day) {
        say_not_evaluated(context, rule, changed ? "date" : "changed_on");
        return;
    }
    const int before = *day - *changed;
    if (static_cast<double>(before) >= context.policy.parameters[Parameter::r18_days]) {
        return;
    }
    Finding finding = begin_finding(context, rule);
    finding.strength = before < 0 ? 2 : 1;
    const std::string what = shipment.change.empty() ? "consignee or route" : std::string(base::utf8_prefix(shipment.change, 120));
    finding.evidence_for = fmt::format("changed: {}; departure: {}; {}", shipment.changed_on, shipment.date, what);
    finding.sentence = before < 0 ? fmt::format("Changed {} days after departure: {}.", -before, what)
                                  : fmt::format("Changed {} days before departure: {}.", before, what);
    into.push_back(std::move(finding));
}

} // namespace tidewaiter::screen
