// Amounts of goods ("9,269 machine tools", "$12.5 billion of battlefield goods", "250,000 shells a month") and changes of them ("doubled",
// "rose 47 percent", "five times more than before").
#include "claims/intervals.hpp"
#include "claims/rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace tidewaiter::claims {

namespace {

double value_of(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// A firm or a person about itself: no statement about a country's supply.
bool is_speech_of_own(const SentenceView& view) {
    return !view.sentence->has_quote && std::ranges::any_of(view.tokens.all(), [](const Token& token) { return token.lower == "my" || token.lower == "our" || token.lower == "we"; });
}

/// Is the amount put in proportion to goods by these words: "worth", "averaged", "came to", "of"?
bool is_linked(const SentenceView& view, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
        const std::string_view word = view.tokens.word(i);
        if (word == "worth" || word == "averaged" || word == "reached" || word == "came" || word == "of" || word == "totalled" || word == "totaled" || word == "were" || word == "was" || word == "to" || word == "for" || word == "at") {
            return true;
        }
    }
    return false;
}

/// "two tank makers", "40 missile types": what is counted are those who make the goods, or their kinds.
bool counts_others(const SentenceView& view, const Item& goods) {
    constexpr std::array<std::string_view, 33> others = {"transaction", "transactions", "declarations", "deals", "orders", "contracts", "lines", "maker",  "makers",  "manufacturer", "manufacturers", "producer", "producers", "plant", "plants", "factory", "factories", "firm",    "firms",     "company",
                                                         "companies", "supplier", "suppliers", "type",      "types",     "model", "models", "brigade", "brigades", "category", "categories", "workers", "experts"};
    std::size_t next = goods.last;
    next += view.tokens.word(next) == "-" ? 1U : 0U;
    const bool trade = view.tokens.word(next) == "import" || view.tokens.word(next) == "export" || view.tokens.word(next) == "trade" || view.tokens.word(next) == "production";
    return std::ranges::find(others, view.tokens.word(trade ? next + 1 : next)) != others.end();
}

/// "hundreds of factories producing ammunition": what the number counts stands before the goods.
bool counts_before(const SentenceView& view, std::size_t first, std::size_t last) {
    constexpr std::array<std::string_view, 16> others = {"factories", "plants", "firms", "companies", "people", "workers", "soldiers", "makers", "entities", "transactions", "declarations", "containers", "networks", "types", "kinds", "sanctions"};
    for (std::size_t i = first; i < last; ++i) {
        if (std::ranges::find(others, view.tokens.word(i)) != others.end()) {
            return true;
        }
    }
    return false;
}

/// "each valued at 100,000 dollars": of one, not of all.
bool is_of_each(const SentenceView& view, const Number& number) {
    for (std::size_t i = number.first, steps = 0; i-- > 0 && steps < 6; ++steps) {
        if (view.tokens.word(i) == "each") {
            return true;
        }
        if (view.tokens[i].kind == TokenKind::sign) {
            return false;
        }
    }
    const std::string_view next = view.tokens.word(number.last);
    return next == "each" || next == "apiece";
}

/// "rose by $56 million", "an increase of 2 million"
bool is_difference(const SentenceView& view, const Number& number) {
    std::size_t at = number.first;
    if (at == 0 || (view.tokens.word(at - 1) != "by" && view.tokens.word(at - 1) != "of")) {
        return false;
    }
    const bool by = view.tokens.word(at - 1) == "by";
    for (std::size_t i = at - 1, steps = 0; i-- > 0 && steps < (by ? 6U : 1U); ++steps) {
        const Item* item = view.item_of(i);
        if (item != nullptr && (item->kind == Kind::up || item->kind == Kind::down)) {
            return true;
        }
        if (view.tokens[i].kind == TokenKind::sign) {
            return false;
        }
    }
    return false;
}

/// "exports of 45 goods", "five former Soviet countries": a list of some kinds, or no goods at all.
bool is_of_listed_kinds(const SentenceView& view, const Number& number) {
    for (std::size_t i = number.last; i < std::min(number.last + 5, view.tokens.size()); ++i) {
        const std::string_view word = view.tokens.word(i);
        if (number.currency.empty() && (word == "countries" || word == "states" || word == "nations" || word == "economies" || word == "members")) {
            return true;
        }
        const bool counted = view.tokens[i].kind == TokenKind::number && (view.tokens.word(i + 1) == "goods" || view.tokens.word(i + 1) == "products" || view.tokens.word(i + 1) == "items" || view.tokens.word(i + 1) == "categories" || view.tokens.word(i + 1) == "codes");
        if (counted && i > 0 && view.tokens.word(i - 1) == "of") {
            return true;
        }
    }
    return false;
}

struct Amount {
    const Item* goods = nullptr;
    bool all = false; ///< imports or exports as a whole
};

/// The goods of an amount: those right after it, else those before it when a linking word stands between.
Amount goods_of(const SentenceView& view, std::size_t n, const std::string& quantity) {
    const Number& number = view.numbers[n];
    const auto after = window_after(view, n);
    const auto before = window_before(view, n);
    const auto clause = view.clause_of(number.first);
    Amount amount;
    const std::size_t reach = std::min({after.second, number.last + 9, clause.second});
    amount.goods = view.find(Kind::goods, number.last, reach);
    if (is_of_listed_kinds(view, number) || is_of_each(view, number) || (number.currency.empty() && amount.goods != nullptr && (counts_others(view, *amount.goods) || counts_before(view, number.last, amount.goods->first)))) {
        return {};
    }
    if (amount.goods != nullptr) {
        // Nothing but words that describe may stand between: "1,200 firms that make optics" counts firms.
        for (std::size_t i = number.last; i < amount.goods->first; ++i) {
            const Item* item = view.item_of(i);
            const std::string_view word = view.tokens.word(i);
            if ((item != nullptr && item->kind == Kind::firm) || word == "people" || word == "firms" || word == "that" || word == "who" || word == "and" || word == "or" || word == "in" || (word == "," && number.currency.empty())) {
                amount.goods = nullptr;
                break;
            }
        }
    }
    if (amount.goods == nullptr) {
        const Item* left = view.find_before(Kind::goods, number.first, before.first);
        if (left != nullptr && left->first >= clause.first && (is_linked(view, left->last, number.first) || quantity == "imports" || quantity == "exports")) {
            amount.goods = left;
        }
    }
    if (amount.goods == nullptr && !number.currency.empty() && !has_unknown_goods(view, clause.first, clause.second)) {
        amount.all = quantity == "imports" || quantity == "exports" || view.find(Kind::generic, clause.first, clause.second) != nullptr;
    }
    if (amount.all) {
        // "Having risen to $5 million a month, bearing exports fell to 2 million": one kind of goods in the sentence is meant throughout.
        const Item* only = view.find(Kind::goods);
        const bool one = only != nullptr && std::ranges::all_of(view.items, [&](const Item& item) { return item.kind != Kind::goods || item.value == only->value; });
        if (one && view.find(Kind::generic, clause.first, clause.second) == nullptr && (only->first < number.first || number.last < only->first)) {
            amount.goods = only;
            amount.all = false;
        }
    }
    return amount;
}

/// Stretch between commas around a token, where it names a flow of its own: "Exports to Russia doubled, imports from China tripled". Else the sentence.
std::pair<std::size_t, std::size_t> part_of(const SentenceView& view, std::size_t token) {
    const auto flow = [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const std::string_view word = view.tokens.word(i);
            if (word == "imports" || word == "exports" || word == "shipments" || word == "deliveries" || word == "purchases") {
                return true;
            }
        }
        return false;
    };
    std::size_t first = token;
    while (first > 0 && view.tokens.word(first - 1) != "," && view.tokens.word(first - 1) != ";") {
        --first;
    }
    std::size_t last = token;
    while (last < view.tokens.size() && view.tokens.word(last) != "," && view.tokens.word(last) != ";") {
        ++last;
    }
    const bool others = flow(0, first) || flow(last, view.tokens.size());
    return flow(first, last) && others ? std::pair(first, last) : std::pair(std::size_t{0}, view.tokens.size());
}

