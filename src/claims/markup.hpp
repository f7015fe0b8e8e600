// HTML and Markdown to their words; nothing of a page is run or fetched.
#pragma once

#include "claims/article.hpp"

#include <string>
#include <string_view>

namespace tidewaiter::claims {

/// Text of a page, block by block, without scripts, styles, navigation and forms. Fills title, author, outlet, date and url from
/// its meta elements where they are empty. Any bytes are a page: an open tag or comment ends with the text.
std::string html_to_text(std::string_view html, Article& article);

/// Text of Markdown without its signs, code and pictures. Fills the same fields from a front matter of "key: value" lines.
std::string markdown_to_text(std::string_view markdown, Article& article);

} // namespace tidewaiter::claims
