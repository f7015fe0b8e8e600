// An OpenSanctions data set brought up to date: by the changes since the version in force where
// they reach, else in full.
#pragma once

#include "lists/download.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace tidewaiter::lists {

/// Fetches one file. Out: fetched, refused or failed; what the user stops is thrown through.
using FetchFile =
    std::function<Download(const std::string& url, const std::filesystem::path& into)>;

struct DatasetRequest {
    std::string index_url; ///< index.json of the data set, or the catalogue that has it
    std::string dataset;   ///< its name there
    std::string full_url;  ///< of entities.ftm.json
    std::string loaded; ///< version in force; empty when there is none, or its bytes are not those
                        ///< that were fetched
    std::filesystem::path in_force; ///< the file of that version
    std::filesystem::path folder;   ///< for what is fetched on the way; hidden names
    std::filesystem::path into;     ///< where the new state goes
};

struct DatasetFetched {
    bool newer = true;   ///< false when the version in force is the latest: nothing was written
    std::string version; ///< of the state in `into`
    std::string how;     ///< "in full", "3 deltas: 2 new, 5 changed, 1 gone"
};

/// Errors: Failure(machine) when the network fails; Failure(bad_input) for an index that is none or
/// lacks the data set, and
///         for a full file whose size or checksum is not the index's. A delta that is missing,
///         damaged or leads to another number of entities than the index states is no error: the
///         full file is fetched.
DatasetFetched fetch_dataset(const DatasetRequest& request, const FetchFile& fetch);

} // namespace tidewaiter::lists
