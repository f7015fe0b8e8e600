#include "index/search.hpp"

#include "index/keys.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace tidewaiter::index {

namespace {

using names::Agreement;
using names::Relation;
using names::Word;

constexpr float slack = 1e-4F; // for rounding in sums of weights

using Postings = std::span<const Posting>;

/// Of postings by rising form those from form `from` up to before `to`.
Postings between(Postings postings, std::uint32_t from, std::uint32_t to) {
    const auto first = postings.size() < 16 ? std::ranges::find_if(postings, [from](const Posting& one) { return one.form >= from; })
                                            : std::ranges::lower_bound(postings, from, {}, &Posting::form);
    const Postings rest(first, postings.end());
    const auto last = rest.size() < 16 ? std::ranges::find_if(rest, [to](const Posting& one) { return one.form >= to; })
                                       : std::ranges::lower_bound(rest, to, {}, &Posting::form);
    return {rest.begin(), last};
}

class FormSearch {
public:
    FormSearch(const Tables& tables, const names::Wording& query, double least, Scratch& scratch)
        : tables_(tables), query_(query.words), person_(query.person), least_(static_cast<float>(least)), scratch_(scratch) {
        for (std::size_t i = 0; i < query_.size(); ++i) {
            const Word& word = query_[i];
            weights_[i] = word.is_heavy() ? word.weight : 0;
            query_weight_ += weights_[i];
            heaviest_ = std::max(heaviest_, weights_[i]);
            has_initial_ |= word.kind == names::PartKind::initial;
        }
        all_alone_.fill(alone);
        allowed_ = allowed(query_weight_);
        // Where initials could carry a name no agreement is high enough to be asked for; a pair there must be all the same.
        strong_ = names::bounds.initial_loss > 1 - least_ ? std::max(least_ - slack, names::least_agreement) : names::least_agreement;
    }

    void run(const FoundForm& found) {
        scratch_.begin(tables_);
        for (std::size_t i = 0; i < query_.size(); ++i) {
            find_meetings(i);
        }
        lead_by_query();
        lead_by_forms();
        lead_to_initials();
        look_at_considered();
        find_joins();
        compare_candidates(found);
    }

    void run_exhaustively(const FoundForm& found) {
        scratch_.begin(tables_);
        for (std::size_t i = 0; i < query_.size(); ++i) {
            find_meetings(i); // for expected_by_chance
        }
        for (std::uint32_t form = 0; form < tables_.forms(); ++form) {
            fill_candidate(form);
            const names::Wording candidate{scratch_.candidate, tables_.is_person(form)};
            const double score = names::compare_words({query_, person_}, candidate, least_, &scratch_.parts);
            if (score > 0 && score >= static_cast<double>(least_)) {
                found(form, score);
            }
        }
    }

private:
    /// What the names may lose when the shorter weighs so much.
    float allowed(float shorter) const { return (1 - least_) * std::min(names::bounds.longest_scale, shorter) + slack; }

    // --- which listed words a word of the query meets --------------------------------------------------------------

    void find_meetings(std::size_t i) {
        const Word& word = query_[i];
        Meetings& meetings = scratch_.meetings.emplace_back();
        meetings.first_other = static_cast<std::uint32_t>(scratch_.others.size());
        if (word.is_heavy()) {
            meetings.near = &scratch_.near.find(tables_, word);
            meetings.postings = meetings.near->postings;
            for (const Tables::Near& near : meetings.near->words) {
                scratch_.note(near.word, i, near.agreement);
            }
            for (const std::string_view other : names::nicknames_of(word.text)) {
                add_others(i, other, [](const Word& candidate) { return candidate.is_heavy(); });
            }
            // A heavy word and a light one agree only when they are equal,
            const std::size_t before = scratch_.others.size();
            add_others(i, word.text, [](const Word& candidate) { return !candidate.is_heavy(); });
            meets_light_ |= scratch_.others.size() > before;
            // or when the light one is its initial: that leads nowhere but is worth knowing.
            for (const Tables::Near& initial : meetings.near->initials) {
                scratch_.note(initial.word, i, initial.agreement);
            }
        } else if (word.weight > 0) {
            add_others(i, word.text, [](const Word& candidate) { return candidate.is_heavy(); });
        }
        meetings.last_other = static_cast<std::uint32_t>(scratch_.others.size());
        scratch_.counts.meetings += meetings.last_other - meetings.first_other + (meetings.near != nullptr ? meetings.near->words.size() : 0);
    }

