// R14: high-priority goods at a price above the market's: value a kilogram over the median of the trade statistics of the year.
#include "screen/rules/rule.hpp"

#include "entity/date.hpp"
#include "screen/history.hpp"
#include "screen/trade_book.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {

void find_high_prices(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const TradeBook* trade = context.beside.trade();
    const std::vector<LineControl> lines = chpl_lines(context);
    if (trade == nullptr || lines.empty()) {
        return;
    }
    const auto day = day_of(context);
    if (!day) {
        say_not_evaluated(context, rule, "date");
        return;
    }
    const int year = entity::from_serial(*day).year;
    for (const LineControl& each : lines) {
        const ReadLine& line = context.read.lines[each.line];
        const auto hs6 = hs6_of(*line.hs);
        const auto kg = positive_number(line.line->net_kg);
        const auto usd = value_in_usd(*line.line, context.policy);
        if (!hs6 || !kg || !usd) {
            say_not_evaluated(context, rule, !hs6 ? "six digits of hs" : !kg ? "net_kg" : "value in USD");
            continue;
        }
        // Statistics are a year late: the year before stands for one that is not there yet.
        auto market = trade->unit_value(*hs6, year);
        int of = year;
        if (!market) {
            market = trade->unit_value(*hs6, --of);
        }
        if (!market || static_cast<double>(market->rows) < context.policy.parameters[Parameter::r14_rows]) {
            say_not_evaluated(context, rule, fmt::format("unit values of {} in the trade statistics", line.hs->dotted()));
            continue;
        }
        const double ratio = *usd / *kg / market->median;
        if (ratio <= context.policy.parameters[Parameter::r14_price]) {
            continue;
        }
        Finding finding = begin_finding(context, rule);
        set_line(finding, context, each.line);
        finding.strength = ratio > 2 * context.policy.parameters[Parameter::r14_price] ? 2 : 1;
        finding.evidence_for = fmt::format("{:.2f} USD a kg; median of {} rows of {}: {:.2f}", *usd / *kg, market->rows, of, market->median);
        finding.sentence = fmt::format("High-priority goods ({}) at {:.1f} times the median price of {}.", line.hs->dotted(), ratio, of);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
