// Names that can be read in more than one way. A Chinese or Korean name in its own script says neither where the family
// name ends nor whether the characters spell a foreign name; a Chinese name in Latin letters may be Wade-Giles. Each
// reading is compared as a name of its own.
#include "names/chinese.hpp"
#include "names/name.hpp"
#include "names/word_book.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tidewaiter::names {

namespace {

/// The name cut at blanks and the dots between foreign names, code points counted.
std::vector<std::u32string> split_pieces(std::string_view name) {
    std::vector<std::u32string> pieces;
    bool open = false;
    while (!name.empty()) {
        const char32_t c = base::take_code_point(name);
        if (c == U' ' || c == U'\u3000' || c == U'\u00B7' || c == U'\u30FB' || c == U'\u2022') {
            open = false;
            continue;
        }
        if (!open) {
            pieces.emplace_back();
        }
        open = true;
        pieces.back() += c;
    }
    return pieces;
}

std::string to_utf8(std::u32string_view text) {
    std::string made;
    for (const char32_t c : text) {
        base::append_utf8(made, c);
    }
    return made;
}

bool is_all(const std::u32string& piece, text::Script script) {
    return std::ranges::all_of(piece, [&](char32_t c) { return text::script_of(to_utf8(std::u32string_view(&c, 1))) == script; });
}

/// One word out of all parts, in their order.
Name as_one_word(const Name& name) {
    Name one = name;
    one.parts.resize(1);
    Part& part = one.parts.front();
    for (std::size_t i = 1; i < name.parts.size(); ++i) {
        part.text += name.parts[i].text;
    }
    part.kind = PartKind::plain;
    part.sound = to_sound(part.text);
    part.rarity = rarity_of(part.text, part.script);
    one.joined = part.text;
    return one;
}

/// "김성환" as 김 성환 and as 김 성 환, because Latin text writes the given name in one word or in two.
void add_korean(std::string_view original, NameKind kind, const std::u32string& piece, std::vector<Name>& readings) {
    if (piece.size() < 2 || piece.size() > 4) {
        return;
    }
    const std::size_t family = piece.size() == 4 ? 2 : 1;
    if (!is_korean_family(to_utf8(std::u32string_view(piece).substr(0, family)))) {
        return;
    }
    const std::string front = to_utf8(std::u32string_view(piece).substr(0, family));
    const std::u32string_view given = std::u32string_view(piece).substr(family);
    readings.push_back(parse_name(front + " " + to_utf8(given), kind));
    if (given.size() == 2) {
        readings.push_back(parse_name(front + " " + to_utf8(given.substr(0, 1)) + " " + to_utf8(given.substr(1)), kind));
    }
    for (std::size_t i = readings.size() - (given.size() == 2 ? 2 : 1); i < readings.size(); ++i) {
        readings[i].original = original;
    }
}

/// How the compounds of an Arabic name are written: "عبد الرحمن" as "Abd al-Rahman", "Abdul Rahman" or "Abdulrahman",
/// "جلال الدين" as "Jalal al-Din" or "Jalaluddin".
enum class Compounds : std::uint8_t { apart, servant_with_article, joined };

constexpr std::string_view article = "al";
constexpr std::string_view servant = "ebd"; ///< عبد

class ArabicReading {
public:
    ArabicReading(const Name& name, Compounds compounds) : made_(name), compounds_(compounds) {
        made_.parts.clear();
        for (const Part& part : name.parts) {
            take(part);
        }
    }

    bool fits() const { return made_.parts.size() <= most_parts; }
    Name take() && { return std::move(made_); }

private:
    /// Second words of compounds, the way they are written when joined: الله, الدين, الحق, الرحمن, زاده.
    static std::string_view joined_tail(std::string_view text) {
        constexpr std::array<std::array<std::string_view, 2>, 6> tails = {
            {{"allh", "allh"}, {"aldyn", "addyn"}, {"alhq", "alhq"}, {"alrhmn", "arrhmn"}, {"alrhman", "arrhman"}, {"zadh", "zadh"}}};
        const auto found = std::ranges::find(tails, text, [](const auto& tail) { return tail[0]; });
        return found == tails.end() ? std::string_view{} : (*found)[1];
    }

    static bool has_article(std::string_view text) { return text.starts_with(article) && text.size() >= article.size() + 3 && text != "allh"; }

    void take(const Part& part) {
        if (part.script != text::Script::arabic || part.kind != PartKind::plain) {
            made_.parts.push_back(part);
            return;
        }
        const std::string& text = part.text;
        const bool after_word = !made_.parts.empty() && made_.parts.back().kind == PartKind::plain && made_.parts.back().script == text::Script::arabic;
        if (compounds_ == Compounds::joined && after_word) {
            Part& before = made_.parts.back();
            const std::string_view tail = before.text == servant && text.starts_with(article) ? std::string_view(text) : joined_tail(text);
            if (!tail.empty()) {
                set_text(before, before.text + std::string(tail));
                return;
            }
        }
        // "عبدالرحمن" in one word; عبدالله is one name however it is written.
        std::string_view rest = text;
        if (compounds_ != Compounds::joined && rest.starts_with(servant) && has_article(rest.substr(servant.size()))) {
            add(part, servant);
            rest.remove_prefix(servant.size());
        }
        if (!has_article(rest)) {
            add(part, rest);
            return;
        }
        rest.remove_prefix(article.size());
        Part* const before = made_.parts.empty() ? nullptr : &made_.parts.back();
        if (compounds_ == Compounds::servant_with_article && before != nullptr && before->text == servant) {
            set_text(*before, std::string(servant) + std::string(article));
        } else {
            Part& particle = made_.parts.emplace_back();
            particle.text = article;
            particle.sound = to_sound(article);
            particle.kind = PartKind::particle;
        }
        add(part, rest);
    }