    void add_others(std::size_t i, std::string_view text, const auto& counts) {
        scratch_.words.clear();
        tables_.find_words(text, scratch_.words);
        for (const std::uint32_t number : scratch_.words) {
            if (!counts(tables_.word(number))) {
                continue;
            }
            const Agreement agreement = names::agree(query_[i], tables_.word(number));
            if (agreement.value > 0) {
                scratch_.note(number, i, agreement);
                scratch_.others.push_back(tables_.make_near(number, agreement));
                scratch_.meetings.back().postings += tables_.forms_of(number).size();
            }
        }
    }

    /// The listed words that word i meets by at least `least`: those near it, and then the others, of which some may be
    /// met by less.
    std::array<std::span<const Tables::Near>, 2> meetings_of(std::size_t i, float least) const {
        const Meetings& meetings = scratch_.meetings[i];
        std::span<const Tables::Near> near;
        if (meetings.near != nullptr) {
            const auto& words = meetings.near->words; // best first
            near = {words.begin(), std::ranges::partition_point(words, [least](const Tables::Near& one) { return one.agreement.value >= least; })};
        }
        return {near, std::span(scratch_.others).subspan(meetings.first_other, meetings.last_other - meetings.first_other)};
    }

    // --- where names are looked for; docs/methods/names.md has the proofs --------------------------------------------

    /// Names without initials that weigh as much as the query or more. A word of the query without a partner loses
    /// conflict_cost of its weight: a few words that lose too much together must have one, so they lead to all such names.
    void lead_by_query() {
        const std::uint32_t from = tables_.first_form(query_weight_ - slack);
        const std::uint32_t to = tables_.first_initial_form();
        if (from >= to) {
            return;
        }
        std::array<std::uint8_t, names::most_parts> order{};
        std::size_t heavy = 0;
        std::size_t single = query_.size();
        for (std::size_t i = 0; i < query_.size(); ++i) {
            if (weights_[i] <= 0) {
                continue;
            }
            order[heavy++] = static_cast<std::uint8_t>(i);
            const bool is_enough = names::bounds.conflict_cost * weights_[i] > allowed_;
            if (is_enough && (single == query_.size() || scratch_.meetings[i].postings < scratch_.meetings[single].postings)) {
                single = i;
            }
        }
        if (single != query_.size()) {
            walk(single, least_partner(single), from, to, names::bounds.conflict_cost * (query_weight_ - heaviest_) > allowed_);
            return;
        }
        std::ranges::sort(order.begin(), order.begin() + heavy, {}, [&](std::uint8_t i) {
            return static_cast<float>(scratch_.meetings[i].postings) / weights_[i];
        });
        float loss = 0;
        for (std::size_t at = 0; at < heavy && loss <= allowed_; ++at) {
            loss += names::bounds.conflict_cost * weights_[order[at]];
            walk(order[at], names::least_agreement, from, to, false);
        }
    }

    /// A partner that agrees less makes word i lose more, by itself, than any name may that weighs as much as the query or
    /// less.
    float least_partner(std::size_t i) const {
        return weights_[i] > 0 ? std::max(names::least_agreement, 1 - allowed_ / weights_[i]) : names::least_agreement;
    }

    /// In: is_decided: a form of two words of which only one meets the query cannot reach the least score
    void walk(std::size_t i, float least, std::uint32_t from, std::uint32_t to, bool is_decided) {
        for (const auto& stretch : meetings_of(i, least)) {
            for (std::size_t at = 0; at < stretch.size(); ++at) {
                if (at + 2 * lists_ahead < stretch.size()) {
                    tables_.expect_starts_of(stretch[at + 2 * lists_ahead]);
                }
                if (at + lists_ahead < stretch.size()) {
                    tables_.expect_forms_of(stretch[at + lists_ahead]);
                }
                for (const Posting& posting : between(tables_.forms_of(stretch[at].word), from, to)) {
                    ++scratch_.counts.postings;
                    if (!(is_decided && posting.is_decided() && !scratch_.is_met(posting.other_word()))) {
                        scratch_.considered.push_back(posting.form);
                    }
                }
            }
        }
    }

    /// Names without initials that weigh as much as the query or less: the same, led by the names' own heaviest words,
    /// which the index has listed apart.
    void lead_by_forms() {
        const std::uint32_t to = std::min(tables_.first_form(query_weight_ + slack), tables_.first_initial_form());
        if (to == 0) {
            return;
        }
        if (has_initial_ || least_ < lead_cutoff) {
            for (std::size_t i = 0; i < query_.size(); ++i) {
                walk(i, has_initial_ ? strong_ : names::least_agreement, 0, to, false);
            }
            return;
        }
        for (std::size_t i = 0; i < query_.size(); ++i) {
            for (const auto& stretch : meetings_of(i, least_partner(i))) {
                walk_led(i, stretch, to);
            }
        }
    }

