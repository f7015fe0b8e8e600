// "X said", "said X", "according to X", "X: ..."; pronouns and open quotations are resolved over sentences in find.cpp.
#include "claims/sentence.hpp"

#include "entity/date.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::claims {

namespace {

constexpr std::array<std::string_view, 7> weekdays = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

constexpr std::array<std::string_view, 22> ends_name = {"who", "which", "that", "on",  "in",   "at",  "after", "before", "as", "while", "when", "without", "during", "to", "but", "although", "because", "with", "for", "told", "adding", "yesterday"};
constexpr std::array<std::string_view, 10> before_name = {"that", "but", "and", "because", "while", "although", "as", "where", "when", "whereas"};

bool is_mark(const Token& token) { return token.kind == TokenKind::sign && token.lower != "-" && token.lower != "." && token.lower != "'"; }

/// Day that the words after the verb tell: "on Friday", "yesterday".
std::string day_told(const SentenceView& view, std::size_t verb) {
    if (view.date.size() != 10) {
        return {};
    }
    const auto date = entity::parse_date(view.date);
    if (!date) {
        return {};
    }
    const int today = entity::to_serial(date->from);
    for (std::size_t i = verb + 1; i < std::min(verb + 9, view.tokens.size()); ++i) {
        const std::string_view word = view.tokens.word(i);
        if (word == "yesterday") {
            return entity::to_iso(entity::from_serial(today - 1));
        }
        if (word == "today") {
            return view.date;
        }
        const auto weekday = std::ranges::find(weekdays, word);
        if (weekday != weekdays.end() && view.tokens.word(i - 1) == "on") {
            const int wanted = static_cast<int>(weekday - weekdays.begin());
            const int now = ((today + 3) % 7 + 7) % 7; // 1970-01-01 was a Thursday
            return entity::to_iso(entity::from_serial(today - ((now - wanted) % 7 + 7) % 7));
        }
    }
    return {};
}

std::string clean_name(const SentenceView& view, std::size_t first, std::size_t last) { return first < last ? view.words_of(first, last) : std::string(); }

/// Name after the verb: up to a mark or a word that ends it.
bool name_after(const SentenceView& view, std::size_t verb_last, Attribution& found) {
    std::size_t last = verb_last;
    constexpr std::size_t longest = 9;
    while (last < view.tokens.size() && last - verb_last < longest) {
        const Token& token = view.tokens[last];
        // "Matthew C. Klein": the point of an initial ends no name.
        const bool initial = token.lower == "." && last > verb_last && view.tokens[last - 1].capital && view.tokens[last - 1].lower.size() == 1;
        if (is_mark(token) || (token.lower == "." && !initial) || (last > verb_last && is_one_of(token.lower, ends_name))) {
            break;
        }
        ++last;
    }
    found.first = verb_last;
    found.last = last;
    return last > verb_last;
}

/// Name before the verb: back to a mark, a conjunction or the start.
bool name_before(const SentenceView& view, std::size_t verb, Attribution& found) {
    std::size_t first = verb;
    constexpr std::size_t longest = 14;
    while (first > 0 && verb - first < longest) {
        const Token& token = view.tokens[first - 1];
        // "OCCRP and its partners Vlast and IStories show": names joined by "and" are one speaker; countries are not.
        const bool joins = token.lower == "and" && first > 1 && view.tokens[first - 2].capital && !view.is(first - 2, Kind::place) && first < verb && (view.tokens[first].capital || view.tokens.word(first) == "its");
        if (is_mark(token) || (!joins && is_one_of(token.lower, before_name))) {
            break;
        }
        // A figure or a quantity is no part of a name.
        const bool designation = token.glued && first > 1 && view.tokens[first - 2].kind == TokenKind::word; // "C4ADS"
        if (token.kind == TokenKind::number && !designation) {
            break;
        }
        --first;
    }
    // "who" begins a clause about somebody named before it; adverbs are no part of the name.
    while (first < verb && (view.tokens.word(first) == "who" || view.tokens.word(first) == "also" || view.tokens.word(first) == "then" || view.tokens.word(first) == "still")) {
        ++first;
    }
    std::size_t last = verb;
    while (last > first && (view.tokens.word(last - 1) == "has" || view.tokens.word(last - 1) == "have" || view.tokens.word(last - 1) == "had" || view.tokens.word(last - 1) == "would" || view.tokens.word(last - 1) == "also")) {
        --last;
    }
    found.first = first;
    found.last = last;
    return last > first;
}

/// Does a verb stand before the word in its clause, so that it is no verb itself?
bool is_noun(const SentenceView& view, std::size_t at) {
    for (std::size_t i = at; i-- > 0;) {
        const std::string_view word = view.tokens.word(i);
        if (view.tokens[i].kind == TokenKind::sign && word != "," && word != "-") {
            return false;
        }
        if (word == "is" || word == "are" || word == "was" || word == "were" || word == "has" || word == "have" || word == "had" || word == "of" || word == "by" || word == "from" || word == "to") {
            return true;
        }
    }
    return false;
}

} // namespace

