#include "text/fold.hpp"

#include "base/utf8.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace tidewaiter::text {

namespace {

constexpr char32_t latin_end = 0x250;

/// Latin letters that Unicode does not decompose, as names are usually written without them.
struct Spelling {
    char32_t letter;
    std::string_view ascii;
};

constexpr std::array undecomposed = {
    Spelling{U'\u00DF', "ss"}, Spelling{U'\u00E6', "ae"}, Spelling{U'\u00C6', "ae"}, Spelling{U'\u00F8', "o"},
    Spelling{U'\u00D8', "o"},  Spelling{U'\u00F0', "d"},  Spelling{U'\u00D0', "d"},  Spelling{U'\u00FE', "th"},
    Spelling{U'\u00DE', "th"}, Spelling{U'\u0111', "d"},  Spelling{U'\u0110', "d"},  Spelling{U'\u0127', "h"},
    Spelling{U'\u0126', "h"},  Spelling{U'\u0131', "i"},  Spelling{U'\u0138', "k"},  Spelling{U'\u0142', "l"},
    Spelling{U'\u0141', "l"},  Spelling{U'\u014B', "ng"}, Spelling{U'\u014A', "ng"}, Spelling{U'\u0153', "oe"},
    Spelling{U'\u0152', "oe"}, Spelling{U'\u0167', "t"},  Spelling{U'\u0166', "t"},  Spelling{U'\u018F', "a"},
    Spelling{U'\u01DD', "a"},  Spelling{U'\u0259', "a"},  Spelling{U'\u0192', "f"},  Spelling{U'\u0189', "d"},
    Spelling{U'\u0197', "i"},  Spelling{U'\u019A', "l"},  Spelling{U'\u01B5', "z"},  Spelling{U'\u01B6', "z"},
    Spelling{U'\u0268', "i"},
};

/// Cyrillic as English-language lists romanise it (close to BGN/PCGN); ICU's scientific letters would not meet them.
constexpr std::array cyrillic = {
    Spelling{U'а', "a"},  Spelling{U'б', "b"},  Spelling{U'в', "v"},  Spelling{U'г', "g"},   Spelling{U'д', "d"},
    Spelling{U'е', "e"},  Spelling{U'ё', "e"},  Spelling{U'ж', "zh"}, Spelling{U'з', "z"},   Spelling{U'и', "i"},
    Spelling{U'й', "y"},  Spelling{U'к', "k"},  Spelling{U'л', "l"},  Spelling{U'м', "m"},   Spelling{U'н', "n"},
    Spelling{U'о', "o"},  Spelling{U'п', "p"},  Spelling{U'р', "r"},  Spelling{U'с', "s"},   Spelling{U'т', "t"},
    Spelling{U'у', "u"},  Spelling{U'ф', "f"},  Spelling{U'х', "kh"}, Spelling{U'ц', "ts"},  Spelling{U'ч', "ch"},
    Spelling{U'ш', "sh"}, Spelling{U'щ', "shch"}, Spelling{U'ъ', ""}, Spelling{U'ы', "y"},   Spelling{U'ь', ""},
    Spelling{U'э', "e"},  Spelling{U'ю', "yu"}, Spelling{U'я', "ya"}, Spelling{U'є', "ye"},  Spelling{U'і', "i"},
    Spelling{U'ї', "yi"}, Spelling{U'ґ', "g"},  Spelling{U'ў', "u"},  Spelling{U'ј', "j"},   Spelling{U'љ', "lj"},
    Spelling{U'њ', "nj"}, Spelling{U'ћ', "c"},  Spelling{U'ђ', "dj"}, Spelling{U'џ', "dz"},  Spelling{U'ә', "a"},
    Spelling{U'ғ', "gh"}, Spelling{U'қ', "q"},  Spelling{U'ң', "ng"}, Spelling{U'ө', "o"},   Spelling{U'ұ', "u"},
    Spelling{U'ү', "u"},  Spelling{U'һ', "h"},  Spelling{U'ҳ', "h"},  Spelling{U'ҷ', "j"},   Spelling{U'ӣ', "i"},
    Spelling{U'ӯ', "u"},  Spelling{U'ѕ', "dz"}, Spelling{U'ќ', "k"},  Spelling{U'ѓ', "g"},
};

/// Letters of Arabic, Persian, Urdu and Pashto, consonant by consonant. ICU romanises ayn as a mark, which folding would
/// lose, and leaves out letters of Pashto; "e", which stands for nothing else here, keeps ayn as a letter.
constexpr std::array arabic = {
    Spelling{U'\u0621', ""},   Spelling{U'\u0622', "a"},  Spelling{U'\u0623', "a"},  Spelling{U'\u0624', "w"},  Spelling{U'\u0625', "a"},
    Spelling{U'\u0626', "y"},  Spelling{U'\u0627', "a"},  Spelling{U'\u0628', "b"},  Spelling{U'\u0629', "h"},  Spelling{U'\u062A', "t"},
    Spelling{U'\u062B', "th"}, Spelling{U'\u062C', "j"},  Spelling{U'\u062D', "h"},  Spelling{U'\u062E', "kh"}, Spelling{U'\u062F', "d"},
    Spelling{U'\u0630', "dh"}, Spelling{U'\u0631', "r"},  Spelling{U'\u0632', "z"},  Spelling{U'\u0633', "s"},  Spelling{U'\u0634', "sh"},
    Spelling{U'\u0635', "s"},  Spelling{U'\u0636', "d"},  Spelling{U'\u0637', "t"},  Spelling{U'\u0638', "z"},  Spelling{U'\u0639', "e"},
    Spelling{U'\u063A', "gh"}, Spelling{U'\u0641', "f"},  Spelling{U'\u0642', "q"},  Spelling{U'\u0643', "k"},  Spelling{U'\u0644', "l"},
    Spelling{U'\u0645', "m"},  Spelling{U'\u0646', "n"},  Spelling{U'\u0647', "h"},  Spelling{U'\u0648', "w"},  Spelling{U'\u0649', "y"},
    Spelling{U'\u064A', "y"},  Spelling{U'\u0671', "a"},  Spelling{U'\u0679', "t"},  Spelling{U'\u067C', "t"},  Spelling{U'\u067E', "p"},
    Spelling{U'\u0681', "z"},  Spelling{U'\u0685', "ts"}, Spelling{U'\u0686', "ch"}, Spelling{U'\u0688', "d"},  Spelling{U'\u0689', "d"},
    Spelling{U'\u0691', "r"},  Spelling{U'\u0693', "r"},  Spelling{U'\u0696', "zh"}, Spelling{U'\u0698', "zh"}, Spelling{U'\u069A', "sh"},
    Spelling{U'\u06A4', "v"},  Spelling{U'\u06A9', "k"},  Spelling{U'\u06AB', "g"},  Spelling{U'\u06AF', "g"},  Spelling{U'\u06BA', "n"},
    Spelling{U'\u06BC', "n"},  Spelling{U'\u06BE', "h"},  Spelling{U'\u06C0', "h"},  Spelling{U'\u06C1', "h"},  Spelling{U'\u06C2', "h"},
    Spelling{U'\u06C3', "h"},  Spelling{U'\u06CC', "y"},  Spelling{U'\u06CD', "y"},  Spelling{U'\u06D0', "y"},  Spelling{U'\u06D2', "y"},
    Spelling{U'\u06D3', "y"},  Spelling{U'\u06D5', "h"},
};

const icu::Normalizer2& decomposer() {
    UErrorCode status = U_ZERO_ERROR;
    return *icu::Normalizer2::getNFKDInstance(status);
}

/// ASCII of every code point below latin_end; empty text where it is a separator or a mark.
const std::array<std::string, latin_end>& latin_table() {
    static const std::array<std::string, latin_end> table = [] {
        std::array<std::string, latin_end> made;
        for (char32_t c = 0; c < latin_end; ++c) {
            icu::UnicodeString pieces;
            if (!decomposer().getDecomposition(static_cast<UChar32>(c), pieces)) {
                pieces = icu::UnicodeString(static_cast<UChar32>(c));
            }
            for (std::int32_t i = 0; i < pieces.length(); ++i) {
                const char16_t piece = pieces[i];
                if (piece < 0x80 && u_isalnum(piece) != 0) {
                    made[c] += static_cast<char>(u_tolower(piece));
                }
            }
        }
        for (const auto& [letter, ascii] : undecomposed) {
            if (letter < latin_end) {
                made[letter] = ascii;
            }
        }
        return made;
    }();
    return table;
}

std::string_view spelling_of(char32_t letter, auto const& table) {
    const auto found = std::ranges::find(table, letter, &Spelling::letter);
    return found == table.end() ? std::string_view{} : found->ascii;
}

bool has_spelling(char32_t letter, auto const& table) {
    return std::ranges::find(table, letter, &Spelling::letter) != table.end();
}

/// ICU's rule-based transliterator is made at first use, once a thread: making one takes about 20 ms.
const icu::Transliterator* any_to_latin() {
    thread_local const std::unique_ptr<icu::Transliterator> made = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
            "Any-Latin; NFKD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    }();
    return made.get();
}

std::string transliterate(std::string_view native) {
    const icu::Transliterator* rules = any_to_latin();
    if (rules == nullptr) {
        return {};
    }
    icu::UnicodeString letters =
        icu::UnicodeString::fromUTF8(icu::StringPiece(native.data(), static_cast<std::int32_t>(native.size())));
    rules->transliterate(letters);
    std::string latin;
    letters.toUTF8String(latin);
    // ICU sets a hyphen where Korean syllables could be read two ways ("gimjeong-eun"); the word is one.
    std::erase(latin, '-');
    return latin;
}

bool is_ignored(char32_t c) {
    switch (c) {
    case 0x27: case 0x60: case 0xB4: case 0xAD: case 0x2019: case 0x2018: case 0x2BC: case 0x2BB: case 0x2B9: case 0x640:
        return true; // apostrophes, soft hyphen, Arabic lengthening
    default:
        return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF ||
               (c >= 0x300 && c <= 0x36F);
    }
}

Script script_of_code_point(char32_t c) {
    if (c < 0x80) {
        return Script::latin;
    }
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_LATIN: return Script::latin;
    case USCRIPT_CYRILLIC: return Script::cyrillic;
    case USCRIPT_GREEK: return Script::greek;
    case USCRIPT_ARABIC: return Script::arabic;
    case USCRIPT_HEBREW: return Script::hebrew;
    case USCRIPT_ARMENIAN: return Script::armenian;
    case USCRIPT_GEORGIAN: return Script::georgian;
    case USCRIPT_HAN: return Script::han;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_KATAKANA_OR_HIRAGANA: return Script::kana;
    case USCRIPT_HANGUL: return Script::hangul;
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
    case USCRIPT_GUJARATI:
    case USCRIPT_ORIYA:
    case USCRIPT_TAMIL:
    case USCRIPT_TELUGU:
    case USCRIPT_KANNADA:
    case USCRIPT_MALAYALAM:
    case USCRIPT_SINHALA: return Script::indic;
    case USCRIPT_THAI: return Script::thai;
    case USCRIPT_ETHIOPIC: return Script::ethiopic;
    default: return Script::other;
    }
}