    void walk_led(std::size_t i, std::span<const Tables::Near> meetings, std::uint32_t to) {
        for (std::size_t at = 0; at < meetings.size(); ++at) {
            if (at + lists_ahead < meetings.size()) {
                tables_.expect_led_by(meetings[at + lists_ahead]);
            }
            const Tables::Near& near = meetings[at];
            // The pair alone loses more than a lighter name may.
            const float loss = std::max(weights_[i], near.weight) * (1 - near.agreement.value);
            if (near.leads == 0 || loss > allowed_) {
                continue;
            }
            const std::uint32_t from = tables_.first_form_roughly((loss - slack) / (1 - least_ + slack));
            for (const Posting& posting : tables_.led_by(near)) {
                if (posting.form >= to) {
                    break;
                }
                ++scratch_.counts.postings;
                if (posting.form >= from && (!posting.is_decided() || scratch_.is_met(posting.other_word()))) {
                    scratch_.considered.push_back(posting.form);
                }
            }
        }
    }

    /// Names with initials, of any weight: a word that meets an initial loses so little that only a strong pair
    /// elsewhere, or any pair where the least score is low, tells such a name from all others.
    void lead_to_initials() {
        const std::uint32_t from = tables_.first_initial_form();
        const auto to = static_cast<std::uint32_t>(tables_.forms());
        if (from >= to) {
            return;
        }
        for (std::size_t i = 0; i < query_.size(); ++i) {
            walk(i, strong_, from, to, false);
        }
    }

    void look_at_considered() {
        const std::vector<std::uint32_t>& considered = scratch_.considered;
        for (std::size_t i = 0; i < considered.size(); ++i) {
            if (i + fetched_ahead < considered.size()) {
                tables_.expect_brief(considered[i + fetched_ahead]);
            }
            if (may_reach(considered[i], nullptr)) {
                add_candidate(considered[i]);
            }
        }
        scratch_.counts.considered += considered.size();
    }

    void add_candidate(std::uint32_t form) {
        tables_.expect_words_of(form);
        scratch_.candidates.push_back(form);
    }

    // --- joins -------------------------------------------------------------------------------------------------------

    void find_joins() {
        for (std::size_t i = 0; i < query_.size(); ++i) {
            if (weights_[i] > 0) {
                add_runs(Relation::joined, query_[i].sound, weights_[i]);
                add_runs(Relation::acronym, query_[i].text, weights_[i]);
            }
        }
        add_own_runs();
        // What the runs of one name could take, in one record.
        std::vector<Scratch::Join>& joins = scratch_.joins;
        std::ranges::sort(joins, {}, &Scratch::Join::form);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < joins.size(); ++i) {
            if (kept > 0 && joins[kept - 1].form == joins[i].form) {
                joins[kept - 1].query_weight += joins[i].query_weight;
                joins[kept - 1].form_weight += joins[i].form_weight;
                joins[kept - 1].carries |= joins[i].carries;
            } else {
                joins[kept++] = joins[i];
            }
        }
        joins.resize(kept);
    }

    /// Runs of the listed names that meet one word of the query.
    void add_runs(Relation relation, std::string_view key, float query_weight) {
        for (const RunRecord& run : tables_.find_runs(run_key(relation, key))) {
            const bool carries = relation != Relation::acronym || names::bounds.initials_carry || !tables_.is_person(run.form);
            if (carries || may_be_carried(run, query_weight)) {
                scratch_.joins.push_back({run.form, query_weight, run.weight, carries});
            }
        }
    }

    /// Is any word left beside a run and the query's word that it meets, on both sides?
    bool may_be_carried(const auto& left, float query_weight) const {
        return query_weight_ - query_weight > slack && left.other_word() != Posting::no_word &&
               (!left.is_decided() || scratch_.is_met(left.other_word()));
    }

