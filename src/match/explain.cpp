// One plain sentence from the evidence. Nothing else in this module makes text.
#include "match/match.hpp"

#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace tidewaiter::match {

namespace {

/// So many names expected by chance are worth a word.
constexpr double chance_to_say = 0.05;

bool by_size(const std::string& a, const std::string& b) { return a.size() < b.size(); }

std::string_view use_text(NameUse use) {
    switch (use) {
    case NameUse::name: return "listed name";
    case NameUse::alias: return "listed alias";
    case NameUse::weak_alias: return "listed weak alias";
    case NameUse::previous_name: return "listed former name";
    }
    return "listed name";
}

/// The parts from `first` on, in quotes; -1 is none.
std::string quoted(const std::vector<std::string>& parts, int first, int count) {
    std::string text;
    for (int i = first; first >= 0 && i < first + count && i < static_cast<int>(parts.size()); ++i) {
        text += text.empty() ? "" : " ";
        text += parts[static_cast<std::size_t>(i)];
    }
    return fmt::format("\"{}\"", text);
}

/// How one pair of parts met that is not simply equal.
std::string part_text(const NameEvidence& evidence, const names::AlignedPart& part) {
    using names::Relation;
    const std::string ours = quoted(evidence.query_parts, part.query_part, part.query_count);
    const std::string theirs = quoted(evidence.candidate_parts, part.candidate_part, part.candidate_count);
    if (part.query_part < 0) {
        return fmt::format("only the listed name has {}", theirs);
    }
    if (part.candidate_part < 0) {
        return fmt::format("the listed name lacks {}", ours);
    }
    switch (part.relation) {
    case Relation::sound: return fmt::format("{} sounds like {}", ours, theirs);
    case Relation::transliterated: return fmt::format("{} spells {}", ours, theirs);
    case Relation::nickname: return fmt::format("{} and {} are forms of one name", ours, theirs);
    case Relation::initial: return fmt::format("{} is an initial of {}", std::min(ours, theirs, by_size), std::max(ours, theirs, by_size));
    case Relation::joined: return fmt::format("{} is written {}", ours, theirs);
    case Relation::acronym: return fmt::format("{} are the first letters of {}", std::min(ours, theirs, by_size), std::max(ours, theirs, by_size));
    case Relation::conflict: return fmt::format("{} against {}", ours, theirs);
    default: return fmt::format("{} is spelt nearly as {}", ours, theirs);
    }
}

bool is_equal(names::Relation relation) {
    using names::Relation;
    return relation == Relation::equal || relation == Relation::number || relation == Relation::legal_form;
}

/// How the parts met, in words: first how many are equal, then what each other pair is, up to a few.
std::string name_text(const NameEvidence& evidence) {
    constexpr std::size_t most_phrases = 4;
    std::size_t equal = 0;
    std::vector<std::string> phrases;
    for (const names::AlignedPart& part : evidence.comparison.parts) {
        if (is_equal(part.relation)) {
            ++equal;
        } else {
            phrases.push_back(part_text(evidence, part));
        }
    }
    std::string how;
    if (phrases.empty()) {
        how = evidence.query == evidence.candidate ? "letter for letter" : "in every part";
    } else if (equal > 0) {
        how = fmt::format("{} {} equal", equal, equal == 1 ? "part" : "parts");
    }
    for (std::size_t i = 0; i < std::min(phrases.size(), most_phrases); ++i) {
        how += how.empty() ? "" : ", ";
        how += phrases[i];
    }
    if (phrases.size() > most_phrases) {
        how += fmt::format(", and {} more differ", phrases.size() - most_phrases);
    }
    if (evidence.chance >= chance_to_say) {
        how += fmt::format("; by chance {} listed {} would agree as well", evidence.chance < 1 ? fmt::format("{:.2f}", evidence.chance) : fmt::format("{:.0f}", evidence.chance),
                           std::round(evidence.chance) == 1 ? "name" : "names");
    }
    return fmt::format("the name \"{}\" agrees with the {} \"{}\" ({})", evidence.query, use_text(evidence.use), evidence.candidate,
                       how);
}

std::string shown(std::string_view feature, const std::string& value) {
    return feature == "country" && value.size() == 2 ? std::string(entity::country_name(value)) : value;
}

/// What a person calls a feature, where its name in the table is not it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> feature_words = {{
    {"imo_number", "IMO number"},
    {"lei", "LEI"},
    {"ogrn", "OGRN"},
    {"inn", "INN"},
    {"uscc", "unified social credit code"},
    {"isin", "ISIN"},
    {"iban", "IBAN"},
    {"bic", "BIC"},
    {"duns", "DUNS number"},
    {"mmsi", "MMSI"},
    {"document", "number of a paper"},
    {"birth_date", "date of birth"},
    {"birth_place", "place of birth"},
    {"name_order", "order of the names"},
}};

