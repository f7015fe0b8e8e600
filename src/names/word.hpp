// Words of names, and how two of them agree: the table of relations by which words earn points, each with the keys
// that find it in an index. No key, no points.
#pragma once

#include "text/fold.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::names {

enum class PartKind : std::uint8_t {
    plain,
    particle,    ///< bin, al, van der, de la
    title,       ///< Mr, Dr, Haji, General
    initial,     ///< one letter
    legal_form,  ///< legal_class says which
    generic,     ///< trading, group, international: weighs little
    number,      ///< number holds the value; Roman numerals too
    stop,        ///< and, of, the
};

/// How one part of the query met one of the candidate.
enum class Relation : std::uint8_t { equal, near, sound, nickname, initial, joined, acronym, number, legal_form, missing, conflict, transliterated };

/// Text of every enum, for output.
std::string_view to_text(Relation relation);
std::string_view to_text(PartKind kind);

/// A word as it sounds, roughly and across romanisations: "Qadhdhafi" and "Gaddafi", "Mohammed" and "Muhamad" have
/// one sound each. In: folded text. Out: lower-case letters and digits, never longer than the text.
std::string to_sound(std::string_view folded);

/// Which letters a word has: bit 0..25 a..z, bits 26..31 digits by pairs. Words that differ in n edits differ in at
/// most n letters each way.
std::uint32_t to_letters(std::string_view folded);

/// A part of a name as the comparison sees it; views into the owner's text.
struct Word {
    std::string_view text;
    std::string_view sound;
    std::string_view legal_class;
    std::uint32_t text_letters = 0;
    std::uint32_t sound_letters = 0;
    std::uint32_t number = 0;
    float weight = 0;
    float rarity = 1;
    PartKind kind = PartKind::plain;
    bool has_nicknames = false; ///< nicknames_of(text) is not empty
    bool is_known = false;      ///< a name of people by the bundled table
    text::Script script = text::Script::latin; ///< what the text was romanised from

    /// Heavy words carry a name; light ones (particles, titles, stops, initials) help to align it.
    bool is_heavy() const { return kind == PartKind::plain || kind == PartKind::generic; }

    Word() = default;
    Word(std::string_view text, std::string_view sound, PartKind kind, std::string_view legal_class, std::uint32_t number,
         float rarity);
};

/// What a part of a kind weighs in a name. In: rarity 0..1, letters of the folded text. Out: 0..1; a rare plain word
/// of four letters or more weighs 1.
float weight_of(PartKind kind, float rarity, std::size_t letters);

/// Left unset by default: tables of them are filled only as far as they are used.
struct Agreement {
    float value; ///< 0 no agreement .. 1 the same
    Relation relation;
};

/// How two words agree, whatever else their names say. Symmetric; 1 only for equal words. A heavy word meets a light
/// one only when they are equal, or when the light one is its initial.
/// Cost: under 10 ns for words that have little in common, about 60 ns otherwise.
Agreement agree(const Word& a, const Word& b);

/// Do words of this script agree with Latin ones by learned spellings (relation transliterated), and not by edits?
bool is_transliterated(text::Script script);

/// Script in which the heavy words of a name stand: that of the first; Latin when there is none.
text::Script script_of(std::span<const Word> words);

/// Can two words agree, unless they are equal, only as a romanised word and a Latin one do?
bool are_across(const Word& a, const Word& b);
/// agree() of two heavy words that are_across and not equal. In: spelling: their transliteration_agreement
Agreement agree_across(const Word& a, const Word& b, float spelling);

/// Words that agree less than this earn nothing.
inline constexpr float least_agreement = 0.30F;
inline constexpr float initial_agreement = 0.72F;
inline constexpr float nickname_agreement = 0.80F;

/// Two words of these lengths that agree by `value` or more, by the relation near, are at most so many edits apart.
std::size_t edits_within(std::size_t a_length, std::size_t b_length, float value);
/// The same for their sounds and the relation sound; equal sounds may always agree.
std::size_t sound_edits_within(std::size_t a_length, std::size_t b_length, float value);

/// Optimal string alignment distance (substitute, insert, delete, swap of neighbours), or `most` + 1 when it is more.
/// In: at most 64 bytes each; longer words are cut. Cost: about 2 ns a letter.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most);

/// The full names that a short form may stand for and the reverse: words with the relation nickname to `word`.
std::span<const std::string_view> nicknames_of(std::string_view word);

/// How common a word is in names, by the bundled tables: 0 very common .. 1 not known. `script`: what it was romanised
/// from; of two spellings that it may have in Latin, the commoner one counts.
float rarity_of(std::string_view folded, text::Script script = text::Script::latin);

/// The rarity of a word seen in `count` of `total` names.
float to_rarity(std::size_t count, std::size_t total);

} // namespace tidewaiter::names
