// Explanations that the same figures allow, to be ruled out before anyone is named. In the order in which they are cheapest to test.
#include "claims/readings.hpp"

namespace tidewaiter::claims {

std::vector<std::string> alternatives_of(const Claim& claim) {
    std::vector<std::string> list;
    if (claim.measure == Measure::share) {
        if (claim.basis.empty()) {
            list.push_back("Basis: dispatch counts goods of other makers that were only sent from there; origin counts goods of foreign brands that were made there; producer counts neither.");
        }
        list.push_back("Basket: machines alone, machines with parts, or one control list give different shares of the same trade.");
        list.push_back("Whole: suppliers that do not report, secret goods and customs-union trade are missing in the total; the share of those who report is then too high.");
        if (claim.quantity == "supply" || claim.quantity == "production" || claim.quantity.empty()) {
            list.push_back("Imports or supply: a share of imports is not a share of all that is used; goods made at home are not in it.");
        }
    } else if (claim.measure == Measure::change) {
        list.push_back("Price or quantity: a value can rise while the quantity falls.");
        list.push_back("A small base: a multiple of almost nothing is still little; look at the amounts.");
        list.push_back("Codes that changed their extent between editions of the nomenclature, and years that are not complete.");
    } else if (claim.measure == Measure::level) {
        list.push_back("Basket and count: numbers of pieces mix large machines with hand tools; values mix new and used.");
        list.push_back("FOB against CIF, and exchange rates.");
    } else if (claim.measure == Measure::existence && claim.versus == "evasion") {
        list.push_back("Growth of the hub's own demand, or trade that moved there with people and firms.");
        list.push_back("Another code on one of the two sides: a gap that closes in the heading or the chapter is reclassification.");
        list.push_back("Timing, freight, and origin against dispatch: each makes a gap of its own; only its change tells something.");
        list.push_back("Goods that the rules allow: most codes are restricted in part.");
    } else if (claim.measure == Measure::existence) {
        if (const Population* population = find_population(claim.goods); population != nullptr && population->arms) {
            list.push_back("Codes hold civil goods too: chapter 93 sporting guns and cartridges, 8806 toys and cameras that fly.");
        }
        list.push_back("Goods of both uses: a customs record says what crossed the border, not what it was used for.");
        list.push_back("Dispatch is not origin: goods sent from a country may be of other makers, and of other sellers.");
        list.push_back("Military deliveries are mostly not in customs records at all.");
    } else if (claim.versus == "need") {
        list.push_back("Deliveries are not new output: refurbished stock counts in what speeches call production, and empties the depots it came from.");
        list.push_back("Imports: what is fired or lost may be replaced from abroad.");
        list.push_back("Classes differ: one kind can pile up while another runs short.");
    } else if (claim.versus == "ever") {
        list.push_back("A base year: more than in the first years of the war is not more than in any year.");
        list.push_back("Refurbished and new output added together.");
    } else {
        list.push_back("Basis, basket and period can turn the order round.");
    }
    return list;
}

} // namespace tidewaiter::claims
