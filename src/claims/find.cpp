// Sentence by sentence: the rules propose, then what a question, a forecast, an opinion or another language takes away is taken away; what
// earlier sentences said (whose supply, which goods, who speaks) is carried on.
#include "claims/find.hpp"

#include "claims/rules.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace tidewaiter::claims {

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
