// What a name says: its parts and their kinds (given, family, legal form, number ...), and how near two names are.
#pragma once

#include "names/word.hpp"
#include "text/fold.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::names {

/// What a name names; decides which words are legal forms, titles or particles.
enum class NameKind : std::uint8_t { person, organization, object, unknown };

/// A part of a name, in the order in which it stands. Words of several tokens (legal forms) are one part.
struct Part {
    std::string text;             ///< folded; a legal form of several words has blanks in it
    std::string sound;            ///< to_sound(text); empty where only the text counts (numbers, legal forms)
    PartKind kind = PartKind::plain;
    std::string_view legal_class; ///< for legal_form: "limited", "stock" ... of data/legal_forms.csv
    std::uint32_t number = 0;     ///< for number
    float rarity = 1;             ///< 0 as common as words of names get .. 1 hardly ever seen
    bool is_known = false;        ///< a name of people by the bundled table
    text::Script script = text::Script::latin; ///< what the text was romanised from

    Word word() const {
        Word word(text, sound, kind, legal_class, number, rarity);
        word.is_known = is_known;
        word.script = script;
        return word;
    }
};

/// A name taken apart once; comparing two prepared names allocates little.
struct Name {
    std::string original;
    NameKind kind = NameKind::unknown;
    text::Script script = text::Script::none;
    std::vector<Part> parts;
    std::string joined; ///< plain, generic and number parts without blanks
};

/// The most parts that a name keeps; the longest real name in the lists here has 49.
inline constexpr std::size_t most_parts = 64;

/// Takes a name apart. Errors: none; a name without letters or digits has no parts.
Name parse_name(std::string_view name, NameKind kind);

/// parse_name(), then the other ways in which the name of a person may be read: a Chinese or Korean name in its own
/// script divided otherwise, an Arabic one with its articles apart, a Chinese name in Wade-Giles as in Pinyin. Out: at least one, at most four.
std::vector<Name> parse_readings(std::string_view name, NameKind kind);

struct AlignedPart {
    Relation relation = Relation::missing;
    std::int16_t query_part = -1;     ///< index into query.parts; -1 when only the candidate has it
    std::int16_t candidate_part = -1; ///< index into candidate.parts; -1 when only the query has it
    std::uint8_t query_count = 1;     ///< adjacent parts that the relation takes together (joined, acronym)
    std::uint8_t candidate_count = 1;
    float similarity = 0;             ///< 0..1
    float weight = 0;                 ///< share of the name's weight that this part carries
};

struct NameComparison {
    double score = 0; ///< 0..1; 0 when below the cutoff asked for
    std::vector<AlignedPart> parts; ///< in the order of the query's parts, then what only the candidate has
};

/// Compares two prepared names. Symmetric; 1 for equal names. Monotone: raising the agreement of any two parts, or
/// adding the same part to both names, never lowers the score. Version "name-1".
/// In:     cutoff in 0..1: below it the score may be returned as 0 without finishing
/// Source: docs/methods/names.md
NameComparison compare_names(const Name& query, const Name& candidate, double cutoff);

/// A name as the comparison sees it.
struct Wording {
    std::span<const Word> words;
    bool person = false; ///< of NameKind::person
};

/// The same over views, for callers that keep names in another form.
/// In:     parts may be null when only the score is wanted
double compare_words(const Wording& query, const Wording& candidate, double cutoff, std::vector<AlignedPart>* parts = nullptr);

/// The same for callers that know already how the words agree.
/// In:     agreements: agree() of each query word with each candidate word, query word by query word; only the pairs of
///         words that have a weight are looked at
///         may_join false when no run of one name meets a word of the other
double compare_words(const Wording& query, const Wording& candidate, std::span<const Agreement> agreements, bool may_join,
                     double cutoff, std::vector<AlignedPart>* parts = nullptr);

/// What an index must know to leave names out safely; the proof is in docs/methods/names.md.
struct Bounds {
    float conflict_cost = 0; ///< loss by weight of a heavy word that only the shorter name has
    float missing_cost = 0;  ///< loss by weight of a heavy word that only the longer name has
    float longest_scale = 0; ///< losses are judged by the heavy weight of the shorter name, at most this
    /// Least loss by weight of a heavy word of the shorter name that meets an initial, with the word that the longer
    /// name then has over.
    float initial_loss = 0;
    /// May two words of a person that stand against their first letters ("JC") be all that two names share?
    bool initials_carry = true;
};

inline constexpr Bounds bounds = {.conflict_cost = 2.0F, .missing_cost = 0.15F, .longest_scale = 3.0F,
                                  .initial_loss = 1.0F - initial_agreement + 0.15F, .initials_carry = false};

/// Adjacent words that may stand against one word of the other name: written together (joined) or by their first
/// letters (acronym). `key` is what that one word must be: its sound for joined, its text for acronym.
struct Run {
    std::size_t first = 0;
    std::size_t count = 0;
    Relation relation = Relation::joined;
    float weight = 0; ///< of all its words
    std::string key;
};

/// All runs of a name; the index stores their keys, the comparison looks at no other.
std::vector<Run> runs_of(const Wording& name);

/// Are the words the same, in whatever order, particles and titles aside? What a weak alias needs in order to count.
bool are_same_words(std::span<const Word> query, std::span<const Word> candidate);

} // namespace tidewaiter::names
