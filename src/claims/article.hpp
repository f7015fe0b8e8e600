// A text as it is read: without mark-up, in sentences.
#pragma once

#include "claims/claim.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::claims {

/// Bounds of a text, and why.
struct TextLimits {
    std::size_t bytes = 4'000'000;   ///< a long book; what follows is not read, and that is said
    std::size_t sentence = 3'000;    ///< longer ones are cut between words
    std::size_t sentences = 50'000;
    std::size_t claims = 2'000;
};

enum class TextFormat { plain, html, markdown };
std::string_view to_text(TextFormat format);

struct Sentence {
    Span span;
    std::size_t paragraph = 0;
    bool opens_in_quote = false; ///< a quotation of an earlier sentence is still open
    bool has_quote = false;
    std::string language = "English"; ///< or the name of another language or script; "unknown" for too few words
};

struct Article {
    std::string name;      ///< as the user named it
    std::string text;      ///< UTF-8, without mark-up
    std::string sha256;    ///< of the bytes read
    TextFormat format = TextFormat::plain;
    std::string encoding;  ///< UTF-8, UTF-16LE, UTF-16BE, windows-1252, UTF-8 with broken bytes
    std::string title;
    std::string author;
    std::string outlet;
    std::string date;      ///< ISO, when the text itself tells it
    std::string url;
    bool cut = false;      ///< longer than the limit
    std::vector<Sentence> sentences;

    std::string_view words(Span span) const { return std::string_view(text).substr(span.begin, span.end - span.begin); }
};

/// In:     bytes of any encoding and any content; name, whose ending (.html, .htm, .md, .markdown) tells the format, else the bytes do
/// Errors: none: what cannot be read as text becomes U+FFFD
/// Cost:   linear; at most limits.bytes are looked at
Article read_article(std::string_view bytes, const std::string& name, const TextLimits& limits = {});

/// Refuses what holds no text: nothing at all, a PDF, a packed or old Office document, a picture, bytes of which one in fifty is a control character.
/// Errors: Failure(bad_input), with what to do instead
void refuse_other_files(std::string_view bytes, const Article& article);

/// Reads a file, gzip too, or standard input ("-"). Errors: Failure(bad_input) when it cannot be read, or is no text.
Article load_article(const std::string& path, const TextLimits& limits = {});

} // namespace tidewaiter::claims
