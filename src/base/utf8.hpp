// UTF-8 by code point; nothing here allocates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tidewaiter::base {

/// Length in bytes (1 to 4) of the well-formed sequence that `text` starts with; 0 when it is not one.
/// Overlong forms, surrogates and values above U+10FFFF are not well-formed (Unicode 15, table 3-7).
std::size_t utf8_length(std::string_view text);
bool is_utf8(std::string_view text);
/// Takes one code point off the front; a malformed byte yields U+FFFD and is dropped. `text` is not empty.
char32_t take_code_point(std::string_view& text);
void append_utf8(std::string& into, char32_t code_point);
/// Bytes that are not UTF-8 become U+FFFD.
std::string to_valid_utf8(std::string_view text);
/// Reads Windows code page 1252 (the five undefined bytes become U+FFFD).
std::string from_cp1252(std::string_view bytes);
/// At most `bytes` bytes of valid UTF-8, cut between code points.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes);
/// Without leading and trailing blanks: ASCII space and control characters, U+00A0, U+FEFF, U+200B.
std::string_view trim(std::string_view text);
/// trim, and every run of blanks inside (no-break ones too) becomes one space.
std::string squash(std::string_view text);

} // namespace tidewaiter::base
