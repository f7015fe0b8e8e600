#include "index/search.hpp"

#include "index/keys.hpp"

#include <algorithm>

namespace tidewaiter::index {

namespace {

using names::Word;

constexpr float slack = 1e-4F; // for rounding in sums of weights

/// Agreement from which a pair of words leads to names. `least` would do: where every pair agrees by less, so does the
/// whole. A lower one costs more look-ups and leaves fewer names to compare, because names that share only common
/// words are told apart by what the other words would lose.
constexpr float leading_agreement = 0.50F;

class FormSearch {
public:
    FormSearch(const Tables& tables, const names::Wording& query, double least, Scratch& scratch)
        : tables_(tables), query_(query.words), person_(query.person), least_(static_cast<float>(least)), scratch_(scratch) {
        for (const Word& word : query_) {
            query_weight_ += word.is_heavy() ? word.weight : 0;
            has_initial_ |= word.kind == names::PartKind::initial;
        }
        strong_ = std::min(least_, leading_agreement);
    }

    void run(const std::function<void(std::uint32_t, double)>& found) {
        scratch_.begin(tables_, query_.size());
        for (number_ = 0; number_ < query_.size(); ++number_) {
            const Word& word = query_[number_];
            if (word.is_heavy()) {
                add_equal_light(word);
                add_near(word);
                for (const std::string_view other : names::nicknames_of(word.text)) {
                    add_nickname(word, other);
                }
                add_runs(run_key(names::Relation::joined, word.sound), word.weight);
                add_runs(run_key(names::Relation::acronym, word.text), word.weight);
            } else if (word.weight > 0) {
                add_equal_heavy(word);
            }
        }
        add_own_runs();
        for (const std::uint32_t form : scratch_.touched) {
            if (may_reach(form)) {
                compare(form, found);
            }
        }
    }

    void run_exhaustively(const std::function<void(std::uint32_t, double)>& found) {
        for (std::uint32_t form = 0; form < tables_.forms(); ++form) {
            fill_candidate(form);
            const double score = names::compare_words({query_, person_}, {scratch_.candidate, tables_.is_person(form)}, least_);
            if (score > 0 && score >= static_cast<double>(least_)) {
                found(form, score);
            }
        }
    }

private:
    /// Best first, so that a form's first touch by a word is the word's best agreement in it.
    void add_near(const Word& word) {
        for (const Tables::Near& near : scratch_.near.find(tables_, word)) {
            scratch_.note(near.word, number_, near.agreement);
            if (near.agreement.value >= strong_) {
                add_forms(near.word, word.weight, near.agreement.value);
            }
        }
    }

    void add_forms(std::uint32_t number, float query_weight, float agreement) {
        const Word& other = tables_.word(number);
        const float candidate_weight = other.is_heavy() ? other.weight : 0;
        const float loss = 1 - agreement;
        const auto at = static_cast<std::uint16_t>(number_ + 1);
        for (const std::uint32_t form : tables_.forms_of(number)) {
            FormState& state = scratch_.touch(form);
            state.candidate_weight += candidate_weight;
            if (state.last_word != at) {
                state.last_word = at;
                state.query_weight += query_weight;
                state.query_loss += query_weight * loss;
                state.query_loss_missing += query_weight * std::min(loss, names::bounds.missing_cost);
            }
        }
    }

    /// A heavy word and a light one agree only when they are equal.
    void add_equal_light(const Word& word) {
        scratch_.words.clear();
        tables_.find_words(word.text, scratch_.words);
        for (const std::uint32_t number : scratch_.words) {
            if (!tables_.word(number).is_heavy()) {
                scratch_.note(number, number_, {1, names::Relation::equal});
                add_forms(number, word.weight, 1);
            }
        }
    }

    /// The same for a light word of the query.
    void add_equal_heavy(const Word& word) {
        scratch_.words.clear();
        tables_.find_words(word.text, scratch_.words);
        for (const std::uint32_t number : scratch_.words) {
            if (tables_.word(number).is_heavy()) {
                scratch_.note(number, number_, {1, names::Relation::equal});
                add_forms(number, 0, 1);
            }
        }
    }

    /// What the word may meet by being the short form, or the full one, of another. The word may have touched a name
    /// already with a lower agreement; then what that lost is given back.
    void add_nickname(const Word& word, std::string_view other) {
        scratch_.words.clear();
        tables_.find_words(other, scratch_.words);
        const auto at = static_cast<std::uint16_t>(number_ + 1);
        for (const std::uint32_t number : scratch_.words) {
            const Word& candidate = tables_.word(number);
            if (!candidate.is_heavy()) {
                continue;
            }
            scratch_.note(number, number_, names::agree(word, candidate));
            for (const std::uint32_t form : tables_.forms_of(number)) {
                FormState& state = scratch_.touch(form);
                state.candidate_weight += candidate.weight;
                if (state.last_word != at) {
                    state.last_word = at;
                    state.query_weight += word.weight;
                } else {
                    state.query_loss -= word.weight * (1 - strong_);
                    state.query_loss_missing -= word.weight * names::bounds.missing_cost;
                }
            }
        }
    }

    /// Runs of the listed names that meet one word of the query.
    void add_runs(std::uint32_t key, float query_weight) {
        for (const RunRecord& run : tables_.find_runs(key)) {
            add_join(run.form, query_weight, run.weight);
        }
    }

