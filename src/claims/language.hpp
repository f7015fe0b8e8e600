// The language of a piece of text, by its script and its small words.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::claims {

/// "English", "German", ..., "Cyrillic script", "Chinese or Japanese"; "unknown" when nothing tells.
std::string find_language(std::string_view text);

} // namespace tidewaiter::claims
