// OFAC's Sanctions List Search, as OFAC describes it and as its published scores show it. Where the description leaves a
// choice (which part meets which, what counts as nothing, how a score is rounded) the one that explains the recorded
// scores best is taken; docs/methods/ofac-search.md tells which scores stay unexplained. Soundex is named in the
// description, but no recorded score shows that it adds or takes a point, so that it is told and not scored.
#include "match/algorithms.hpp"
#include "match/jaro.hpp"

#include "text/fold.hpp"

#include <algorithm>
#include <cmath>

namespace tidewaiter::match {

namespace {

/// Parts that agree by less earn nothing.
constexpr double least_part = 0.5;
/// Parts of so few letters are passed over, unless a name has no others.
constexpr std::size_t short_part = 2;

bool is_capital(char letter) { return letter >= 'A' && letter <= 'Z'; }
bool is_small(char letter) { return letter >= 'a' && letter <= 'z'; }

/// A person's name as OFAC prints it. Its lists write family names in capitals: "Osama BIN LADEN" is printed "BIN
/// LADEN, Osama". A name with a comma, or without both kinds of letters, stays as it is.
std::string to_list_order(const names::Name& name) {
    const std::string& text = name.original;
    if (name.kind != names::NameKind::person || text.find(',') != std::string::npos) {
        return text;
    }
    std::size_t family = text.size();
    while (family > 0) {
        const std::size_t blank = text.find_last_of(' ', family - 1);
        const std::size_t start = blank == std::string::npos ? 0 : blank + 1;
        const std::string_view word = std::string_view(text).substr(start, family - start);
        if (std::ranges::any_of(word, is_small) || std::ranges::none_of(word, is_capital)) {
            break;
        }
        family = blank == std::string::npos ? 0 : blank;
    }
    if (family == 0 || family == text.size()) {
        return text;
    }
    return text.substr(family + 1) + ", " + text.substr(0, family);
}

/// A name ready for both techniques.
struct Spelling {
    std::string whole;              ///< folded; commas stay, as they do in OFAC's tool
    std::vector<std::string> parts; ///< folded
};

Spelling to_spelling(std::string_view text) {
    Spelling made;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const text::Folded folded = text::fold(text.substr(0, comma));
        if (!folded.tokens.empty()) {
            made.whole += made.whole.empty() ? "" : ", ";
            made.whole += folded.joined();
        }
        for (const text::Token& token : folded.tokens) {
            made.parts.push_back(token.text);
        }
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return made;
}

std::vector<Spelling> spellings_of(const Prepared& party, bool as_listed) {
    std::vector<Spelling> made;
    made.reserve(party.names.size());
    for (const PreparedName& name : party.names) {
        made.push_back(to_spelling(as_listed ? to_list_order(name.name) : name.name.original));
    }
    return made;
}

struct Technique {
    double whole = 0;
    double parts = 0;

    double best() const { return std::max(whole, parts); }
};

/// Mean over the query's parts of the best part of the listed name. `aligned` may be null.
double compare_parts(const Spelling& query, const Spelling& listed, std::vector<names::AlignedPart>* aligned) {
    const bool only_short = std::ranges::all_of(query.parts, [](const std::string& part) { return part.size() <= short_part; });
    double sum = 0;
    std::size_t counted = 0;
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
        const std::string& ours = query.parts[i];
        if (ours.size() <= short_part && !only_short) {
            continue;
        }
        ++counted;
        names::AlignedPart best;
        best.query_part = static_cast<std::int16_t>(i);
        double most = 0;
        for (std::size_t j = 0; j < listed.parts.size(); ++j) {
            const double similarity = jaro_winkler(ours, listed.parts[j]);
            if (similarity >= least_part && similarity > most) {
                most = similarity;
                best.candidate_part = static_cast<std::int16_t>(j);
            }
        }
        sum += most;
        if (aligned != nullptr) {
            if (best.candidate_part >= 0) {
                const std::string& theirs = listed.parts[static_cast<std::size_t>(best.candidate_part)];
                best.relation = ours == theirs                           ? names::Relation::equal
                                : to_soundex(ours) == to_soundex(theirs) ? names::Relation::sound
                                                                         : names::Relation::near;
            }
            best.similarity = static_cast<float>(most);
            aligned->push_back(best);
        }
    }
    if (aligned != nullptr) {
        for (names::AlignedPart& part : *aligned) {
            part.weight = 1.0F / static_cast<float>(counted);
        }
    }
    return counted == 0 ? 0 : sum / static_cast<double>(counted);
}

/// Whole percents, rounded up, as the tool shows them; the hair is for sums such as 0.9 + 0.1.
double to_shown(double similarity) { return std::ceil(similarity * 100 - 1e-9) / 100; }

FeatureResult to_result(std::string_view feature, double value, bool shown, const PreparedName& ours, const PreparedName& theirs) {
    FeatureResult result;
    result.feature = feature;
    result.value = value;
    result.share = shown ? to_shown(value) : 0;
    result.stance = shown ? Stance::supports : Stance::neutral;
    NameEvidence evidence;
    evidence.query = ours.name.original;
    evidence.candidate = theirs.name.original;
    evidence.use = theirs.use;
    evidence.comparison.score = value;
    result.evidence = std::move(evidence);
    return result;
}

} // namespace

Match compare_as_ofac(const Prepared& query, const Prepared& candidate, double cutoff) {
    const std::vector<Spelling> ours = spellings_of(query, false);
    const std::vector<Spelling> theirs = spellings_of(candidate, true);
    Technique best;
    std::pair<std::size_t, std::size_t> pair;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        for (std::size_t j = 0; j < theirs.size(); ++j) {
            const Technique found{jaro_winkler(ours[i].whole, theirs[j].whole), compare_parts(ours[i], theirs[j], nullptr)};
            if (found.best() > best.best()) {
                best = found;
                pair = {i, j};
            }
        }
    }
    Match match;
    match.algorithm = find_algorithm("ofac")->version;
    const double score = to_shown(best.best());
    if (score <= 0 || score < cutoff) {
        return match;
    }
    match.score = score;
    match.unrefuted = score;
    const PreparedName& our_name = query.names[pair.first];
    const PreparedName& their_name = candidate.names[pair.second];
    const bool parts_win = best.parts >= best.whole;
    FeatureResult parts = to_result("name_parts", best.parts, parts_win, our_name, their_name);
    auto& evidence = std::get<NameEvidence>(parts.evidence);
    compare_parts(ours[pair.first], theirs[pair.second], &evidence.comparison.parts);
    evidence.query_parts = ours[pair.first].parts;
    evidence.candidate_parts = theirs[pair.second].parts;
    FeatureResult whole = to_result("whole_string", best.whole, !parts_win, our_name, their_name);
    match.features.push_back(parts_win ? std::move(parts) : std::move(whole));
    match.features.push_back(parts_win ? std::move(whole) : std::move(parts));
    return match;
}

} // namespace tidewaiter::match
