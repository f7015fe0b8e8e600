// Changes: "doubled", "rose 47 percent", "five times more than before". Which goods, whose flow, from whom.
#include "claims/amounts.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::claims {

namespace {

/// The last goods before a token that are no mere examples.
const Item* goods_before(const SentenceView& view, std::size_t token, std::size_t from) {
    const Item* best = nullptr;
    for (const Item& item : view.items) {
        if (item.kind == Kind::goods && item.first >= from && item.first < token && !is_example(view, item)) {
            best = &item;
        }
    }
    return best;
}

/// Goods that the flow before a token is of: "imports of nitrocellulose, used for rockets, rose", "ball bearing exports"; nullptr for none.
const Item* goods_of_flow(const SentenceView& view, std::size_t token, std::size_t from) {
    constexpr std::array<std::string_view, 10> flows = {"imports", "exports", "shipments", "deliveries", "supplies", "purchases", "sales", "transshipments", "export", "import"};
    const auto flow = [&](std::size_t i) { return std::ranges::find(flows, view.tokens.word(i)) != flows.end(); };
    for (std::size_t i = token; i-- > from;) {
        if (!flow(i)) {
            continue;
        }
        if (i > from && view.is(i - 1, Kind::goods)) {
            return view.item_of(i - 1);
        }
        for (std::size_t k = i + 1; k < token && k < i + 9; ++k) {
            if (view.tokens[k].kind == TokenKind::sign && view.tokens.word(k) != "-") {
                break;
            }
            if (view.is(k, Kind::goods) && view.tokens.word(view.item_of(k)->first - 1) != "to") {
                return view.item_of(k);
            }
        }
        return nullptr;
    }
    return nullptr;
}

/// Goods of a change: what the flow is of, else the nearest before its verb in the clause, else after it, else the frame.
bool set_changed(Claim& claim, const SentenceView& view, std::size_t at) {
    const auto clause = view.clause_of(at);
    // "Deliveries of chips -- advanced ones, made by two firms -- fell": what stands between dashes is an aside.
    if (view.find(Kind::goods, clause.first, at) == nullptr && clause.first > 1 && view.tokens.word(clause.first - 1) == "--") {
        std::size_t opening = clause.first - 1;
        while (opening > 0 && view.tokens.word(opening - 1) != "--") {
            --opening;
        }
        if (opening > 1) {
            const auto main = view.clause_of(opening - 2);
            const Item* flow = goods_of_flow(view, opening, main.first);
            flow = flow == nullptr ? goods_before(view, opening, main.first) : flow;
            if (flow != nullptr) {
                claim.quantity = quantity_near(view, main.first, main.second);
                set_goods(claim, view, *flow);
                return true;
            }
        }
    }
    claim.quantity = quantity_near(view, clause.first, clause.second);
    const Item* goods = goods_of_flow(view, at, clause.first);
    if (goods == nullptr) {
        goods = goods_before(view, at, clause.first);
    }
    if (goods == nullptr) {
        goods = view.find(Kind::goods, at, clause.second);
    }
    if (goods == nullptr && clause.first > 0) {
        goods = goods_before(view, at, 0);
    }
    // Goods that only illustrate: of which goods it is said, no table knows.
    if (goods == nullptr && view.find_before(Kind::goods, at) != nullptr) {
        return false;
    }
    if (off_topic(view, clause.first, clause.second) != nullptr) {
        return false;
    }
    if (goods != nullptr) {
        set_goods(claim, view, *goods);
        return true;
    }
    const bool trade = claim.quantity == "imports" || claim.quantity == "exports" || claim.quantity == "deliveries";
    const bool before = quantity_near(view, 0, at) == "imports" || quantity_near(view, 0, at) == "exports";
    if ((trade || before) && !has_unknown_goods(view, 0, view.tokens.size()) && (!places_in(view, Role::supplier, 0, view.tokens.size()).empty() || !places_in(view, Role::subject, 0, view.tokens.size()).empty())) {
        claim.goods = "all";
        claim.quantity = claim.quantity.empty() ? quantity_near(view, 0, at) : claim.quantity;
        return true;
    }
    return false;
}

/// The subject of a part: its own place in that role, else that of the text, never one of another part.
void set_own_subject(Claim& claim, const SentenceView& view, const Context& context, std::size_t near, std::pair<std::size_t, std::size_t> part) {
    if (!places_in(view, Role::subject, part.first, part.second).empty()) {
        set_subject(claim, view, context, near);
        return;
    }
    const auto elsewhere = [&](std::string_view place) {
        return std::ranges::any_of(places_in(view, Role::subject, 0, view.tokens.size()), [&](const PlaceUse* use) { return view.items[use->item].value == place; });
    };
    if (!elsewhere(context.subject) && std::ranges::find(claim.counterpart, context.subject) == claim.counterpart.end()) {
        claim.subject = context.subject;
    }
}

/// "this volume", "the figure", "these deliveries": a flow named in an earlier sentence.
bool points_back_to_flow(const SentenceView& view, std::size_t first, std::size_t last) {
    constexpr std::array<std::string_view, 10> flows = {"volume", "volumes", "figure", "amount", "number", "quantity", "deliveries", "shipments", "supplies", "total"};
    for (std::size_t i = first; i + 1 < last; ++i) {
        const std::string_view pointer = view.tokens.word(i);
        if ((pointer == "this" || pointer == "that" || pointer == "these" || pointer == "the") && std::ranges::find(flows, view.tokens.word(i + 1)) != flows.end() && view.tokens.word(i + 2) != "of") {
            return true;
        }
    }
    return false;
}

} // namespace

