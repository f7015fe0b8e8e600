// More than ever, more than is needed, more than another: "faster than at any time in its modern history", "output exceeds what the war
// consumes", "the depots are being refilled", "more drones than Turkey".
#include "claims/rules.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::claims {

namespace {

constexpr std::array<std::string_view, 20> comparatives = {"more", "faster", "higher", "greater", "larger", "bigger", "quicker", "less", "fewer", "lower", "smaller", "slower", "twice", "times", "as", "most", "outproduces", "surpasses", "exceeds", "exceed"};

/// The place where a comparison is said, before a token; npos for none.
std::size_t comparative_before(const SentenceView& view, std::size_t token) {
    for (std::size_t i = token; i-- > 0;) {
        if (is_one_of(view.tokens.word(i), comparatives)) {
            return i;
        }
    }
    return SentenceView::npos;
}

void fill_goods(Claim& claim, const SentenceView& view, const Context& context, std::size_t near) {
    const auto clause = view.clause_of(near);
    const Item* goods = view.find(Kind::goods, clause.first, clause.second);
    if (goods == nullptr) {
        goods = view.find(Kind::goods);
    }
    const Item* generic = view.find(Kind::generic, clause.first, clause.second);
    const std::string frame = quantity_near(view, clause.first, clause.second);
    if (goods != nullptr) {
        set_goods(claim, view, *goods);
    } else if (generic != nullptr && view.tokens.word(generic->first) == "goods" && (frame == "imports" || frame == "exports" || frame == "deliveries")) {
        claim.goods = "all"; // "sold more goods than"
    } else {
        claim.goods = context.goods;
        claim.width = context.width;
    }
    claim.quantity = quantity_near(view, clause.first, clause.second);
    if (claim.quantity.empty()) {
        claim.quantity = quantity_near(view, 0, view.tokens.size());
    }
}

void finish(Draft draft, const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    Claim& claim = draft.claim;
    claim.measure = Measure::comparison;
    if (claim.counterpart.empty()) {
        for (const PlaceUse* use : places_in(view, Role::supplier, 0, view.tokens.size())) {
            add_supplier(claim, view, view.items[use->item]);
        }
    }
    if (claim.subject.empty()) {
        set_subject(claim, view, context, draft.anchor);
    }
    if (claim.period.empty()) {
        const auto clause = view.clause_of(draft.anchor);
        set_period(claim, view, {draft.anchor, clause.second}, {clause.first, draft.anchor});
    }
    if (const Item* vague = view.find(Kind::vague)) {
        claim.hedge = view.words_of(vague->first, vague->last);
    }
    drafts.push_back(std::move(draft));
}

/// "shells, missiles and tanks, faster than ever": the same of each of the goods in one list.
void add_listed_goods(const SentenceView& view, std::vector<Draft>& drafts) {
    const auto population = drafts.back().claim.find_evidence("population");
    if (!population) {
        return;
    }
    std::vector<const Item*> list;
    bool holds = false;
    for (const Item& item : view.items) {
        if (item.kind != Kind::goods) {
            continue;
        }
        bool joined = !list.empty() && item.first - list.back()->last <= 3;
        for (std::size_t i = joined ? list.back()->last : 0; joined && i < item.first; ++i) {
            const std::string_view word = view.tokens.word(i);
            joined = word == "," || word == "and" || word == "or" || word == "the";
        }
        if (!joined) {
            if (holds) {
                break;
            }
            list.clear();
        }
        list.push_back(&item);
        holds = holds || view.span_of(item.first, item.last).begin == population->begin;
    }
    const Draft first = drafts.back();
    for (const Item* item : holds ? list : std::vector<const Item*>()) {
        const bool known = std::ranges::any_of(drafts, [&](const Draft& draft) { return draft.claim.versus == first.claim.versus && draft.claim.goods == item->value; });
        if (known) {
            continue;
        }
        Draft other = first;
        std::erase_if(other.claim.evidence, [](const Evidence& each) { return each.slot == "population"; });
        set_goods(other.claim, view, *item);
        drafts.push_back(std::move(other));
    }
}

/// "than ever", "on record": needs something that is made, delivered or had.
bool add_ever(const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    const Item* ever = view.find(Kind::ever);
    if (ever == nullptr) {
        return false;
    }
    const bool things = view.find(Kind::goods) != nullptr || view.find(Kind::produce) != nullptr || view.find(Kind::receive) != nullptr;
    if (!things || off_topic(view, 0, view.tokens.size()) != nullptr) {
        return false;
    }
    Draft draft;
    draft.anchor = ever->first;
    draft.claim.versus = "ever";
    add_evidence(draft.claim, "versus", view.span_of(ever->first, ever->last));
    fill_goods(draft.claim, view, context, ever->first);
    if (draft.claim.goods.empty() && draft.claim.quantity == "production") {
        draft.claim.goods = "weapons";
    }
    finish(std::move(draft), view, context, drafts);
    add_listed_goods(view, drafts);
    return true;
}

/// Output against need, use or loss; depots that fill.
bool add_need(const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    const Item* made = view.find(Kind::produce);
    made = made == nullptr ? view.find(Kind::fresh) : made;
    const Item* depot = view.find(Kind::depot);
    const Item* refill = view.find(Kind::refill);
    std::size_t anchor = SentenceView::npos;
    bool enough = false;
    bool denied = false;
    if (depot != nullptr && refill != nullptr && view.find(Kind::evade) == nullptr) {
        anchor = refill->first;
    } else if (made != nullptr || view.find(Kind::goods) != nullptr) {
        // "more than 60,000" compares with no other thing.
        std::size_t at = 0;
        while (at < view.tokens.size() &&
               (view.tokens.word(at) != "than" || std::ranges::any_of(view.numbers, [&](const Number& number) { return at >= number.first && at < number.last; }))) {
            ++at;
        }
        const auto wanted = [&](std::size_t first) {
            for (const Kind kind : {Kind::need, Kind::use, Kind::lose}) {
                if (const Item* item = view.find(kind, first, view.tokens.size())) {
                    return item;
                }
            }
            return static_cast<const Item*>(nullptr);
        };
        // "has fired more than it can build": use above output.
        if (at < view.tokens.size() && comparative_before(view, at) != SentenceView::npos && wanted(0) != nullptr && wanted(0)->first < at && view.find(Kind::produce, at, view.tokens.size()) != nullptr &&
            view.find(Kind::produce, 0, at) == nullptr && wanted(at) == nullptr) {
            anchor = at;
            denied = true;
        }
        const Item* exceed = view.find(Kind::exceed);
        const bool compared = at < view.tokens.size() && comparative_before(view, at) != SentenceView::npos && wanted(at) != nullptr && places_in(view, Role::versus, at, view.tokens.size()).empty();
        const Item* short_of = view.find(Kind::enough);
        // "fired" after "than" is use; so is "lose".
        if (denied) {
            made = view.find(Kind::produce);
        } else if (compared && (made != nullptr || view.find(Kind::goods, 0, at) != nullptr)) {
            anchor = at;
        } else if (made != nullptr && exceed != nullptr && wanted(exceed->last) != nullptr) {
            anchor = exceed->first;
        } else if (exceed != nullptr && wanted(0) != nullptr && wanted(0)->first < exceed->first && view.find(Kind::produce, exceed->last, view.tokens.size()) != nullptr && view.find(Kind::produce, 0, exceed->first) == nullptr) {
            // "demand exceeds production": the claim the other way round.
            anchor = exceed->first;
            denied = true;
        } else if (made != nullptr && short_of != nullptr && view.find(Kind::need) != nullptr) {
            anchor = short_of->first;
            enough = true;
        } else if (made != nullptr && exceed != nullptr && (view.tokens.word(exceed->first) == "surplus")) {
            anchor = exceed->first;
        }
    }
    if (anchor == SentenceView::npos) {
        return false;
    }
    Draft draft;
    draft.anchor = anchor;
    draft.denied = denied;
    draft.claim.versus = "need";
    add_evidence(draft.claim, "versus", view.span_of(anchor, anchor + 1));
    fill_goods(draft.claim, view, context, anchor);
    if (draft.claim.goods.empty()) {
        draft.claim.goods = "weapons";
    }
    if (view.find(Kind::fresh) != nullptr) {
        draft.claim.attribute = "new";
    }
    if (enough) {
        draft.claim.evidence.push_back({"need", view.span_of(anchor, anchor + 1)});
    }
    finish(std::move(draft), view, context, drafts);
    return true;
}

/// "more ... than Turkey", "twice as many as Ukraine", "the biggest supplier".
bool add_versus(const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    std::vector<const PlaceUse*> others = places_in(view, Role::versus, 0, view.tokens.size());
    std::size_t anchor = SentenceView::npos;
    std::vector<std::string> versus;
    const auto add = [&](std::string_view place) {
        if (std::ranges::find(versus, place) == versus.end()) {
            versus.emplace_back(place);
        }
    };
    if (!others.empty()) {
        anchor = view.items[others.front()->item].first;
        for (const PlaceUse* use : others) {
            add(view.items[use->item].value);
        }
        if (comparative_before(view, anchor) == SentenceView::npos) {
            return false;
        }
    } else {
        // "more from China than from Germany", "as many as Ukraine"
        for (const Item& item : view.items) {
            if (item.kind != Kind::place || item.first < 2) {
                continue;
            }
            const std::string_view one = view.tokens.word(item.first - 1);
            const std::string_view two = view.tokens.word(item.first - 2);
            if ((one == "from" && two == "than") || (one == "as" && comparative_before(view, item.first - 1) != SentenceView::npos && (two == "many" || two == "much")) || (one == "to" && two == "than")) {
                anchor = item.first;
                add(item.value);
            }
        }
    }
    if (anchor == SentenceView::npos) {
        const Item* rank = view.find(Kind::rank);
        std::size_t before = rank == nullptr ? 0 : rank->first;
        before -= before > 0 && view.tokens.word(before - 1) == "-" ? 1U : 0U;
        const std::string_view order = before > 0 ? view.tokens.word(before - 1) : std::string_view();
        const bool first = order != "a" && order != "an" && order != "second" && order != "third" && order != "fourth" && order != "fifth";
        if (rank != nullptr && first && view.find(Kind::goods) != nullptr) {
            anchor = rank->first;
            versus = {"all"};
        }
    }
    if (anchor == SentenceView::npos) {
        // "output is lower than its imports"
        const Item* made = view.find(Kind::produce);
        for (std::size_t i = 0; made != nullptr && i + 1 < view.tokens.size(); ++i) {
            const bool hedge = std::ranges::any_of(view.numbers, [&](const Number& number) { return i >= number.first && i < number.last; });
            if (view.tokens.word(i) == "than" && !hedge) {
                const Item* frame = view.find(Kind::receive, i, std::min(i + 4, view.tokens.size()));
                if (frame != nullptr && view.find(Kind::goods) != nullptr) {
                    anchor = i;
                    versus = {"imports"};
                }
            }
        }
    }
    if (anchor == SentenceView::npos) {
        return false;
    }
    const bool things = view.find(Kind::goods) != nullptr || view.find(Kind::generic) != nullptr || !context.goods.empty();
    if (!things || off_topic(view, 0, view.tokens.size()) != nullptr) {
        return false;
    }
    Draft draft;
    draft.anchor = anchor;
    for (const std::string& place : versus) {
        draft.claim.versus += (draft.claim.versus.empty() ? "" : "+") + place;
    }
    add_evidence(draft.claim, "versus", view.span_of(anchor, anchor + 1));
    fill_goods(draft.claim, view, context, anchor);
    for (const PlaceUse* use : places_in(view, Role::supplier, 0, view.tokens.size())) {
        const Item& place = view.items[use->item];
        if (std::ranges::find(versus, place.value) == versus.end()) {
            add_supplier(draft.claim, view, place);
        }
    }
    for (const Number& number : view.numbers) {
        if (number.what == Number::What::times) {
            draft.claim.stated = number.value;
            draft.claim.unit = "ratio";
            draft.claim.hedge = number.hedge_words;
        }
    }
    finish(std::move(draft), view, context, drafts);
    return true;
}

} // namespace

void find_comparisons(const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    add_ever(view, context, drafts);
    if (!add_need(view, context, drafts)) {
        add_versus(view, context, drafts);
    }
}

} // namespace tidewaiter::claims