void add_counterpart(Claim& claim, const SentenceView& view, std::size_t near, std::pair<std::size_t, std::size_t> part) {
    // The nearest supplier before, else after; several joined ones together.
    auto suppliers = places_in(view, Role::supplier, part.first, near);
    if (suppliers.empty()) {
        suppliers = places_in(view, Role::supplier, near, part.second);
    } else if (suppliers.size() > 1) {
        const std::size_t last = view.items[suppliers.back()->item].first;
        std::erase_if(suppliers, [&](const PlaceUse* use) { return last - view.items[use->item].last > 3 && use != suppliers.back(); });
    }
    // "Chinese customs data show that exports to Russia": those of the one who reports.
    // "Deliveries through Hong Kong fell": where they were sent from last.
    if (suppliers.empty()) {
        suppliers = places_in(view, Role::via, part.first, part.second);
        claim.basis = suppliers.empty() ? claim.basis : "dispatch";
    }
    if (suppliers.empty() && claim.quantity == "exports") {
        suppliers = places_in(view, Role::speaker, part.first, part.second);
    }
    for (const PlaceUse* use : suppliers) {
        const Item& place = view.items[use->item];
        if (std::ranges::find(claim.counterpart, place.value) == claim.counterpart.end()) {
            claim.counterpart.emplace_back(place.value);
            add_evidence(claim, "counterpart", view.span_of(place.first, place.last));
        }
        if (claim.basis.empty() && !use->basis.empty() && use->basis != "producer") {
            claim.basis = use->basis;
        }
    }
}

