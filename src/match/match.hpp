// How near two entities are: a table of features with weights, a score in 0 to 1, and the evidence for each point.
#pragma once

#include "base/json_writer.hpp"
#include "base/result.hpp"
#include "entity/date.hpp"
#include "entity/entity.hpp"
#include "entity/identifier.hpp"
#include "names/name.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tidewaiter::match {

enum class NameUse : std::uint8_t { name, alias, weak_alias, previous_name };

struct PreparedName {
    names::Name name;
    NameUse use = NameUse::name;
};

struct PreparedDate {
    entity::PartialDate date;
    std::string text; ///< as given
};

struct PreparedIdentifier {
    entity::IdentifierKind kind = entity::IdentifierKind::other;
    std::string value; ///< canonical
};

/// A row of the feature table.
struct Feature {
    std::string_view name;     ///< "birth_date"; name of FeatureResult::feature
    std::string_view sentence; ///< what it compares
    double supports = 0;       ///< most of the gap to 1 that agreement closes
    double contradicts = 0;    ///< most of the score that disagreement takes away
    bool refutes = false;      ///< disagreement shows that it is another one
    double floor = 0;          ///< least score when it agrees, whatever the names; 0 where names decide
};

/// The rows of the feature table with the numbers that somebody wants.
using Weights = std::vector<Feature>;

/// An entity made ready for comparing: names parsed, dates and identifiers normalised, countries as codes.
struct Prepared {
    std::string id;
    std::string schema;
    names::NameKind kind = names::NameKind::unknown;
    std::vector<PreparedName> names;
    std::vector<PreparedDate> birth_dates;
    std::vector<std::string> countries; ///< nationality, citizenship, country, jurisdiction, flag
    std::vector<PreparedIdentifier> identifiers;
    std::string gender;                 ///< male, female or empty
    std::vector<std::string> addresses; ///< folded
    std::vector<std::string> address_countries; ///< named at the end of an address
    std::vector<std::string> birth_places;      ///< folded
    std::vector<std::string> given_names;       ///< folded, where they are told apart from family names
    std::vector<std::string> family_names;      ///< folded
    std::vector<std::string> contacts;          ///< last digits of telephone numbers; e-mail addresses in small letters
    /// Of a query: the weights to score it by, owned by whoever set them (screen's policy); null for all_features().
    const Weights* weights = nullptr;
};

/// Uses the FollowTheMoney properties; values that cannot be read (a date of letters) are left out.
Prepared prepare(const entity::Entity& entity);

// --- evidence: one closed variant; text is made from it in match/explain and report only ------------------------

struct NameEvidence {
    std::string query;
    std::string candidate;
    NameUse use = NameUse::name;
    names::NameComparison comparison;
    /// Names of the lists that are expected to agree as well by chance; 0 where that was not asked (one script, one pair).
    double chance = 0;
    std::vector<std::string> query_parts; ///< folded; what comparison.parts number
    std::vector<std::string> candidate_parts;
};

struct ValueEvidence { ///< dates, countries, gender, identifiers, addresses
    std::string query;
    std::string candidate;
};

using Evidence = std::variant<NameEvidence, ValueEvidence>;

enum class Stance : std::uint8_t { supports, contradicts, neutral };

struct FeatureResult {
    std::string_view feature; ///< row name in the table: "name", "imo_number", "birth_date" ...
    double value = 0;         ///< -1..1 before its weight
    double share = 0;         ///< what it adds to or takes from the score
    Stance stance = Stance::neutral;
    Evidence evidence;
};

/// Version of the score that this program makes by default; match/algorithms.hpp holds the others.
inline constexpr std::string_view algorithm = "tidewaiter-1";

/// The result of one comparison. score >= 0.70 means: a person should look.
struct Match {
    std::string_view algorithm = match::algorithm; ///< version of the way it was scored; static storage
    double score = 0;
    bool refuted = false; ///< an identifier that is unique to one thing differs: same name, another IMO number
    /// What the score would be without the refuting identifier; equal to score when nothing is refuted.
    double unrefuted = 0;
    std::vector<FeatureResult> features; ///< by falling |share|; the shares add up to the score
};

/// From this score on a person should look.
inline constexpr double match_score = 0.70;

