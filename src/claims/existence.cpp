// That something happens at all: who supplies what, directly or not, and that sanctions are got around. Only where no number of the same
// clause says how much.
#include "claims/rules.hpp"

#include <algorithm>

namespace tidewaiter::claims {

namespace {

/// A clause with a number of its own is a share or an amount, not mere existence.
bool has_number(const SentenceView& view, std::size_t first, std::size_t last) {
    return std::ranges::any_of(view.numbers, [&](const Number& number) { return number.first >= first && number.first < last; });
}

std::string manner_near(const SentenceView& view, std::size_t at) {
    // The part of the sentence between commas decides: "supply directly, China does so only indirectly".
    std::size_t first = at;
    while (first > 0 && view.tokens.word(first - 1) != "," && view.tokens.word(first - 1) != ";") {
        --first;
    }
    std::size_t last = at;
    while (last < view.tokens.size() && view.tokens.word(last) != "," && view.tokens.word(last) != ";") {
        ++last;
    }
    const Item* direct = view.find(Kind::direct, first, last);
    return direct == nullptr ? std::string() : std::string(direct->value);
}

/// Goods that a verb at `at` is about: those after it in its clause, until another verb with a place of its own; all of a list.
std::vector<const Item*> goods_after(const SentenceView& view, std::size_t at, std::size_t last) {
    std::vector<const Item*> goods;
    for (const Item& item : view.items) {
        if (item.kind == Kind::goods && item.first >= at && item.first < last) {
            if (!goods.empty()) {
                const std::size_t gap = item.first - goods.back()->last;
                if (gap > 3) {
                    break;
                }
            }
            goods.push_back(&item);
        }
    }
    return goods;
}

void add(const SentenceView& view, const Context& context, std::vector<Draft>& drafts, std::string_view supplier, Span supplier_span, const Item* goods, std::size_t verb, const std::string& manner) {
    Draft draft;
    draft.anchor = verb;
    Claim& claim = draft.claim;
    claim.measure = Measure::existence;
    claim.manner = manner;
    claim.quantity = "deliveries";
    if (!supplier.empty()) {
        claim.counterpart.emplace_back(supplier);
        add_evidence(claim, "counterpart", supplier_span);
    }
    if (goods != nullptr) {
        set_goods(claim, view, *goods);
    } else {
        claim.goods = context.goods;
    }
    add_evidence(claim, "value", view.span_of(verb, verb + 1));
    set_subject(claim, view, context, verb);
    if (claim.subject == supplier) {
        claim.subject = context.subject == supplier ? std::string() : context.subject;
    }
    const auto clause = view.clause_of(verb);
    set_period(claim, view, {verb, clause.second}, {clause.first, verb});
    drafts.push_back(std::move(draft));
}

bool add_evasion(const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    const Item* evade = view.find(Kind::evade);
    const Item* rules = view.find(Kind::rules);
    const Item* detour = view.find(Kind::detour);
    // "trade with third countries" is no way around; "through third countries" is.
    if (detour != nullptr && view.tokens.word(detour->first) == "third") {
        const std::string_view before = detour->first > 0 ? view.tokens.word(detour->first - 1) : std::string_view();
        const bool through = before == "via" || before == "through" || before == "using" || before == "from" || before == "in" || before == "by";
        detour = through ? detour : nullptr;
    }
    const bool goods = view.find(Kind::goods) != nullptr || view.find(Kind::generic) != nullptr;
    std::size_t anchor = SentenceView::npos;
    // "before any evasion", "against circumvention": named, not stated.
    bool named_only = false;
    for (std::size_t i = evade == nullptr ? 0 : evade->first; evade != nullptr && i-- > 0 && evade->first - i <= 4;) {
        const std::string_view word = view.tokens.word(i);
        named_only = named_only || word == "any" || word == "against" || word == "prevent" || word == "fight" || word == "stop" || word == "without" || word == "to";
    }
    const std::string_view form = evade == nullptr ? std::string_view() : view.tokens.word(evade->first);
    named_only = named_only && (form == "evasion" || form == "circumvention");
    if (evade != nullptr && rules != nullptr && !named_only) {
        anchor = evade->first;
    } else if (rules != nullptr && view.tokens.word(rules->first).ends_with("ed") && goods && std::ranges::any_of(view.places, [](const PlaceUse& use) { return use.role == Role::via; })) {
        // "sanctioned chips still flow via Hong Kong"
        anchor = rules->first;
    } else if (detour != nullptr && (detour->first == 0 || view.tokens.word(detour->first - 1) != "any") && (goods || view.find(Kind::receive) != nullptr)) {
        anchor = detour->first;
    }
    if (anchor == SentenceView::npos) {
        return false;
    }
    Draft draft;
    draft.anchor = anchor;
    Claim& claim = draft.claim;
    claim.measure = Measure::existence;
    claim.versus = "evasion";
    claim.quantity = "deliveries";
    add_evidence(claim, "value", view.span_of(anchor, anchor + 1));
    if (const Item* named = view.find(Kind::goods)) {
        set_goods(claim, view, *named);
    } else {
        claim.goods = "chpl";
    }
    for (const PlaceUse& use : view.places) {
        const Item& place = view.items[use.item];
        if (use.role == Role::via || (use.role == Role::none && !use.named_only && place.width != "capital")) {
            add_supplier(claim, view, place);
        }
    }
    set_subject(claim, view, context, anchor);
    const auto clause = view.clause_of(anchor);
    set_period(claim, view, {anchor, clause.second}, {clause.first, anchor});
    drafts.push_back(std::move(draft));
    return true;
}

/// "China does so only indirectly", "Belarus does too": the verb and goods of the clause before.
void add_ellipsis(const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    for (const Item& item : view.items) {
        if (item.kind != Kind::place) {
            continue;
        }
        const std::string_view verb = view.tokens.word(item.last);
        const bool auxiliary = verb == "does" || verb == "do" || verb == "did" || verb == "is";
        const std::string manner = manner_near(view, item.first);
        const bool so = view.tokens.word(item.last + 1) == "so" || view.tokens.word(item.last + 1) == "not" || view.tokens.word(item.last + 1) == "too";
        const auto same = std::ranges::find_if(drafts, [](const Draft& draft) { return draft.claim.measure == Measure::existence && draft.claim.versus.empty(); });
        const bool bare = view.is(item.last, Kind::direct) || view.tokens.word(item.last) == ","; // "Iran directly, China indirectly"
        if (same == drafts.end() || !((auxiliary && so) || (bare && !manner.empty()))) {
            continue;
        }
        const bool known = std::ranges::any_of(drafts, [&](const Draft& draft) { return std::ranges::find(draft.claim.counterpart, item.value) != draft.claim.counterpart.end(); });
        if (known) {
            continue;
        }
        Draft draft = *same;
        draft.anchor = item.first;
        draft.claim.counterpart = {std::string(item.value)};
        draft.claim.manner = manner;
        draft.claim.evidence.clear();
        add_evidence(draft.claim, "counterpart", view.span_of(item.first, item.last));
        if (const Item* goods = view.find(Kind::goods)) {
            add_evidence(draft.claim, "population", view.span_of(goods->first, goods->last));
        }
        const Item* direct = view.find(Kind::direct, item.last, view.tokens.size());
        const bool only = manner == "indirect" && direct != nullptr && direct->first > 0 && (view.tokens.word(direct->first - 1) == "only" || view.tokens.word(direct->first - 1) == "just");
        drafts.push_back(draft);
        if (only) {
            draft.claim.manner = "direct";
            draft.denied = true;
            add_evidence(draft.claim, "negation", view.span_of(direct->first - 1, direct->last));
            drafts.push_back(std::move(draft));
        }
        add_ellipsis(view, context, drafts);
        return;
    }
}

} // namespace

void find_existence(const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    add_evasion(view, context, drafts);
    for (const Item& verb : view.items) {
        const bool supply = verb.kind == Kind::supply;
        const bool support = verb.kind == Kind::support;
        const bool get = verb.kind == Kind::receive;
        if (!supply && !support && !get) {
            continue;
        }
        const auto clause = view.clause_of(verb.first);
        if (has_number(view, clause.first, clause.second) || std::ranges::any_of(drafts, [&](const Draft& draft) {
                return draft.anchor >= clause.first && draft.anchor < clause.second && draft.claim.measure != Measure::existence;
            })) {
            continue;
        }
        // "exports of", "imports from" are nouns here.
        const std::string_view text = view.tokens.word(verb.first);
        const std::string_view after = view.tokens.word(verb.last);
        if ((text == "exports" || text == "imports" || text == "export" || text == "import" || text == "purchases" || text == "supply" || text == "supplies") && (after == "of" || after == "from" || after == "to" || view.is(verb.last, Kind::up) || view.is(verb.last, Kind::down) || view.is(verb.last, Kind::rules))) {
            continue;
        }
        if (text == "supply" && verb.first > 0 && (view.tokens.word(verb.first - 1) == "of" || view.tokens.word(verb.first - 1) == "the")) {
            continue;
        }
        auto goods = goods_after(view, verb.last, clause.second);
        if (goods.empty() && verb.first > 0) {
            // Passive: "No Chinese tanks have been delivered to Russia".
            if (const Item* before = view.find_before(Kind::goods, verb.first, clause.first)) {
                goods = {before};
            }
        }
        if (support) {
            // "supports Russia indirectly, by selling it machine tools and drones"
            goods = goods_after(view, verb.last, view.tokens.size());
        }
        if (goods.empty() && !support) {
            continue;
        }
        // Who supplies: the suppliers before the verb, else those with "from" or "by" after it.
        auto suppliers = places_in(view, Role::supplier, clause.first, verb.first);
        if (suppliers.empty()) {
            suppliers = places_in(view, Role::supplier, verb.first, clause.second);
        }
        std::string pronoun;
        if (suppliers.empty() && supply && !context.counterpart.empty()) {
            // "What it is doing is providing": the supplier of the sentence before.
            const bool it = std::ranges::any_of(view.tokens.all(), [&](const Token& token) { return (token.lower == "it" || token.lower == "they") && token.begin < view.tokens[verb.first].begin; });
            pronoun = it ? context.counterpart.front() : std::string();
        }
        if (suppliers.empty() && pronoun.empty()) {
            continue;
        }
        if (get && std::ranges::none_of(suppliers, &PlaceUse::from)) {
            continue;
        }
        std::string manner = manner_near(view, verb.first);
        if (support && manner.empty() && !goods.empty()) {
            manner = "indirect";
        }
        if (support && manner.empty()) {
            continue; // support in words, votes or money is not goods
        }
        std::vector<const Item*> about = goods.empty() ? std::vector<const Item*>{nullptr} : goods;
        const auto known = [&](std::string_view supplier, const Item* item) {
            return std::ranges::any_of(drafts, [&](const Draft& draft) {
                return draft.claim.measure == Measure::existence && draft.claim.versus.empty() && draft.claim.counterpart_text() == supplier && (item == nullptr || draft.claim.goods == item->value);
            });
        };
        for (const Item* item : about) {
            if (!pronoun.empty() && !known(pronoun, item)) {
                add(view, context, drafts, pronoun, {}, item, verb.first, manner);
            }
            for (const PlaceUse* use : suppliers) {
                const Item& place = view.items[use->item];
                if (!known(place.value, item)) {
                    add(view, context, drafts, place.value, view.span_of(place.first, place.last), item, verb.first, manner);
                }
            }
        }
    }
    add_ellipsis(view, context, drafts);
}

} // namespace tidewaiter::claims
