// What each place in a sentence is: who supplies, whose supply it is, what is compared with, who speaks. Decided from the words beside it.
#include "claims/sentence.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::claims {

namespace {

/// After "Russian" or "Russia's": what a buyer or producer has.
constexpr std::array<std::string_view, 31> of_subject = {"import",  "imports",   "importer", "importers", "purchases", "need",     "needs",    "demand",   "factories", "factory",  "army",   "forces",
                                                         "buyers",  "buyer",     "plants",   "losses",    "output",    "production", "industry", "stock",    "stocks",    "military", "market", "war",
                                                         "arms",   "defence",   "defense",  "stockpile", "stockpiles", "economy", "supply"};
/// After "Chinese" or "China's": what a supplier has.
constexpr std::array<std::string_view, 16> of_supplier = {"share", "export", "exports", "deliveries", "shipments", "sales", "made", "make", "origin", "goods", "products", "supplies", "supply", "dispatches", "re", "reexports"};
/// After a place that only speaks or counts.
constexpr std::array<std::string_view, 33> of_speaker = {"official", "officials", "customs", "ministry", "intelligence", "statistics", "government", "minister",    "ambassador", "president", "staff",   "general",
                                                         "statistical", "institute", "spokesman", "spokeswoman", "diplomat", "data",       "figures",    "records",  "database",   "authorities", "numbers", "analysts",
                                                         "think",       "researcher", "researchers", "economist", "newspaper", "media",      "broadcaster", "expert",  "experts"};

class Reader {
public:
    explicit Reader(SentenceView& view) : view_(view) {}

    void run() {
        for (std::size_t i = 0; i < view_.items.size(); ++i) {
            if (view_.items[i].kind == Kind::place) {
                PlaceUse use{.item = i};
                decide(use);
                view_.places.push_back(use);
            }
        }
        // "Iran's drones were exported to Russia": the owner supplies where another place receives.
        const auto receives = [&](const PlaceUse& use) {
            const std::size_t at = item(use).first;
            return use.role == Role::subject && at > 0 && (word(at - 1) == "to" || word(at - 1) == "into");
        };
        if (std::ranges::any_of(view_.places, receives) && view_.find(Kind::supply) != nullptr) {
            for (PlaceUse& use : view_.places) {
                if (use.role == Role::subject && !receives(use) && view_.tokens[item(use).last - 1].possessive && view_.is(item(use).last, Kind::goods)) {
                    use.role = Role::supplier;
                }
            }
        }
        // "90 percent of Russian microelectronics came from China": whose they are, where another place is named after "came from".
        const auto comes_from = [&](const PlaceUse& use) {
            const std::size_t at = item(use).first;
            const std::string_view verb = at > 1 ? word(at - 2) : std::string_view();
            return use.role == Role::supplier && use.from && word(at - 1) == "from" && (verb == "came" || verb == "come" || verb == "comes" || verb == "coming");
        };
        if (const auto other = std::ranges::find_if(view_.places, comes_from); other != view_.places.end()) {
            for (PlaceUse& use : view_.places) {
                if (use.role == Role::supplier && item(use).adjective && !use.from && use.basis.empty() && item(use).first < item(*other).first && view_.is(item(use).last, Kind::goods)) {
                    use.role = Role::subject;
                }
            }
        }
        // "China and Hong Kong", "Iran, North Korea and Belarus": those without a role of their own have their neighbour's.
        for (std::size_t i = 1; i < view_.places.size(); ++i) {
            if (joined(i - 1, i) && view_.places[i].role == Role::none && !view_.places[i].named_only) {
                copy(view_.places[i - 1], view_.places[i]);
            }
        }
        for (std::size_t i = view_.places.size(); i-- > 1;) {
            if (joined(i - 1, i) && view_.places[i - 1].role == Role::none && !view_.places[i - 1].named_only) {
                copy(view_.places[i], view_.places[i - 1]);
            }
        }
    }

private:
    const Item& item(const PlaceUse& use) const { return view_.items[use.item]; }
    std::string_view word(std::size_t i) const { return view_.tokens.word(i); }

    static void copy(const PlaceUse& from, PlaceUse& to) {
        to.role = from.role;
        to.from = from.from;
        to.basis = from.basis;
    }

    bool joined(std::size_t a, std::size_t b) const {
        const std::size_t end = item(view_.places[a]).last;
        const std::size_t start = item(view_.places[b]).first;
        if (start < end || start - end > 3) {
            return false;
        }
        for (std::size_t i = end; i < start; ++i) {
            if (word(i) != "and" && word(i) != "or" && word(i) != "," && word(i) != "the" && word(i) != "nor" && word(i) != "mainland") {
                return false;
            }
        }
        return start > end;
    }

