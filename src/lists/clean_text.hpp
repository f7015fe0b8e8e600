// What publishers' tools leave in text, taken out: the same cleaning for every reader.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::lists {

/// One line of valid UTF-8: every run of blanks, line ends and no-break blanks becomes one space; the escapes
/// "&nbsp;" and "_x000D_" count as blanks; soft hyphens and zero-width characters go; the rest stays as published.
std::string clean_text(std::string_view published);

} // namespace tidewaiter::lists
