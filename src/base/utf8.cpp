#include "base/utf8.hpp"

#include <array>
#include <cstring>

namespace tidewaiter::base {

namespace {

constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Bytes 0x80 to 0x9F of code page 1252; the rest equals Latin-1.
constexpr std::array<char16_t, 32> cp1252_high = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
    0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0xFFFD, 0x017E, 0x0178};

/// Length of the blank that `text` starts with; 0 when it starts with none.
std::size_t blank_length(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead <= 0x20 || lead == 0x7f) {
        return 1;
    }
    if (lead != 0xC2 && lead < 0xE2) {
        return 0; // no blank below begins so; nearly all text ends here
    }
    for (const std::string_view blank : {"\xC2\xA0", "\xEF\xBB\xBF", "\xE2\x80\x8B", "\xE2\x80\xAF", "\xE3\x80\x80"}) {
        if (text.starts_with(blank)) {
            return blank.size();
        }
    }
    return 0;
}

std::size_t blank_length_at_end(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const auto last = static_cast<unsigned char>(text.back());
    if (last <= 0x20 || last == 0x7f) {
        return 1;
    }
    if (last < 0x80) {
        return 0;
    }
    for (const std::size_t length : {std::size_t{2}, std::size_t{3}}) {
        if (text.size() >= length && blank_length(text.substr(text.size() - length)) == length) {
            return length;
        }
    }
    return 0;
}

} // namespace

std::size_t utf8_length(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) {
        return 1;
    }
    const auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0U;
    if (lead >= 0xC2 && lead <= 0xDF) {
        return text.size() >= 2 && is_continuation(text[1]) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (text.size() < 3 || !is_continuation(text[1]) || !is_continuation(text[2])) {
            return 0;
        }
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)) {
            return 0;
        }
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (text.size() < 4 || !is_continuation(text[1]) || !is_continuation(text[2]) || !is_continuation(text[3])) {
            return 0;
        }
        if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
            return 0;
        }
        return 4;
    }
    return 0;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        std::uint64_t eight = 0; // most text is ASCII, which needs no decoding
        if (text.size() >= sizeof eight) {
            std::memcpy(&eight, text.data(), sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) {
                text.remove_prefix(sizeof eight);
                continue;
            }
        }
        const std::size_t length = utf8_length(text);
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

char32_t take_code_point(std::string_view& text) {
    const std::size_t length = utf8_length(text);
    const auto byte = [&text](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    char32_t value = 0xFFFD;
    switch (length) {
    case 1: value = byte(0); break;
    case 2: value = (byte(0) & 0x1F) << 6U | (byte(1) & 0x3F); break;
    case 3: value = (byte(0) & 0x0F) << 12U | (byte(1) & 0x3F) << 6U | (byte(2) & 0x3F); break;
    case 4: value = (byte(0) & 0x07) << 18U | (byte(1) & 0x3F) << 12U | (byte(2) & 0x3F) << 6U | (byte(3) & 0x3F); break;
    default: break;
    }
    text.remove_prefix(length == 0 ? 1 : length);
    return value;
}

void append_utf8(std::string& into, char32_t code_point) {
    const auto put = [&into](char32_t bits) { into += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | code_point >> 6U);
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | code_point >> 12U);
        put(0x80 | (code_point >> 6U & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | code_point >> 18U);
        put(0x80 | (code_point >> 12U & 0x3F));
        put(0x80 | (code_point >> 6U & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

std::string to_valid_utf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) {
            valid += "\xef\xbf\xbd";
            text.remove_prefix(1);
        } else {
            valid += text.substr(0, length);
            text.remove_prefix(length);
        }
    }
    return valid;
}

std::string from_cp1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(text, byte >= 0x80 && byte < 0xA0 ? char32_t{cp1252_high[byte - 0x80U]} : char32_t{byte});
    }
    return text;
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) {
        return text;
    }
    while (bytes > 0 && is_continuation(text[bytes])) {
        --bytes;
    }
    return text.substr(0, bytes);
}

std::string_view trim(std::string_view text) {
    while (const std::size_t length = blank_length(text)) {
        text.remove_prefix(length);
    }
    while (const std::size_t length = blank_length_at_end(text)) {
        text.remove_suffix(length);
    }
    return text;
}

std::string squash(std::string_view text) {
    text = trim(text);
    std::string squashed;
    squashed.reserve(text.size());
    while (!text.empty()) {
        if (const std::size_t length = blank_length(text)) {
            if (squashed.back() != ' ') {
                squashed += ' ';
            }
            text.remove_prefix(length);
        } else {
            // Up to the next byte that a blank could begin with; one at least, which is none.
            std::size_t plain = 1;
            while (plain < text.size() && text[plain] > ' ' && text[plain] < '\x7f') {
                ++plain;
            }
            squashed += text.substr(0, plain);
            text.remove_prefix(plain);
        }
    }
    return squashed;
}

} // namespace tidewaiter::base
