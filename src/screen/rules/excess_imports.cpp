// R05: the destination imports more of the code than its own need explains: more than k times the mean of 2017 to 2021, grown as
// the policy says. It speaks of a place and a code, not of this consignee.
#include "screen/rules/rule.hpp"

#include "entity/country.hpp"
#include "entity/date.hpp"
#include "screen/history.hpp"
#include "screen/trade_book.hpp"

#include <fmt/format.h>

#include <set>

namespace tidewaiter::screen {

void find_excess_imports(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const TradeBook* trade = context.beside.trade();
    if (trade == nullptr || context.read.lines.empty() || context.read.destination.empty()) {
        return;
    }
    const auto day = day_of(context);
    if (!day) {
        say_not_evaluated(context, rule, "date");
        return;
    }
    const std::string_view place = context.read.destination.front();
    const auto year = trade->newest_year(place, entity::from_serial(*day).year);
    if (!trade->has_base_years(place) || !year || *year <= TradeBook::base_to) {
        say_not_evaluated(context, rule, fmt::format("imports of {} in 2017-2021 and since", place));
        return;
    }
    const double k = context.policy.parameters[Parameter::r05_growth];
    const double growth = context.policy.parameters[Parameter::r05_demand_growth];
    std::set<std::uint32_t> said;
    for (std::size_t i = 0; i < context.read.lines.size(); ++i) {
        const ReadLine& line = context.read.lines[i];
        const auto hs6 = line.hs ? hs6_of(*line.hs) : std::nullopt;
        if (!hs6 || !said.insert(*hs6).second) {
            continue;
        }
        double base = 0;
        for (int each = TradeBook::base_from; each <= TradeBook::base_to; ++each) {
            base += trade->imports(place, *hs6, each).value_or(0) / (TradeBook::base_to - TradeBook::base_from + 1);
        }
        const double now = trade->imports(place, *hs6, *year).value_or(0);
        if (now <= k * base * growth || now <= 0) {
            continue;
        }
        Finding finding = begin_finding(context, rule);
        set_line(finding, context, i);
        finding.country_given = place;
        finding.strength = is_chpl(context, i) ? 2 : 1;
        finding.evidence_for = fmt::format("imports of {} in {}: {:.0f} USD; mean of 2017-2021: {:.0f} USD, demand grown {:.2f} times", line.hs->dotted(), *year, now, base, growth);
        finding.sentence = base > 0 ? fmt::format("{} imported {:.1f} times as much of {} in {} as its own need explains.", entity::country_name(place), now / (base * growth),
                                                  line.hs->dotted(), *year)
                                    : fmt::format("{} imported {} in {}, and none in 2017 to 2021.", entity::country_name(place), line.hs->dotted(), *year);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