    /// Runs of the query that meet one word of a listed name.
    void add_own_runs() {
        for (const names::Run& run : names::runs_of({query_, person_})) {
            const bool carries = run.relation != Relation::acronym || names::bounds.initials_carry || !person_;
            const float own_weight = heavy_weight(run);
            if (!carries && query_weight_ - own_weight <= slack) {
                continue;
            }
            scratch_.words.clear();
            if (run.relation == Relation::joined) {
                tables_.find_sounding(run.key, scratch_.words);
            } else {
                tables_.find_words(run.key, scratch_.words);
            }
            for (const std::uint32_t number : scratch_.words) {
                const float weight = tables_.heavy_weight(number);
                if (weight <= 0) {
                    continue; // runs stand against heavy words only
                }
                for (const Posting& posting : tables_.forms_of(number)) {
                    if (carries || may_be_carried(posting, own_weight)) {
                        scratch_.joins.push_back({posting.form, run.weight, weight, carries});
                    }
                }
            }
        }
    }

    float heavy_weight(const names::Run& run) const {
        float weight = 0;
        for (std::size_t i = run.first; i < run.first + run.count; ++i) {
            weight += weights_[i];
        }
        return weight;
    }

    // --- what a name could score at most -----------------------------------------------------------------------------

    /// Could the form reach the least score? Every alignment loses at least what is summed here: each heavy word of the
    /// shorter name by its best partner, or conflict_cost where it has none; each word of the longer name that meets
    /// nothing missing_cost. What joins take (at most these weights, on each side) is given back at the full rate.
    /// In: join may be null
    bool may_reach(std::uint32_t form, const Scratch::Join* join) {
        const Tables::Brief& brief = tables_.brief(form);
        const float form_weight = brief.heavy_weight;
        const bool must_be_met = join == nullptr && query_weight_ > form_weight + slack; // only as the shorter name may it reach
        const float most_alone = allowed(form_weight) / names::bounds.conflict_cost;
        std::copy_n(all_alone_.begin(), query_.size(), losses_.begin());
        float form_loss = 0;  // of the form's heavy words that meet something
        float form_alone = 0; // weight of those that meet nothing
        bool any_pair = false;
        const auto look_at = [&](std::uint32_t number) {
            const float weight = scratch_.heavy_weight(number);
            float least = alone;
            if (scratch_.is_met(number)) {
                scratch_.for_each_agreement(number, [&](std::size_t i, const Agreement& agreement) {
                    const float loss = std::max(weight, weights_[i]) * (1 - agreement.value);
                    losses_[i] = std::min(losses_[i], loss);
                    least = std::min(least, loss);
                    any_pair |= weight > 0 && weights_[i] > 0;
                });
            }
            if (has_initial_) {
                meet_initials(tables_.word(number), least);
            }
            if (least < alone) {
                form_loss += std::min(least, names::bounds.conflict_cost * weight);
            } else {
                form_alone += weight;
            }
            return !(must_be_met && form_alone > most_alone);
        };
        if (meets_light_ || brief.words[0] == Tables::Brief::too_many) {
            for (const std::uint32_t number : tables_.words_of(form)) {
                if (!look_at(number)) {
                    return false;
                }
            }
        } else {
            for (const std::uint32_t number : brief.words) {
                if (number == Tables::Brief::no_word) {
                    break;
                }
                if (!look_at(number)) {
                    return false;
                }
            }
        }
        float query_loss = 0;
        float query_alone = 0;
        for (std::size_t i = 0; i < query_.size(); ++i) {
            if (losses_[i] < alone) {
                query_loss += std::min(losses_[i], names::bounds.conflict_cost * weights_[i]);
            } else {
                query_alone += weights_[i];
            }
        }
        const float as_shorter = query_loss + names::bounds.conflict_cost * query_alone; // of the query
        const float as_longer = names::bounds.missing_cost * query_alone;
        const float form_as_shorter = form_loss + names::bounds.conflict_cost * form_alone;
        const float form_as_longer = names::bounds.missing_cost * form_alone;
        if (join != nullptr) {
            // A join may turn round which name is the shorter one, and counts by the mean weight of its two sides.
            const float most = allowed(std::min(query_weight_ + join->form_weight / 2, form_weight + join->query_weight / 2) + slack);
            const auto reaches = [most](float shorter, float longer, float joined_shorter, float joined_longer) {
                return std::max(0.0F, shorter - names::bounds.conflict_cost * joined_shorter) +
                           std::max(0.0F, longer - names::bounds.missing_cost * joined_longer) <= most;
            };
            return (any_pair || join->carries) &&
                   (reaches(as_shorter, form_as_longer, join->query_weight, join->form_weight) ||
                    reaches(form_as_shorter, as_longer, join->form_weight, join->query_weight));
        }
        return (query_weight_ <= form_weight + slack && as_shorter + form_as_longer <= allowed_) ||
               (form_weight <= query_weight_ + slack && form_as_shorter + as_longer <= allowed(form_weight));
    }

