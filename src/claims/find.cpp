// Sentence by sentence: the rules propose, then what a question, a forecast, an opinion or another language takes away is taken away; what
// earlier sentences said (whose supply, which goods, who speaks) is carried on.
#include "claims/find.hpp"

#include "claims/rules.hpp"

#include "base/utf8.hpp"
#include "entity/date.hpp"

#include <algorithm>
#include <array>
#include <map>

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

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> roles = {{
    {"official", "official"}, {"officials", "official"}, {"minister", "minister"}, {"president", "president"}, {"general", "general"}, {"admiral", "admiral"}, {"spokesman", "spokesman"},
    {"spokeswoman", "spokeswoman"}, {"analyst", "analyst"}, {"institute", "institute"}, {"study", "study"}, {"report", "report"}, {"ambassador", "ambassador"}, {"intelligence", "intelligence service"},
}};

std::string role_of(std::string_view speaker) {
    Tokens tokens;
    tokens.read(speaker, 0, speaker.size());
    for (const Token& token : tokens.all()) {
        for (const auto& [word, role] : roles) {
            if (token.lower == word) {
                return std::string(role);
            }
        }
    }
    return {};
}

/// "from nine major economies": which ones, the sentence does not say.
bool of_unnamed_countries(const SentenceView& view, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i + 2 < last; ++i) {
        const std::string_view lead = view.tokens.word(i);
        const bool counted = view.is(i + 1, Kind::number) || view.tokens[i + 1].kind == TokenKind::number || view.tokens.word(i + 1) == "several" || view.tokens.word(i + 1) == "dozens";
        if ((lead != "from" && lead != "to" && lead != "of") || !counted) {
            continue;
        }
        for (std::size_t k = i + 2; k < std::min(i + 5, last); ++k) {
            const std::string_view word = view.tokens.word(k);
            if (word == "economies" || word == "countries" || word == "states" || word == "nations") {
                // "nine countries: A, B and C" names them.
                return !view.is(k + 1, Kind::place) && view.tokens.word(k + 1) != ":" && view.tokens.word(k + 1) != "," && view.tokens.word(k + 1) != "(";
            }
        }
    }
    return false;
}

/// Why a claim that a rule proposed cannot be tested; empty when it can.
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

/// Why a sentence without a claim is not testable.
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

class Finder {
public:
    Finder(const Article& article, const FindOptions& options, const TextLimits& limits) : article_(article), options_(options), limits_(limits) {
        context_.subject = options.subject;
        date_ = options.said_on.empty() ? article.date : options.said_on;
    }

    Found run() {
        const std::string common = common_language();
        for (std::size_t i = 0; i < article_.sentences.size(); ++i) {
            const Sentence& sentence = article_.sentences[i];
            const std::string& language = sentence.language == "unknown" ? common : sentence.language;
            if (language != "English" && language != "unknown") {
                found_.rest.push_back({sentence.span, "language: " + language});
                speakers_.emplace_back();
                continue;
            }
            read(i);
        }
        finish_speakers();
        finish_subjects();
        return std::move(found_);
    }

private:
    std::string common_language() const {
        std::map<std::string, std::size_t> counts;
        for (const Sentence& sentence : article_.sentences) {
            if (sentence.language != "unknown") {
                counts[sentence.language] += sentence.span.end - sentence.span.begin;
            }
        }
        const auto most = std::ranges::max_element(counts, {}, [](const auto& each) { return each.second; });
        return most == counts.end() ? "unknown" : most->first;
    }

    void read(std::size_t index) {
        const Sentence& sentence = article_.sentences[index];
        const std::string_view text = article_.words(sentence.span);
        read_sentence(article_, sentence, date_, view_);
        drafts_.clear();
        find_shares(view_, context_, drafts_);
        find_levels_and_changes(view_, context_, drafts_);
        find_comparisons(view_, context_, drafts_);
        find_existence(view_, context_, drafts_);
        std::ranges::stable_sort(drafts_, {}, &Draft::anchor);
        std::string refused;
        std::size_t kept = 0;
        for (Draft& draft : drafts_) {
            const std::string why = objection(view_, draft, text);
            if (!why.empty()) {
                refused = why;
                continue;
            }
            if (found_.claims.size() >= limits_.claims) {
                found_.cut = true;
                continue;
            }
            finish(std::move(draft), sentence, index);
            ++kept;
        }
        if (kept == 0) {
            found_.rest.push_back({sentence.span, refused.empty() ? reason_for(view_, text) : refused});
        }
        speakers_.push_back(view_.attributions.empty() ? Attribution{} : view_.attributions.front());
        carry();
    }