    /// First verb after a place: what the place does.
    const Item* verb_after(std::size_t i) const {
        std::size_t steps = 0;
        for (std::size_t k = i; k < view_.tokens.size() && steps < 9; ++k, ++steps) {
            const std::string_view text = word(k);
            if (text == ";" || text == ":" || text == "--" || text == "." || text == "but" || text == "while") {
                return nullptr;
            }
            const Item* found = view_.item_of(k);
            if (found == nullptr || found->first != k) {
                continue;
            }
            // Another place in between does it, unless both stand in one list.
            if (found->kind == Kind::place && !found->adjective && k > i && word(k - 1) != "and" && word(k - 1) != "or" && word(k - 1) != "," && word(k - 1) != "the") {
                return nullptr;
            }
            switch (found->kind) {
            case Kind::supply:
            case Kind::support:
            case Kind::receive:
            case Kind::produce:
            case Kind::account:
            case Kind::use:
            case Kind::lose:
            case Kind::need:
            case Kind::evade: return found;
            case Kind::rank: return found;
            default: break;
            }
        }
        return nullptr;
    }

    void decide(PlaceUse& use) const;
    bool is_dependence(std::size_t i) const { return word(i) == "dependence" || word(i) == "dependency" || word(i) == "reliance" || word(i) == "dependent" || word(i) == "reliant"; }
    /// "from next-door China": the preposition before words that only describe; the same token where there is none.
    std::size_t before_describing_words(std::size_t at) const {
        for (std::size_t i = at, steps = 0; i > 0 && steps < 4 && view_.item_of(i) == nullptr && !view_.tokens[i].capital; --i, ++steps) {
            if (word(i) == "from" || word(i) == "via" || word(i) == "through") {
                return i;
            }
            if (view_.tokens[i].kind != TokenKind::word && word(i) != "-") {
                break;
            }
        }
        return at;
    }

    bool by_preposition(PlaceUse& use, const Item& place) const;
    bool by_following(PlaceUse& use, const Item& place) const;
    void by_verb(PlaceUse& use, const Item& place) const;

