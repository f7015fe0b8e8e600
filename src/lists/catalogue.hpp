// Where each list comes from, and how the copy in force is replaced: fetched or read from a folder, checked, swapped whole.
#pragma once

#include "lists/list_reader.hpp"

#include <functional>
#include <string>
#include <vector>

namespace tidewaiter::lists {

/// One publisher's list in the catalogue file (TOML; data/catalogue.toml is the documented default).
struct CatalogueEntry {
    std::string list;      ///< dataset id
    std::string title;
    std::string publisher;
    std::string licence;
    std::string format;    ///< name of the list format expected
    std::vector<std::string> urls; ///< one per file; {token} is replaced from the environment variable `token`
    std::string token;
    std::string root;      ///< root element or header that the file must show
    std::uint64_t least = 0; ///< fewer entities than this are refused
};

/// Errors: Failure(bad_input) naming line and key.
std::vector<CatalogueEntry> load_catalogue(const std::string& path);
std::vector<CatalogueEntry> default_catalogue();

/// What happened to one list.
struct UpdateResult {
    std::string list;
    enum class Outcome { replaced, unchanged, refused, failed } outcome = Outcome::failed;
    std::string message; ///< for refused and failed: why, and what to do; what was in force stays
    ListVersion before;  ///< counts of the copy in force; empty list when there was none
    ListVersion after;
};

struct UpdateOptions {
    std::string folder;      ///< where the copies in force live: <home>/lists
    std::string from_folder; ///< read files from here instead of the network
    std::vector<std::string> only;
    std::vector<std::string> accept_shrunk; ///< lists allowed to shrink by more than a tenth, by name
    unsigned timeout_seconds = 300;
    std::uint64_t largest_bytes = std::uint64_t{4} << 30U;
    std::function<bool(const std::string& list, std::uint64_t bytes, std::uint64_t total)> progress;
};

/// Fetches into a folder beside the copy in force, reads it as the format says, compares, and renames it in whole.
std::vector<UpdateResult> update(const std::vector<CatalogueEntry>& catalogue, const UpdateOptions& options);

} // namespace tidewaiter::lists
