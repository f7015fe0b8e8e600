// What the rules share: windows around numbers, and how each slot of a claim is filled from the words around it.
#include "claims/rules.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::claims {

std::pair<std::size_t, std::size_t> window_before(const SentenceView& view, std::size_t number) {
    return {number == 0 ? 0 : view.numbers[number - 1].last, view.numbers[number].first};
}

std::pair<std::size_t, std::size_t> window_after(const SentenceView& view, std::size_t number) {
    return {view.numbers[number].last, number + 1 < view.numbers.size() ? view.numbers[number + 1].first : view.tokens.size()};
}

void add_evidence(Claim& claim, std::string_view slot, Span span) {
    if (span.end > span.begin) {
        claim.evidence.push_back({std::string(slot), span});
    }
}

void add_supplier(Claim& claim, const SentenceView& view, const Item& place) {
    if (std::ranges::find(claim.counterpart, place.value) == claim.counterpart.end()) {
        claim.counterpart.emplace_back(place.value);
        add_evidence(claim, "counterpart", view.span_of(place.first, place.last));
    }
}

void take_flow(Claim& claim, const Claim& other) {
    claim.goods = other.goods;
    claim.width = other.width;
    claim.attribute = other.attribute;
    claim.quantity = other.quantity;
    claim.counterpart = other.counterpart;
    claim.subject = other.subject;
    claim.basis = other.basis;
}

void set_goods(Claim& claim, const SentenceView& view, const Item& goods) {
    claim.goods = goods.value;
    claim.width = goods.width;
    if (claim.width.empty()) {
        const Population* population = find_population(claim.goods);
        claim.width = population == nullptr ? "middle" : population->stated;
    }
    add_evidence(claim, "population", view.span_of(goods.first, goods.last));
}

std::vector<const PlaceUse*> places_in(const SentenceView& view, Role role, std::size_t first, std::size_t last) {
    std::vector<const PlaceUse*> found;
    for (const PlaceUse& use : view.places) {
        const std::size_t at = view.items[use.item].first;
        if (use.role == role && at >= first && at < last) {
            found.push_back(&use);
        }
    }
    return found;
}

void set_subject(Claim& claim, const SentenceView& view, const Context& context, std::size_t near) {
    const PlaceUse* best = nullptr;
    std::size_t distance = SentenceView::npos;
    for (const PlaceUse* use : places_in(view, Role::subject, 0, view.tokens.size())) {
        const Item& place = view.items[use->item];
        if (std::ranges::find(claim.counterpart, place.value) != claim.counterpart.end() && view.places.size() > 1) {
            continue;
        }
        const std::size_t away = place.first > near ? place.first - near : near - place.first;
        if (away < distance) {
            distance = away;
            best = use;
        }
    }
    if (best != nullptr) {
        const Item& place = view.items[best->item];
        claim.subject = place.value;
        add_evidence(claim, "subject", view.span_of(place.first, place.last));
        return;
    }
    if (std::ranges::find(claim.counterpart, context.subject) == claim.counterpart.end()) {
        claim.subject = context.subject;
    }
}

void set_period(Claim& claim, const SentenceView& view, std::pair<std::size_t, std::size_t> after, std::pair<std::size_t, std::size_t> before) {
    const auto pick = [&](std::size_t from, std::size_t to, bool nearest_last) {
        const TimeWords* best = nullptr;
        for (const TimeWords& time : view.times) {
            if (time.first >= from && time.first < to && !time.baseline) {
                best = best == nullptr || nearest_last ? &time : best;
            }
        }
        return best;
    };
    const TimeWords* time = pick(after.first, after.second, false);
    if (time == nullptr) {
        time = pick(before.first, before.second, true);
    }
    if (time == nullptr) {
        const auto own = std::ranges::count_if(view.times, [](const TimeWords& each) { return !each.baseline; });
        const bool baseline_near = std::ranges::any_of(view.times, [&](const TimeWords& each) { return each.baseline && each.first >= after.first && each.first < after.second; });
        if (own == 1 && !baseline_near) {
            time = pick(0, view.tokens.size(), false);
        }
    }
    if (time != nullptr) {
        claim.period = {time->from, time->to};
        add_evidence(claim, "period", view.span_of(time->first, time->last));
    }
}

std::string quantity_near(const SentenceView& view, std::size_t first, std::size_t last) {
    if (view.find(Kind::lose, first, last) != nullptr) {
        return "losses";
    }
    // What is bought is imports whoever delivers it; a verb of delivery comes last.
    if (view.find(Kind::receive, first, last) != nullptr) {
        return "imports";
    }
    for (const Item& item : view.items) {
        if (item.kind == Kind::supply && item.first >= first && item.first < last && view.tokens.word(item.first).starts_with("export")) {
            return "exports";
        }
    }
    if (view.find(Kind::produce, first, last) != nullptr) {
        return "production";
    }
    if (view.find(Kind::stock, first, last) != nullptr || view.find(Kind::depot, first, last) != nullptr) {
        return "stocks";
    }
    if (const Item* use = view.find(Kind::use, first, last)) {
        const std::string_view word = view.tokens.word(use->first);
        return word == "installed" || word == "used" ? "supply" : "use";
    }
    return view.find(Kind::supply, first, last) != nullptr || view.find(Kind::delivery, first, last) != nullptr ? "deliveries" : "";
}

