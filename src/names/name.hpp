// What a name says: its parts and their kinds (given, family, legal form, number ...), and how near two names are.
#pragma once

#include "text/fold.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::names {

/// What a name names; decides which words are legal forms, titles or particles.
enum class NameKind : std::uint8_t { person, organization, object, unknown };

enum class PartKind : std::uint8_t {
    plain,
    particle,    ///< bin, al, van der, de la
    title,       ///< Mr, Dr, Haji, General
    initial,     ///< one letter
    legal_form,  ///< Part::legal_class says which
    generic,     ///< trading, group, international: weighs little
    number,      ///< Part::number holds the value; Roman numerals too
    stop,        ///< and, of, the
};

struct Part {
    std::string text;        ///< folded
    PartKind kind = PartKind::plain;
    std::string legal_class; ///< for legal_form: "llc", "jsc", "ag" ... rows of data/legal_forms.csv
    std::uint32_t number = 0;
};

/// A name taken apart once; comparing two prepared names allocates little.
struct Name {
    std::string original;
    NameKind kind = NameKind::unknown;
    text::Script script = text::Script::none;
    std::vector<Part> parts;
    std::string joined; ///< plain, generic and number parts without blanks, for lost spaces
};

/// Takes a name apart. Errors: none; a name without letters or digits has no parts.
Name parse_name(std::string_view name, NameKind kind);

/// How one part of the query met one of the candidate.
enum class Relation : std::uint8_t { equal, near, sound, nickname, initial, joined, acronym, number, legal_form, missing, conflict };

struct AlignedPart {
    Relation relation = Relation::missing;
    std::int16_t query_part = -1;     ///< index into query.parts; -1 when only the candidate has it
    std::int16_t candidate_part = -1; ///< index into candidate.parts; -1 when only the query has it
    float similarity = 0;             ///< 0..1
    float weight = 0;                 ///< share of the name's weight that this part carries
};

struct NameComparison {
    double score = 0; ///< 0..1; 0 when below the cutoff asked for
    std::vector<AlignedPart> parts;
};

/// Compares two prepared names. Monotone: more agreement never lowers the score. Version "name-1".
/// In: cutoff in 0..1: below it the score may be returned as 0 without finishing.
NameComparison compare_names(const Name& query, const Name& candidate, double cutoff);

/// Text of every enum, for output.
std::string_view to_text(Relation relation);
std::string_view to_text(PartKind kind);

} // namespace tidewaiter::names
