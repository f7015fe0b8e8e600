#include "lists/xml_bytes.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/code_page.hpp"
#include "lists/xml_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace tidewaiter::lists {

namespace {

constexpr std::size_t block_size = std::size_t{1} << 18U;
constexpr std::size_t head_size = std::size_t{1} << 16U;
/// The longest reference looked at: "&#x0000001F;". A reference cut by the end of a block waits for the next one.
constexpr std::size_t longest_reference = 12;

/// Bytes at which the fast scan stops: C0 controls but tab and line ends, '&', and all beyond ASCII.
constexpr auto stops_utf8 = [] {
    std::array<bool, 256> stops{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        stops[byte] = byte >= 0x80 || byte == '&' || (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r');
    }
    return stops;
}();

std::size_t find_stop(std::string_view text, std::size_t at) {
    while (at < text.size() && !stops_utf8[static_cast<unsigned char>(text[at])]) {
        ++at;
    }
    return at;
}

/// Value of "&#25;" or "&#x19;" and its length; length 0 when the text is no complete numeric reference.
struct Reference {
    std::uint32_t value = 0;
    std::size_t length = 0;
};

Reference parse_reference(std::string_view text) {
    Reference reference;
    if (!text.starts_with("&#")) {
        return reference;
    }
    std::size_t at = 2;
    const bool hexadecimal = at < text.size() && (text[at] == 'x' || text[at] == 'X');
    at += hexadecimal ? 1 : 0;
    const std::size_t first = at;
    for (; at < text.size() && at < longest_reference && text[at] != ';'; ++at) {
        const char c = text[at];
        const std::uint32_t base = hexadecimal ? 16 : 10;
        std::uint32_t digit = 0;
        if (c >= '0' && c <= '9') {
            digit = static_cast<std::uint32_t>(c - '0');
        } else if (hexadecimal && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
            digit = static_cast<std::uint32_t>((c | 0x20) - 'a') + 10;
        } else {
            return {};
        }
        reference.value = reference.value * base + digit;
    }
    if (at == first || at >= text.size() || text[at] != ';') {
        return {};
    }
    reference.length = at + 1;
    return reference;
}

/// Characters that XML 1.0 section 2.2 has no place for.
bool is_forbidden(std::uint32_t value) {
    return (value < 0x20 && value != '\t' && value != '\n' && value != '\r') || value == 0xFFFE || value == 0xFFFF;
}

} // namespace

XmlBytes::XmlBytes(base::ByteSource& source) : source_(source), buffer_(block_size) {
    while (end_ < head_size) {
        const std::size_t got = source_.read(buffer_.data() + end_, buffer_.size() - end_);
        if (got == 0) {
            at_end_ = true;
            break;
        }
        end_ += got;
    }
    head_.assign(buffer_.data(), std::min(end_, head_size));
    const XmlHead head = look_at_xml_head(head_);
    if (head.is_utf16) {
        mode_ = Mode::untouched;
    } else if (!head.encoding.empty() && head.encoding != "utf-8" && head.encoding != "us-ascii") {
        mode_ = Mode::single_byte;
    }
}

std::string_view XmlBytes::next() {
    for (;;) {
        if (begin_ == end_ && at_end_) {
            file_offset_ = file_next_;
            clean_offset_ = clean_next_;
            return {};
        }
        std::size_t used = 0;
        const std::string_view block(buffer_.data() + begin_, end_ - begin_);
        const std::string_view clean = repair(block, used, at_end_);
        file_offset_ = file_next_;
        clean_offset_ = clean_next_;
        file_next_ += used;
        clean_next_ += clean.size();
        begin_ += used;
        if (!clean.empty()) {
            return clean;
        }
        if (at_end_) {
            continue;
        }
        // What is left is the start of a character or reference: it goes to the front, the rest follows.
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        const std::size_t got = source_.read(buffer_.data() + end_, buffer_.size() - end_);
        end_ += got;
        at_end_ = got == 0;
    }
}

/// Out: the block itself when nothing had to change, else clean_. `used` is how much of the block went in.
std::string_view XmlBytes::repair(std::string_view block, std::size_t& used, bool last) {
    if (mode_ == Mode::untouched) {
        used = block.size();
        return block;
    }
    clean_.clear();
    std::size_t copied = 0; // of the block, into clean_ or standing as it is
    std::size_t at = 0;
    bool changed = false;
    const auto replace = [&](std::size_t length, std::string_view by) {
        clean_.append(block, copied, at - copied);
        clean_ += by;
        at += length;
        copied = at;
        changed = true;
    };
    while ((at = find_stop(block, at)) < block.size()) {
        const auto byte = static_cast<unsigned char>(block[at]);
        const std::string_view rest = block.substr(at);
        if (byte < 0x20) {
            ++repairs_.controls;
            replace(1, {});
        } else if (byte == '&') {
            if (rest.size() < longest_reference && !last && rest.find(';') == std::string_view::npos) {
                break;
            }
            const Reference reference = parse_reference(rest);
            if (rest.starts_with("&nbsp;")) {
                ++repairs_.no_break;
                replace(6, "&#160;");
            } else if (reference.length > 0 && is_forbidden(reference.value)) {
                ++repairs_.controls;
                replace(reference.length, {});
            } else {
                ++at;
            }
        } else if (mode_ == Mode::single_byte) {
            ++at;
        } else if (const std::size_t length = base::utf8_length(rest); length > 0) {
            if (rest.starts_with("\xef\xbf\xbe") || rest.starts_with("\xef\xbf\xbf")) {
                ++repairs_.controls;
                replace(3, {});
            } else {
                at += length;
            }
        } else if (rest.size() < 4 && !last) {
            break; // the sequence may end in the next block
        } else if (is_other_code_page(rest)) {
            throw base::Failure(base::FailureKind::bad_input,
                                fmt::format("{}: the text at byte {} is neither UTF-8 nor Windows-1252", source_.name(),
                                            file_next_ + at),
                                "Read as western letters its names would match nobody. Save the file as UTF-8, or fetch it "
                                "again from its publisher.");
        } else {
            ++repairs_.cp1252_bytes;
            replace(1, base::from_cp1252(rest.substr(0, 1)));
        }
    }
    used = at;
    if (!changed) {
        return block.substr(0, at);
    }
    clean_.append(block, copied, at - copied);
    return clean_;
}

} // namespace tidewaiter::lists
