// Text into HTML: everything that came from a file or a list is escaped, here and nowhere else.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::report {

/// Escapes for element content and for attributes in double quotes; malformed UTF-8 becomes U+FFFD and control
/// characters become blanks, so that no byte of a foreign file can end a tag or hide text.
std::string escaped(std::string_view text);

/// http and https addresses only, escaped, as a link; anything else as plain escaped text.
std::string web_link(std::string_view address, std::string_view shown);

/// 1234567 as "1,234,567".
std::string grouped(unsigned long long number);

/// The style sheet of every page: light and dark, wide and narrow, screen and paper.
std::string_view style_sheet();

} // namespace tidewaiter::report