    /// What an initial of the query meets is in no list of meetings: it is asked for word by word.
    void meet_initials(const Word& theirs, float& least) {
        for (std::size_t i = 0; i < query_.size(); ++i) {
            if (query_[i].kind != names::PartKind::initial) {
                continue;
            }
            if (const Agreement agreement = names::agree(query_[i], theirs); agreement.value > 0) {
                least = std::min(least, std::max(theirs.weight, query_[i].weight) * (1 - agreement.value));
            }
        }
    }

    // --- comparing ---------------------------------------------------------------------------------------------------

    void compare_candidates(const FoundForm& found) {
        std::vector<std::uint32_t>& candidates = scratch_.candidates;
        for (std::size_t i = 0; i < scratch_.joins.size(); ++i) {
            if (i + fetched_ahead < scratch_.joins.size()) {
                tables_.expect_brief(scratch_.joins[i + fetched_ahead].form);
            }
            if (may_reach(scratch_.joins[i].form, &scratch_.joins[i])) {
                add_candidate(scratch_.joins[i].form);
            }
        }
        std::ranges::sort(candidates);
        candidates.erase(std::ranges::unique(candidates).begin(), candidates.end());
        ++scratch_.counts.names;
        scratch_.counts.joined += scratch_.joins.size();
        scratch_.counts.compared += candidates.size();
        auto join = scratch_.joins.begin();
        for (const std::uint32_t form : candidates) {
            while (join != scratch_.joins.end() && join->form < form) {
                ++join;
            }
            compare(form, join != scratch_.joins.end() && join->form == form, found);
        }
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
        scratch_.matrix.assign(query_.size() * words.size(), Agreement{0, Relation::missing});
        for (std::size_t j = 0; j < words.size(); ++j) {
            const Word& theirs = scratch_.candidate[j];
            const bool is_light = !theirs.is_heavy();
            if (is_light || has_initial_) {
                for (std::size_t i = 0; i < query_.size(); ++i) {
                    const Word& ours = query_[i];
                    const bool initial = ours.kind == names::PartKind::initial || theirs.kind == names::PartKind::initial;
                    if (initial || (is_light && !ours.is_heavy())) {
                        scratch_.matrix[i * words.size() + j] = names::agree(ours, theirs);
                    }
                }
            }
            if (scratch_.is_met(words[j])) {
                scratch_.for_each_agreement(words[j], [&](std::size_t i, const Agreement& agreement) {
                    Agreement& known = scratch_.matrix[i * words.size() + j];
                    if (agreement.value > known.value) {
                        known = agreement;
                    }
                });
            }
        }
    }

    void compare(std::uint32_t form, bool may_join, const FoundForm& found) {
        fill_candidate(form);
        fill_matrix(form);
        const names::Wording ours{query_, person_};
        const names::Wording theirs{scratch_.candidate, tables_.is_person(form)};
        const double score = names::compare_words(ours, theirs, scratch_.matrix, may_join, least_, &scratch_.parts);
        if (score > 0 && score >= static_cast<double>(least_)) {
            ++scratch_.counts.found;
            found(form, score);
        }
    }

    // Lists of postings and forms lie scattered, so they are fetched a little ahead.
    static constexpr std::size_t lists_ahead = 8;
    static constexpr std::size_t fetched_ahead = 12;
    static constexpr float alone = std::numeric_limits<float>::infinity();

    const Tables& tables_;
    std::span<const Word> query_;
    bool person_;
    float least_;
    Scratch& scratch_;
    std::array<float, names::most_parts> weights_{}; // of the query's words; 0 for light ones
    std::array<float, names::most_parts> all_alone_;
    std::array<float, names::most_parts> losses_; // of the query's words with one form, each by its best partner
    float query_weight_ = 0;
    float heaviest_ = 0;
    float allowed_ = 0; // loss, where the query is the shorter name
    float strong_ = 1;
    bool has_initial_ = false;
    bool meets_light_ = false; // a heavy word equals a light one of the lists
};

} // namespace

void search_forms(const Tables& tables, const names::Wording& query, double least, bool exhaustive, Scratch& scratch,
                  const FoundForm& found) {
    if (query.words.size() > names::most_parts) {
        return; // no comparison takes so many
    }
    FormSearch search(tables, query, least, scratch);
    if (exhaustive) {
        search.run_exhaustively(found);
    } else {
        search.run(found);
    }
}

} // namespace tidewaiter::index
