// Names that can be read in more than one way. A Chinese or Korean name in its own script says neither where the family
// name ends nor whether the characters spell a foreign name; a Chinese name in Latin letters may be Wade-Giles. Each
// reading is compared as a name of its own.
#include "names/chinese.hpp"
#include "names/name.hpp"
#include "names/word_book.hpp"

#include "base/utf8.hpp"

#include <algorithm>

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

/// Arabic writes the article together with its word, Latin text apart or not at all: "القذافي" also as "al" and "qdhafy".
void add_arabic(const Name& name, std::vector<Name>& readings) {
    constexpr std::string_view article = "al";
    Name apart = name;
    apart.parts.clear();
    for (const Part& part : name.parts) {
        if (part.script != text::Script::arabic || part.kind != PartKind::plain || !part.text.starts_with(article) ||
            part.text.size() < article.size() + 3 || apart.parts.size() + 2 > most_parts) {
            apart.parts.push_back(part);
            continue;
        }
        Part& particle = apart.parts.emplace_back();
        particle.text = article;
        particle.sound = to_sound(article);
        particle.kind = PartKind::particle;
        Part& word = apart.parts.emplace_back(part);
        word.text.erase(0, article.size());
        word.sound = to_sound(word.text);
        word.rarity = rarity_of(word.text, word.script);
    }
    if (apart.parts.size() > name.parts.size() && apart.parts.size() <= most_parts) {
        readings.push_back(std::move(apart));
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

} // namespace

std::vector<Name> parse_readings(std::string_view name, NameKind kind) {
    std::vector<Name> readings{parse_name(name, kind)};
    if (readings.front().parts.empty() || (kind != NameKind::person && kind != NameKind::unknown) || name.size() > 64) {
        return readings;
    }
    const text::Script script = readings.front().script;
    if (script == text::Script::latin) {
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
