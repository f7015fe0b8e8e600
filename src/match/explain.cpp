// One plain sentence from the evidence. Nothing else in this module makes text.
#include "match/match.hpp"

#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::match {

namespace {

std::string_view use_text(NameUse use) {
    switch (use) {
    case NameUse::name: return "listed name";
    case NameUse::alias: return "listed alias";
    case NameUse::weak_alias: return "listed weak alias";
    case NameUse::previous_name: return "listed former name";
    }
    return "listed name";
}

/// How the parts met, in words: what is worst comes first in a reader's mind, so it is said last.
std::string name_text(const NameEvidence& evidence) {
    using names::Relation;
    std::size_t equal = 0;
    std::size_t near = 0;
    std::size_t other = 0;
    std::size_t extra = 0;
    std::size_t conflicts = 0;
    for (const names::AlignedPart& part : evidence.comparison.parts) {
        switch (part.relation) {
        case Relation::equal:
        case Relation::number:
        case Relation::legal_form: ++equal; break;
        case Relation::near:
        case Relation::sound: ++near; break;
        case Relation::nickname:
        case Relation::initial:
        case Relation::joined:
        case Relation::acronym: ++other; break;
        case Relation::missing: ++extra; break;
        case Relation::conflict: ++conflicts; break;
        }
    }
    std::string how;
    const auto add = [&](std::size_t count, std::string_view one, std::string_view many) {
        if (count > 0) {
            how += how.empty() ? "" : ", ";
            how += fmt::format("{} {}", count, count == 1 ? one : many);
        }
    };
    if (near + other + extra + conflicts == 0) {
        how = evidence.query == evidence.candidate ? "letter for letter" : "in every part";
    } else {
        add(equal, "part equal", "parts equal");
        add(near, "spelt nearly alike", "spelt nearly alike");
        add(other, "by a short form, initials or joined words", "by short forms, initials or joined words");
        add(extra, "on one side only", "on one side only");
        add(conflicts, "in conflict", "in conflict");
    }
    return fmt::format("the name \"{}\" agrees with the {} \"{}\" ({})", evidence.query, use_text(evidence.use), evidence.candidate,
                       how);
}

std::string shown(std::string_view feature, const std::string& value) {
    return feature == "country" && value.size() == 2 ? std::string(entity::country_name(value)) : value;
}

std::string words_of(std::string_view feature) {
    if (feature == "imo_number") {
        return "IMO number";
    }
    if (feature == "birth_date") {
        return "date of birth";
    }
    std::string words(feature);
    std::ranges::replace(words, '_', ' ');
    return words;
}

std::string value_text(const FeatureResult& result, const ValueEvidence& evidence, bool refuted) {
    const std::string name = words_of(result.feature);
    const std::string ours = shown(result.feature, evidence.query);
    const std::string theirs = shown(result.feature, evidence.candidate);
    if (result.stance == Stance::supports) {
        return ours == theirs ? fmt::format("the {} {} agrees", name, ours)
                              : fmt::format("the {} {} goes with {}", name, ours, theirs);
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
            into += name_text(*name);
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
