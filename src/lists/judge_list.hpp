// Whether files that have come may replace the list in force: are they the list, whole, and
// plausible?
#pragma once

#include "base/result.hpp"
#include "lists/catalogue.hpp"

#include <optional>
#include <string>

namespace tidewaiter::lists {

/// Reads the files to their end as the format says and as every list must be.
/// In:  format as it should be; the entry's own unless the files were found by their content
/// Out: what was read; `list` is the id that the files show, not yet compared with the entry's
/// Errors: an empty file, another format (an HTML page), no root element, and Failure(bad_input)
///         from load_list
base::Result<ListVersion> examine_list(const ListFiles& files, const CatalogueEntry& entry,
                                       const std::string& format);

/// Why a list that could be read must not come into force: another list, too short, or shrunk by
/// more than a tenth in parties or names. In: before.list is empty when nothing was in force.
std::optional<base::Error> check_plausible(const ListVersion& now, const ListVersion& before,
                                           const CatalogueEntry& entry, bool may_shrink);

} // namespace tidewaiter::lists
