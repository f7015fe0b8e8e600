#include "index/search.hpp"

#include "index/keys.hpp"

#include <algorithm>
#include <cmath>

namespace tidewaiter::index {

namespace {

using names::Word;

/// A word in so many forms is common: its forms are worth telling apart before they are compared.
constexpr std::size_t common_forms = 48;
constexpr float slack = 1e-4F; // for rounding in sums of weights

class FormSearch {
public:
    FormSearch(const Tables& tables, std::span<const Word> query, double least, Scratch& scratch)
        : tables_(tables), query_(query), least_(static_cast<float>(least)), scratch_(scratch) {
        for (const Word& word : query_) {
            query_weight_ += word.is_heavy() ? word.weight : 0;
            has_initial_ |= word.kind == names::PartKind::initial;
        }
    }

    void run(const std::function<void(std::uint32_t, double)>& found) {
        scratch_.begin(tables_.forms());
        strong_ = strong_agreement();
        for (const Word& word : query_) {
            if (word.is_heavy()) {
                add_near(word);
                add_equal(word.text, word.weight, false);
                for (const std::string_view other : names::nicknames_of(word.text)) {
                    add_equal(other, word.weight, true);
                }
                add_runs(run_key(names::Relation::joined, word.sound));
                add_runs(run_key(names::Relation::acronym, word.text));
            } else if (word.weight > 0) {
                add_equal(word.text, 0, true);
            }
        }
        for (const names::Run& run : names::runs_of(query_)) {
            scratch_.words.clear();
            if (run.relation == names::Relation::joined) {
                tables_.find_sounding(run.key, scratch_.words);
            } else {
                tables_.find_words(run.key, scratch_.words);
            }
            for (const std::uint32_t word : scratch_.words) {
                for (const std::uint32_t form : tables_.forms_of(word)) {
                    scratch_.touch(form).must_compare = true;
                }
            }
        }
        for (const std::uint32_t form : scratch_.touched) {
            if (may_reach(form)) {
                compare(form, found);
            }
        }
    }

    void run_exhaustively(const std::function<void(std::uint32_t, double)>& found) {
        for (std::uint32_t form = 0; form < tables_.forms(); ++form) {
            compare(form, found);
        }
    }

private:
    /// From which agreement on a pair of words is searched for. `least_` is always enough: where every pair agrees by
    /// less, so does the whole. When some words are common, a lower one for all lets may_reach leave out the names
    /// that share only those.
    float strong_agreement() {
        float common = 0;
        float rare = 0;
        for (const Word& word : query_) {
            if (!word.is_heavy()) {
                continue;
            }
            scratch_.words.clear();
            tables_.find_words(word.text, scratch_.words);
            std::size_t forms = 0;
            for (const std::uint32_t number : scratch_.words) {
                forms += tables_.forms_of(number).size();
            }
            (forms > common_forms ? common : rare) += word.weight;
        }
        if (common == 0 || rare == 0) {
            return least_;
        }
        // Names that agree in the common words in full and in the rare ones by less than this lose too much.
        const float scale = std::min(names::bounds.longest_scale, query_weight_);
        const float needed = 1 - (1 - least_) * scale / rare - 0.01F;
        return std::clamp(needed, names::least_agreement, least_);
    }

    void add_near(const Word& word) {
        scratch_.near.clear();
        tables_.find_near(word, strong_, scratch_.near);
        for (const Tables::Near& near : scratch_.near) {
            const float weight = tables_.word(near.word).weight;
            for (const std::uint32_t form : tables_.forms_of(near.word)) {
                FormState& state = scratch_.touch(form);
                state.query_weight += word.weight;
                state.candidate_weight += weight;
            }
        }
    }

    /// Words with this text. `light_too`: what find_near has not found already.
    void add_equal(std::string_view text, float query_weight, bool heavy_too) {
        scratch_.words.clear();
        tables_.find_words(text, scratch_.words);
        for (const std::uint32_t number : scratch_.words) {
            const Word other = tables_.word(number);
            if (other.is_heavy() && !heavy_too) {
                continue;
            }
            if (!other.is_heavy() && query_weight == 0) {
                continue; // two light words carry nothing
            }
            for (const std::uint32_t form : tables_.forms_of(number)) {
                FormState& state = scratch_.touch(form);
                state.query_weight += query_weight;
                state.candidate_weight += other.is_heavy() ? other.weight : 0;
            }
        }
    }

    void add_runs(std::uint32_t key) {
        for (const RunRecord& run : tables_.find_runs(key)) {
            scratch_.touch(run.form).must_compare = true;
        }
    }

    /// Could the form reach the least score? Words that agree strongly are taken to agree in full; of the rest, a heavy
    /// word of the shorter name loses at least `weak` of its weight and one of the longer name missing_cost.
    bool may_reach(std::uint32_t form) const {
        const FormState& state = scratch_.forms[form];
        if (state.must_compare) {
            return true;
        }
        const FormRecord& record = tables_.form(form);
        float weak = 1 - strong_;
        if (has_initial_ || record.has_initial != 0) {
            weak = std::min(weak, names::bounds.initial_loss);
        }
        const float more = weak - names::bounds.missing_cost;
        if (more <= 0) {
            return true;
        }
        const float query_rest = std::max(0.0F, query_weight_ - state.query_weight);
        const float form_rest = std::max(0.0F, record.heavy_weight - state.candidate_weight);
        const auto reaches = [&](float shorter, float shorter_rest, float longer_rest) {
            const float loss = names::bounds.missing_cost * longer_rest + more * shorter_rest;
            return loss <= (1 - least_) * std::min(names::bounds.longest_scale, shorter) + slack;
        };
        return query_weight_ <= record.heavy_weight + slack ? reaches(query_weight_, query_rest, form_rest) ||
                   (record.heavy_weight <= query_weight_ + slack && reaches(record.heavy_weight, form_rest, query_rest))
                                                            : reaches(record.heavy_weight, form_rest, query_rest);
    }

    void compare(std::uint32_t form, const std::function<void(std::uint32_t, double)>& found) {
        scratch_.candidate.clear();
        for (const std::uint32_t word : tables_.words_of(form)) {
            scratch_.candidate.push_back(tables_.word(word));
        }
        const double score = names::compare_words(query_, scratch_.candidate, least_, nullptr);
        if (score > 0 && score >= static_cast<double>(least_)) {
            found(form, score);
        }
    }

    const Tables& tables_;
    std::span<const Word> query_;
    float least_;
    Scratch& scratch_;
    float query_weight_ = 0;
    bool has_initial_ = false;
    float strong_ = 1;
};

} // namespace

void search_forms(const Tables& tables, std::span<const Word> query, double least, bool exhaustive, Scratch& scratch,
                  const std::function<void(std::uint32_t, double)>& found) {
    FormSearch search(tables, query, least, scratch);
    if (exhaustive || least < least_bounded_score) {
        search.run_exhaustively(found);
    } else {
        search.run(found);
    }
}

} // namespace tidewaiter::index