    void add(const Part& part, std::string_view text) {
        const std::string word(text);
        set_text(made_.parts.emplace_back(part), word);
    }

    static void set_text(Part& part, std::string text) {
        part.text = std::move(text);
        part.sound = to_sound(part.text);
        part.rarity = rarity_of(part.text, part.script);
    }

    Name made_;
    Compounds compounds_;
};

/// Arabic writes the article together with its word, Latin text apart or not at all, and its compounds in many ways.
void add_arabic(const Name& name, std::vector<Name>& readings) {
    const auto is_known = [&](const Name& reading) {
        return std::ranges::any_of(readings, [&](const Name& other) {
            return std::ranges::equal(other.parts, reading.parts, {}, &Part::text, &Part::text);
        });
    };
    for (const Compounds compounds : {Compounds::apart, Compounds::servant_with_article, Compounds::joined}) {
        ArabicReading reading(name, compounds);
        if (reading.fits()) {
            if (Name made = std::move(reading).take(); !is_known(made)) {
                readings.push_back(std::move(made));
            }
        }
    }
}

/// "J. C. Juncker" also as "JC Juncker", which stands for "Jean-Claude Juncker".
void add_joined_initials(const Name& name, std::vector<Name>& readings) {
    Name joined = name;
    joined.parts.clear();
    bool open = false;
    for (const Part& part : name.parts) {
        const bool is_initial = part.kind == PartKind::initial;
        if (is_initial && open) {
            Part& before = joined.parts.back();
            before.text += part.text;
            before.sound = to_sound(before.text);
            before.kind = PartKind::plain;
            before.rarity = rarity_of(before.text, before.script);
        } else {
            joined.parts.push_back(part);
        }
        open = is_initial;
    }
    if (joined.parts.size() < name.parts.size() && joined.parts.size() > 1) {
        readings.push_back(std::move(joined));
    }
}

/// "Mao Tse-tung" as Mao Zedong. Only names of a family name and a hyphenated given name, or with a syllable that
/// Pinyin does not have, are taken for Wade-Giles.
void add_wade_giles(std::string_view original, NameKind kind, std::vector<Name>& readings) {
    std::vector<std::string> syllables;
    std::string pinyin;
    bool hyphen = false;
    bool foreign = false;
    std::string syllable;
    const auto end = [&](char separator) {
        if (syllable.empty()) {
            return true;
        }
        const std::string made = to_pinyin(syllable);
        if (made.empty()) {
            return false;
        }
        std::string plain = syllable;
        std::erase(plain, '\'');
        foreign |= count_pinyin(plain) == 0;
        pinyin += made;
        if (separator == ' ') {
            pinyin += ' ';
        }
        syllables.push_back(std::move(syllable));
        syllable.clear();
        return true;
    };
    std::string_view rest = original;
    while (!rest.empty()) {
        const char32_t c = base::take_code_point(rest);
        if (c == U'-' || c == U' ' || c == U',') {
            hyphen |= c == U'-';
            if (!end(c == U'-' ? '-' : ' ')) {
                return;
            }
        } else if (c == U'\'' || c == U'\u2019' || c == U'\u2018' || c == U'`') {
            syllable += '\'';
        } else if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')) {
            syllable += static_cast<char>(c | 0x20U);
        } else if (c == U'\u00FC' || c == U'\u00DC') {
            syllable += 'u';
        } else {
            return;
        }
    }
    if (!end(' ') || syllables.size() < 2 || syllables.size() > 4 || !(foreign || (hyphen && syllables.size() == 3))) {
        return;
    }
    readings.push_back(parse_name(pinyin, kind));
    readings.back().original = original;
}

/// Bytes of names that are read in several ways; longer ones are sentences.
constexpr std::size_t longest_read = 160;

} // namespace

std::vector<Name> parse_readings(std::string_view name, NameKind kind) {
    std::vector<Name> readings{parse_name(name, kind)};
    if (readings.front().parts.empty() || (kind != NameKind::person && kind != NameKind::unknown) || name.size() > longest_read) {
        return readings;
    }
    const text::Script script = readings.front().script;
    if (script == text::Script::latin) {
        const Name whole = readings.front();
        add_joined_initials(whole, readings);
        add_wade_giles(name, kind, readings);
        return readings;
    }
    if (script == text::Script::arabic) {
        const Name whole = readings.front();
        add_arabic(whole, readings);
        return readings;
    }
    if (script != text::Script::han && script != text::Script::hangul) {
        return readings;
    }
    const auto pieces = split_pieces(name);
    if (pieces.size() != 1 || !is_all(pieces.front(), script)) {
        return readings;
    }
    if (script == text::Script::hangul) {
        add_korean(name, kind, pieces.front(), readings);
    } else if (readings.front().parts.size() > 1) {
        readings.push_back(as_one_word(readings.front()));
        if (pieces.front().size() == 3) { // the given name in two words
            readings.push_back(parse_name(to_utf8(std::u32string_view(pieces.front()).substr(0, 1)) + " " +
                                              to_utf8(std::u32string_view(pieces.front()).substr(1, 1)) + " " +
                                              to_utf8(std::u32string_view(pieces.front()).substr(2)),
                                          kind));
            readings.back().original = name;
        }
    }
    return readings;
}

} // namespace tidewaiter::names
