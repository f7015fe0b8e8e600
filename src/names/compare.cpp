// How near two names are. Parts are aligned one to one, whatever their order, so that the loss is least; a part of the
// shorter name that finds no partner contradicts, a part that only the longer name has is merely missing. The loss is a
// sum over parts and pairs and its scale depends on the weights alone, so the best alignment is a linear assignment
// problem, and a pair that agrees more can only lower the loss: that makes the score monotone.
#include "names/name.hpp"

#include "names/assignment.hpp"
#include "names/runs.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace tidewaiter::names {

namespace {

/// What a part costs that the shorter name has and the longer has not: two names that each have a part of their own
/// ("Boris Abramovich", "Roman Abramovich") are two people.
constexpr float conflict_cost = bounds.conflict_cost;
/// What a part costs that only the longer name has (a patronymic left out) is bounds.missing_cost; across scripts more,
/// because words agree less surely there.
constexpr float missing_cost_across = 0.25F;

/// For the same reason the score of several words is taken to a power, the higher the fewer letters a word of the script
/// tells: two Chinese syllables are near to hundreds of listed words, the consonants of a Hebrew name to few.
float power_across(text::Script script) {
    switch (script) {
    case text::Script::han:
    case text::Script::kana: return 8.0F;
    case text::Script::arabic: return 1.5F;
    case text::Script::latin:
    case text::Script::hangul: // lists weigh Korean by their length, in index/chance
    case text::Script::hebrew: return 1.0F; // less than 1 would let names reach a score that the index has ruled out
    default: return 2.0F;
    }
}

/// Names longer than this do not dilute a contradiction any more.
constexpr float longest_scale = bounds.longest_scale;
/// Factors on the whole score.
constexpr float numbers_differ = 0.74F;  ///< "Snow Storm 1" and "Snow Storm 2": a person should look
constexpr float number_missing = 0.88F;  ///< "Victory" and "Victory 3"
constexpr float forms_differ = 0.66F;    ///< AG is not GmbH
constexpr float form_missing = 0.985F;
constexpr float lone_word = 0.74F;       ///< one word against a person's several: "Devon" and "Devon Ramirez"
/// Agreement of what was joined or cut ("Vladimirputin"), and of an acronym.
constexpr float joined_agreement = 0.96F;
constexpr float joined_sound_agreement = 0.90F;
constexpr float acronym_agreement = 0.86F;
/// A word of two letters that lists hold more often is a name ("Ji", "He") and not two first letters.
constexpr float rare_letters = 0.70F;

using Words = std::span<const Word>;

/// One alignment problem: the words that take part, by side.
struct Side {
    std::array<std::uint8_t, most_parts> index; ///< into the name's words; `count` of them are set
    std::size_t count = 0;
    std::size_t units = 0; ///< how many of them are heavy, or initials of such
    float weight = 0;      ///< of the heavy ones

    /// Particles, titles and initials find their place in the alignment but are no measure of a name.
    void add(std::size_t at, const Word& word) {
        index[count++] = static_cast<std::uint8_t>(at);
        units += word.is_heavy() || word.kind == PartKind::initial ? 1U : 0U;
        weight += word.is_heavy() ? word.weight : 0.0F;
    }
};

/// A run of adjacent words on one side that is one word on the other.
struct Join {
    bool run_in_query = false;
    std::uint8_t first = 0;
    std::uint8_t count = 0;
    std::uint8_t single = 0;
    Agreement agreement{};
};

bool takes_part(const Word& word) { return word.weight > 0; }

/// Does `single` stand for the run? The cheap tests come first: most runs fail them.
Agreement meets(Words words, const RunShape& run, const Word& single) {
    if (run.relation == Relation::acronym) {
        if (single.text.size() > run.count || single.text.size() < 2) {
            return {};
        }
        // First letters of another script are no initials in Latin.
        if (run.count < least_acronym && (single.script != words[run.first].script || single.rarity < rare_letters)) {
            return {};
        }
        return acronym_of(words, run) == single.text ? Agreement{acronym_agreement, Relation::acronym} : Agreement{};
    }
    if (single.text.front() != words[run.first].text.front()) {
        return {};
    }
    const std::size_t length = length_of(words, run);
    const std::size_t longer = std::max(length, single.text.size());
    if (longer - std::min(length, single.text.size()) > longer / 4) {
        return {};
    }
    const std::string text = joined_text(words, run);
    if (text == single.text) {
        return {joined_agreement, Relation::joined};
    }
    return to_sound(text) == single.sound ? Agreement{joined_sound_agreement, Relation::joined} : Agreement{};
}

class Comparer {
public:
    Comparer(const Wording& query, const Wording& candidate, std::span<const Agreement> agreements)
        : query_(query.words), candidate_(candidate.words), known_(agreements), query_person_(query.person),
          candidate_person_(candidate.person), is_across_(are_across(query.words, candidate.words)),
          missing_cost_(is_across_ ? missing_cost_across : bounds.missing_cost) {}

