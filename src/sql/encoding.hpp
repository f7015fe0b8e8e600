// Text that should be UTF-8 and is not.
#pragma once

#include "base/file.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace tidewaiter::sql {

enum class Encoding {
    utf8,
    cp1252,  ///< western European text in Windows code page 1252
    damaged, ///< UTF-8 with broken bytes, for example cut in the middle of a character
    unknown, ///< something else, such as Cyrillic or Chinese in an old code page
};

/// What the bytes of one field are. Judged field by field, because files are pasted together from several sources.
Encoding find_encoding(std::string_view field);

/// UTF-16 as UTF-8; unpaired halves become U+FFFD.
/// In: begun, what was already read of the stream without its byte-order mark; rest, which outlives the result
std::unique_ptr<base::ByteSource> open_utf16(const std::string& begun, base::ByteSource& rest,
                                             bool big_endian);

/// Text of a named encoding as UTF-8; bytes that mean nothing in it become U+FFFD.
/// In:     encoding, as iconv knows it: "windows-1251", "gb18030", "koi8-r"
/// Errors: Failure(usage) for an encoding nobody knows here
std::unique_ptr<base::ByteSource> open_encoded(const std::string& begun, base::ByteSource& rest, const std::string& encoding);

enum class ByteOrder { none, little, big };

/// UTF-16 without a byte-order mark, told by its NULs: nearly all even bytes of a table's first ones (big-endian), or
/// nearly all odd ones (little-endian) are NUL where its text is in Latin letters, digits and separators.
ByteOrder find_utf16_pattern(std::string_view begin);

} // namespace tidewaiter::sql
