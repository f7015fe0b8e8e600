// R13: a kilogram costs far more or far less than in other lines of the same code, origin and year: beyond the median by some
// median absolute deviations, in logarithms. The lines are those of the history.
#include "screen/rules/rule.hpp"

#include "entity/date.hpp"
#include "screen/history.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tidewaiter::screen {

void find_value_outliers(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const History* history = context.beside.history();
    if (history == nullptr || context.read.lines.empty()) {
        return;
    }
    const auto day = day_of(context);
    if (!day) {
        say_not_evaluated(context, rule, "date");
        return;
    }
    const int year = entity::from_serial(*day).year;
    for (std::size_t i = 0; i < context.read.lines.size(); ++i) {
        const ReadLine& line = context.read.lines[i];
        const auto hs6 = line.hs ? hs6_of(*line.hs) : std::nullopt;
        if (!hs6) {
            continue;
        }
        const auto kg = positive_number(line.line->net_kg);
        const auto usd = value_in_usd(*line.line, context.policy);
        if (!kg || !usd || line.origin.empty()) {
            say_not_evaluated(context, rule, !kg ? "net_kg" : line.origin.empty() ? "origin" : "value in USD");
            continue;
        }
        const auto density = history->find_density(*hs6, line.origin, year);
        if (!density || static_cast<double>(density->lines) < context.policy.parameters[Parameter::r13_lines]) {
            say_not_evaluated(context, rule, "comparable lines in the history");
            continue;
        }
        const double own = std::log(*usd / *kg);
        const double off = std::abs(own - density->median);
        // Where more than half of the lines cost the same to the cent, any other price would be infinitely far off.
        constexpr double least_mad = 0.01;
        if (off <= context.policy.parameters[Parameter::r13_mads] * std::max(density->mad, least_mad)) {
            continue;
        }
        Finding finding = begin_finding(context, rule);
        set_line(finding, context, i);
        finding.strength = 1;
        finding.evidence_for = fmt::format("{:.2f} USD a kg; median of {} lines of {} from {} in {}: {:.2f}; {:.1f} median absolute deviations", *usd / *kg, density->lines,
                                           line.hs->dotted(), line.origin, year, std::exp(density->median), off / std::max(density->mad, least_mad));
        finding.sentence = fmt::format("A kilogram costs {:.2f} USD, where others of {} from {} in {} cost {:.2f}.", *usd / *kg, line.hs->dotted(), line.origin, year,
                                       std::exp(density->median));
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