    SentenceView& view_;
};

bool Reader::by_preposition(PlaceUse& use, const Item& place) const {
    if (place.first == 0) {
        return false;
    }
    std::size_t at = place.first - 1;
    while (at > 0 && (word(at) == "the" || word(at) == "its" || word(at) == "both" || word(at) == "neighbouring" || word(at) == "mainland" || word(at) == "either")) {
        --at;
    }
    while (at > 1 && (word(at) == "of" || word(at) == "all" || word(at) == "whole" || word(at) == "the") && (word(at - 1) == "all" || word(at - 1) == "whole" || word(at - 1) == "than" || word(at - 1) == "rest" || word(at - 1) == "the")) {
        --at; // "than all of NATO"
    }
    // "than the combined totals of the United States"
    if (word(at) == "of" && place.first > 1) {
        std::size_t than = at;
        while (than > 0 && at - than < 5 && word(than) != "than" && word(than) != "as") {
            --than;
        }
        const auto sums = [&](std::size_t i) { return word(i) == "combined" || word(i) == "total" || word(i) == "totals" || word(i) == "sum" || word(i) == "the" || word(i) == "joint" || word(i) == "output" || word(i) == "production"; };
        bool only_sums = (word(than) == "than" || word(than) == "as") && than + 1 < at;
        for (std::size_t i = than + 1; i < at; ++i) {
            only_sums = only_sums && sums(i);
        }
        if (only_sums && word(than) == "as") {
            use.role = Role::versus;
            return true;
        }
        at = only_sums ? than : at;
    }
    at = before_describing_words(at);
    const std::string_view before = word(at);
    const Item* phrase = view_.item_of(at);
    if (phrase != nullptr && phrase->kind == Kind::basis) {
        use.role = Role::supplier;
        use.basis = phrase->value;
        use.from = true;
        return true;
    }
    if (before == "than") {
        use.role = Role::versus;
        return true;
    }
    const bool possessed = place.adjective || view_.tokens[place.last - 1].possessive;
    if (before == "from") {
        if (possessed && is_one_of(word(place.last), of_speaker)) {
            return false;
        }
        use.role = Role::supplier;
        use.from = true;
        const Item* verb = at > 0 ? view_.item_of(at - 1) : nullptr;
        if (verb != nullptr && verb->kind == Kind::supply) {
            use.basis = verb->value;
        }
        return true;
    }
    if (before == "by" && !possessed) {
        const Item* verb = at > 0 ? view_.item_of(at - 1) : nullptr;
        use.from = true;
        if (verb != nullptr && (verb->kind == Kind::receive || verb->kind == Kind::use)) {
            use.role = Role::subject;
        } else {
            use.role = Role::supplier;
            use.basis = verb != nullptr && verb->kind == Kind::supply ? verb->value : verb != nullptr && verb->kind == Kind::produce ? "producer" : std::string_view();
        }
        return true;
    }
    if (before == "on" && at > 0 && (is_dependence(at - 1) || word(at - 1) == "depends" || word(at - 1) == "depend" || word(at - 1) == "depended" || word(at - 1) == "relies" || word(at - 1) == "rely")) {
        use.role = Role::supplier;
        use.from = true;
        return true;
    }
    if (before == "with" && at > 0 && (word(at - 1) == "exports" || word(at - 1) == "values")) {
        use.role = Role::subject;
        return true;
    }
    if (before == "via" || before == "through" || (before == "as" && at > 0 && word(at - 1) == "such")) {
        use.role = Role::via;
        return true;
    }
    if (before == "to" && at > 0) {
        constexpr std::array<std::string_view, 9> other = {"only", "compared", "thanks", "second", "relative", "similar", "next", "due", "contrary"};
        if (is_one_of(word(at - 1), other)) {
            return true; // "second only to China"
        }
    }
    if (before == "with" && at > 0 && word(at - 1) == "trade") {
        use.role = Role::subject;
        return true;
    }
    if (before == "to" || before == "into" || before == "for" || (before == "reach" || before == "reaches" || before == "reached")) {
        if (before == "for" && view_.find_before(Kind::account, place.first) != nullptr) {
            return false;
        }
        use.role = Role::subject;
        return true;
    }
    if (before == "in" && !possessed) {
        // "located in", "made in" was a basis; the share or the stock of a country.
        const Item* share_of = at > 0 ? view_.item_of(at - 1) : nullptr;
        use.role = share_of != nullptr && share_of->kind == Kind::firm ? Role::supplier : Role::subject;
        if (use.role == Role::supplier && share_of->value == "producer") {
            use.basis = share_of->value;
        }
        return true;
    }
    if (before == "of" && !possessed && at > 0) {
        const std::string_view owner = word(at - 1);
        const Item* owned = view_.item_of(at - 1);
        if (owner == "exports" || (owned != nullptr && owned->kind == Kind::delivery)) {
            use.role = Role::supplier;
            return true;
        }
        if (owner == "imports" || owner == "destination" || owner == "production" || owner == "output" || owner == "losses") {
            use.role = Role::subject;
            return true;
        }
    }
    // "supplied Moscow with", "selling it to", "sold Russia goods"
    if (phrase != nullptr && (phrase->kind == Kind::supply || phrase->kind == Kind::support) && !possessed) {
        use.role = Role::subject;
        return true;
    }
    return false;
}

bool Reader::by_following(PlaceUse& use, const Item& place) const {
    const bool possessive = view_.tokens[place.last - 1].possessive;
    const std::string_view next = word(place.last);
    if (next == "-" && word(place.last + 1) == "made") {
        use.role = Role::supplier;
        use.basis = "origin";
        return true;
    }
    constexpr std::array<std::string_view, 14> thinks = {"believe", "believes", "think", "thinks", "say", "consider", "considers", "fear", "fears", "suspect", "suspects", "accuse", "accuses", "estimates"};
    std::size_t after_list = place.last;
    while (after_list < view_.tokens.size() && (word(after_list) == "and" || word(after_list) == "," || word(after_list) == "the" || view_.is(after_list, Kind::place))) {
        ++after_list;
    }
    if (next == "says" || next == "said" || (!possessive && !place.adjective && is_one_of(word(after_list), thinks)) || (is_one_of(next, of_speaker) && (possessive || place.adjective || place.width == "capital" || next == "officials" || next == "official"))) {
        use.role = Role::speaker;
        return true;
    }
    if (!possessive && !place.adjective) {
        // "Russia imports", "EU imports", "US exports": a noun as an adjective, when no verb follows that it could be.
        if (next == "imports" && (word(place.last + 1) == "from" || word(place.last + 1) == "of" || word(place.last + 1) == "." || place.last + 1 >= view_.tokens.size())) {
            use.role = Role::subject;
            return true;
        }
        if (next == "exports" && (word(place.last + 1) == "to")) {
            use.role = Role::supplier;
            return true;
        }
        return false;
    }
    // The next few words tell whose thing it is.
    for (std::size_t i = place.last; i < std::min(place.last + 5, view_.tokens.size()); ++i) {
        const std::string_view text = word(i);
        if (view_.tokens[i].kind == TokenKind::sign && text != "-" && text != "%") {
            break;
        }
        const Item* found = view_.item_of(i);
        if (found != nullptr && found->kind == Kind::firm) {
            // "sold to the Turkish company"
            std::size_t to = place.first;
            to -= to > 0 && (word(to - 1) == "the" || word(to - 1) == "a") ? 1U : 0U;
            if (to > 0 && word(to - 1) == "to") {
                use.role = Role::subject;
                return true;
            }
            use.role = Role::supplier;
            use.basis = found->value;
            const Item* verb = view_.find(Kind::supply, i, std::min(i + 4, view_.tokens.size()));
            if (found->value == "seller" && verb != nullptr && !verb->value.empty()) {
                use.basis = verb->value;
            }
            // "Chinese companies bought": a buyer.
            const Item* receive = verb_after(i + 1);
            if (receive != nullptr && receive->kind == Kind::receive) {
                use.role = Role::subject;
                use.basis = {};
            }
            return true;
        }
        if (is_one_of(text, of_speaker)) {
            use.role = Role::speaker;
            return true;
        }
        if (is_dependence(i)) {
            use.role = Role::subject;
            return true;
        }
        if (is_one_of(text, of_supplier)) {
            use.role = Role::supplier;
            use.basis = text == "make" || text == "made" || text == "origin" ? std::string_view("origin") : std::string_view();
            return true;
        }
        if (is_one_of(text, of_subject)) {
            use.role = Role::subject;
            return true;
        }
        if (found != nullptr && (found->kind == Kind::goods || found->kind == Kind::generic)) {
            // "German car exports", "Russian missile output", "China's machine-tool exports": the word after the goods decides.
            const std::string_view later = word(found->last);
            if (is_one_of(later, of_speaker)) {
                use.role = Role::speaker; // "Russian trade figures"
            } else if (is_one_of(later, of_subject)) {
                use.role = Role::subject;
            } else if (is_one_of(later, of_supplier)) {
                use.role = Role::supplier;
            } else if (possessive) {
                const Item* verb = verb_after(found->last);
                const bool acts = verb != nullptr && verb->kind == Kind::account;
                use.role = acts ? Role::supplier : Role::subject;
            } else {
                use.role = place.first > 0 && word(place.first - 1) == "in" ? Role::subject : Role::supplier;
            }
            return true;
        }
        if (found != nullptr && found->kind == Kind::place && i > place.last) {
            break;
        }
    }
    // "were Chinese", "not Chinese": at the end of what is said.
    if (place.adjective && place.first > 0) {
        const std::string_view before = word(place.first - 1);
        const bool ends = place.last >= view_.tokens.size() || view_.tokens[place.last].kind == TokenKind::sign || word(place.last) == "and" || word(place.last) == "against" || word(place.last) == "or";
        if (ends && (before == "are" || before == "is" || before == "was" || before == "were" || before == "not" || before == "been" || before == ")" || view_.is(place.first - 1, Kind::percent))) {
            use.role = Role::supplier;
            return true;
        }
    }
    if (possessive) {
        use.role = Role::subject;
        return true;
    }
    return false;
}

void Reader::by_verb(PlaceUse& use, const Item& place) const {
    // "China 71%", "China: 71 %", "and China for 24.8 percent", "54% China"
    for (const Number& number : view_.numbers) {
        const bool near = number.first >= place.last && number.first - place.last <= 1 && number.what == Number::What::percent;
        if (near && (number.first == place.last || word(place.last) == ":" || word(place.last) == "for" || word(place.last) == "with" || word(place.last) == "-")) {
            use.role = Role::supplier;
            return;
        }
    }
    const Item* verb = verb_after(place.last);
    if (verb == nullptr) {
        return;
    }
    // In the passive the place before it does not act: "Russia was supplied by".
    const bool passive = verb->first > 0 && !word(verb->first).ends_with("ing") && (word(verb->first - 1) == "was" || word(verb->first - 1) == "were" || word(verb->first - 1) == "been" || word(verb->first - 1) == "are" || word(verb->first - 1) == "is");
    switch (verb->kind) {
    case Kind::supply:
        use.role = passive ? Role::subject : Role::supplier;
        use.basis = passive ? std::string_view() : verb->value;
        return;
    case Kind::support:
    case Kind::account:
    case Kind::rank: use.role = Role::supplier; return;
    case Kind::produce:
        // "Russia makes 250,000 shells": whose output it is. "states that make, sell and supply": suppliers.
        for (std::size_t i = verb->last; i < std::min(verb->last + 6, view_.tokens.size()); ++i) {
            const Item* other = view_.item_of(i);
            if (other != nullptr && other->kind == Kind::supply) {
                use.role = Role::supplier;
                return;
            }
            if (other != nullptr && other->kind == Kind::goods) {
                break;
            }
        }
        use.role = Role::subject;
        return;
    case Kind::evade: {
        // "remains the largest hub for circumventing sanctions": a way, not whose supply it is.
        constexpr std::array<std::string_view, 12> ways = {"hub", "hubs", "centre", "centres", "center", "centers", "conduit", "conduits", "channel", "route", "gateway", "intermediary"};
        for (std::size_t i = place.last; i < verb->first; ++i) {
            if (is_one_of(word(i), ways)) {
                use.role = Role::via;
                return;
            }
        }
        use.role = Role::subject;
        return;
    }
    default: use.role = Role::subject; return;
    }
}

void Reader::decide(PlaceUse& use) const {
    const Item& place = item(use);
    use.named_only = is_named_only(view_, place);
    if (place.width == "people" || place.value == "SU" || place.value == "UN" || use.named_only) {
        return;
    }
    if (place.adjective || view_.tokens[place.last - 1].possessive) {
        if (!by_following(use, place)) {
            by_preposition(use, place);
        }
        return;
    }
    if (by_preposition(use, place) || by_following(use, place)) {
        return;
    }
    by_verb(use, place);
}

} // namespace

