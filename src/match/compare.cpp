// The score of two entities. Names come first; then each feature that agrees closes a share of the gap to 1, and each
// that disagrees takes a share of the score away: s = (1 - (1 - n) * prod(1 - support)) * prod(1 - contradiction).
// Products do not depend on the order, stay in 0..1 and are monotone in every feature. An identifier that agrees sets
// a floor under the score instead, because it is worth more than any name.
#include "match/features.hpp"
#include "match/match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace tidewaiter::match {

namespace {

/// Names that agree in common words only are less evidence than names that agree in rare ones; a name's score is
/// scaled from this up to 1 as the weight of the agreeing words grows to `full_evidence` words of a rare name.
constexpr double least_evidence_factor = 0.92;
constexpr double full_evidence = 1.8;
/// What stands on one side only takes at most so much of the score. For names of people that only one side has it is their
/// weight in what agrees, times how far the rest is from the same and how common it is.
constexpr double most_doubt = 0.30;
constexpr double doubt_of_near = 5;
constexpr double doubt_of_common = 1.5;
constexpr double doubt_of_number = 0.20;
/// Known names that agree so well are spellings of one.
constexpr double one_spelling = 0.95;
/// From here on little differs: a legal form, a small word, one letter.
constexpr double nearly_same = 0.90;
/// Together, agreement beside the name closes at most this share of the gap: it never makes a name out of none. Where the
/// name is as good as the same, all that agrees counts, so that of many such parties the best known come first.
constexpr double most_support = 0.30;
constexpr double most_support_of_same = 0.80;
constexpr double same_name_from = 0.90;
/// How much of a contradiction counts where an identifier agrees.
constexpr double contradiction_beside_identifier = 0.3;
/// A weak alias that agrees word for word counts so much.
constexpr double weak_alias_score = 0.85;

/// Scores of names end here: the rest is for what agrees beside them.
constexpr double best_name = 0.97;

/// The upper end of the scale, drawn together to leave room above; below `same_name_from` nothing changes.
double make_room(double score) {
    return score <= same_name_from ? score : same_name_from + (score - same_name_from) * (best_name - same_name_from) / (1 - same_name_from);
}

/// The least gap that support leaves beside a name of this score; falls as the name's score rises.
double least_gap(double name) {
    if (name <= same_name_from) {
        return 1 - most_support;
    }
    const double share = std::min(1.0, (name - same_name_from) / (best_name - same_name_from));
    return 1 - (most_support + (most_support_of_same - most_support) * share);
}

std::vector<names::Word> words_of(const names::Name& name) {
    std::vector<names::Word> words;
    words.reserve(name.parts.size());
    for (const names::Part& part : name.parts) {
        words.push_back(part.word());
    }
    return words;
}

/// How much of two names agrees, and what stands on one side only.
struct PartsWeight {
    double agreeing = 0; ///< weight of what agrees, by how well
    double met = 0;      ///< of heavy words that have a partner
    double lost = 0;     ///< of known names among these, by how far they are from spellings of one
    double left = 0;     ///< of known names that only the longer name has
    bool any_plain = false;   ///< among what has a partner
    bool any_numbers = false; ///< that only one name has

    void add(const names::AlignedPart& part, const names::Word* ours, const names::Word* theirs) {
        if (ours != nullptr && theirs != nullptr) {
            const double weight = std::max(ours->weight, theirs->weight);
            agreeing += weight * double{part.similarity};
            if (ours->is_heavy() || theirs->is_heavy()) {
                met += weight;
                // What is no name of people is a slip.
                lost += ours->is_known && theirs->is_known ? weight * std::max(0.0, one_spelling - double{part.similarity}) : 0;
                any_plain = any_plain || ours->kind == names::PartKind::plain || theirs->kind == names::PartKind::plain;
            }
            return;
        }
        const names::Word& alone = ours != nullptr ? *ours : *theirs;
        if (alone.is_heavy() && alone.is_known && part.relation == names::Relation::missing) {
            left += alone.weight;
        }
        any_numbers = any_numbers || alone.kind == names::PartKind::number;
    }

