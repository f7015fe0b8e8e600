#include "names/word.hpp"

#include "names/chinese.hpp"
#include "names/transliteration.hpp"
#include "names/variants.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace tidewaiter::names {

namespace {

/// Agreement by similarity (1 - edits / letters of the longer word). Below the first knot two words are different
/// names; a single slip in a word of four letters or more must still count as the same name.
struct Knot {
    float similarity;
    float agreement;
};

constexpr std::array knots = {
    Knot{0.555F, 0.30F}, Knot{0.60F, 0.42F}, Knot{0.667F, 0.58F}, Knot{0.75F, 0.76F},
    Knot{0.80F, 0.83F},  Knot{0.875F, 0.90F}, Knot{0.93F, 0.94F},  Knot{1.0F, 1.0F},
};

float to_agreement(float similarity) {
    if (similarity < knots.front().similarity) {
        return 0;
    }
    for (std::size_t i = 1; i < knots.size(); ++i) {
        if (similarity <= knots[i].similarity) {
            const auto& [from, low] = knots[i - 1];
            const auto& [to, high] = knots[i];
            return low + (high - low) * (similarity - from) / (to - from);
        }
    }
    return 1;
}

float to_similarity(float agreement) {
    if (agreement <= knots.front().agreement) {
        return knots.front().similarity;
    }
    for (std::size_t i = 1; i < knots.size(); ++i) {
        if (agreement <= knots[i].agreement) {
            const auto& [from, low] = knots[i - 1];
            const auto& [to, high] = knots[i];
            return from + (to - from) * (agreement - low) / (high - low);
        }
    }
    return 1;
}

/// Words that sound alike agree at least so much, and more the nearer their spellings are.
constexpr float sound_base = 0.82F;
constexpr float short_sound_base = 0.60F; ///< up to three letters: "zhi" and "ji" are two names
constexpr float sound_by_spelling = 0.14F;
constexpr std::size_t least_near_sound = 5; ///< shorter sounds that are only near are two names
/// What sounds nearly alike counts a little less than what is spelt nearly alike.
constexpr float near_sound = 0.92F;

/// What near words agree by counts so much where both are known names; spellings of one name get it back.
constexpr float two_known = 0.93F;

std::size_t most_edits(std::size_t longer, float similarity) {
    return static_cast<std::size_t>(static_cast<float>(longer) * (1.0F - similarity) + 1e-4F);
}

/// Can two words with these letters be within `most` edits?
bool may_be_within(std::uint32_t a, std::uint32_t b, std::size_t most) {
    return static_cast<std::size_t>(std::popcount(a & ~b)) <= most && static_cast<std::size_t>(std::popcount(b & ~a)) <= most;
}

/// Similarity of two texts, or 0 when it is below the first knot.
float similarity_of(std::string_view a, std::string_view b, std::uint32_t a_letters, std::uint32_t b_letters) {
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t shorter = std::min(a.size(), b.size());
    const std::size_t most = most_edits(longer, knots.front().similarity);
    if (longer - shorter > most || !may_be_within(a_letters, b_letters, most)) {
        return 0;
    }
    const std::size_t edits = edit_distance(a, b, most);
    return edits > most ? 0.0F : 1.0F - static_cast<float>(edits) / static_cast<float>(longer);
}

bool is_worded(PartKind kind) {
    return kind == PartKind::plain || kind == PartKind::generic || kind == PartKind::particle || kind == PartKind::title ||
           kind == PartKind::stop;
}

/// Chinese names are romanised without doubt: a Latin word of as many Pinyin syllables that is not the same is another
/// name. Longer words may spell a foreign name.
bool are_two_chinese(const Word& other, const Word& latin) {
    if (other.script != text::Script::han) {
        return false;
    }
    const std::size_t syllables = count_pinyin(other.text);
    return syllables <= 2 && count_pinyin(latin.text) == syllables;
}

bool is_nickname(std::string_view a, std::string_view b) {
    return std::ranges::find(nicknames_of(a), b) != nicknames_of(a).end();
}

} // namespace

std::string_view to_text(Relation relation) {
    constexpr std::array<std::string_view, 12> words = {"equal",   "near",   "sound",      "nickname", "initial",  "joined",
                                                        "acronym", "number", "legal_form", "missing",  "conflict", "transliterated"};
    return words[static_cast<std::size_t>(relation)];
}

std::string_view to_text(PartKind kind) {
    constexpr std::array<std::string_view, 8> words = {"plain",      "particle", "title",  "initial",
                                                       "legal_form", "generic",  "number", "stop"};
    return words[static_cast<std::size_t>(kind)];
}

std::uint32_t to_letters(std::string_view folded) {
    std::uint32_t letters = 0;
    for (const char c : folded) {
        if (c >= 'a' && c <= 'z') {
            letters |= std::uint32_t{1} << static_cast<unsigned>(c - 'a');
        } else if (c >= '0' && c <= '9') {
            letters |= std::uint32_t{1} << (26U + static_cast<unsigned>(c - '0') / 2U);
        }
    }
    return letters;
}