    double run(double cutoff, bool may_join, std::vector<AlignedPart>* parts) {
        const float factor = numbers_factor() * forms_factor();
        std::vector<Join> none;
        double best = align(none, factor, parts);
        if (may_join && best < factor) {
            const std::vector<Join> joins = find_joins();
            try_joins(joins, factor, best, parts);
        }
        if (parts != nullptr) {
            add_numbers_and_forms(*parts);
        }
        return best < cutoff ? 0.0 : best;
    }

private:
    /// Do the heavy words of the two stand in two scripts?
    static bool are_across(Words query, Words candidate) { return script_of(query) != script_of(candidate); }

    /// In an order that does not depend on which name is the query, because of those that overlap the first is taken.
    std::vector<Join> find_joins() const {
        std::vector<Join> joins;
        const bool candidate_first = std::ranges::lexicographical_compare(candidate_, query_, {}, &Word::text, &Word::text);
        for (const bool run_in_query : {!candidate_first, candidate_first}) {
            find_joins_in(run_in_query ? Wording{query_, query_person_} : Wording{candidate_, candidate_person_},
                          run_in_query ? candidate_ : query_, run_in_query, joins);
        }
        return joins;
    }

    static void find_joins_in(const Wording& runs, Words singles, bool run_in_query, std::vector<Join>& joins) {
        for_each_run(runs, [&](const RunShape& run) {
            for (std::size_t single = 0; single < singles.size(); ++single) {
                const Word& word = singles[single];
                if (word.kind != PartKind::plain && word.kind != PartKind::generic) {
                    continue;
                }
                const Agreement agreement = meets(runs.words, run, word);
                if (agreement.value > 0) {
                    joins.push_back({run_in_query, static_cast<std::uint8_t>(run.first), static_cast<std::uint8_t>(run.count),
                                     static_cast<std::uint8_t>(single), agreement});
                }
            }
        });
    }

    /// Each join alone, then all that do not overlap, in the order found: more are not seen in names.
    void try_joins(const std::vector<Join>& joins, float factor, double& best, std::vector<AlignedPart>* parts) {
        std::vector<Join> together;
        std::vector<AlignedPart> trial;
        const auto attempt = [&](const std::vector<Join>& set) {
            trial.clear();
            const double score = align(set, factor, parts != nullptr ? &trial : nullptr);
            if (score > best) {
                best = score;
                if (parts != nullptr) {
                    *parts = trial;
                }
            }
        };
        for (const Join& join : joins) {
            attempt({join});
            if (std::ranges::none_of(together, [&](const Join& other) { return overlap(join, other); })) {
                together.push_back(join);
            }
        }
        if (together.size() > 1) {
            attempt(together);
        }
    }

    static bool covers(const Join& join, bool in_query, std::size_t at) {
        return join.run_in_query == in_query ? at >= join.first && at < std::size_t{join.first} + join.count : at == join.single;
    }

    static bool overlap(const Join& a, const Join& b) {
        for (std::size_t at = 0; at < most_parts; ++at) {
            if ((covers(a, true, at) && covers(b, true, at)) || (covers(a, false, at) && covers(b, false, at))) {
                return true;
            }
        }
        return false;
    }

