// Keys of the index: one definition for the builder and the search.
#pragma once

#include "base/hash.hpp"
#include "entity/identifier.hpp"
#include "names/name.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tidewaiter::index {

inline std::uint64_t identifier_key(entity::IdentifierKind kind, std::string_view canonical) {
    std::string text(1, static_cast<char>(kind));
    text += canonical;
    return base::to_xxh3(text);
}

inline std::uint64_t id_key(std::string_view id) { return base::to_xxh3(id); }

inline std::uint32_t run_key(names::Relation relation, std::string_view key) {
    std::string text(1, static_cast<char>(relation));
    text += key;
    return static_cast<std::uint32_t>(base::to_xxh3(text));
}

/// Weights and bounds stand in the file as the names' rules had them when it was built; this tells other rules.
inline std::uint64_t scoring_fingerprint() {
    std::string text;
    const auto add = [&text](float value) { text.append(reinterpret_cast<const char*>(&value), sizeof(value)); };
    add(names::bounds.conflict_cost);
    add(names::bounds.missing_cost);
    add(names::bounds.longest_scale);
    for (const names::PartKind kind : {names::PartKind::plain, names::PartKind::generic, names::PartKind::particle, names::PartKind::title,
                                       names::PartKind::initial, names::PartKind::stop}) {
        for (const float rarity : {0.0F, 0.5F, 1.0F}) {
            for (std::size_t letters = 1; letters <= 6; ++letters) {
                add(names::weight_of(kind, rarity, letters));
            }
        }
    }
    return base::to_xxh3(text);
}

/// How an index finds the names in which a word earns points by a relation.
enum class Access : std::uint8_t {
    words_near,  ///< heavy words within names::edits_within of the text or the sound, by scanning letters by length
    words_across, ///< heavy words of another script, Latin against the rest: by names::find_spellings
    words_equal, ///< the word with the same text
    runs,        ///< runs section: key of the query's word against the candidate's adjacent words
    runs_back,   ///< words_equal or same sound: key of the query's adjacent words against the candidate's word
    none,        ///< never finds a name by itself: it adds to the loss bound (initial) or to nothing (number, legal form)
};

struct RelationRow {
    names::Relation relation;
    std::array<Access, 2> access;
    std::string_view why;
};

/// No key, no points: each relation by which words agree, and how the index reaches the names in which they do.
inline constexpr std::array relation_table = {
    RelationRow{names::Relation::equal, {Access::words_near, Access::words_equal}, "the same text, whatever its kind"},
    RelationRow{names::Relation::near, {Access::words_near, Access::none}, "few edits between the texts"},
    RelationRow{names::Relation::sound, {Access::words_near, Access::none}, "few edits between the sounds"},
    RelationRow{names::Relation::transliterated, {Access::words_across, Access::none}, "every Latin word may spell one of another script"},
    RelationRow{names::Relation::nickname, {Access::words_equal, Access::none}, "each short or full form is looked up"},
    RelationRow{names::Relation::joined, {Access::runs, Access::runs_back}, "sound of adjacent words written together"},
    RelationRow{names::Relation::acronym, {Access::runs, Access::runs_back}, "first letters of adjacent words, or of all"},
    RelationRow{names::Relation::initial, {Access::none, Access::none},
                "loses names::bounds.initial_loss, more than a match may: other words must carry the name"},
    RelationRow{names::Relation::number, {Access::none, Access::none}, "carries no weight; a factor of at most 1"},
    RelationRow{names::Relation::legal_form, {Access::none, Access::none}, "carries no weight; a factor of at most 1"},
};

} // namespace tidewaiter::index
