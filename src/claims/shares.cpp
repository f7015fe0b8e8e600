// Parts of a whole: "70 percent of the machine tools come from China", "China's share rose to 57 percent", "most of the drones". Several
// numbers may share one verb; each takes the goods beside it, and the supplier where one stands for all.
#include "claims/intervals.hpp"
#include "claims/rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tidewaiter::claims {

namespace {

/// Does the number tell by how much something changed, rather than a part of it?
bool is_change(const SentenceView& view, const Number& number) {
    if (sign_before(view, number) != 0) {
        return true;
    }
    const std::string_view after = view.tokens.word(number.last);
    const Item* next = view.item_of(number.last);
    // "40 percent more", "a 12 percent rise", "10 percent below", "up 12 percent", "rose by 40 percent", "fell by a third"
    if (next != nullptr && (next->kind == Kind::up || next->kind == Kind::down)) {
        return true;
    }
    if (next != nullptr && next->kind == Kind::hedge && (next->value == "under" || next->value == "over") && after != "of") {
        return true;
    }
    if (is_growth_figure(view, number) || after == "than") {
        return true;
    }
    std::size_t at = number.first;
    bool by = false;
    if (at > 0 && view.tokens.word(at - 1) == "by") {
        by = true;
        --at;
    }
    if (at > 0 && (view.tokens.word(at - 1) == "a" || view.tokens.word(at - 1) == "an") && at > 1) {
        --at;
    }
    const Item* before = at > 0 ? view.item_of(at - 1) : nullptr;
    if (before != nullptr && (before->kind == Kind::up || before->kind == Kind::down)) {
        // "rose to 57 percent" has a "to" between; "more 57 percent" does not occur.
        return view.tokens.word(at - 1) != "more" && view.tokens.word(at - 1) != "less";
    }
    if (by && view.find_before(Kind::up, at) == nullptr && view.find_before(Kind::down, at) == nullptr) {
        return false;
    }
    return by;
}

/// Something else is a part here: rain, voters, output of a state.
bool is_off_topic(const SentenceView& view, std::size_t n) {
    const Number& number = view.numbers[n];
    const auto [first, last] = view.clause_of(number.first);
    const Item* off = off_topic(view, first, last);
    return off != nullptr || view.find(Kind::norm, first, last) != nullptr;
}

/// "dependence on foreign supplies", "reliant on imports": the share of a supply that comes from abroad.
bool is_dependence_on_imports(const SentenceView& view, std::size_t first, std::size_t last) {
    constexpr std::array<std::string_view, 5> nouns = {"dependence", "dependency", "reliance", "dependent", "reliant"};
    constexpr std::array<std::string_view, 6> abroad = {"imports", "imported", "foreign", "external", "overseas", "import"};
    for (std::size_t i = first; i + 2 < last; ++i) {
        const bool noun = std::ranges::find(nouns, view.tokens.word(i)) != nouns.end();
        if (noun && view.tokens.word(i + 1) == "on" && std::ranges::find(abroad, view.tokens.word(i + 2)) != abroad.end()) {
            return true;
        }
    }
    return false;
}

const Item* goods_of(const SentenceView& view, std::size_t n, bool& anaphora) {
    anaphora = false;
    const Number& number = view.numbers[n];
    const auto after = window_after(view, n);
    const auto before = window_before(view, n);
    const auto clause = view.clause_of(number.first);
    // "of which about 85 percent": what stands before.
    if (number.first > 0 && view.tokens.word(number.first - 1) == "which") {
        anaphora = true;
        return view.find_before(Kind::goods, number.first);
    }
    if (const Item* goods = view.find(Kind::goods, after.first, std::min(after.second, after.first + 14))) {
        // "accounts for 8 % of EU imports", "Chips: 54% from China. Optics" - goods of the next clause are not these.
        const bool own_clause = goods->first < std::max(clause.second, number.last);
        if (own_clause) {
            return goods;
        }
    }
    if (const Item* goods = view.find_before(Kind::goods, number.first, before.first)) {
        return goods;
    }
    // Shared by several numbers: what any of them has, the next first.
    if (n > 0) {
        if (const Item* goods = view.find_before(Kind::goods, number.first)) {
            return goods;
        }
    }
    return view.find(Kind::goods, number.last, view.tokens.size());
}

std::vector<const PlaceUse*> suppliers_of(const SentenceView& view, std::size_t n) {
    const Number& number = view.numbers[n];
    const auto before = window_before(view, n);
    const auto after = window_after(view, n);
    std::vector<const PlaceUse*> left = places_in(view, Role::supplier, before.first, before.second);
    // Those who act stand before their number: "China supplied 80 percent"; "from China" before it belongs to the number before.
    if (n > 0) {
        std::erase_if(left, [](const PlaceUse* use) { return use->from; });
    }
    const auto clause = view.clause_of(number.first);
    std::erase_if(left, [&](const PlaceUse* use) { return view.items[use->item].first < clause.first && n > 0; });
    if (!left.empty()) {
        return left;
    }
    for (const std::size_t end : {std::min(after.second, clause.second), after.second}) {
        if (const auto right = places_in(view, Role::supplier, after.first, end); !right.empty()) {
            return right;
        }
    }
    auto right = places_in(view, Role::supplier, after.second, view.tokens.size());
    if (!right.empty()) {
        // The next one only: those of later numbers are theirs.
        const std::size_t first = view.items[right.front()->item].first;
        std::erase_if(right, [&](const PlaceUse* use) {
            return std::ranges::any_of(view.numbers, [&](const Number& other) { return other.first > first && other.first < view.items[use->item].first; });
        });
        return right;
    }
    left = places_in(view, Role::supplier, 0, number.first);
    if (left.empty() && view.find(Kind::evade) == nullptr) {
        // "are coming via China": where they were sent from last.
        left = places_in(view, Role::via, number.last, view.tokens.size());
    }
    return left;
}

std::string_view basis_of(const SentenceView& view, const std::vector<const PlaceUse*>& suppliers, std::size_t first, std::size_t last) {
    for (const PlaceUse* use : suppliers) {
        if (!use->basis.empty()) {
            return use->basis;
        }
    }
    if (const Item* basis = view.find(Kind::basis, first, last)) {
        return basis->value;
    }
    return !suppliers.empty() && suppliers.front()->role == Role::via ? "dispatch" : std::string_view();
}

/// "70 percent of these transactions", "half of the firms": parts of things other than goods.
bool is_share_of_others(const SentenceView& view, const Number& number) {
    constexpr std::array<std::string_view, 16> others = {"transactions", "companies", "firms", "entities", "declarations", "respondents", "people", "workers", "factories", "plants", "capacity", "budget", "spending", "declared", "businesses", "orders"};
    const auto other = [&](std::size_t i) { return std::ranges::find(others, view.tokens.word(i)) != others.end(); };
    for (const Number& each : view.numbers) {
        const bool of = view.tokens.word(each.last) == "of" || view.tokens.word(each.last) == "the";
        if (each.what == Number::What::percent && each.first <= number.first && of && (other(each.last + 1) || other(each.last + 2))) {
            return true;
        }
    }
    return false;
}

/// "Half the shells supplied by Pyongyang were old": something else is told of what one place supplied.
bool tells_of_supplied(const SentenceView& view, const Number& number) {
    const Item* goods = view.find(Kind::goods, number.last, std::min(number.last + 5, view.tokens.size()));
    const Item* verb = goods == nullptr ? nullptr : view.item_of(goods->last);
    if (verb == nullptr || (verb->kind != Kind::supply && verb->kind != Kind::receive && verb->kind != Kind::produce && verb->kind != Kind::basis) || !view.tokens.word(verb->first).ends_with("ed")) {
        return false;
    }
    bool placed = verb->kind == Kind::basis;
    for (std::size_t i = verb->last; i < std::min(verb->last + 8, view.tokens.size()); ++i) {
        const std::string_view word = view.tokens.word(i);
        if (view.tokens[i].kind == TokenKind::sign && word != "-") {
            return false;
        }
        placed = placed || view.is(i, Kind::place);
        if (placed && (word == "were" || word == "was" || word == "are" || word == "is" || word == "had" || word == "have")) {
            // "are coming via China": of whom it is told comes later.
            for (std::size_t k = i + 1; k < std::min(i + 6, view.tokens.size()); ++k) {
                const std::string_view lead = view.tokens.word(k - 1);
                if (view.is(k, Kind::place) && (lead == "from" || lead == "via" || lead == "through" || lead == "by" || lead == "in" || k == i + 1)) {
                    return false;
                }
            }
            return !view.is(i + 1, Kind::supply) && !view.is(i + 1, Kind::receive) && !view.is(i + 1, Kind::basis) && !view.is(i + 1, Kind::produce);
        }
    }
    return false;
}

/// "57 percent, up from 12 before the war": the same share at an earlier time.
bool add_earlier_share(const SentenceView& view, std::size_t n, std::vector<Draft>& drafts) {
    const Number& number = view.numbers[n];
    if (drafts.empty() || drafts.back().claim.measure != Measure::share || number.first < 2 || view.tokens.word(number.first - 1) != "from") {
        return false;
    }
    const Item* moved = view.item_of(number.first - 2);
    const bool earlier = (moved != nullptr && (moved->kind == Kind::up || moved->kind == Kind::down)) || view.tokens.word(number.first - 2) == "leap" || view.tokens.word(number.first - 2) == "compared";
    if (!earlier) {
        return false;
    }
    Draft draft = drafts.back();
    Claim& claim = draft.claim;
    draft.anchor = number.first;
    claim.value = share_interval(number);
    claim.stated = number.value;
    claim.hedge = number.hedge_words;
    std::erase_if(claim.evidence, [](const Evidence& each) { return each.slot == "value" || each.slot == "period"; });
    add_evidence(claim, "value", view.span_of(number.first, number.last));
    claim.period = {};
    set_period(claim, view, window_after(view, n), {number.first, number.first});
    for (const TimeWords& time : view.times) {
        if (claim.period.empty() && time.baseline && time.first >= number.last) {
            claim.period = {time.from, time.to};
            add_evidence(claim, "period", view.span_of(time.first, time.last));
        }
    }
    drafts.push_back(std::move(draft));
    return true;
}

} // namespace