void find_roles(SentenceView& view) {
    view.places.clear();
    Reader(view).run();
}

const Item* SentenceView::find(Kind kind, std::size_t first, std::size_t last) const {
    for (const Item& item : items) {
        if (item.kind == kind && item.first >= first && item.first < last) {
            return &item;
        }
    }
    return nullptr;
}

const Item* SentenceView::find_before(Kind kind, std::size_t token, std::size_t from) const {
    const Item* best = nullptr;
    for (const Item& item : items) {
        if (item.kind == kind && item.first < token && item.first >= from) {
            best = &item;
        }
    }
    return best;
}

Span SentenceView::span_of(std::size_t first, std::size_t last) const {
    if (first >= last || last > tokens.size()) {
        return {};
    }
    return {tokens[first].begin, tokens[last - 1].end};
}

std::string SentenceView::words_of(std::size_t first, std::size_t last) const {
    std::string words(article->words(span_of(first, last)));
    std::ranges::replace(words, '\n', ' ');
    return words;
}

std::pair<std::size_t, std::size_t> SentenceView::clause_of(std::size_t token) const {
    const auto parts = [&](std::size_t i) {
        const std::string_view text = tokens.word(i);
        return text == ";" || text == ":" || text == "--" || text == "(" || text == ")" || text == "but" || text == "while" || text == "whereas" || text == "although" || text == "though" || text == "because" ||
               (text == "," && (tokens.word(i + 1) == "and" || tokens.word(i + 1) == "so" || tokens.word(i + 1) == "which"));
    };
    std::size_t first = token;
    while (first > 0 && !parts(first - 1)) {
        --first;
    }
    std::size_t last = token;
    while (last < tokens.size() && !parts(last)) {
        ++last;
    }
    return {first, last};
}

