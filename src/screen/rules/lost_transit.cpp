// R17: goods on their way through Russia or Belarus to a third country whose own statistics know no such import. Without statistics
// of that place the way alone is said, with less strength.
#include "screen/rules/rule.hpp"

#include "entity/country.hpp"
#include "entity/date.hpp"
#include "screen/history.hpp"
#include "screen/trade_book.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

bool is_target(std::string_view code) { return code == "ru" || code == "by"; }

} // namespace

void find_lost_transits(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const ReadShipment& read = context.read;
    const auto by = std::ranges::find_if(read.via, is_target);
    if (by == read.via.end() || read.destination.empty() || read.dispatch.empty() || is_target(read.destination.front()) || is_target(read.dispatch.front())) {
        return;
    }
    const std::string_view to = read.destination.front();
    const std::string_view from = read.dispatch.front();
    std::string codes;
    std::string matched;
    std::string missing;
    std::size_t first = read.lines.size();
    const auto day = day_of(context);
    const TradeBook* trade = context.beside.trade();
    const int year = day ? entity::from_serial(*day).year : 0;
    const bool known = trade != nullptr && day && trade->reports_imports(to, year);
    for (std::size_t i = 0; i < read.lines.size(); ++i) {
        const ReadLine& line = read.lines[i];
        const auto hs6 = line.hs ? hs6_of(*line.hs) : std::nullopt;
        if (!hs6) {
            append_item(missing, "hs");
            continue;
        }
        if (known && (trade->has_import(to, from, *hs6, year) || (!line.origin.empty() && trade->has_import(to, line.origin, *hs6, year)))) {
            append_item(matched, line.line->hs);
            continue;
        }
        append_item(codes, line.line->hs);
        first = std::min(first, i);
    }
    if (codes.empty()) {
        if (matched.empty()) {
            say_not_evaluated(context, rule, "hs");
        }
        return;
    }
    if (!known) {
        append_item(missing, fmt::format("imports that {} reports", to));
    }
    Finding finding = begin_finding(context, rule);
    set_line(finding, context, first);
    finding.hs = codes;
    finding.country_given = *by;
    finding.strength = known ? 2 : 1;
    finding.missing = missing;
    finding.evidence_for = fmt::format("via: {}; destination: {}; goods: {}{}", *by, to, codes,
                                       known ? fmt::format("; {} reports no import of them from {} in {}", to, from, year) : std::string());
    finding.sentence = known ? fmt::format("Goods for {} go through {}, and {} reports no such import in {}.", entity::country_name(to), entity::country_name(*by),
                                           entity::country_name(to), year)
                             : fmt::format("Goods for {} go through {}.", entity::country_name(to), entity::country_name(*by));
    into.push_back(std::move(finding));
}

} // namespace tidewaiter::screen