void add_change(const SentenceView& view, const Context& context, Draft draft, const Interval& value, std::size_t first, std::size_t last, std::vector<Draft>& drafts) {
    Claim& claim = draft.claim;
    claim.measure = Measure::change;
    claim.unit = "ratio";
    claim.value = value;
    draft.anchor = first;
    if (!set_changed(claim, view, first)) {
        // "This volume almost doubled": of the flow in the sentence before.
        const auto clause = view.clause_of(first);
        if (!context.last || !points_back_to_flow(view, clause.first, first) || view.find(Kind::goods, clause.first, clause.second) != nullptr) {
            return;
        }
        take_flow(claim, *context.last);
        add_evidence(claim, "value", view.span_of(first, last));
        set_period(claim, view, {last, clause.second}, {clause.first, first});
        drafts.push_back(std::move(draft));
        return;
    }
    add_evidence(claim, "value", view.span_of(first, last));
    const auto part = part_of(view, first);
    const bool own_places = !places_in(view, Role::supplier, part.first, part.second).empty() || !places_in(view, Role::subject, part.first, part.second).empty();
    if (own_places && part.second - part.first < view.tokens.size()) {
        // "Exports to Russia doubled, imports from China tripled": each with its own places.
        add_counterpart(claim, view, first, part);
        set_own_subject(claim, view, context, first, part);
    } else {
        add_counterpart(claim, view, first, {0, view.tokens.size()});
        set_subject(claim, view, context, first);
    }
    const auto clause = view.clause_of(first);
    set_period(claim, view, {last, clause.second}, {clause.first, first});
    if (claim.period.empty()) {
        set_period(claim, view, {last, view.tokens.size()}, {0, first});
    }
    drafts.push_back(std::move(draft));
}

bool is_down(const SentenceView& view, const Number& number) {
    if (const int sign = sign_before(view, number); sign != 0) {
        return sign < 0;
    }
    const Item* after = view.item_of(number.last);
    if (after != nullptr && (after->kind == Kind::up || after->kind == Kind::down)) {
        return after->kind == Kind::down;
    }
    if (after != nullptr && after->kind == Kind::hedge && after->value == "under") {
        return true;
    }
    const Item* up = view.find_before(Kind::up, number.first);
    const Item* down = view.find_before(Kind::down, number.first);
    return down != nullptr && (up == nullptr || down->first > up->first);
}

bool is_percent_change(const SentenceView& view, const Number& number) {
    if (sign_before(view, number) != 0) {
        return true;
    }
    const Item* after = view.item_of(number.last);
    if (after != nullptr && (after->kind == Kind::up || after->kind == Kind::down || (after->kind == Kind::hedge && (after->value == "under" || after->value == "over")))) {
        return true;
    }
    if (is_growth_figure(view, number) || view.tokens.word(number.last) == "than") {
        return true;
    }
    std::size_t at = number.first;
    const bool by = at > 0 && view.tokens.word(at - 1) == "by";
    at -= by ? 1 : 0;
    if (at > 1 && (view.tokens.word(at - 1) == "a" || view.tokens.word(at - 1) == "an")) {
        --at;
    }
    const Item* before = at > 0 ? view.item_of(at - 1) : nullptr;
    return before != nullptr && (before->kind == Kind::up || before->kind == Kind::down) && view.tokens.word(at - 1) != "more" && view.tokens.word(at - 1) != "less";
}

} // namespace tidewaiter::claims