void take_flow(Claim& claim, const Claim& other);

/// "$68 million in July, up from $6.5 million in February", "250,000 a month, 3 million a year": another value of the amount before it.
bool add_other_value(const SentenceView& view, std::size_t n, std::vector<Draft>& drafts) {
    const Number& number = view.numbers[n];
    if (drafts.empty() || drafts.back().claim.measure != Measure::level) {
        return false;
    }
    const Claim& last = drafts.back().claim;
    std::size_t at = number.first;
    const bool from = at > 1 && view.tokens.word(at - 1) == "from";
    const Item* moved = from ? view.item_of(at - 2) : nullptr;
    const bool earlier = from && ((moved != nullptr && (moved->kind == Kind::up || moved->kind == Kind::down)) || view.tokens.word(at - 2) == "leap" || view.tokens.word(at - 2) == "compared");
    const bool restated = !number.rate.empty() && !last.rate.empty() && number.rate != last.rate && at > 0 && view.tokens[at - 1].kind == TokenKind::sign && view.find(Kind::goods, number.last, std::min(number.last + 4, view.tokens.size())) == nullptr;
    // "5,984 tonnes of rare earths from China, 3,676 from Russia, and 2,579 from Malaysia"
    const auto window = window_after(view, n);
    const auto own = places_in(view, Role::supplier, window.first, std::min(window.second, window.first + 6));
    const bool next_in_list = n > 0 && !own.empty() && own.front()->from && number.first - view.numbers[n - 1].last < 9 && view.find(Kind::goods, number.last, window.second) == nullptr && at > 0 &&
                              (view.tokens.word(at - 1) == "," || view.tokens.word(at - 1) == "and");
    const bool unit = number.currency.empty() ? last.unit == (number.unit.empty() ? "pieces" : number.unit) : number.currency == last.unit;
    if (!unit || !(earlier || restated || next_in_list)) {
        return false;
    }
    Draft draft = drafts.back();
    Claim& claim = draft.claim;
    draft.anchor = number.first;
    claim.value = level_interval(number);
    claim.stated = number.value;
    claim.hedge = number.hedge_words;
    claim.rate = number.rate.empty() ? claim.rate : number.rate;
    std::erase_if(claim.evidence, [](const Evidence& each) { return each.slot == "value" || (each.slot == "period"); });
    add_evidence(claim, "value", view.span_of(number.first, number.last));
    if (earlier) {
        claim.period = {};
        set_period(claim, view, window_after(view, n), {number.first, number.first});
    }
    if (next_in_list && !earlier && !restated) {
        claim.period = last.period;
        claim.counterpart.clear();
        std::erase_if(claim.evidence, [](const Evidence& each) { return each.slot == "counterpart"; });
        for (const PlaceUse* use : own) {
            claim.counterpart.emplace_back(view.items[use->item].value);
            add_evidence(claim, "counterpart", view.span_of(view.items[use->item].first, view.items[use->item].last));
        }
    }
    drafts.push_back(std::move(draft));
    return true;
}