void find_attributions(SentenceView& view) {
    view.attributions.clear();
    for (const Item& item : view.items) {
        if (item.kind != Kind::say) {
            continue;
        }
        Attribution found{.verb = item.first};
        const std::string_view verb = view.tokens.word(item.first);
        // "is said to", "not say"
        const std::string_view before = item.first > 0 ? view.tokens.word(item.first - 1) : std::string_view();
        if (item.value == "according") {
            if (!name_after(view, item.last, found)) {
                continue;
            }
        } else {
            const std::string_view after = view.tokens.word(item.last);
            const bool quote_before = item.first == 0 || is_mark(view.tokens[item.first - 1]);
            const bool noun = (verb == "report" || verb == "claims" || verb == "estimates" || verb == "states" || verb == "show" || verb == "notes") && (before == "the" || before == "a" || before == "this" || before == "its" || before == "new");
            if (before == "-" || before == "none" || before == "nothing" || before == "nobody" || before == "no") {
                continue; // "Russia-reported", "none found"
            }
            if (verb == "states" && is_noun(view, item.first)) {
                continue; // "are among the leading states that"
            }
            if (noun || before == "is" || before == "are" || before == "be" || before == "not" || before == "would" || before == "to") {
                continue;
            }
            // "reported imports of", "found in": other meanings of the verb.
            // "trade between the two showed growth", "output shows no decline": nobody speaks.
            const bool seen = (verb == "show" || verb == "shows" || verb == "showed") && (view.is(item.last, Kind::up) || view.is(item.last, Kind::down) || after == "a" || after == "an" || after == "no");
            if (seen) {
                continue;
            }
            if ((item.value == "reported" || verb == "found" || verb == "show" || verb == "report") && (after == "imports" || after == "exports" || after == "in" || after == "on" || view.is(item.last, Kind::number))) {
                continue;
            }
            // "research by C4ADS, a think tank, showed": the name stands before what explains it.
            const bool shows = verb == "show" || verb == "shows" || verb == "showed" || verb == "found" || verb == "finds" || verb == "estimates" || verb == "reveals" || verb == "suggests";
            if (shows && before == ",") {
                std::size_t comma = item.first - 1;
                while (comma > 0 && view.tokens.word(comma - 1) != ",") {
                    --comma;
                }
                if (comma > 1 && item.first - comma < 14 && name_before(view, comma - 1, found)) {
                    found.speaker = clean_name(view, found.first, found.last);
                    found.said_on = day_told(view, item.first);
                    view.attributions.push_back(std::move(found));
                    continue;
                }
            }
            bool named = quote_before ? name_after(view, item.last, found) : name_before(view, item.first, found);
            // "the commissioner, Anna Berg, said."
            if (!named && item.first > 1 && before == ",") {
                named = name_before(view, item.first - 1, found);
            }
            if (!named) {
                continue;
            }
        }
        const std::string_view head = view.tokens.word(found.first);
        if (head == "we" || head == "you" || head == "one") {
            continue;
        }
        found.speaker = clean_name(view, found.first, found.last);
        found.said_on = day_told(view, item.first);
        if (!found.speaker.empty()) {
            view.attributions.push_back(std::move(found));
        }
    }
    // "US says" is found above; "THE SPEAKER: ..." here.
    if (view.attributions.empty()) {
        for (std::size_t i = 0; i < std::min<std::size_t>(4, view.tokens.size()); ++i) {
            if (view.tokens[i].lower == ":" && i > 0 && view.tokens[0].capital) {
                const bool name = std::ranges::all_of(view.tokens.all().begin(), view.tokens.all().begin() + static_cast<std::ptrdiff_t>(i), [](const Token& token) { return token.kind == TokenKind::word && token.capital; });
                const std::string_view word = view.tokens.word(0);
                const bool label = view.find(Kind::goods, 0, i) != nullptr || word == "q" || word == "a" || word == "note" || view.find(Kind::place, 0, i) != nullptr;
                if (name && !label) {
                    view.attributions.push_back({.verb = i, .first = 0, .last = i, .speaker = clean_name(view, 0, i), .said_on = {}});
                }
                break;
            }
            if (view.tokens[i].kind != TokenKind::word) {
                break;
            }
        }
    }
}

} // namespace tidewaiter::claims
