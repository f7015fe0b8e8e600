// Any script to comparable text: compatibility forms undone, case and marks folded, everything in Latin letters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::text {

enum class Script : std::uint8_t { none, latin, cyrillic, greek, arabic, hebrew, armenian, georgian, han, kana, hangul, indic, thai, ethiopic, other };

/// Limits of what is folded; longer input is cut at a code point and the cut is said in Folded::cut.
struct FoldLimits {
    std::size_t bytes = 4'096; ///< the longest real name in any list here is 384 characters
    std::size_t tokens = 128;
};

/// A piece of a name between separators.
struct Token {
    std::string text;    ///< folded: lower-case ASCII letters and digits
    std::string native;  ///< the same piece in its own script: case-folded, marks kept; equals text for plain Latin
    Script script = Script::latin;
    bool glued = false;  ///< a Chinese character right after another, with nothing between them
};

struct Folded {
    std::vector<Token> tokens;
    bool cut = false;
    /// The folded tokens joined by one space.
    std::string joined() const;
};

/// Folds a name. ASCII and Latin go without ICU; other scripts are transliterated with it, once per distinct token.
/// Arabic and Hebrew vowel marks, soft hyphens, zero-width and direction marks are dropped; "ß" is "ss", "ø" "o",
/// "ł" "l", "đ" "d", "ı" "i", "æ" "ae", "þ" "th". Apostrophes join (O'Neil -> oneil, Qur'an -> quran); dashes, dots
/// and other punctuation split, but dots between single letters join (U.S.A. -> usa). & becomes "and" as a token.
/// In:     any bytes; malformed UTF-8 becomes U+FFFD and separates
/// Errors: none
/// Thread-safe.
Folded fold(std::string_view name, const FoldLimits& limits = {});

/// Script of the majority of letters; `none` when there are no letters.
Script script_of(std::string_view text);
std::string_view to_text(Script script);

} // namespace tidewaiter::text