    /// A name that one side leaves out is a patronymic where the others agree word for word and are rare; where they are
    /// common or only near, it is more likely another name of another person. And where only generic words agree, a number
    /// is what tells one thing from another.
    double doubt(bool names_count) const {
        const double common = doubt_of_common * (1 - std::min(1.0, agreeing / full_evidence));
        const double of_names = names_count && met > 0 ? left / met * (doubt_of_near * lost / met + common) : 0;
        const double of_numbers = any_numbers && !any_plain ? doubt_of_number : 0;
        return std::min(most_doubt, of_names + of_numbers);
    }
};

PartsWeight weigh_parts(std::span<const names::AlignedPart> parts, std::span<const names::Word> query, std::span<const names::Word> candidate) {
    const auto word_at = [](std::span<const names::Word> words, std::int16_t at) {
        return at < 0 ? nullptr : &words[static_cast<std::size_t>(at)];
    };
    PartsWeight weight;
    for (const names::AlignedPart& part : parts) {
        weight.add(part, word_at(query, part.query_part), word_at(candidate, part.candidate_part));
    }
    return weight;
}

} // namespace

ScoredName score_name(const names::Wording& query, const names::Wording& candidate, double score,
                      std::vector<names::AlignedPart>& parts) {
    names::compare_words(query, candidate, 0, &parts);
    ScoredName scored = score_aligned(query, candidate, score, parts);
    scored.same_words = names::are_same_words(query.words, candidate.words);
    return scored;
}

ScoredName score_aligned(const names::Wording& query, const names::Wording& candidate, double score,
                         std::span<const names::AlignedPart> parts) {
    const PartsWeight weight = weigh_parts(parts, query.words, candidate.words);
    // Organisations leave words out as they like; across scripts all words are only near.
    const bool names_count = query.person && candidate.person && names::script_of(query.words) == names::script_of(candidate.words);
    return {score, weight.agreeing, weight.doubt(names_count), false};
}

double score_of_use(const ScoredName& name, NameUse query, NameUse candidate) {
    // What is not quite the same needs the more evidence: "Maria Sanches" is less surely "Maria Sanchez" than two rare
    // names that differ as much are one.
    const double share = std::min(1.0, name.evidence / full_evidence);
    const double alike = name.score >= nearly_same ? name.score : nearly_same * std::pow(name.score / nearly_same, 1.5 - 0.5 * share);
    double score = make_room(alike * (least_evidence_factor + (1 - least_evidence_factor) * share)) * (1 - name.doubt);
    for (const NameUse use : {query, candidate}) {
        if (use == NameUse::weak_alias) {
            score *= name.same_words ? weak_alias_score : 0;
        }
    }
    return score;
}

std::uint32_t count_others(const Prepared& query, std::span<const std::size_t> agreeing) {
    constexpr std::size_t most = 8;
    constexpr double spelling_of_one = 0.80;
    agreeing = agreeing.first(std::min(agreeing.size(), most));
    std::array<std::uint32_t, most> alike{}; // bit j of row i: spellings of one name
    for (std::size_t i = 0; i < agreeing.size(); ++i) {
        for (std::size_t j = i + 1; j < agreeing.size(); ++j) {
            const names::Name& a = query.names[agreeing[i]].name;
            const names::Name& b = query.names[agreeing[j]].name;
            if (names::compare_names(a, b, spelling_of_one).score >= spelling_of_one) {
                alike[i] |= 1U << j;
                alike[j] |= 1U << i;
            }
        }
    }
    // The largest set of names of which no two are alike: another name never makes it smaller, in whatever order.
    int largest = 0;
    for (std::uint32_t set = 1; set < 1U << agreeing.size(); ++set) {
        bool unlike = true;
        for (std::size_t i = 0; i < agreeing.size(); ++i) {
            unlike = unlike && ((set >> i & 1U) == 0 || (alike[i] & set) == 0);
        }
        largest = unlike ? std::max(largest, std::popcount(set)) : largest;
    }
    return largest > 1 ? static_cast<std::uint32_t>(largest - 1) : 0;
}

NameScore compare_all_names(const Prepared& query, const Prepared& candidate, double cutoff) {
    NameScore best;
    std::vector<names::AlignedPart> parts;
    std::vector<std::vector<names::Word>> theirs;
    theirs.reserve(candidate.names.size());
    for (const PreparedName& name : candidate.names) {
        theirs.push_back(words_of(name.name));
    }
    const bool several = query.names.size() > 1;
    std::vector<std::size_t> agreeing;
    for (std::size_t i = 0; i < query.names.size(); ++i) {
        const auto ours = words_of(query.names[i].name);
        for (std::size_t j = 0; j < candidate.names.size(); ++j) {
            const names::Wording our_wording{ours, query.names[i].name.kind == names::NameKind::person};
            const names::Wording their_wording{theirs[j], candidate.names[j].name.kind == names::NameKind::person};
            const double least = std::max(cutoff, best.value);
            const double plain = names::compare_words(our_wording, their_wording, several ? std::min(least, agreeing_name) : least, nullptr);
            if (plain <= 0) {
                continue;
            }
            const ScoredName scored = score_name(our_wording, their_wording, plain, parts);
            const double score = score_of_use(scored, query.names[i].use, candidate.names[j].use);
            if (score >= agreeing_name && (agreeing.empty() || agreeing.back() != i)) {
                agreeing.push_back(i);
            }
            if (score >= cutoff && score > best.value) {
                best = {score, scored.evidence, i, j, true};
            }
        }
    }
    if (agreeing.size() > 1) {
        best.others = count_others(query, agreeing);
    }
    return best;
}