    double align(const std::vector<Join>& joins, float factor, std::vector<AlignedPart>* parts) {
        Side query;
        Side candidate;
        fill(query, query_, joins, true);
        fill(candidate, candidate_, joins, false);
        float shared_weight = 0; // of joins, on each side
        float loss = 0;
        bool met = false;
        for (const Join& join : joins) {
            const float weight = join_weight(join);
            shared_weight += weight;
            loss += weight * (1.0F - join.agreement.value);
            // Two letters are too little to carry a person's name.
            met |= join.agreement.relation != Relation::acronym || bounds.initials_carry ||
                   !(join.run_in_query ? query_person_ : candidate_person_);
        }
        const bool query_is_shorter = is_shorter(query, candidate);
        const Side& shorter = query_is_shorter ? query : candidate;
        const Side& longer = query_is_shorter ? candidate : query;
        const Words shorter_words = query_is_shorter ? query_ : candidate_;
        const Words longer_words = query_is_shorter ? candidate_ : query_;

        assignment_.resize(shorter.count, longer.count);
        for (std::size_t i = 0; i < shorter.count; ++i) {
            const Word& a = shorter_words[shorter.index[i]];
            loss += conflict_cost * a.weight;
            for (std::size_t j = 0; j < longer.count; ++j) {
                const Word& b = longer_words[longer.index[j]];
                const Agreement& agreement = query_is_shorter ? known(shorter.index[i], longer.index[j])
                                                              : known(longer.index[j], shorter.index[i]);
                // What pairing the two saves.
                const float gain = agreement.value > 0 ? conflict_cost * a.weight + missing_cost_ * b.weight -
                                                             std::max(a.weight, b.weight) * (1.0F - agreement.value)
                                                       : 0.0F;
                assignment_.set(i, j, std::max(0.0F, gain));
            }
        }
        for (std::size_t j = 0; j < longer.count; ++j) {
            loss += missing_cost_ * longer_words[longer.index[j]].weight;
        }
        loss -= assignment_.solve();
        for (std::size_t i = 0; i < shorter.count; ++i) {
            const int j = assignment_.partner(i);
            met |= j >= 0 && shorter_words[shorter.index[i]].is_heavy() && longer_words[longer.index[static_cast<std::size_t>(j)]].is_heavy();
        }
        const float scale = std::min(longest_scale, shorter.weight + shared_weight);
        const bool lone = (query_person_ || candidate_person_) && std::min(query.units, candidate.units) + joins.size() == 1 &&
                          std::max(query.units, candidate.units) + joins.size() > 1;
        const float whole = factor * (lone ? lone_word : 1.0F);
        float alike = !met || scale <= 0 ? 0.0F : std::max(0.0F, 1.0F - std::max(0.0F, loss) / scale);
        if (is_across_ && std::max(query.units, candidate.units) > 1) {
            alike = std::pow(alike, std::max(power_across(script_of(query_)), power_across(script_of(candidate_))));
        }
        const double score = alike * whole;
        if (parts != nullptr) {
            report(joins, shorter, longer, query_is_shorter, *parts);
        }
        return score;
    }

    static void fill(Side& side, Words words, const std::vector<Join>& joins, bool in_query) {
        for (std::size_t at = 0; at < std::min(words.size(), most_parts); ++at) {
            const bool joined = std::ranges::any_of(joins, [&](const Join& join) { return covers(join, in_query, at); });
            if (!joined && takes_part(words[at])) {
                side.add(at, words[at]);
            }
        }
    }

    float join_weight(const Join& join) const {
        const Words runs = join.run_in_query ? query_ : candidate_;
        const Words singles = join.run_in_query ? candidate_ : query_;
        float weight = singles[join.single].weight;
        for (std::size_t i = 0; i < join.count; ++i) {
            const Word& word = runs[static_cast<std::size_t>(join.first) + i];
            weight += word.weight;
        }
        return 0.5F * weight;
    }

    /// The lighter name; of equally light ones the one whose words come first, so that the order of the arguments
    /// does not matter.
    bool is_shorter(const Side& query, const Side& candidate) const {
        if (query.weight != candidate.weight) {
            return query.weight < candidate.weight;
        }
        if (query.count != candidate.count) {
            return query.count < candidate.count;
        }
        for (std::size_t i = 0; i < query.count; ++i) {
            const int order = query_[query.index[i]].text.compare(candidate_[candidate.index[i]].text);
            if (order != 0) {
                return order < 0;
            }
        }
        return true;
    }

    float numbers_factor() const {
        bool only_query = false;
        bool only_candidate = false;
        for (const Word& word : query_) {
            only_query |= word.kind == PartKind::number && !has_number(candidate_, word.number);
        }
        for (const Word& word : candidate_) {
            only_candidate |= word.kind == PartKind::number && !has_number(query_, word.number);
        }
        return only_query && only_candidate ? numbers_differ : only_query || only_candidate ? number_missing : 1.0F;
    }