void read_sentence(const Article& article, const Sentence& sentence, const std::string& date, SentenceView& view) {
    view.article = &article;
    view.sentence = &sentence;
    view.date = date;
    view.tokens.read(article.text, sentence.span.begin, sentence.span.end);
    find_items(view.tokens, view.items);
    // "May" is a month where it has a capital.
    std::erase_if(view.items, [&](const Item& item) { return item.kind == Kind::forecast && view.tokens.word(item.first) == "may" && view.tokens[item.first].capital; });
    // "No. 1" denies nothing.
    std::erase_if(view.items, [&](const Item& item) { return item.kind == Kind::negation && view.tokens.word(item.first) == "no" && view.tokens.word(item.last) == "." && item.last + 1 < view.tokens.size() && view.tokens[item.last + 1].kind == TokenKind::number; });
    // "US$" is a currency.
    std::erase_if(view.items, [&](const Item& item) { return item.kind == Kind::place && item.value == "US" && view.tokens.word(item.last) == "$" && view.tokens[item.last].glued; });
    view.item_at.assign(view.tokens.size(), SentenceView::npos);
    for (std::size_t i = 0; i < view.items.size(); ++i) {
        for (std::size_t k = view.items[i].first; k < view.items[i].last; ++k) {
            view.item_at[k] = i;
        }
    }
    find_times(view);
    find_numbers(view);
    find_roles(view);
    find_attributions(view);
}

} // namespace tidewaiter::claims
