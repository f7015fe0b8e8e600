// The data that would change the verdict, ranked: first what would give the stated reading, then what stands for the readings that disagree.
#include "claims/readings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::claims {

std::vector<Settling> settling_of(const Claim& claim, const std::vector<Reading>& readings, const Verdict& verdict, const CheckOptions& options) {
    std::vector<Settling> list;
    const std::string buyer = claim.subject.empty() ? "the buyer" : place_name(claim.subject);
    const std::string goods(claim.goods.empty() ? "the goods" : goods_label(claim.goods));
    const std::string period = claim.period.empty() ? "the period that is meant" : period_text(claim.period);
    const Population* population = find_population(claim.goods);
    const bool flows = std::ranges::any_of(readings, [](const Reading& reading) { return reading.origin == Origin::flows && reading.not_counted.empty(); });
    const auto has_basis = [&](std::string_view basis) {
        return std::ranges::any_of(readings, [&](const Reading& reading) { return reading.not_counted.empty() && reading.basis == basis; });
    };
    const bool trade = claim.measure == Measure::share || claim.measure == Measure::level || claim.measure == Measure::change;
    if (trade && claim.quantity != "production" && claim.quantity != "losses" && claim.quantity != "use" && claim.attribute.empty()) {
        if (population != nullptr && population->middle.empty()) {
            list.push_back({fmt::format("a list of customs codes for {}", goods), "without one no trade statistics can be asked"});
        }
        if (!flows) {
            const std::string codes = population == nullptr ? "" : population->middle.empty() ? "" : fmt::format(" ({})", population->middle);
            list.push_back({fmt::format("{}'s imports of {}{} by partner, {}", buyer, goods, codes, period),
                            options.flows == nullptr ? "no trade statistics are loaded: 'tidewaiter load FILE' adds them" : "the loaded statistics do not hold these rows"});
        }
        if (claim.measure == Measure::share) {
            for (const std::string_view basis : {"origin", "dispatch", "producer", "seller"}) {
                if (!has_basis(basis)) {
                    const bool rows = basis == "producer" || basis == "seller";
                    list.push_back({fmt::format("the same share by {}{}", basis, rows ? ", from customs declarations row by row" : ""),
                                    claim.basis == basis ? "it is the basis that is stated" : "the words leave the basis open, and no counted reading has this one"});
                }
            }
            list.push_back({"exports of partners that do not report (Taiwan, the United Arab Emirates), or Russia's own records of the period", "they set the bounds of every share of the total"});
            list.push_back({fmt::format("what {} makes of {} at home, in value", buyer, goods), "it turns a share of imports into a share of supply"});
        }
    } else if (claim.measure == Measure::comparison && claim.versus == "need") {
        double widest = -1;
        std::string term;
        for (const Reading& reading : readings) {
            if (reading.origin == Origin::balance && reading.probability && std::abs(*reading.probability - 0.5) < 0.35 && widest < 0) {
                widest = *reading.probability;
                term = reading.what;
            }
        }
        list.push_back({"losses and use counted independently, for the same months as output", term.empty() ? "they decide each balance" : "they turn the balance that is nearest to even: " + term});
        list.push_back({"counts of what stands in depots before and after, class by class", "a depot that is refilled can be seen"});
        list.push_back({"new output apart from refurbished output", "only new output can fill a depot that it did not come from"});
        list.push_back({"imports of rounds and equipment", "they are in what is delivered, not in what is produced"});
    } else if (claim.measure == Measure::comparison && claim.versus == "ever") {
        list.push_back({"a series of yearly output of the same class back to the year that 'ever' means, new and refurbished apart", "the figures held begin in 2022"});
    } else if (claim.measure == Measure::existence && claim.versus == "evasion") {
        list.push_back({"exports to the hubs and the hubs' own imports and exports of the same codes by month", "the gap, and what goes on to the buyer"});
        list.push_back({"customs declarations row by row, with dates and parties", "they show a lot that went in and out again"});
    } else if (claim.measure == Measure::existence) {
        const std::string codes = population == nullptr ? "" : population->wide.empty() ? population->middle : population->wide;
        list.push_back({fmt::format("records of {} from {} to {} in every mirror{}", goods, places_text(claim.counterpart), buyer, codes.empty() ? "" : fmt::format(" (HS {})", codes)), "a record shows a delivery; its absence shows nothing without coverage"});
        list.push_back({"inspections or debris with the year and place of manufacture", "military deliveries are mostly not in customs records"});
    } else if (claim.measure == Measure::comparison) {
        list.push_back({fmt::format("both sides of the comparison for {} in the same statistics and the same period", goods), "a comparison across sources mixes their bases"});
    } else {
        list.push_back({fmt::format("a count of {} of {} by an independent source, {}", claim.quantity.empty() ? "the amount" : claim.quantity, goods, period), "one source alone settles nothing"});
    }
    if (verdict.stated && !readings[*verdict.stated].address.empty() && readings[*verdict.stated].by_speaker) {
        list.push_back({"the working behind the figure of the named source", "basket, basis and total of the stated reading are not printed"});
    }
    // What gives the stated basis comes first.
    std::ranges::stable_sort(list, {}, [](const Settling& each) { return each.why == "it is the basis that is stated" ? 0 : 1; });
    return list;
}

} // namespace tidewaiter::claims