    static bool has_number(Words words, std::uint32_t number) {
        return std::ranges::any_of(words, [&](const Word& word) { return word.kind == PartKind::number && word.number == number; });
    }

    /// "company" says only that it is one, and goes with every class.
    float forms_factor() const {
        bool any_query = false;
        bool any_candidate = false;
        bool shared = false;
        bool open = false;
        for (const Word& a : query_) {
            if (a.kind != PartKind::legal_form) {
                continue;
            }
            any_query = true;
            open |= a.legal_class == "company";
            for (const Word& b : candidate_) {
                if (b.kind == PartKind::legal_form) {
                    shared |= a.legal_class == b.legal_class;
                    open |= b.legal_class == "company";
                }
            }
        }
        for (const Word& b : candidate_) {
            any_candidate |= b.kind == PartKind::legal_form;
        }
        if (any_query && any_candidate) {
            return shared ? 1.0F : open ? form_missing : forms_differ;
        }
        return any_query || any_candidate ? form_missing : 1.0F;
    }

    void report(const std::vector<Join>& joins, const Side& shorter, const Side& longer, bool query_is_shorter,
                std::vector<AlignedPart>& parts) const {
        parts.clear();
        std::array<bool, most_parts> taken{};
        const Words shorter_words = query_is_shorter ? query_ : candidate_;
        const Words longer_words = query_is_shorter ? candidate_ : query_;
        float total = 0;
        const auto add = [&](Relation relation, int shorter_at, int longer_at, float similarity, float weight) {
            AlignedPart part;
            part.relation = relation;
            part.query_part = static_cast<std::int16_t>(query_is_shorter ? shorter_at : longer_at);
            part.candidate_part = static_cast<std::int16_t>(query_is_shorter ? longer_at : shorter_at);
            part.similarity = similarity;
            part.weight = weight;
            total += weight;
            parts.push_back(part);
        };
        for (std::size_t i = 0; i < shorter.count; ++i) {
            const int j = assignment_.partner(i);
            const Word& a = shorter_words[shorter.index[i]];
            if (j < 0) {
                add(Relation::conflict, shorter.index[i], -1, 0, a.weight);
                continue;
            }
            const auto at = static_cast<std::size_t>(j);
            taken[at] = true;
            const Agreement& agreement = query_is_shorter ? known(shorter.index[i], longer.index[at])
                                                          : known(longer.index[at], shorter.index[i]);
            add(agreement.relation, shorter.index[i], longer.index[at], agreement.value,
                std::max(a.weight, longer_words[longer.index[at]].weight));
        }
        for (std::size_t j = 0; j < longer.count; ++j) {
            if (!taken[j]) {
                add(Relation::missing, -1, longer.index[j], 0, longer_words[longer.index[j]].weight);
            }
        }
        for (const Join& join : joins) {
            AlignedPart part;
            part.relation = join.agreement.relation;
            part.query_part = join.run_in_query ? join.first : join.single;
            part.candidate_part = join.run_in_query ? join.single : join.first;
            (join.run_in_query ? part.query_count : part.candidate_count) = join.count;
            part.similarity = join.agreement.value;
            part.weight = join_weight(join);
            total += part.weight;
            parts.push_back(part);
        }
        for (AlignedPart& part : parts) {
            part.weight = total > 0 ? part.weight / total : 0;
        }
        std::ranges::stable_sort(parts, {}, [](const AlignedPart& part) {
            return part.query_part < 0 ? int{part.candidate_part} + 1'000 : int{part.query_part};
        });
    }

