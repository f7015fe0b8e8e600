// The index in force, built again from the lists in force.
#pragma once

#include "base/reject.hpp"
#include "lists/list_reader.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tidewaiter::cli {

struct RebuildOptions {
    std::string lists_folder;      ///< <home>/lists
    std::string index_path;        ///< <home>/watch.tw
    std::vector<std::string> drop; ///< lists of the index in force that may go, by name
    bool always = false;           ///< also when the index holds these very files already
};

struct Rebuilt {
    bool built = false; ///< false: the index in force holds these very files already
    std::vector<lists::ListVersion> lists;
};

/// Errors: Failure(bad_input) when no list is in force, when one cannot be read any more, or when
/// the index in force holds a list that has no folder and is not in `drop`: a list must not vanish
/// unseen. The index in force stays.
Rebuilt rebuild_index(const RebuildOptions& options, base::RejectSink& rejects);

} // namespace tidewaiter::cli
