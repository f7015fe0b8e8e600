#include "screen/xml_messages.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

namespace tidewaiter::screen {

namespace {

constexpr std::size_t block_bytes = 65'536;
/// Enough to see the longest mark or tag name that is looked for.
constexpr std::size_t lookahead = 128;
constexpr std::size_t longest_declaration = 1'000;

bool is_control(char c) { return c >= 0 && c < ' ' && c != '\t' && c != '\r' && c != '\n'; }

bool ends_name(char c) { return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

} // namespace

XmlMessages::XmlMessages(base::ByteSource& bytes, std::string_view element) : bytes_(bytes), element_(element) {
    out_ = fmt::format("<{}>", root);
}

/// In: what follows a "<".
void XmlMessages::count_tag(std::string_view rest) {
    std::size_t end = 0;
    while (end < rest.size() && end < lookahead && !ends_name(rest[end])) {
        ++end;
    }
    std::string_view tag = rest.substr(0, end);
    if (const std::size_t colon = tag.rfind(':'); colon != std::string_view::npos) {
        tag.remove_prefix(colon + 1);
    }
    // The parser of lists forgives references to characters that no XML may hold; in a name one would hide a transaction from this count.
    if (tag.find('&') != std::string_view::npos) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: this is not well-formed XML: an '&' in the name of an element", bytes_.name()),
                            "Nothing tells where the next transaction begins: ask the sender for the file again.");
    }
    counted_ += tag == element_ ? 1U : 0U;
}

void XmlMessages::check_declaration(std::string_view text) const {
    std::size_t at = text.find("encoding");
    at = at == std::string_view::npos ? at : text.find_first_of("'\"", at);
    if (at == std::string_view::npos) {
        return;
    }
    std::string encoding(text.substr(at + 1, text.find(text[at], at + 1) - at - 1));
    std::ranges::transform(encoding, encoding.begin(), [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    constexpr std::array<std::string_view, 6> known = {"utf-8", "utf8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"};
    if (std::ranges::find(known, encoding) == known.end()) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: messages in the encoding '{}' are not read", bytes_.name(), encoding.substr(0, 40)),
                            fmt::format("Convert them: iconv -f {} -t UTF-8 FILE, and let the declaration say UTF-8.", encoding.substr(0, 40)));
    }
}

/// Moves what can be judged from raw_ to out_.
void XmlMessages::clean(bool last) {
    std::size_t i = 0;
    while (i < raw_.size() && (last || i + lookahead < raw_.size())) {
        const std::string_view rest = std::string_view(raw_).substr(i);
        const auto copy = [&](std::size_t count) {
            out_ += rest.substr(0, count);
            i += count;
        };
        switch (in_) {
        case In::comment:
        case In::cdata: {
            const std::string_view end = in_ == In::comment ? "-->" : "]]>";
            if (rest.starts_with(end)) {
                copy(end.size());
                in_ = In::text;
            } else {
                copy(1);
            }
            break;
        }
        case In::instruction:
            if (rest.starts_with("?>")) {
                check_declaration(declaration_);
                out_ += "  ";
                i += 2;
                in_ = In::text;
            } else {
                if (declaration_.size() < longest_declaration) {
                    declaration_ += rest.front();
                }
                out_ += rest.front() == '\n' || rest.front() == '\r' ? rest.front() : ' ';
                ++i;
            }
            break;
        case In::text:
            if (rest.front() != '<') {
                copy(std::min(std::min(rest.find('<'), rest.size()), last ? rest.size() : rest.size() - lookahead));
            } else if (rest.starts_with("<!--")) {
                copy(4);
                in_ = In::comment;
            } else if (rest.starts_with("<![CDATA[")) {
                copy(9);
                in_ = In::cdata;
            } else if (rest.starts_with("<?")) {
                declaration_.clear();
                out_ += "  ";
                i += 2;
                in_ = In::instruction;
            } else {
                count_tag(rest.substr(1));
                copy(1);
            }
            break;
        }
    }
    raw_.erase(0, i);
}

void XmlMessages::fill() {
    std::array<char, block_bytes> block{};
    while (out_.size() == position_ && !ended_) {
        out_.clear();
        position_ = 0;
        const std::size_t got = bytes_.read(block.data(), block.size());
        // The parser never sees control bytes; nor may what looks for marks: "<" and "![CDATA[" with a zero between them.
        std::copy_if(block.data(), block.data() + got, std::back_inserter(raw_), [](char c) { return !is_control(c); });
        clean(got == 0);
        if (got == 0) {
            ended_ = true;
            out_ += fmt::format("</{}>", root);
        }
    }
}

std::size_t XmlMessages::read(char* into, std::size_t size) {
    if (out_.size() == position_) {
        fill();
    }
    const std::size_t count = out_.copy(into, size, position_);
    position_ += count;
    return count;
}

} // namespace tidewaiter::screen
