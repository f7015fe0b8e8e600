// The code lists of the revisions, for the other files of this module.
#pragma once

#include "goods/goods.hpp"

namespace tidewaiter::goods {

/// Six-digit codes of a revision that begin with `front` (at most six digits), rising.
std::vector<std::string> subheadings_under(std::string_view front, HsRevision revision);

/// The bytes of the table, for the content hash.
std::string_view known_codes_table();

} // namespace tidewaiter::goods
