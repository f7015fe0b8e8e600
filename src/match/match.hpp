// How near two entities are: a table of features with weights, a score in 0 to 1, and the evidence for each point.
#pragma once

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
};

/// Uses the FollowTheMoney properties; values that cannot be read (a date of letters) are left out.
Prepared prepare(const entity::Entity& entity);

// --- evidence: one closed variant; text is made from it in match/explain and report only ------------------------

struct NameEvidence {
    std::string query;
    std::string candidate;
    NameUse use = NameUse::name;
    names::NameComparison comparison;
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

/// The result of one comparison. score >= 0.70 means: a person should look.
struct Match {
    double score = 0;
    bool refuted = false; ///< an identifier that is unique to one thing differs: same name, another IMO number
    std::vector<FeatureResult> features; ///< by falling |share|
};

inline constexpr std::string_view algorithm = "tidewaiter-1";

/// Compares two prepared entities. Below `cutoff` features may be left unfinished and the score is 0.
Match compare(const Prepared& query, const Prepared& candidate, double cutoff);

/// One plain sentence: "The name agrees in full ...; the IMO number differs ...".
std::string explain(const Match& match);

} // namespace tidewaiter::match