/// The table, in the order in which features act, with the default weights of data/match_weights.csv.
std::span<const Feature> all_features();
/// The same as a table to change.
Weights default_weights();
/// Sets a feature's "supports", "contradicts" or "floor". Out: the value.
/// Errors: no such feature or number; outside 0 to 1; a floor where there is none, or none where there is one.
base::Result<double> set_weight(Weights& weights, std::string_view feature, std::string_view number, double value);

/// The best pair of names of two entities.
struct NameScore {
    double value = 0;             ///< 0..1
    double evidence = 0;          ///< weight of the words that agree, in words of a rare name
    std::size_t query_name = 0;   ///< index into Prepared::names
    std::size_t candidate_name = 0;
    bool found = false;
    std::uint32_t others = 0; ///< count_others of the names that agree
};

/// From this score on a name agrees so well that it counts beside the best one.
inline constexpr double agreeing_name = 0.90;

/// How many names agree beside one, spellings of one name counted once: "J. Doe" and "Jane Doe" are one, "Jane Doe" and
/// "Madame X" two. In: numbers of names of the query that agree with some name of the candidate, rising; weak aliases left
/// out. Of more than eight the first eight are looked at.
std::uint32_t count_others(const Prepared& query, std::span<const std::size_t> agreeing);

/// One pair of names as it counts: common words are less evidence than rare ones, a weak alias counts only word for word.
struct ScoredName {
    double score = 0;    ///< of names::compare_words
    double evidence = 0; ///< weight of the words that agree
    double doubt = 0;    ///< share of the score that words and numbers without a partner take, 0..1
    bool same_words = false;
};

/// In: score of names::compare_words(query, candidate), above 0; parts is working memory.
ScoredName score_name(const names::Wording& query, const names::Wording& candidate, double score,
                      std::vector<names::AlignedPart>& parts);
/// The same where the names are aligned already. In: parts of names::compare_words. same_words is left to the caller.
ScoredName score_aligned(const names::Wording& query, const names::Wording& candidate, double score,
                         std::span<const names::AlignedPart> parts);
/// What the pair counts for names of these uses. Out: 0..1, never above ScoredName::score.
double score_of_use(const ScoredName& name, NameUse query, NameUse candidate);

/// Compares all names; pairs that cannot reach `cutoff` may be left out.
NameScore compare_all_names(const Prepared& query, const Prepared& candidate, double cutoff);

/// Compares two prepared entities. Score and `unrefuted` below `cutoff` are 0, and features may be left unfinished.
/// Monotone: an additional value that agrees never lowers the score. Names alone end at 0.97; the rest is for what agrees
/// beside them. Version "tidewaiter-1".
Match compare(const Prepared& query, const Prepared& candidate, double cutoff);

/// The same when the best names are known already (the index finds them by its own means).
Match compare_with(const Prepared& query, const Prepared& candidate, const NameScore& names, double cutoff);

/// The same for callers that have the evidence of the names too; `candidate` needs no names then.
Match compare_with(const Prepared& query, const Prepared& candidate, const NameScore& names, NameEvidence evidence, double cutoff);

/// What compare_with would score, without evidence.
struct Reach {
    double score = 0;
    double unrefuted = 0;
};
Reach reach_of(const Prepared& query, const Prepared& candidate, const NameScore& names);

/// Does the query say anything beside its names? If not, its score is that of the names, whatever the candidate says.
bool has_facts(const Prepared& query);

/// A candidate whose names score less than this, and which shares no identifier with the query, cannot reach `cutoff`.
double least_name_score(const Prepared& query, double cutoff);

/// Kinds of identifier under which the same number may have been filed, the kind itself included.
std::span<const entity::IdentifierKind> comparable_kinds(entity::IdentifierKind kind);

/// Do the two share an identifier of a kind that the table gives a floor?
bool share_identifier(const Prepared& query, const Prepared& candidate);

std::string_view to_text(NameUse use);   ///< "name", "alias", "weak_alias", "previous_name"
std::string_view to_text(Stance stance); ///< "supports", "contradicts", "neutral"

/// Appends the match as a JSON object: score, match (at 0.70), refuted, algorithm, features with share, stance, both
/// values and, for names, the aligned parts.
void write_json(base::JsonWriter& writer, const Match& match);

/// One plain sentence: "The name agrees in full ...; the IMO number differs ...".
std::string explain(const Match& match);

} // namespace tidewaiter::match