int sign_before(const SentenceView& view, const Number& number) {
    if (number.first == 0 || number.first >= view.tokens.size() || !view.tokens[number.first].glued) {
        return 0;
    }
    const Token& sign = view.tokens[number.first - 1];
    const bool apart = number.first < 2 || !sign.glued || view.tokens[number.first - 2].lower == "(";
    return !apart ? 0 : sign.lower == "+" ? 1 : sign.lower == "-" ? -1 : 0;
}

const Item* off_topic(const SentenceView& view, std::size_t first, std::size_t last) {
    for (const Item& item : view.items) {
        if (item.kind != Kind::off_topic || item.first < first || item.first >= last) {
            continue;
        }
        // "according to people who spoke", "adjusted for inflation" are no topic.
        const std::string_view before = item.first > 0 ? view.tokens.word(item.first - 1) : std::string_view();
        const std::string_view word = view.tokens.word(item.first);
        if ((word == "people" && (before == "to" || before == "citing")) || (word == "inflation" && before == "for")) {
            continue;
        }
        return &item;
    }
    return nullptr;
}

bool is_growth_figure(const SentenceView& view, const Number& number) {
    constexpr std::array<std::string_view, 15> nouns = {"growth", "rise", "increase", "jump", "surge", "spike", "decline", "drop", "fall", "decrease", "reduction", "slump", "collapse", "contraction", "uptick"};
    if (number.first == 0) {
        return false;
    }
    const std::string_view link = view.tokens.word(number.first - 1);
    if (link != "of" && link != "is" && link != "was" && link != "were" && link != "--" && link != "-" && link != ":" && link != "reached" && link != "at") {
        return false;
    }
    for (std::size_t i = number.first - 1; i-- > 0;) {
        const std::string_view word = view.tokens.word(i);
        if (word == "share" || word == "percent" || word == "%" || word == ";" || word == "," || word == ")") {
            return false;
        }
        if (std::ranges::find(nouns, word) != nouns.end()) {
            const std::string_view next = view.tokens.word(i + 1);
            return next == "of" || next == "in" || i + 2 == number.first || (i > 0 && view.is(i - 1, Kind::delivery));
        }
    }
    return false;
}

bool has_unknown_goods(const SentenceView& view, std::size_t first, std::size_t last) {
    constexpr std::array<std::string_view, 34> plain = {"the", "its", "their", "all", "total", "and", "of", "that", "these", "such", "overall", "whose", "annual", "monthly", "direct", "more", "russian", "in", "value", "for", "from",
                                                        "to", "reported", "foreign", "global", "world", "bilateral", "recorded", "as", "use", "dual", "new", "combined", "yearly"};
    for (std::size_t i = first; i < last && i < view.tokens.size(); ++i) {
        const std::string_view word = view.tokens.word(i);
        if (word != "imports" && word != "exports" && word != "shipments" && word != "sales" && word != "deliveries" && word != "purchases") {
            continue;
        }
        const auto unknown = [&](std::size_t at) {
            const Token& token = view.tokens[at];
            return token.kind == TokenKind::word && !token.possessive && view.item_of(at) == nullptr && std::ranges::find(plain, token.lower) == plain.end() && !token.capital;
        };
        if (i > 0 && unknown(i - 1)) {
            return true;
        }
        if (view.tokens.word(i + 1) == "of" && i + 2 < view.tokens.size() && unknown(i + 2)) {
            return true;
        }
    }
    return false;
}

bool is_example(const SentenceView& view, const Item& goods) {
    for (std::size_t i = goods.first; i-- > 0;) {
        const Token& token = view.tokens[i];
        const std::string_view word = token.lower;
        if (word == "including" || word == "includes" || (word == "as" && i > 0 && view.tokens.word(i - 1) == "such") || (word == "like" && i > 0 && view.tokens[i - 1].kind != TokenKind::sign)) {
            return true;
        }
        const Item* item = view.item_of(i);
        const bool listed = item == nullptr ? token.kind == TokenKind::word || word == "," || word == "-" || word == "--" : item->kind == Kind::goods || item->kind == Kind::generic || item->kind == Kind::rules;
        if (!listed) {
            return false;
        }
    }
    return false;
}

bool is_negated(const SentenceView& view, std::size_t token) {
    auto [first, last] = view.clause_of(token);
    for (const Item& item : view.items) {
        if (item.kind != Kind::negation || item.first < first || item.first >= last) {
            continue;
        }
        const std::size_t low = std::min(item.first, token);
        const std::size_t high = std::max(item.first, token);
        bool comma = false;
        for (std::size_t i = low; i < high; ++i) {
            comma = comma || (view.tokens.word(i) == "," && view.tokens[i].kind == TokenKind::sign);
        }
        const bool never = view.tokens.word(item.first) == "without" || view.tokens.word(item.first) == "stopped";
        if (!comma && !(never && item.first > token)) {
            return true;
        }
    }
    // "don't", "isn't"
    for (std::size_t i = first; i < last; ++i) {
        const std::string_view word = view.tokens.word(i);
        if (word.ends_with("n't") || word.ends_with("n\u2019t")) {
            return true;
        }
    }
    return false;
}

} // namespace tidewaiter::claims