/// Builds tokens from a stream of code points.
class Folder {
public:
    static void fold_into(Folded& into, std::string_view name, const FoldLimits& limits, bool latin_only) {
        Folder folder(into, limits, latin_only);
        while (!name.empty()) {
            folder.take(base::take_code_point(name));
        }
        folder.end_token();
    }

private:
    /// `latin_only`: what ICU gave back; letters it could not romanise are dropped instead of asked about again.
    Folder(Folded& into, const FoldLimits& limits, bool latin_only)
        : into_(into), limits_(limits), latin_only_(latin_only) {}

    void take(char32_t c) {
        const bool after_han = std::exchange(after_han_, false);
        if (c < 0x80) {
            const auto byte = static_cast<char>(c);
            if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
                letter({&byte, 1}, c, Script::latin);
            } else if (byte >= 'A' && byte <= 'Z') {
                const char lower = static_cast<char>(byte | 0x20);
                letter({&lower, 1}, c | 0x20U, Script::latin);
            } else if (byte == '&') {
                end_token();
                word("and");
            } else if (byte == '.') {
                dot();
            } else if (!is_ignored(c)) {
                end_token();
            }
            return;
        }
        if (is_ignored(c)) {
            return;
        }
        if (c < latin_end) {
            const std::string& ascii = latin_table()[c];
            if (ascii.empty()) {
                end_token();
            } else {
                letter(ascii, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))), Script::latin);
            }
            return;
        }
        other(c, after_han);
    }

    void other(char32_t c, bool after_han) {
        const auto point = static_cast<UChar32>(c);
        if (u_charType(point) == U_NON_SPACING_MARK) {
            const Script script = script_of_code_point(c);
            // Vowel marks of Arabic and Hebrew are optional in names; those of Indian scripts are not.
            if (script != Script::arabic && script != Script::hebrew && script != Script::other) {
                letter({}, c, script);
            }
            return;
        }
        if (u_isalnum(point) == 0 && u_charType(point) != U_COMBINING_SPACING_MARK) {
            end_token();
            return;
        }
        const std::int32_t digit = u_charDigitValue(point);
        if (digit >= 0) {
            const char text = static_cast<char>('0' + digit);
            letter({&text, 1}, c, Script::latin);
            return;
        }
        const Script script = script_of_code_point(c);
        const auto lower = static_cast<char32_t>(u_tolower(point));
        if (script == Script::cyrillic && has_spelling(lower, cyrillic)) {
            letter(spelling_of(lower, cyrillic), lower, script);
            return;
        }
        if (script == Script::arabic && has_spelling(c, arabic)) {
            letter(spelling_of(c, arabic), c, script);
            return;
        }
        if (script == Script::arabic && !latin_only_) {
            icu::UnicodeString pieces; // letters in the forms that they take in print: U+FB50 to U+FEFC
            if (decomposer().getDecomposition(point, pieces)) {
                for (std::int32_t i = 0; i < pieces.length(); ++i) {
                    if (has_spelling(pieces[i], arabic)) {
                        letter(spelling_of(pieces[i], arabic), pieces[i], script);
                    }
                }
                return;
            }
        }
        if (script == Script::latin) {
            icu::UnicodeString pieces;
            std::string ascii;
            if (decomposer().getDecomposition(point, pieces)) {
                for (std::int32_t i = 0; i < pieces.length(); ++i) {
                    if (pieces[i] < latin_end) {
                        ascii += latin_table()[pieces[i]];
                    }
                }
            } else {
                ascii = spelling_of(lower, undecomposed);
            }
            letter(ascii, lower, script);
            return;
        }
        if (latin_only_) {
            return;
        }
        if (script == Script::han) { // each character is a syllable of its own
            end_token();
            pending_ = true;
            letter({}, lower, script);
            token_.glued = after_han;
            end_token();
            after_han_ = true;
            return;
        }
        pending_ = true;
        letter({}, lower, script);
    }

    void letter(std::string_view ascii, char32_t native, Script script) {
        if (token_.text.empty() && token_.native.empty()) {
            token_.script = script;
        }
        if (dotted_ && !token_.text.empty() && token_.text.size() > 1 && !initials_) {
            end_token();
            token_.script = script;
        }
        dotted_ = false;
        token_.text += ascii;
        base::append_utf8(token_.native, native);
        ++letters_;
    }

    /// A dot after one letter may belong to "U.S.A."; after more it separates.
    void dot() {
        if (letters_ == 1 || initials_) {
            if (letters_ == 1) {
                initials_ = true;
                letters_ = 0;
                dotted_ = true;
                return;
            }
        }
        end_token();
    }

    void word(std::string_view text) {
        token_.text = text;
        token_.native = text;
        token_.script = Script::latin;
        end_token();
    }

    void end_token() {
        if (initials_ && letters_ > 1 && token_.text.size() > letters_) {
            // "A.Bond": the letters before the last dot were initials of their own.
            split_initials();
            return;
        }
        letters_ = 0;
        initials_ = false;
        dotted_ = false;
        if (token_.native.empty() && token_.text.empty()) {
            return;
        }
        Token token = std::move(token_);
        token_ = Token{};
        const bool transliterates = pending_;
        pending_ = false;
        if (!transliterates) {
            push(std::move(token));
            return;
        }
        // One native word may become several Latin ones; each keeps the whole native text.
        Folded latin;
        fold_into(latin, transliterate(token.native), limits_, true);
        for (Token& piece : latin.tokens) {
            push(Token{std::move(piece.text), token.native, token.script, token.glued});
        }
    }

    void split_initials() {
        const std::size_t count = token_.text.size() - letters_;
        const std::string text = std::move(token_.text);
        const Script script = token_.script;
        token_ = Token{};
        initials_ = false;
        letters_ = 0;
        dotted_ = false;
        for (std::size_t i = 0; i < count; ++i) {
            push(Token{std::string(1, text[i]), std::string(1, text[i]), script});
        }
        push(Token{text.substr(count), text.substr(count), script});
    }

    void push(Token token) {
        if (token.text.empty()) {
            return;
        }
        if (into_.tokens.size() >= limits_.tokens) {
            into_.cut = true;
            return;
        }
        into_.tokens.push_back(std::move(token));
    }

    Folded& into_;
    const FoldLimits& limits_;
    bool latin_only_;
    Token token_;
    std::size_t letters_ = 0; // of the token, since the last joining dot
    bool initials_ = false;   // the token began as "X."
    bool dotted_ = false;
    bool pending_ = false;    // the token holds letters that need ICU
    bool after_han_ = false;  // the character before was Chinese
};

} // namespace

