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

} // namespace tidewaiter::sql
