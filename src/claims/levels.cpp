// Amounts of goods ("9,269 machine tools", "$12.5 billion of battlefield goods", "250,000 shells a month") and changes of them ("doubled",
// "rose 47 percent", "five times more than before").
#include "claims/amounts.hpp"
#include "claims/intervals.hpp"

#include <algorithm>
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
            add_supplier(claim, view, view.items[use->item]);
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
    const Item* off = off_topic(view, clause.first, clause.second);
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
    // "Nearly 70% of the 900 million in imports came from China": the whole is from everywhere.
    const bool whole = n > 0 && view.numbers[n - 1].what == Number::What::percent && number.first - view.numbers[n - 1].last <= 2 && number.first > view.numbers[n - 1].last && view.tokens.word(view.numbers[n - 1].last) == "of";
    // "5,984 tonnes from China, 3,676 from Russia": what stands before the next number is its own.
    const auto own_window = window_after(view, n);
    const auto own = places_in(view, Role::supplier, own_window.first, own_window.second);
    const bool listed = n + 1 < view.numbers.size() && !own.empty() && own.front()->from && places_in(view, Role::supplier, 0, number.first).empty();
    if (whole) {
        set_subject(claim, view, context, number.first);
        set_period(claim, view, window_after(view, n), window_before(view, n));
        drafts.push_back(std::move(draft));
        return;
    }
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