void add_level(const SentenceView& view, const Context& context, std::size_t n, std::vector<Draft>& drafts) {
    const Number& number = view.numbers[n];
    const auto clause = view.clause_of(number.first);
    const std::string quantity = quantity_near(view, clause.first, clause.second);
    Amount amount = goods_of(view, n, quantity);
    const Item* off = view.find(Kind::off_topic, clause.first, clause.second);
    // "according to people who spoke": they are asked, not counted.
    off = off != nullptr && off->first > 0 && (view.tokens.word(off->first - 1) == "to" || view.tokens.word(off->first - 1) == "citing") ? nullptr : off;
    const bool direct_goods = amount.goods != nullptr && amount.goods->first >= number.last;
    if (off != nullptr && !direct_goods) {
        return;
    }
    // "they make 250,000 a month": the goods of the sentence before.
    const bool carried = amount.goods == nullptr && !amount.all && !number.rate.empty() && !context.goods.empty() && !quantity.empty();
    // "such goods for 6.1 million dollars": the goods of the text, when a buyer and a seller are named.
    const bool trade = amount.all && places_in(view, Role::supplier, 0, view.tokens.size()).size() + places_in(view, Role::subject, 0, view.tokens.size()).size() > 0;
    if (amount.goods == nullptr && !trade && !carried) {
        // "while more than 60,000 were imported": the goods of the clause before.
        const bool passive = view.tokens.word(number.last) == "were" || view.tokens.word(number.last) == "was" || (number.unit == "containers" && view.find_before(Kind::goods, number.first) != nullptr);
        const Item* earlier = view.find_before(Kind::goods, number.first);
        if (!passive || quantity.empty()) {
            return;
        }
        if (earlier == nullptr) {
            // "About 110 tonnes were exported in March": of what the sentence before spoke of, in the same unit.
            const std::string unit = !number.currency.empty() ? number.currency : !number.unit.empty() ? number.unit : "pieces";
            if (!context.last || context.last->measure == Measure::share || (context.last->measure == Measure::level && context.last->unit != unit) || (context.last->measure == Measure::change && number.unit.empty())) {
                return;
            }
            Draft draft;
            draft.anchor = number.first;
            Claim& claim = draft.claim;
            take_flow(claim, *context.last);
            claim.measure = Measure::level;
            claim.value = level_interval(number);
            claim.stated = number.value;
            claim.hedge = number.hedge_words;
            claim.unit = unit;
            claim.rate = number.rate;
            add_evidence(claim, "value", view.span_of(number.first, number.last));
            set_period(claim, view, window_after(view, n), window_before(view, n));
            drafts.push_back(std::move(draft));
            return;
        }
        amount.goods = earlier;
    }
    if (amount.goods == nullptr && amount.all && quantity.empty() && places_in(view, Role::subject, 0, view.tokens.size()).empty()) {
        return;
    }
    if (is_speech_of_own(view)) {
        return;
    }
    // "rose by 56 million dollars" is a difference, and "2.9 billion of trade was lost" a gap between two accounts: no amounts of goods.
    if (is_difference(view, number) || (quantity == "losses" && (amount.goods == nullptr || !number.currency.empty()))) {
        return;
    }
    // Something must happen to the goods: made, lost, bought, delivered, stored.
    const bool happens = !quantity.empty() || view.find(Kind::basis, clause.first, clause.second) != nullptr || view.find(Kind::supply, clause.first, clause.second) != nullptr || view.find(Kind::delivery, clause.first, clause.second) != nullptr ||
                         view.find(Kind::account, clause.first, clause.second) != nullptr || (amount.all && !number.currency.empty());
    if (!happens) {
        return;
    }
    // "the 50 listed goods" counts the lines of a list.
    if (amount.goods != nullptr && amount.goods->value == "chpl" && number.currency.empty() && number.unit.empty() && amount.goods->first >= number.last) {
        return;
    }
    Draft draft;
    draft.anchor = number.first;
    Claim& claim = draft.claim;
    claim.measure = Measure::level;
    claim.value = level_interval(number);
    claim.stated = number.value;
    claim.hedge = number.hedge_words;
    claim.unit = !number.currency.empty() ? number.currency : !number.unit.empty() ? number.unit : "pieces";
    claim.rate = number.rate;
    claim.quantity = quantity;
    add_evidence(claim, "value", view.span_of(number.first, number.last));
    if (amount.goods != nullptr) {
        set_goods(claim, view, *amount.goods);
    } else if (carried) {
        claim.goods = context.goods;
        claim.width = context.width;
    } else {
        // "trade in these products"
        const auto points_back = [&](const Item& item) {
            const std::string_view pointer = item.first > 0 ? view.tokens.word(item.first - 1) : std::string_view();
            return item.kind == Kind::generic && item.first >= clause.first && item.first < clause.second && (pointer == "such" || pointer == "these" || pointer == "those");
        };
        const auto pointing = std::ranges::find_if(view.items, points_back);
        const bool such = pointing != view.items.end();
        const Item* generic = such ? &*pointing : nullptr;
        const Item* named = such ? view.find_before(Kind::goods, generic->first) : nullptr;
        claim.goods = named != nullptr ? std::string(named->value) : such ? context.goods : "all";
    }
    // "5,984 tonnes from China, 3,676 from Russia": what stands before the next number is its own.
    const auto own_window = window_after(view, n);
    const auto own = places_in(view, Role::supplier, own_window.first, own_window.second);
    const bool listed = n + 1 < view.numbers.size() && !own.empty() && own.front()->from && places_in(view, Role::supplier, 0, number.first).empty();
    add_counterpart(claim, view, number.first, listed ? std::pair(std::size_t{0}, own_window.second) : std::pair(std::size_t{0}, view.tokens.size()));
    set_subject(claim, view, context, number.first);
    // "9,269 machine tools were made in Russia": its output, not what it supplied to another.
    const auto after = window_after(view, n);
    const Item* made = view.find(Kind::basis, number.last, std::min(after.second, clause.second));
    if (made != nullptr && made->value == "origin" && view.tokens.word(made->last - 1) == "in" && claim.counterpart.size() == 1 && places_in(view, Role::subject, clause.first, clause.second).empty()) {
        claim.subject = claim.counterpart.front();
        claim.counterpart.clear();
        claim.basis.clear();
        claim.quantity = "production";
        for (Evidence& each : claim.evidence) {
            each.slot = each.slot == "counterpart" ? "subject" : each.slot;
        }
    }
    set_period(claim, view, window_after(view, n), window_before(view, n));
    drafts.push_back(std::move(draft));
}

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
    if (view.find(Kind::off_topic, clause.first, clause.second) != nullptr) {
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

/// Whose flow, from whom, of what: as in another claim.
void take_flow(Claim& claim, const Claim& other) {
    claim.goods = other.goods;
    claim.width = other.width;
    claim.attribute = other.attribute;
    claim.quantity = other.quantity;
    claim.counterpart = other.counterpart;
    claim.subject = other.subject;
    claim.basis = other.basis;
}

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

/// A change in per cent: the same test as in shares.cpp, from the other side.
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

void find_amounts(const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    for (std::size_t n = 0; n < view.numbers.size(); ++n) {
        const Number& number = view.numbers[n];
        Draft draft;
        draft.claim.hedge = number.hedge_words;
        if (number.what == Number::What::percent) {
            if (number.points || !is_percent_change(view, number)) {
                continue;
            }
            const bool down = is_down(view, number);
            draft.claim.stated = down ? 1 - number.value / 100 : 1 + number.value / 100;
            add_change(view, context, std::move(draft), percent_change_interval(number, down), number.first, number.last, drafts);
            continue;
        }
        if (number.what == Number::What::times) {
            if (view.tokens.word(number.last) == "too") {
                continue; // "ten times too slow"
            }
            // "three times more shells than the United States" is a comparison; "four times higher than before the war" a change.
            const bool as = view.tokens.word(number.last) == "as";
            const bool versus = !places_in(view, Role::versus, number.last, view.tokens.size()).empty() || std::ranges::any_of(view.items, [&](const Item& item) {
                return as && item.kind == Kind::place && item.first > number.last && view.tokens.word(item.first - 1) == "as";
            });
            if (versus) {
                continue;
            }
            // "demand exceeds production by a factor of ten" compares the two.
            const Item* exceed = view.find_before(Kind::exceed, number.first);
            if (exceed != nullptr && view.tokens.word(number.first) == "factor") {
                continue;
            }
            draft.claim.stated = number.value;
            add_change(view, context, std::move(draft), ratio_interval(number.value, &number), number.first, number.last, drafts);
            continue;
        }
        if (add_other_value(view, n, drafts)) {
            continue;
        }
        // "fell from 7,300 to 3,500", "rose from 250,000 to 1 million": their ratio.
        if (number.earlier && *number.earlier > 0 && number.currency.empty()) {
            const double ratio = number.value / *number.earlier;
            draft.claim.stated = ratio;
            add_change(view, context, std::move(draft), {.low = ratio * 0.9, .high = ratio * 1.1}, number.first, number.last, drafts);
            continue;
        }
        // "rose from 250,000 in 2022 to 1 million in 2023"
        if (n + 1 < view.numbers.size() && number.first > 0 && view.tokens.word(number.first - 1) == "from" && view.numbers[n + 1].what == Number::What::amount && view.numbers[n + 1].first > 0) {
            const Number& later = view.numbers[n + 1];
            const bool to = view.tokens.word(later.first - 1) == "to";
            const bool moves = view.find_before(Kind::up, number.first) != nullptr || view.find_before(Kind::down, number.first) != nullptr;
            if (to && moves && number.value > 0) {
                const double ratio = later.value / number.value;
                draft.claim.stated = ratio;
                const std::size_t count = drafts.size();
                add_change(view, context, std::move(draft), {.low = ratio * 0.9, .high = ratio * 1.1}, number.first, later.last, drafts);
                if (drafts.size() > count && view.times.size() >= 2) {
                    drafts.back().claim.period = {view.times.front().from, view.times.back().to};
                }
                ++n;
                continue;
            }
        }
        // "rose from around $1 million for one and less for the others to ...": a start without its end is no level.
        const bool start = number.first > 0 && view.tokens.word(number.first - 1) == "from" && (view.find_before(Kind::up, number.first) != nullptr || view.find_before(Kind::down, number.first) != nullptr);
        if (start) {
            continue;
        }
        add_level(view, context, n, drafts);
    }
    for (const Item& item : view.items) {
        if (item.kind != Kind::multiply) {
            continue;
        }
        // "twofold" after a number is part of it; "to double" is a plan.
        const bool covered = std::ranges::any_of(view.numbers, [&](const Number& number) { return item.first >= number.first && item.first < number.last; });
        if (covered || (item.first > 0 && view.tokens.word(item.first - 1) == "to")) {
            continue;
        }
        Number hedge;
        hedge.first = item.first;
        const Item* before = item.first > 0 ? view.item_of(item.first - 1) : nullptr;
        Draft draft;
        if (before != nullptr && before->kind == Kind::hedge) {
            draft.claim.hedge = view.words_of(before->first, before->last);
            hedge.hedge = before->value == "over" ? Hedge::over : before->value == "near" ? Hedge::near : before->value == "about" ? Hedge::about : before->value == "at_least" ? Hedge::at_least : Hedge::none;
        }
        const double ratio = value_of(item.value);
        draft.claim.stated = ratio;
        add_change(view, context, std::move(draft), ratio_interval(ratio, &hedge), before != nullptr && before->kind == Kind::hedge ? before->first : item.first, item.last, drafts);
    }
}

} // namespace

void find_levels_and_changes(const SentenceView& view, const Context& context, std::vector<Draft>& drafts) {
    const std::size_t before = drafts.size();
    find_amounts(view, context, drafts);
    // "tenfold, from 6.5 to 68 million" says one thing twice: the words stand, the figures agree.
    for (std::size_t i = before; i < drafts.size(); ++i) {
        for (std::size_t k = drafts.size(); k-- > i + 1;) {
            const Claim& a = drafts[i].claim;
            const Claim& b = drafts[k].claim;
            const bool both = a.measure == Measure::change && b.measure == Measure::change && a.goods == b.goods && a.counterpart == b.counterpart && a.value.low && b.value.low;
            if (both && *a.value.low <= b.value.high.value_or(1e300) && *b.value.low <= a.value.high.value_or(1e300)) {
                const Span words = a.find_evidence("value").value_or(Span{});
                constexpr std::size_t figures = 30; // bytes: two amounts with their dates, not "tenfold"
                drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(words.end - words.begin > figures ? i : k));
            }
        }
    }
}

} // namespace tidewaiter::claims