    void finish(Draft draft, const Sentence& sentence, std::size_t index) {
        Claim& claim = draft.claim;
        const std::size_t anchor = draft.anchor;
        claim.number = static_cast<int>(found_.claims.size()) + 1;
        claim.span = sentence.span;
        claim.text = article_.words(sentence.span);
        claim.outlet = options_.outlet.empty() ? article_.outlet : options_.outlet;
        claim.url = options_.url.empty() ? article_.url : options_.url;
        claim.archived_hash = article_.sha256;
        claim.said_on = date_;
        claim.negation = draft.denied || is_negated(view_, anchor);
        if (claim.measure == Measure::existence) {
            // "no longer sells": it does not, now.
            const auto [first, last] = view_.clause_of(anchor);
            const Item* longer = view_.find(Kind::not_negation, first, last);
            claim.negation = claim.negation || (longer != nullptr && view_.tokens.word(longer->first + 1) == "longer");
        }
        if (claim.width.empty()) {
            const Population* population = find_population(claim.goods);
            claim.width = population == nullptr ? std::string() : population->stated;
        }
        const Attribution* nearest = nullptr;
        std::size_t distance = SentenceView::npos;
        for (const Attribution& attribution : view_.attributions) {
            std::size_t away = attribution.verb > anchor ? attribution.verb - anchor : anchor - attribution.verb;
            if (away < distance) {
                distance = away;
                nearest = &attribution;
            }
        }
        if (nearest != nullptr) {
            set_speaker(claim, *nearest);
            add_evidence(claim, "speaker", view_.span_of(nearest->first, nearest->last));
        }
        if (claim.measure == Measure::share) {
            context_.share = claim;
        }
        if (claim.measure == Measure::share || claim.measure == Measure::level || claim.measure == Measure::change) {
            context_.last = claim;
        }
        found_.claims.push_back(std::move(claim));
        sentence_of_.push_back(index);
    }

    static void set_speaker(Claim& claim, const Attribution& attribution) {
        claim.speaker = attribution.speaker;
        claim.role = role_of(attribution.speaker);
        if (!attribution.said_on.empty()) {
            claim.said_on = attribution.said_on;
        }
    }

    void carry() {
        for (const PlaceUse& use : view_.places) {
            if (use.role == Role::subject) {
                context_.subject = view_.items[use.item].value;
                ++subjects_[context_.subject];
            }
        }
        std::vector<std::string> suppliers;
        for (const PlaceUse& use : view_.places) {
            if (use.role == Role::supplier) {
                suppliers.emplace_back(view_.items[use.item].value);
            }
        }
        if (!suppliers.empty()) {
            context_.counterpart = std::move(suppliers);
        }
        for (const Item& item : view_.items) {
            if (item.kind == Kind::goods && item.value != "components") {
                context_.goods = item.value;
                context_.width = item.width;
            }
        }
    }

    /// Quotations that run over sentences: who spoke before or after in the same paragraph.
    void finish_speakers() {
        for (std::size_t i = 0; i < found_.claims.size(); ++i) {
            Claim& claim = found_.claims[i];
            const std::size_t index = sentence_of_[i];
            const Sentence& sentence = article_.sentences[index];
            if (!options_.speaker.empty()) {
                claim.speaker = options_.speaker;
                claim.role = role_of(options_.speaker);
                continue;
            }
            if (!claim.speaker.empty() || !sentence.has_quote) {
                continue;
            }
            const auto takes = [&](std::size_t other) { return article_.sentences[other].paragraph == sentence.paragraph && !speakers_[other].speaker.empty(); };
            for (std::size_t back = index; back-- > 0 && index - back <= 6;) {
                if (takes(back)) {
                    set_speaker(claim, speakers_[back]);
                    break;
                }
            }
            if (claim.speaker.empty() && index + 1 < speakers_.size() && takes(index + 1)) {
                set_speaker(claim, speakers_[index + 1]);
            }
        }
    }

    /// A text about one country's supply need not name it in the first sentence.
    void finish_subjects() {
        const auto most = std::ranges::max_element(subjects_, {}, [](const auto& each) { return each.second; });
        if (most == subjects_.end()) {
            return;
        }
        for (Claim& claim : found_.claims) {
            if (claim.subject.empty() && std::ranges::find(claim.counterpart, most->first) == claim.counterpart.end()) {
                claim.subject = most->first;
            }
        }
    }

    const Article& article_;
    const FindOptions& options_;
    const TextLimits& limits_;
    std::string date_;
    Found found_;
    SentenceView view_;
    std::vector<Draft> drafts_;
    Context context_;
    std::vector<Attribution> speakers_; // of each sentence
    std::vector<std::size_t> sentence_of_;
    std::map<std::string, int> subjects_;
};

} // namespace

Found find_claims(const Article& article, const FindOptions& options, const TextLimits& limits) { return Finder(article, options, limits).run(); }

} // namespace tidewaiter::claims
