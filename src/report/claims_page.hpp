// The page of a checked article: the text with its statements marked, and a card for each.
#pragma once

#include "claims/check.hpp"

#include <string>
#include <string_view>

namespace tidewaiter::report {

/// One HTML file, charts as SVG, nothing loaded from elsewhere and no script; everything from the article is escaped. Same inputs, same bytes.
/// In:  command and program version for the foot of the page
std::string claims_page(const claims::Report& report, std::string_view command, std::string_view version);

} // namespace tidewaiter::report
