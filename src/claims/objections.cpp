// Why a statement cannot be tested: what a question, a condition, a forecast or an opinion takes away, and what no reading could measure.
#include "claims/rules.hpp"

#include "base/utf8.hpp"
#include "entity/date.hpp"

#include <algorithm>

namespace tidewaiter::claims {

namespace {

/// "from nine major economies", "to some former Soviet republics", "those two countries ... their exports": which ones, the sentence does not say.
bool of_unnamed_countries(const SentenceView& view, std::size_t first, std::size_t last) {
    const auto countries = [&](std::size_t i) {
        const std::string_view word = view.tokens.word(i);
        return word == "economies" || word == "countries" || word == "states" || word == "nations" || word == "republics" || word == "neighbours" || word == "neighbors";
    };
    for (std::size_t i = first; i + 1 < last; ++i) {
        const std::string_view lead = view.tokens.word(i);
        const bool pointed = (lead == "those" || lead == "these") && (countries(i + 1) || countries(i + 2)) && view.tokens.word(i + 1) != "in" && view.find(Kind::place, first, i) == nullptr;
        const bool group = (lead == "to" || lead == "from" || lead == "with") && (view.tokens.word(i + 1) == "some" || view.tokens.word(i + 1) == "other" || view.tokens.word(i + 1) == "third" || view.tokens.word(i + 1) == "several" || view.tokens.word(i + 1) == "former" || view.tokens.word(i + 1) == "neighbouring" || view.tokens.word(i + 1) == "neighboring");
        if (pointed) {
            return true;
        }
        for (std::size_t k = i + 2; group && k < std::min(i + 6, last); ++k) {
            if (countries(k)) {
                const std::string_view after = view.tokens.word(k + 1);
                return !view.is(k + 1, Kind::place) && after != ":" && after != "," && after != "(" && after != "such";
            }
        }
    }
    for (std::size_t i = first; i + 2 < last; ++i) {
        const std::string_view lead = view.tokens.word(i);
        const bool counted = view.is(i + 1, Kind::number) || view.tokens[i + 1].kind == TokenKind::number || view.tokens.word(i + 1) == "several" || view.tokens.word(i + 1) == "dozens";
        if ((lead != "from" && lead != "to" && lead != "of") || !counted) {
            continue;
        }
        for (std::size_t k = i + 2; k < std::min(i + 5, last); ++k) {
            if (countries(k)) {
                // "nine countries: A, B and C" names them.
                return !view.is(k + 1, Kind::place) && view.tokens.word(k + 1) != ":" && view.tokens.word(k + 1) != "," && view.tokens.word(k + 1) != "(";
            }
        }
    }
    return false;
}

/// "exports to Armenia and Kyrgyzstan": one figure of several buyers together.
bool of_several_buyers(const SentenceView& view, const Claim& claim) {
    for (std::size_t i = 0; i + 1 < view.places.size(); ++i) {
        const PlaceUse& one = view.places[i];
        const PlaceUse& two = view.places[i + 1];
        const Item& first = view.items[one.item];
        const Item& second = view.items[two.item];
        const bool member = first.value == claim.subject || second.value == claim.subject;
        if (!member || one.role != Role::subject || two.role != Role::subject || first.value == second.value || second.first - first.last > 3 || second.first <= first.last) {
            continue;
        }
        bool joined = true;
        for (std::size_t k = first.last; k < second.first; ++k) {
            const std::string_view word = view.tokens.word(k);
            joined = joined && (word == "and" || word == "," || word == "the");
        }
        // "to Moscow, Russia's capital": one place told twice has its own value; a list of buyers stands after "to" or "of".
        const std::string_view lead = first.first > 0 ? view.tokens.word(first.first - 1) : std::string_view();
        if (joined && (view.tokens.word(second.first - 1) == "and" || lead == "to" || lead == ",")) {
            return true;
        }
    }
    return false;
}

} // namespace

std::string objection(const SentenceView& view, const Draft& draft, std::string_view text) {
    if (text.ends_with('?') || text.ends_with("?\"") || text.ends_with("?\u201D")) {
        return "a question";
    }
    const auto [first, last] = view.clause_of(draft.anchor);
    if (view.find(Kind::conditional, 0, view.tokens.size()) != nullptr) {
        return "a condition, not a statement of fact";
    }
    for (const Item& item : view.items) {
        if (item.first < first || item.first >= last) {
            continue;
        }
        const bool said = view.is(item.last, Kind::say);
        if (item.kind == Kind::forecast && !said) {
            return "a forecast or a possibility";
        }
        if (item.kind == Kind::opinion && draft.claim.measure != Measure::share) {
            return "an opinion";
        }
        if (item.kind == Kind::norm) {
            return "a rule or a target, not a statement of fact";
        }
    }
    if (draft.claim.measure != Measure::existence && of_unnamed_countries(view, first, last)) {
        return "of a group of countries that is not named";
    }
    const bool figure = draft.claim.measure == Measure::share || draft.claim.measure == Measure::level || draft.claim.measure == Measure::change;
    if (figure && of_several_buyers(view, draft.claim)) {
        return "one figure of several buyers together";
    }
    for (std::size_t i = first; i + 1 < last; ++i) {
        const std::string_view lead = i > 0 ? view.tokens.word(i - 1) : std::string_view();
        const bool passive = lead == "is" || lead == "are" || lead == "was" || lead == "were" || lead == "be" || lead == "being" || lead == "been";
        if (view.tokens.word(i) == "used" && view.tokens.word(i + 1) == "to" && !passive) {
            return "a past state without a date";
        }
        if (view.tokens.word(i) == "how" && (view.tokens.word(i + 1) == "many" || view.tokens.word(i + 1) == "much")) {
            return "it says what is not known";
        }
    }
    if (!view.date.empty() && !draft.claim.period.from.empty() && draft.claim.period.from > view.date.substr(0, 7) && draft.claim.period.from.substr(0, 4) > view.date.substr(0, 4)) {
        return "a forecast or a possibility";
    }
    return {};
}

std::string reason_for(const SentenceView& view, std::string_view text) {
    if (text.ends_with('?') || text.ends_with("?\"") || text.ends_with("?\u201D")) {
        return "a question";
    }
    if (view.find(Kind::conditional) != nullptr) {
        return "a condition, not a statement of fact";
    }
    if (view.find(Kind::forecast) != nullptr) {
        return "a forecast or a possibility";
    }
    if (view.find(Kind::opinion) != nullptr) {
        return "an opinion";
    }
    if (view.find(Kind::norm) != nullptr) {
        return "a rule or a target, not a statement of fact";
    }
    const auto date = text.size() < 40 ? entity::parse_date(base::trim(text)) : base::Result<entity::PartialDate>(base::error(""));
    const bool date_line = bool(date) || (!view.times.empty() && text.size() < 80 && !text.ends_with('.') && view.numbers.empty() && view.times.back().last == view.tokens.size());
    if (date_line) {
        return "a date line";
    }
    if (!view.numbers.empty()) {
        return view.find(Kind::goods) != nullptr ? "a number, but not of supply, output, use or stock" : "a number, but of what no goods or trade is named";
    }
    return "no number, comparison or supply is stated";
}

} // namespace tidewaiter::claims