void find_shares(const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    for (std::size_t n = 0; n < view.numbers.size(); ++n) {
        const Number& number = view.numbers[n];
        if (number.what != Number::What::percent || number.points || number.value > 100.5 || is_change(view, number) || is_off_topic(view, n)) {
            continue;
        }
        // "twice as many ... half of what the EU said it had sent": a part of another figure, not of goods.
        if (view.tokens.word(number.last) == "of" && (view.tokens.word(number.last + 1) == "what") && !view.is(number.last + 2, Kind::place) && !places_in(view, Role::subject, number.last, std::min(number.last + 6, view.tokens.size())).size()) {
            continue;
        }
        if (is_share_of_others(view, number) || tells_of_supplied(view, number)) {
            continue;
        }
        if (add_earlier_share(view, n, drafts)) {
            continue;
        }
        Draft draft;
        draft.anchor = number.first;
        Claim& claim = draft.claim;
        claim.measure = Measure::share;
        claim.unit = "percent";
        claim.value = share_interval(number);
        claim.stated = number.value;
        claim.hedge = number.hedge_words;
        add_evidence(claim, "value", view.span_of(number.first, number.last));
        const auto after = window_after(view, n);
        const auto before = window_before(view, n);
        bool anaphora = false;
        const Item* goods = goods_of(view, n, anaphora);
        auto suppliers = suppliers_of(view, n);
        const std::pair clause(view.clause_of(number.first).first, view.clause_of(number.last).second); // a number may hold brackets
        const Item* attribute = view.find(Kind::attribute, after.first, std::min(after.second, clause.second));
        // "are imported", "that is imported": an attribute, not whose imports.
        if (attribute == nullptr) {
            for (const Item& item : view.items) {
                const bool imported = item.kind == Kind::receive && view.tokens.word(item.first) == "imported" && item.first >= after.first && item.first < after.second;
                const std::string_view lead = item.first > 0 ? view.tokens.word(item.first - 1) : std::string_view();
                if (imported && (lead == "are" || lead == "is" || lead == "were" || lead == "was") && view.tokens.word(item.last) != "by") {
                    claim.attribute = "imported";
                }
            }
        } else {
            claim.attribute = attribute->value;
        }
        if (claim.attribute.empty() && suppliers.empty() && is_dependence_on_imports(view, clause.first, clause.second)) {
            claim.attribute = "imported";
            claim.quantity = "supply";
        }
        if (claim.attribute.empty() && suppliers.empty() && view.find(Kind::fresh, after.first, std::min(after.second, clause.second)) != nullptr) {
            claim.attribute = "new";
        }
        const bool generic = view.find(Kind::generic, clause.first, clause.second) != nullptr;
        const std::string quantity = quantity_near(view, clause.first, clause.second);
        // "In 2021 it was 25 percent": of the share in the sentence before.
        std::size_t at = number.first;
        at -= at > 0 && (view.tokens.word(at - 1) == "only" || view.tokens.word(at - 1) == "still") ? 1U : 0U;
        const std::string_view be = at > 0 ? view.tokens.word(at - 1) : std::string_view();
        const std::string_view who = at > 1 ? view.tokens.word(at - 2) : std::string_view();
        const bool same_share = (be == "was" || be == "is" || be == "be") && (who == "it" || who == "share" || who == "figure");
        // "Russia is second with a share of 29 percent": of the whole in the sentence before.
        const bool of_share = number.first > 1 && view.tokens.word(number.first - 1) == "of" && view.tokens.word(number.first - 2) == "share";
        if (of_share && context.share && goods == nullptr && quantity.empty() && suppliers.empty() && drafts.empty()) {
            std::vector<const Item*> named;
            for (const PlaceUse& use : view.places) {
                if (!use.named_only && view.items[use.item].first < number.first) {
                    named.push_back(&view.items[use.item]);
                }
            }
            if (named.size() == 1) {
                take_flow(claim, *context.share);
                claim.counterpart.clear();
                add_supplier(claim, view, *named.front());
                set_period(claim, view, {after.first, after.second}, {before.first, before.second});
                claim.period = claim.period.empty() ? context.share->period : claim.period;
                drafts.push_back(std::move(draft));
                continue;
            }
        }
        if (same_share && context.share && suppliers.empty() && goods == nullptr && drafts.empty()) {
            take_flow(claim, *context.share);
            set_period(claim, view, {after.first, after.second}, {before.first, before.second});
            drafts.push_back(std::move(draft));
            continue;
        }
        if (suppliers.empty() && claim.attribute.empty()) {
            // "He said the share had been 70 percent": only with goods and a frame of trade, and the supplier of the text.
            const bool carried = goods != nullptr && !context.counterpart.empty() && quantity == "imports";
            if (!carried) {
                continue;
            }
            claim.counterpart = context.counterpart;
        }
        if (goods == nullptr && !generic && quantity.empty() && suppliers.empty()) {
            continue;
        }
        // "everything" is a way of speaking.
        if (goods == nullptr && view.find(Kind::generic, after.first, after.second) != nullptr && view.tokens.word(view.find(Kind::generic, after.first, after.second)->first) == "everything") {
            continue;
        }
        if (goods != nullptr) {
            set_goods(claim, view, *goods);
        } else if (quantity == "imports" || quantity == "exports") {
            if (has_unknown_goods(view, clause.first, clause.second)) {
                continue;
            }
            claim.goods = generic && !context.goods.empty() && !view.find(Kind::receive, clause.first, clause.second) ? context.goods : "all";
        } else if (!context.goods.empty()) {
            claim.goods = context.goods;
            claim.width = context.width;
        } else if (suppliers.empty()) {
            continue;
        } else if (!drafts.empty() && drafts.back().claim.measure == Measure::share && quantity.empty()) {
            // "..., a year later it was 62 per cent": of the same whole.
            claim.goods = drafts.back().claim.goods;
            claim.width = drafts.back().claim.width;
        } else if (!generic && view.find(Kind::firm) == nullptr && quantity.empty()) {
            // A number and a place alone say nothing of goods: "70 percent of Germans", "46.4 % of what Russia imported" has a frame.
            continue;
        }
        // "67 % lost" of goods that are not named is a gap, no share of a supply.
        if (claim.goods.empty() && (quantity == "losses" || quantity == "stocks" || quantity == "use")) {
            continue;
        }
        claim.quantity = claim.quantity.empty() ? quantity : claim.quantity;
        for (const PlaceUse* use : suppliers) {
            add_supplier(claim, view, view.items[use->item]);
        }
        claim.basis = basis_of(view, suppliers, clause.first, clause.second);
        if (!claim.basis.empty()) {
            if (const Item* basis = view.find(Kind::basis, clause.first, clause.second)) {
                add_evidence(claim, "basis", view.span_of(basis->first, basis->last));
            }
        }
        set_subject(claim, view, context, number.first);
        // "mostly restored Russian tanks": whose tanks they are, not who supplied them.
        if (!claim.attribute.empty() && claim.subject.empty() && claim.counterpart.size() == 1 && view.items[suppliers.front()->item].adjective) {
            claim.subject = claim.counterpart.front();
            claim.counterpart.clear();
            claim.basis.clear();
            for (Evidence& each : claim.evidence) {
                each.slot = each.slot == "counterpart" ? "subject" : each.slot;
            }
        }
        set_period(claim, view, {after.first, after.second}, {before.first, before.second});
        drafts.push_back(std::move(draft));
    }
}

} // namespace tidewaiter::claims
