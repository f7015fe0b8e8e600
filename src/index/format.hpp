// The layout of the index file, byte for byte; docs/formats/index.md is its description. Integers are little-endian.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tidewaiter::index {

inline constexpr std::string_view magic = "TIDEWTR\n";
inline constexpr std::size_t block_bytes = 65'536;

struct Header {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t header_bytes;
    std::uint64_t file_bytes;
    std::uint64_t directory_bytes; ///< sections and block checksums, right after the header, padding included
    std::uint64_t data_offset;     ///< where block 0 starts; a multiple of block_bytes
    std::uint64_t data_bytes;
    std::uint32_t sections;
    std::uint32_t blocks;
    std::uint64_t content_hash;
    std::uint64_t directory_hash; ///< XXH3 of directory_bytes bytes
    std::uint64_t parties;
    std::uint64_t names;
    std::uint64_t scoring; ///< scoring_fingerprint of the program that built it
    std::array<std::uint64_t, 3> reserved;
    std::uint64_t header_hash; ///< XXH3 of the header up to here
};
static_assert(sizeof(Header) == 128);

enum class Section : std::uint32_t {
    lists = 1,       ///< JSON lines: list versions
    parties,         ///< PartyRecord
    entities,        ///< bytes: FollowTheMoney JSON and listings
    links,           ///< bytes: link entities as JSON
    link_refs,       ///< LinkRef, by party, then offset
    facts,           ///< bytes: dates, countries, identifiers, gender, addresses of each party
    names,           ///< bytes: names as published
    texts,           ///< bytes: folded words, their sounds, their legal classes
    words,           ///< WordRecord: heavy words first, then by length, text, kind, legal class, number
    letters,         ///< u32: WordRecord::text_letters of the heavy words
    sound_words,     ///< u32: heavy words by length of sound, sound, number
    sound_letters,   ///< u32: WordRecord::sound_letters in the order of sound_words
    forms,           ///< FormRecord: a name as a sequence of words; names without initials first, then by weight;
                     ///< one more at the end
    form_words,      ///< u32: word numbers
    uses,            ///< UseRecord, by form
    posting_starts,  ///< u32: where each word's forms start in postings; one more than there are words
    postings,        ///< Posting: forms, rising; each once a word
    lead_starts,     ///< u32: where the forms that each word leads start in leads; one more than there are words
    leads,           ///< Posting, rising: forms without initials, by their heaviest words (lead_cutoff)
    runs,            ///< RunRecord, by key, then form
    identifiers,     ///< KeyRecord: hash of kind and value -> party, by key, then party
    ids,             ///< KeyRecord: hash of id or former id -> party, by key, then party
};

struct SectionRecord {
    Section id;
    std::uint32_t element_bytes;
    std::uint64_t offset; ///< from the start of the file; a multiple of 8
    std::uint64_t bytes;
};
static_assert(sizeof(SectionRecord) == 24);

struct PartyRecord {
    std::uint64_t entity_offset; ///< into entities
    std::uint32_t entity_bytes;
    std::uint32_t listings_bytes; ///< right after the entity
    std::uint64_t facts_offset;   ///< into facts
    std::uint32_t facts_bytes;
    std::uint32_t list;
};
static_assert(sizeof(PartyRecord) == 32);

struct LinkRef {
    std::uint32_t party;
    std::uint32_t bytes;
    std::uint64_t offset; ///< into links
};
static_assert(sizeof(LinkRef) == 16);

struct WordRecord {
    std::uint32_t text_offset; ///< into texts; the sound follows the text
    std::uint16_t text_bytes;
    std::uint16_t sound_bytes;
    std::uint32_t text_letters;
    std::uint32_t sound_letters;
    std::uint32_t number;
    float rarity;
    std::uint8_t kind;        ///< names::PartKind
    std::uint8_t legal_bytes; ///< of the legal class, which follows the sound
    std::uint8_t traits;      ///< word_has_nicknames, word_is_known
    std::uint8_t script;      ///< text::Script
};
static_assert(sizeof(WordRecord) == 28);
inline constexpr std::uint8_t word_has_nicknames = 1;
inline constexpr std::uint8_t word_is_known = 2;

struct FormRecord {
    std::uint32_t first_word; ///< into form_words; up to the next form's
    std::uint32_t first_use;  ///< into uses; up to the next form's
    float heavy_weight;       ///< of its heavy words
    std::uint32_t flags;      ///< form_has_initial, form_is_person
};
static_assert(sizeof(FormRecord) == 16);
/// The fewest heaviest words of a name that lose too much for this score when none of them has a partner lead it. A
/// search for lower scores does without.
inline constexpr float lead_cutoff = 0.5F;
inline constexpr std::uint32_t form_has_initial = 1;
inline constexpr std::uint32_t form_is_person = 2;

/// One name of one party that has the form.
struct UseRecord {
    std::uint32_t party;
    std::uint32_t name_offset; ///< into names
    std::uint16_t name_bytes;
    std::uint8_t use; ///< match::NameUse
    std::uint8_t kind; ///< names::NameKind
};
static_assert(sizeof(UseRecord) == 12);

/// A form in which a word stands, with what most often tells that it cannot be meant.
struct Posting {
    std::uint32_t form;
    std::uint32_t other; ///< the heaviest other heavy word, or no_word; with decides set when the form stands or falls with it

    /// In postings: the form has two words that weigh, both heavy. In leads: it loses too much for lead_cutoff when the
    /// other word has no partner.
    static constexpr std::uint32_t decides = 0x8000'0000;
    static constexpr std::uint32_t no_word = 0x7FFF'FFFF;

    std::uint32_t other_word() const { return other & ~decides; }
    bool is_decided() const { return (other & decides) != 0; }
};
static_assert(sizeof(Posting) == 8);

struct RunRecord {
    std::uint32_t key; ///< low half of XXH3 of relation and key text
    std::uint32_t form;
    float weight; ///< of the words that it takes
    /// The heaviest heavy word that it leaves, or Posting::no_word; with Posting::decides set when no other word that
    /// weighs is left.
    std::uint32_t other;

    std::uint32_t other_word() const { return other & ~Posting::decides; }
    bool is_decided() const { return (other & Posting::decides) != 0; }
};
static_assert(sizeof(RunRecord) == 16);

struct KeyRecord {
    std::uint64_t key;
    std::uint32_t party;
    std::uint32_t reserved;
};
static_assert(sizeof(KeyRecord) == 16);

} // namespace tidewaiter::index