std::string Folded::joined() const {
    std::string text;
    for (const Token& token : tokens) {
        if (!text.empty()) {
            text += ' ';
        }
        text += token.text;
    }
    return text;
}

Folded fold(std::string_view name, const FoldLimits& limits) {
    Folded folded;
    if (name.size() > limits.bytes) {
        name = base::utf8_prefix(name, limits.bytes);
        folded.cut = true;
    }
    Folder::fold_into(folded, name, limits, false);
    return folded;
}

Script script_of(std::string_view text) {
    std::array<std::size_t, static_cast<std::size_t>(Script::other) + 1> counts{};
    while (!text.empty()) {
        const char32_t c = base::take_code_point(text);
        if (u_isalpha(static_cast<UChar32>(c)) != 0) {
            ++counts[static_cast<std::size_t>(script_of_code_point(c))];
        }
    }
    const auto most = std::ranges::max_element(counts);
    return *most == 0 ? Script::none : static_cast<Script>(most - counts.begin());
}

std::string_view to_text(Script script) {
    constexpr std::array<std::string_view, 15> words = {"none",     "latin", "cyrillic", "greek",  "arabic",
                                                        "hebrew",   "armenian", "georgian", "han", "kana",
                                                        "hangul",   "indic", "thai",     "ethiopic", "other"};
    return words[static_cast<std::size_t>(script)];
}

} // namespace tidewaiter::text