std::string words_of(std::string_view feature) {
    const auto known = std::ranges::find(feature_words, feature, [](const auto& row) { return row.first; });
    if (known != feature_words.end()) {
        return std::string(known->second);
    }
    if (feature == "schema") {
        return "kind of party";
    }
    std::string words(feature);
    std::ranges::replace(words, '_', ' ');
    return words;
}

std::string value_text(const FeatureResult& result, const ValueEvidence& evidence, bool refuted) {
    if (result.feature == "other_names") {
        return fmt::format("{} {}", evidence.query, result.value > 0.5 ? "agree" : "agrees");
    }
    const std::string name = words_of(result.feature);
    const std::string ours = shown(result.feature, evidence.query);
    const std::string theirs = shown(result.feature, evidence.candidate);
    if (result.stance == Stance::supports) {
        return ours == theirs ? fmt::format("the {} {} agrees", name, ours)
                              : fmt::format("the {} {} goes with {}", name, ours, theirs);
    }
    constexpr double near_date = -0.66; // of the same year, or up to three years apart
    if (result.feature == "birth_date" && result.value > near_date) {
        return fmt::format("the {} is near but not the same ({}; listed: {})", name, ours, theirs);
    }
    const auto found = std::ranges::find(all_features(), result.feature, &Feature::name);
    const bool refutes = refuted && found != all_features().end() && found->refutes;
    return fmt::format("the {} differs ({}; listed: {}){}", name, ours, theirs, refutes ? ", which refutes it" : "");
}

/// Of the algorithms that know names only (ofac): what each technique says.
std::string explain_spelling(const Match& match) {
    if (match.features.empty()) {
        return "Sanctions List Search would show nothing.";
    }
    double parts = 0;
    double whole = 0;
    for (const FeatureResult& result : match.features) {
        (result.feature == "name_parts" ? parts : whole) = result.value;
    }
    const auto& name = std::get<NameEvidence>(match.features.front().evidence);
    return fmt::format("Sanctions List Search would show {:.0f} for \"{}\" and the {} \"{}\": part by part they agree by {:.2f}, as whole "
                       "strings by {:.2f}, and the higher counts.",
                       100 * match.score, name.query, use_text(name.use), name.candidate, parts, whole);
}

} // namespace

std::string explain(const Match& match) {
    if (match.algorithm != algorithm) {
        return explain_spelling(match);
    }
    std::string supports;
    std::string contradicts;
    for (const FeatureResult& result : match.features) {
        std::string& into = result.stance == Stance::contradicts ? contradicts : supports;
        into += into.empty() ? "" : "; ";
        if (const auto* name = std::get_if<NameEvidence>(&result.evidence)) {
            into += result.stance == Stance::supports
                        ? name_text(*name)
                        : fmt::format("the names \"{}\" and \"{}\" are too far apart to add anything", name->query, name->candidate);
        } else {
            into += value_text(result, std::get<ValueEvidence>(result.evidence), match.refuted);
        }
    }
    std::string sentence = supports.empty() ? "nothing agrees" : supports;
    if (!contradicts.empty()) {
        sentence += "; but " + contradicts;
    }
    if (!sentence.empty() && sentence.front() >= 'a' && sentence.front() <= 'z') {
        sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
    }
    return sentence + ".";
}

} // namespace tidewaiter::match