double least_name_score(const Prepared& query, double cutoff) {
    double gap = 1;
    const std::span<const Feature> features = weights_of(query);
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (features[i].supports > 0 && has_input(i, query)) {
            gap *= 1 - features[i].supports;
        }
    }
    // What a name can reach with all support, 1 - (1 - n) * max(gap, least_gap(n)), rises with n: the least n that reaches
    // the cutoff is found by halving, and taken a hair lower, for rounding.
    double below = 0;
    double above = 1;
    constexpr int halvings = 40;
    for (int i = 0; i < halvings; ++i) {
        const double middle = (below + above) / 2;
        (1 - (1 - middle) * std::max(gap, least_gap(middle)) >= cutoff ? above : below) = middle;
    }
    const double least = std::max(0.0, below - 1e-9);
    // Above an identifier's floor names count from match_score on, and beside the best name those that agree: they must be
    // known even where the cutoff is higher.
    return std::min(least, !query.identifiers.empty() ? match_score : query.names.size() > 1 ? agreeing_name : least);
}

namespace {

/// A feature that has something to say about a pair.
struct Effect {
    const Feature* weights = nullptr; // of the query's table
    Verdict verdict;

    const Feature& row() const { return *weights; }
    bool supports() const { return verdict.value > 0; }
    /// Share of the gap to 1 that it closes, or of the score that it takes.
    double strength() const { return supports() ? row().supports * verdict.value : row().contradicts * -verdict.value; }
};

/// Each further name halves what is left to doubt.
Verdict judge_others(std::uint32_t others) {
    const std::string text = fmt::format("{} further {}", others, others == 1 ? "name" : "names");
    return {1 - std::pow(0.5, others), {text, text}};
}

std::vector<Effect> find_effects(const Prepared& query, const Prepared& candidate, std::uint32_t others) {
    std::vector<Effect> effects;
    const std::span<const Feature> features = weights_of(query);
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (!has_input(i, query)) {
            continue;
        }
        Verdict verdict = features[i].name == other_names_feature && others > 0 ? judge_others(others) : judge(i, query, candidate);
        if (verdict.value != 0) {
            effects.push_back({&features[i], std::move(verdict)});
        }
    }
    // What supports acts before what contradicts, so that the shares of the explanation add up.
    std::ranges::stable_partition(effects, &Effect::supports);
    return effects;
}

/// The score as it builds up: the names' part first, then effect by effect.
class Tally {
public:
    /// Beside an identifier only a name that is a match adds anything, so that the score does not hang on the cutoff.
    Tally(double names, const Effect* floor)
        : score_(floor != nullptr && names < match_score ? 0 : names), floor_(floor), has_names_(names > 0), least_gap_(least_gap(names)) {}

    /// Out: what the effect adds or takes.
    double apply(const Effect& effect, bool refuted) {
        const double before = score_;
        if (&effect == floor_) {
            score_ = effect.row().floor + (1 - effect.row().floor) * score_;
        } else if (effect.supports()) {
            if (floor_ == nullptr && has_names_) {
                const double gap = std::max(gap_ * (1 - effect.strength()), least_gap_);
                score_ = 1 - (1 - score_) * (gap / gap_);
                gap_ = gap;
            }
        } else if (!effect.row().refutes) {
            score_ *= 1 - effect.strength() * (floor_ == nullptr ? 1.0 : contradiction_beside_identifier);
        } else if (refuted) {
            score_ *= 1 - effect.strength();
        }
        return score_ - before;
    }

    double score() const { return score_; }

private:
    double score_;
    const Effect* floor_; // the identifier that decides, or null where the names do
    bool has_names_;
    double least_gap_;
    double gap_ = 1; // what supporting effects have left of the gap to 1
};

double score_of(std::span<const Effect> effects, double names, const Effect* floor, bool refuted) {
    Tally tally(names, floor);
    for (const Effect& effect : effects) {
        tally.apply(effect, refuted);
    }
    return tally.score();
}

