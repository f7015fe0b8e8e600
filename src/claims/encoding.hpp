// Bytes of any encoding to UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::claims {

/// By byte-order mark, by the pattern of zero bytes, else UTF-8, else Windows 1252. Blanks of all kinds become one kind, soft hyphens
/// and zero-width characters go, control characters become blanks, line ends become \n.
/// Out:    encoding, by name
std::string to_clean_utf8(std::string_view bytes, std::string& encoding);

} // namespace tidewaiter::claims