    void add_join(std::uint32_t form, float query_weight, float candidate_weight) {
        FormState& state = scratch_.touch(form);
        state.has_join = true;
        state.joined_query += query_weight;
        state.joined_candidate += candidate_weight;
    }

    /// Runs of the query that meet one word of a listed name.
    void add_own_runs() {
        for (const names::Run& run : names::runs_of({query_, person_})) {
            scratch_.words.clear();
            if (run.relation == names::Relation::joined) {
                tables_.find_sounding(run.key, scratch_.words);
            } else {
                tables_.find_words(run.key, scratch_.words);
            }
            for (const std::uint32_t number : scratch_.words) {
                const Word& other = tables_.word(number);
                if (!other.is_heavy()) {
                    continue; // runs stand against heavy words only
                }
                for (const std::uint32_t form : tables_.forms_of(number)) {
                    add_join(form, run.weight, other.weight);
                }
            }
        }
    }

    /// Could the form reach the least score? The loss of every alignment is at least what is summed here: words that
    /// agree strongly lose by their best agreement; of the rest, a heavy word of the shorter name loses at least `weak` of
    /// its weight and one of the longer name missing_cost. What joins take is given away for nothing.
    bool may_reach(std::uint32_t form) const {
        const FormState& state = scratch_.forms[form];
        const FormRecord& record = tables_.form(form);
        float weak = 1 - strong_;
        if (has_initial_ || (record.flags & form_has_initial) != 0) {
            weak = std::min(weak, names::bounds.initial_loss);
        }
        const float more = weak - names::bounds.missing_cost;
        if (more <= 0) {
            return true;
        }
        const float query_rest = std::max(0.0F, query_weight_ - state.query_weight - state.joined_query);
        const float form_rest = std::max(0.0F, record.heavy_weight - state.candidate_weight - state.joined_candidate);
        const auto reaches = [&](float shorter, float shorter_rest, float longer_rest, float strong_loss) {
            const float loss = strong_loss + names::bounds.missing_cost * longer_rest + more * shorter_rest;
            return loss <= (1 - least_) * std::min(names::bounds.longest_scale, shorter) + slack;
        };
        if (state.has_join) {
            // A join may turn round which name is the shorter one, takes its words' losses away, and counts by the mean
            // weight of its two sides.
            const float scale = std::min(query_weight_ + state.joined_candidate / 2, record.heavy_weight + state.joined_query / 2) + slack;
            return reaches(scale, query_rest, form_rest, 0) || reaches(scale, form_rest, query_rest, 0);
        }
        const bool query_may_be_shorter = query_weight_ <= record.heavy_weight + slack;
        const bool form_may_be_shorter = record.heavy_weight <= query_weight_ + slack;
        return (query_may_be_shorter && reaches(query_weight_, query_rest, form_rest, state.query_loss)) ||
               (form_may_be_shorter && reaches(record.heavy_weight, form_rest, query_rest, state.query_loss_missing));
    }

    void fill_candidate(std::uint32_t form) {
        scratch_.candidate.clear();
        for (const std::uint32_t word : tables_.words_of(form)) {
            scratch_.candidate.push_back(tables_.word(word));
        }
    }

    /// Agreements of heavy words are known by now; those of initials and between light words are cheap.
    void fill_matrix(std::uint32_t form) {
        const std::span<const std::uint32_t> words = tables_.words_of(form);
        scratch_.matrix.resize(query_.size() * words.size());
        for (std::size_t j = 0; j < words.size(); ++j) {
            const names::Agreement* row = scratch_.row(words[j]);
            const Word& theirs = scratch_.candidate[j];
            for (std::size_t i = 0; i < query_.size(); ++i) {
                names::Agreement& agreement = scratch_.matrix[i * words.size() + j];
                const Word& ours = query_[i];
                const bool initial = ours.kind == names::PartKind::initial || theirs.kind == names::PartKind::initial;
                if (initial || (!ours.is_heavy() && !theirs.is_heavy())) {
                    agreement = names::agree(ours, theirs);
                } else {
                    agreement = row != nullptr ? row[i] : names::Agreement{0, names::Relation::missing};
                }
            }
        }
    }

    void compare(std::uint32_t form, const std::function<void(std::uint32_t, double)>& found) {
        fill_candidate(form);
        fill_matrix(form);
        const double score = names::compare_words({query_, person_}, {scratch_.candidate, tables_.is_person(form)}, scratch_.matrix,
                                                  scratch_.forms[form].has_join, least_);
        if (score > 0 && score >= static_cast<double>(least_)) {
            found(form, score);
        }
    }

    const Tables& tables_;
    std::span<const Word> query_;
    bool person_;
    float least_;
    Scratch& scratch_;
    float query_weight_ = 0;
    bool has_initial_ = false;
    float strong_ = 1;
    std::size_t number_ = 0; // of the query's word at hand
};

} // namespace

void search_forms(const Tables& tables, const names::Wording& query, double least, bool exhaustive, Scratch& scratch,
                  const std::function<void(std::uint32_t, double)>& found) {
    FormSearch search(tables, query, least, scratch);
    if (exhaustive || least < least_bounded_score) {
        search.run_exhaustively(found);
    } else {
        search.run(found);
    }
}

} // namespace tidewaiter::index
