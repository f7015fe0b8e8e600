// R22: a trade of the heading between the two places that did not exist in 2017 to 2021 and is worth much since. Like R05 it speaks of
// places, not of these parties. Statistics are of years, so that all of 2022 counts as after D0.
#include "screen/rules/rule.hpp"

#include "entity/country.hpp"
#include "screen/history.hpp"
#include "screen/trade_book.hpp"

#include <fmt/format.h>

#include <set>

namespace tidewaiter::screen {

void find_new_trade_routes(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const TradeBook* trade = context.beside.trade();
    const ReadShipment& read = context.read;
    if (trade == nullptr || read.lines.empty() || read.dispatch.empty() || read.destination.empty()) {
        return;
    }
    const std::string_view from = read.dispatch.front();
    const std::string_view to = read.destination.front();
    if (!trade->has_base_years(to)) {
        say_not_evaluated(context, rule, fmt::format("imports of {} in 2017-2021", to));
        return;
    }
    std::set<std::uint32_t> said;
    for (std::size_t i = 0; i < read.lines.size(); ++i) {
        const auto hs6 = read.lines[i].hs ? hs6_of(*read.lines[i].hs) : std::nullopt;
        if (!hs6 || !said.insert(*hs6 / 100).second) {
            continue;
        }
        const TradeBook::Pair pair = trade->pair(from, to, *hs6 / 100);
        if (pair.before > 0 || pair.after <= context.policy.parameters[Parameter::r22_least_usd]) {
            continue;
        }
        Finding finding = begin_finding(context, rule);
        set_line(finding, context, i);
        finding.country_given = to;
        finding.strength = is_chpl(context, i) ? 2 : 1;
        const std::string_view heading = read.lines[i].hs->heading();
        finding.evidence_for = fmt::format("{} from {} to {}: 0 USD in 2017-2021, {:.0f} USD since", heading, from, to, pair.after);
        finding.sentence = fmt::format("Nothing of {} went from {} to {} in 2017 to 2021, and goods worth {:.0f} USD since.", heading, entity::country_name(from),
                                       entity::country_name(to), pair.after);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