NameEvidence name_evidence(const Prepared& query, const Prepared& candidate, const NameScore& names) {
    NameEvidence evidence;
    const PreparedName& ours = query.names[names.query_name];
    const PreparedName& theirs = candidate.names[names.candidate_name];
    evidence.query = ours.name.original;
    evidence.candidate = theirs.name.original;
    evidence.use = theirs.use;
    evidence.comparison = names::compare_names(ours.name, theirs.name, 0);
    for (const names::Part& part : ours.name.parts) {
        evidence.query_parts.push_back(part.text);
    }
    for (const names::Part& part : theirs.name.parts) {
        evidence.candidate_parts.push_back(part.text);
    }
    return evidence;
}

/// How the effects come to a score: by the names, or by an identifier that sets a floor under them.
struct Weighing {
    const Effect* floor = nullptr;
    bool refuted = false;
    double unrefuted = 0;
};

Weighing weigh(std::span<const Effect> effects, double name_value) {
    const Effect* floor = nullptr;
    bool refuting = false;
    for (const Effect& effect : effects) {
        if (effect.supports() && effect.row().floor > (floor == nullptr ? 0 : floor->row().floor)) {
            floor = &effect;
        }
        refuting |= !effect.supports() && effect.row().refutes;
    }
    const double by_name = score_of(effects, name_value, nullptr, false);
    const double by_identifier = floor == nullptr ? 0 : score_of(effects, name_value, floor, false);
    if (by_identifier < by_name) {
        floor = nullptr;
    }
    // Two numbers of one kind differ where another kind agrees: then one side has one of them wrong.
    return {floor, refuting && floor == nullptr, std::max(by_name, by_identifier)};
}

Match match_with(const Prepared& query, const Prepared& candidate, const NameScore& names, double cutoff, auto&& make_evidence) {
    std::vector<Effect> effects = find_effects(query, candidate, names.found ? names.others : 0);
    const double name_value = names.found ? names.value : 0;
    const Weighing weighing = weigh(effects, name_value);
    Match match;
    if (weighing.unrefuted < cutoff || weighing.unrefuted <= 0) {
        return match;
    }
    match.unrefuted = weighing.unrefuted;
    match.refuted = weighing.refuted;
    Tally tally(name_value, weighing.floor);
    if (names.found) {
        const double share = tally.score();
        match.features.push_back({"name", names.value, share, share > 0 ? Stance::supports : Stance::neutral, make_evidence()});
    }
    for (Effect& effect : effects) {
        FeatureResult result;
        result.feature = effect.row().name;
        result.value = effect.verdict.value;
        result.share = tally.apply(effect, match.refuted);
        result.stance = effect.supports() ? Stance::supports : Stance::contradicts;
        result.evidence = std::move(effect.verdict.evidence);
        match.features.push_back(std::move(result));
    }
    match.score = tally.score();
    std::ranges::stable_sort(match.features, std::greater{}, [](const FeatureResult& result) { return std::abs(result.share); });
    return match;
}

} // namespace

Match compare_with(const Prepared& query, const Prepared& candidate, const NameScore& names, double cutoff) {
    return match_with(query, candidate, names, cutoff, [&] { return name_evidence(query, candidate, names); });
}

Match compare_with(const Prepared& query, const Prepared& candidate, const NameScore& names, NameEvidence evidence, double cutoff) {
    return match_with(query, candidate, names, cutoff, [&] { return std::move(evidence); });
}

Reach reach_of(const Prepared& query, const Prepared& candidate, const NameScore& names) {
    const std::vector<Effect> effects = find_effects(query, candidate, names.found ? names.others : 0);
    const double name_value = names.found ? names.value : 0;
    const Weighing weighing = weigh(effects, name_value);
    return {score_of(effects, name_value, weighing.floor, weighing.refuted), weighing.unrefuted};
}

bool has_facts(const Prepared& query) {
    const std::span<const Feature> features = weights_of(query);
    for (std::size_t i = 0; i < features.size(); ++i) {
        // Who searches for a person is shown no ship: among what an index compares, the schema never speaks.
        if (features[i].name != "schema" && has_input(i, query)) {
            return true;
        }
    }
    return false;
}

Match compare(const Prepared& query, const Prepared& candidate, double cutoff) {
    return compare_with(query, candidate, compare_all_names(query, candidate, least_name_score(query, cutoff)), cutoff);
}

} // namespace tidewaiter::match
