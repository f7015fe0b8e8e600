// Places that are named without having to do with a supply: in the name of an institution, in a war, as authors of sanctions.
#include "claims/sentence.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::claims {

namespace {

/// "Bank of Finland", "Kyiv School of Economics": a place within the name of an institution supplies nothing.
constexpr std::array<std::string_view, 24> institutions = {"bank",   "university", "institute", "school",     "ministry", "academy", "council",    "service",  "office", "bureau", "centre",  "center",
                                                           "agency", "department", "chamber",   "parliament", "minister", "president", "association", "republic", "government", "senate", "embassy", "bundestag"};
/// After "war" or before "of": what happens in a place, not what it has.
constexpr std::array<std::string_view, 9> attacks = {"invasion", "war", "aggression", "assault", "attack", "attacks", "annexation", "occupation", "offensive"};
/// After "Russia's war": what a war needs is a country's own.
constexpr std::array<std::string_view, 6> of_war = {"machine", "economy", "industry", "effort", "needs", "chest"};

bool in_institution(const SentenceView& view, const Item& place) {
    const auto institution = [&](std::size_t i) { return i < view.tokens.size() && view.tokens[i].capital && is_one_of(view.tokens.word(i), institutions); };
    std::size_t at = place.first;
    at -= at > 0 && view.tokens.word(at - 1) == "the" ? 1U : 0U;
    if (at > 1 && (view.tokens.word(at - 1) == "of" || view.tokens.word(at - 1) == "for") && (institution(at - 2) || (at > 2 && institution(at - 3)))) {
        return true;
    }
    return institution(place.last) || (place.last < view.tokens.size() && view.tokens[place.last].capital && institution(place.last + 1)); // "U.S. Commerce Department"
}

bool in_war(const SentenceView& view, const Item& place) {
    std::size_t at = place.first;
    at -= at > 0 && view.tokens.word(at - 1) == "the" ? 1U : 0U;
    if (at > 1 && (view.tokens.word(at - 1) == "in" || view.tokens.word(at - 1) == "on" || view.tokens.word(at - 1) == "against" || view.tokens.word(at - 1) == "of") && is_one_of(view.tokens.word(at - 2), attacks)) {
        return true;
    }
    // "Russia's full-scale invasion", "the Ukraine war"
    for (std::size_t i = place.last; i < std::min(place.last + 5, view.tokens.size()); ++i) {
        if (is_one_of(view.tokens.word(i), attacks)) {
            return !is_one_of(view.tokens.word(i + 1), of_war) && (view.tokens.word(i) != "attack" || view.tokens.word(i + 1) != "drones");
        }
        const bool describes = view.tokens.word(i) == "-" || view.tokens.word(i) == "full" || view.tokens.word(i) == "scale" || view.tokens.word(i) == "military" || view.tokens.word(i) == "illegal" || view.tokens.word(i) == "ongoing" || view.tokens.word(i) == "unprovoked" || view.tokens.word(i) == "brutal" || view.tokens.word(i) == "large";
        if (!describes) {
            return false;
        }
    }
    return false;
}

bool in_rules(const SentenceView& view, const Item& place) {
    // "sanctions by Washington", "controls imposed by the US", "the embargo of the EU"
    if (place.first > 1 && (view.tokens.word(place.first - 1) == "by" || view.tokens.word(place.first - 1) == "the")) {
        std::size_t at = place.first - 1;
        at -= view.tokens.word(at) == "the" && at > 0 ? 1U : 0U;
        if (view.tokens.word(at) == "by" && at > 0) {
            const std::string_view act = view.tokens.word(at - 1);
            if (view.is(at - 1, Kind::rules) || act == "imposed" || act == "introduced" || act == "adopted" || act == "announced" || act == "restrictions" || act == "controlled" || act == "pressure" || act == "bans") {
                return true;
            }
        }
    }
    // "US export controls", "the EU's sanctions"
    const bool possessed = place.adjective || view.tokens[place.last - 1].possessive || place.width == "capital" || view.tokens[place.first].all_capitals;
    std::size_t i = place.last;
    while (i < view.tokens.size() && i < place.last + 2 && (view.tokens.word(i) == "-" || view.tokens.word(i) == "trade" || view.tokens.word(i) == "economic" || view.tokens.word(i) == "led" || view.tokens.word(i) == "and" || view.tokens.word(i) == "secondary")) {
        ++i;
    }
    const Item* rules = view.item_of(i);
    return possessed && rules != nullptr && rules->kind == Kind::rules && (rules->last - rules->first > 1 || view.tokens.word(i) == "sanctions" || view.tokens.word(i) == "sanction" || view.tokens.word(i) == "embargo" || view.tokens.word(i) == "restrictions");
}

/// "is headed by US semiconductor giant Intel", "analysed by the US": the verb is none of supply.
bool in_passive_of_other(const SentenceView& view, const Item& place) {
    std::size_t by = place.first;
    by -= by > 1 && view.tokens.word(by - 1) == "the" ? 1U : 0U;
    if (by < 2 || view.tokens.word(by - 1) != "by") {
        return false;
    }
    const std::string_view verb = view.tokens.word(by - 2);
    return verb.ends_with("ed") && view.item_of(by - 2) == nullptr;
}

/// "trade between Kazakhstan and Russia": neither supplies the other more than it is supplied.
bool in_trade_between(const SentenceView& view, const Item& place) {
    for (std::size_t i = place.first, steps = 0; i-- > 0 && steps < 6; ++steps) {
        if (view.tokens.word(i) == "between") {
            return i > 0 && view.tokens.word(i - 1) == "trade";
        }
        const bool list = view.tokens.word(i) == "and" || view.tokens.word(i) == "the" || view.is(i, Kind::place);
        if (!list) {
            return false;
        }
    }
    return false;
}

} // namespace

bool is_named_only(const SentenceView& view, const Item& place) {
    const bool side = place.adjective && view.tokens.word(place.last) == "side"; // "the Ukrainian side"
    return side || in_trade_between(view, place) || in_passive_of_other(view, place) || in_institution(view, place) || in_war(view, place) || in_rules(view, place);
}

} // namespace tidewaiter::claims
