// Text of an old code page that is not the western one.
#pragma once

#include <algorithm>
#include <string_view>

namespace tidewaiter::lists {

/// In: bytes from one on that is not UTF-8. Three letters beyond ASCII in a row are a text in Cyrillic or Arabic of an old
/// code page; western text has two at most ("créée").
inline bool is_other_code_page(std::string_view rest) {
    return rest.size() >= 3 && std::ranges::all_of(rest.substr(0, 3), [](char c) { return static_cast<unsigned char>(c) >= 0xC0; });
}

} // namespace tidewaiter::lists
