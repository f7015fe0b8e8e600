// R15: a piece weighs less or more than nearly all others of its code in the history.
#include "screen/rules/rule.hpp"

#include "screen/history.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {

void find_odd_weights(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const History* history = context.beside.history();
    if (history == nullptr || !context.read.shipment->present.has(Input::quantity)) {
        return;
    }
    for (std::size_t i = 0; i < context.read.lines.size(); ++i) {
        const ReadLine& line = context.read.lines[i];
        const auto hs6 = line.hs ? hs6_of(*line.hs) : std::nullopt;
        if (!hs6) {
            continue;
        }
        const auto kg = positive_number(line.line->net_kg);
        const auto pieces = positive_number(line.line->quantity);
        if (!kg || !pieces) {
            say_not_evaluated(context, rule, !kg ? "net_kg" : "quantity");
            continue;
        }
        const auto weights = history->find_weights(*hs6);
        if (!weights || static_cast<double>(weights->lines) < context.policy.parameters[Parameter::r15_lines]) {
            say_not_evaluated(context, rule, "comparable lines in the history");
            continue;
        }
        const double each = *kg / *pieces;
        // Percentiles are kept in single precision; a weight that equals one is not beyond it.
        const float own = static_cast<float>(each);
        if (own >= static_cast<float>(weights->p1) && own <= static_cast<float>(weights->p99)) {
            continue;
        }
        Finding finding = begin_finding(context, rule);
        set_line(finding, context, i);
        finding.strength = 1;
        finding.evidence_for = fmt::format("{:.4g} kg a piece; 1st and 99th percentile of {} lines of {}: {:.4g} and {:.4g}", each, weights->lines, line.hs->dotted(), weights->p1,
                                           weights->p99);
        finding.sentence = fmt::format("A piece weighs {:.4g} kg, where nearly all of {} weigh {:.4g} to {:.4g}.", each, line.hs->dotted(), weights->p1, weights->p99);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
