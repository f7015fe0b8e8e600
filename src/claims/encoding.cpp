#include "claims/encoding.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace tidewaiter::claims {

namespace {

std::string from_utf16(std::string_view bytes, bool big_endian) {
    std::string text;
    text.reserve(bytes.size() / 2 + 1);
    const auto unit = [&](std::size_t i) {
        const auto a = static_cast<unsigned char>(bytes[i]);
        const auto b = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t point = unit(i);
        if (point >= 0xD800 && point < 0xDC00 && i + 3 < bytes.size()) {
            const char32_t low = unit(i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        base::append_utf8(text, point >= 0xD800 && point < 0xE000 ? U'\uFFFD' : point);
    }
    return text;
}

/// Texts without a mark: every other byte of Latin text in UTF-16 is zero.
char utf16_without_mark(std::string_view bytes) {
    const std::string_view front = bytes.substr(0, 2000);
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < front.size(); ++i) {
        (i % 2 == 0 ? even : odd) += front[i] == '\0' ? 1U : 0U;
    }
    const std::size_t pairs = front.size() / 2;
    if (pairs < 4) {
        return '\0';
    }
    return odd * 10 > pairs * 7 && even * 10 < pairs ? 'l' : even * 10 > pairs * 7 && odd * 10 < pairs ? 'b' : '\0';
}

std::string from_bytes(std::string_view bytes, std::string& encoding) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        const bool big = bytes.front() == '\xFE';
        encoding = big ? "UTF-16BE" : "UTF-16LE";
        return from_utf16(bytes.substr(2), big);
    }
    if (const char guess = utf16_without_mark(bytes); guess != '\0') {
        encoding = guess == 'b' ? "UTF-16BE" : "UTF-16LE";
        return from_utf16(bytes, guess == 'b');
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    }
    std::size_t well_formed = 0;
    std::size_t broken = 0;
    for (std::string_view rest = bytes; !rest.empty();) {
        const std::size_t length = base::utf8_length(rest);
        well_formed += length > 1 ? 1U : 0U;
        // A sequence that the limit cut at the very end is no sign of another encoding.
        broken += length == 0 && rest.size() > 3 ? 1U : 0U;
        rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
    if (broken == 0) {
        encoding = "UTF-8";
        return base::to_valid_utf8(bytes);
    }
    if (well_formed > broken) {
        encoding = "UTF-8 with broken bytes";
        return base::to_valid_utf8(bytes);
    }
    encoding = "windows-1252";
    return base::from_cp1252(bytes);
}

} // namespace

std::string to_clean_utf8(std::string_view bytes, std::string& encoding) {
    const std::string text = from_bytes(bytes, encoding);
    std::string clean;
    clean.reserve(text.size());
    for (std::string_view rest = text; !rest.empty();) {
        const auto byte = static_cast<unsigned char>(rest.front());
        if (byte < 0x80) {
            if (byte == '\r') {
                clean += '\n';
                rest.remove_prefix(rest.size() > 1 && rest[1] == '\n' ? 2 : 1);
                continue;
            }
            clean += byte < 0x20 && byte != '\n' ? ' ' : byte == 0x7F ? ' ' : rest.front();
            rest.remove_prefix(1);
            continue;
        }
        const std::string_view before = rest;
        const char32_t point = base::take_code_point(rest);
        if (point == 0x00AD || (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x2069) || point == 0xFEFF) {
            continue; // invisible, and able to hide or turn round what is shown
        }
        if (point == 0x00A0 || (point >= 0x2000 && point <= 0x200A) || point == 0x202F || point == 0x3000) {
            clean += ' ';
        } else if (point == 0x0085 || point == 0x2028 || point == 0x2029) {
            clean += '\n';
        } else if (point == 0x2010 || point == 0x2011) {
            clean += '-';
        } else if (point == 0xFF05) {
            clean += '%';
        } else if (point >= 0x80 && point < 0xA0) {
            clean += ' ';
        } else {
            clean += before.substr(0, before.size() - rest.size());
        }
    }
    return clean;
}

} // namespace tidewaiter::claims