float weight_of(PartKind kind, float rarity, std::size_t letters) {
    switch (kind) {
    case PartKind::plain: return (0.45F + 0.55F * rarity) * (letters >= 4 ? 1.0F : letters == 3 ? 0.85F : 0.70F);
    case PartKind::generic: return 0.30F;
    case PartKind::initial: return 0.35F;
    case PartKind::particle: return 0.10F;
    case PartKind::title: return 0.08F;
    case PartKind::stop: return 0.05F;
    case PartKind::legal_form:
    case PartKind::number: return 0.0F;
    }
    return 0;
}

Word::Word(std::string_view text_, std::string_view sound_, PartKind kind_, std::string_view legal_class_, std::uint32_t number_,
           float rarity_)
    : text(text_), sound(sound_), legal_class(legal_class_), text_letters(to_letters(text_)),
      sound_letters(to_letters(sound_)), number(number_), weight(weight_of(kind_, rarity_, text_.size())),
      rarity(rarity_), kind(kind_), has_nicknames((kind_ == PartKind::plain || kind_ == PartKind::generic) && !nicknames_of(text_).empty()) {}

text::Script script_of(std::span<const Word> words) {
    const auto heavy = std::ranges::find_if(words, &Word::is_heavy);
    return heavy == words.end() ? text::Script::latin : heavy->script;
}

Agreement agree(const Word& a, const Word& b) {
    if (a.text == b.text) {
        return {1.0F, Relation::equal};
    }
    if (a.kind == PartKind::initial || b.kind == PartKind::initial) {
        const Word& initial = a.kind == PartKind::initial ? a : b;
        const Word& full = a.kind == PartKind::initial ? b : a;
        const bool fits = full.kind == PartKind::plain && full.text.starts_with(initial.text.front());
        return fits ? Agreement{initial_agreement, Relation::initial} : Agreement{};
    }
    if (!is_worded(a.kind) || !is_worded(b.kind) || a.is_heavy() != b.is_heavy()) {
        return {};
    }
    if (are_across(a, b)) {
        const Word& latin = a.script == text::Script::latin ? a : b;
        const Word& other = a.script == text::Script::latin ? b : a;
        if (are_two_chinese(other, latin)) {
            return {};
        }
        const float value = transliteration_agreement(other.script, other.text, latin.text, latin.text_letters);
        return value < least_agreement ? Agreement{} : Agreement{value, Relation::transliterated};
    }
    Agreement best{};
    // Two known names that are near are two names, unless they differ as spellings do.
    float doubt = -1;
    const auto two_names = [&] {
        if (doubt < 0) {
            doubt = a.is_known && b.is_known ? two_known + (1 - two_known) * std::min(1.0F, 2 * share_of_spellings(a.text, b.text)) : 1.0F;
        }
        return doubt;
    };
    const float spelling = similarity_of(a.text, b.text, a.text_letters, b.text_letters);
    if (spelling > 0) {
        best = {to_agreement(spelling) * two_names(), Relation::near};
    }
    if (a.sound == b.sound) {
        const bool is_short = std::max(a.text.size(), b.text.size()) <= 3;
        const float value = (is_short ? short_sound_base : sound_base) + sound_by_spelling * spelling;
        if (value > best.value) {
            best = {value, Relation::sound};
        }
    } else if (std::min(a.sound.size(), b.sound.size()) >= least_near_sound) {
        const float sounding = similarity_of(a.sound, b.sound, a.sound_letters, b.sound_letters);
        const float value = near_sound * to_agreement(sounding) * two_names();
        if (value > best.value) {
            best = {value, Relation::sound};
        }
    }
    if (a.has_nicknames && b.has_nicknames && best.value < nickname_agreement && is_nickname(a.text, b.text)) {
        best = {nickname_agreement, Relation::nickname};
    }
    return best.value < least_agreement ? Agreement{} : best;
}

bool are_across(const Word& a, const Word& b) {
    if (a.script == b.script || (a.script != text::Script::latin && b.script != text::Script::latin)) {
        return false;
    }
    return is_transliterated(a.script == text::Script::latin ? b.script : a.script);
}

Agreement agree_across(const Word& a, const Word& b, float spelling) {
    const bool is_latin = a.script == text::Script::latin;
    if (spelling < least_agreement || are_two_chinese(is_latin ? b : a, is_latin ? a : b)) {
        return {};
    }
    return {spelling, Relation::transliterated};
}

std::size_t edits_within(std::size_t a_length, std::size_t b_length, float value) {
    return most_edits(std::max(a_length, b_length), to_similarity(value));
}

std::size_t sound_edits_within(std::size_t a_length, std::size_t b_length, float value) {
    if (std::min(a_length, b_length) < least_near_sound) {
        return 0;
    }
    return edits_within(a_length, b_length, std::min(1.0F, value / near_sound));
}

float to_rarity(std::size_t count, std::size_t total) {
    if (count == 0) {
        return 1;
    }
    // A word in every fiftieth name or more is as common as it gets; one of its kind is as rare.
    const double common = std::max(2.0, static_cast<double>(total) / 50.0);
    const double share = std::log(static_cast<double>(count)) / std::log(common);
    return static_cast<float>(1.0 - std::clamp(share, 0.0, 1.0));
}

} // namespace tidewaiter::names