    /// Numbers and legal forms carry no weight of their own: they act on the whole score.
    void add_numbers_and_forms(std::vector<AlignedPart>& parts) const {
        for (const PartKind kind : {PartKind::number, PartKind::legal_form}) {
            std::array<bool, most_parts> taken{};
            for (std::size_t i = 0; i < query_.size(); ++i) {
                if (query_[i].kind != kind) {
                    continue;
                }
                AlignedPart part;
                part.query_part = static_cast<std::int16_t>(i);
                for (std::size_t j = 0; j < candidate_.size() && part.candidate_part < 0; ++j) {
                    const bool same = kind == PartKind::number ? candidate_[j].number == query_[i].number
                                                               : candidate_[j].legal_class == query_[i].legal_class;
                    if (candidate_[j].kind == kind && same && !taken[j]) {
                        taken[j] = true;
                        part.relation = kind == PartKind::number ? Relation::number : Relation::legal_form;
                        part.candidate_part = static_cast<std::int16_t>(j);
                        part.similarity = 1;
                    }
                }
                parts.push_back(part);
            }
            bool any_query_left = std::ranges::any_of(parts, [&](const AlignedPart& part) {
                return part.relation == Relation::missing && part.candidate_part < 0 && part.query_part >= 0 &&
                       query_[static_cast<std::size_t>(part.query_part)].kind == kind;
            });
            bool conflict = false;
            for (std::size_t j = 0; j < candidate_.size(); ++j) {
                if (candidate_[j].kind == kind && !taken[j]) {
                    AlignedPart part;
                    part.candidate_part = static_cast<std::int16_t>(j);
                    part.relation = any_query_left ? Relation::conflict : Relation::missing;
                    conflict |= any_query_left;
                    parts.push_back(part);
                }
            }
            if (conflict) {
                for (AlignedPart& part : parts) {
                    if (part.relation == Relation::missing && part.candidate_part < 0 && part.query_part >= 0 &&
                        query_[static_cast<std::size_t>(part.query_part)].kind == kind) {
                        part.relation = Relation::conflict;
                    }
                }
            }
        }
    }

    const Agreement& known(std::size_t query, std::size_t candidate) const { return known_[query * candidate_.size() + candidate]; }

    Words query_;
    Words candidate_;
    std::span<const Agreement> known_;
    bool query_person_;
    bool candidate_person_;
    bool is_across_;
    float missing_cost_;
    Assignment assignment_;
};

} // namespace

double compare_words(const Wording& query, const Wording& candidate, std::span<const Agreement> agreements, bool may_join,
                     double cutoff, std::vector<AlignedPart>* parts) {
    if (parts != nullptr) {
        parts->clear();
    }
    if (query.words.empty() || candidate.words.empty() || query.words.size() > most_parts || candidate.words.size() > most_parts) {
        return 0;
    }
    return Comparer(query, candidate, agreements).run(cutoff, may_join, parts);
}

double compare_words(const Wording& query, const Wording& candidate, double cutoff, std::vector<AlignedPart>* parts) {
    std::array<Agreement, 256> few; // left unset; names are short
    std::vector<Agreement> many;
    const std::size_t count = query.words.size() * candidate.words.size();
    if (count > few.size()) {
        many.resize(count);
    }
    const std::span<Agreement> agreements = count > few.size() ? std::span(many) : std::span(few).first(count);
    std::size_t at = 0;
    for (const Word& ours : query.words) {
        for (const Word& theirs : candidate.words) {
            if (takes_part(ours) && takes_part(theirs)) {
                agreements[at] = agree(ours, theirs);
            }
            ++at;
        }
    }
    return compare_words(query, candidate, agreements, true, cutoff, parts);
}

NameComparison compare_names(const Name& query, const Name& candidate, double cutoff) {
    std::vector<Word> query_words;
    std::vector<Word> candidate_words;
    for (const Part& part : query.parts) {
        query_words.push_back(part.word());
    }
    for (const Part& part : candidate.parts) {
        candidate_words.push_back(part.word());
    }
    NameComparison comparison;
    comparison.score = compare_words({query_words, query.kind == NameKind::person}, {candidate_words, candidate.kind == NameKind::person},
                                     cutoff, &comparison.parts);
    return comparison;
}

bool are_same_words(Words query, Words candidate) {
    std::vector<std::string_view> ours;
    std::vector<std::string_view> theirs;
    const auto counts = [](const Word& word) { return word.kind != PartKind::particle && word.kind != PartKind::title && word.kind != PartKind::stop; };
    for (const Word& word : query) {
        if (counts(word)) {
            ours.push_back(word.text);
        }
    }
    for (const Word& word : candidate) {
        if (counts(word)) {
            theirs.push_back(word.text);
        }
    }
    std::ranges::sort(ours);
    std::ranges::sort(theirs);
    return !ours.empty() && ours == theirs;
}

} // namespace tidewaiter::names
