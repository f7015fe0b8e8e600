// Where each list comes from, and how the copy in force is replaced: fetched or read from a folder,
// checked, swapped whole.
#pragma once

#include "lists/list_reader.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tidewaiter::lists {

/// One publisher's list in the catalogue file (TOML; data/catalogue.toml is the documented
/// default).
struct CatalogueEntry {
    std::string list; ///< dataset id; also the name of its folder
    std::string title;
    std::string publisher;
    std::string licence;
    std::string format; ///< name of the list format expected
    std::vector<std::string>
        urls; ///< one per file, the primary one first; {token} is replaced from the environment
    std::vector<std::string> files; ///< the name each file is kept under; as many as urls
    std::string index; ///< address of OpenSanctions' index.json, through which only what changed is
                       ///< fetched; empty: the whole file each time
    std::string content; ///< dataset id that the files themselves show, when it is not `list`
    std::string
        token; ///< environment variable that holds the token; empty when the address needs none
    std::string
        root; ///< text that the first 64 kB of the primary file must hold: root element or header
    std::uint64_t least = 0; ///< fewer entities than this are refused
    bool optional =
        false; ///< fetched only when it is asked for by name, or when a copy is in force already
};

/// Errors: Failure(bad_input) naming line and key.
std::vector<CatalogueEntry> load_catalogue(const std::string& path);
std::vector<CatalogueEntry> default_catalogue();

/// What happened to one list.
struct UpdateResult {
    std::string list;
    enum class Outcome {
        replaced,  ///< the new copy is in force
        unchanged, ///< the publisher has nothing newer
        skipped,   ///< optional, no token set, or not in the folder read from
        refused,   ///< what came is no list that may replace the one in force
        failed,    ///< network or machine; nothing came
    } outcome = Outcome::failed;
    std::string message; ///< what happened
    std::string hint;    ///< what to do; may be empty
    std::string stays;   ///< unless replaced or unchanged: what is in force all the same; empty for
                         ///< optional lists
    ListVersion before;  ///< of the copy in force; empty list when there was none
    ListVersion after;   ///< of the new copy; for unchanged the same as before
};

struct UpdateOptions {
    std::string folder;      ///< where the copies in force live: <home>/lists
    std::string from_folder; ///< read files from here instead of the network
    std::vector<std::string>
        only; ///< dataset ids; empty for all, the optional ones once they are in force
    std::vector<std::string>
        accept_shrunk;              ///< lists allowed to shrink by more than a tenth, by name
    std::string today;              ///< ISO date, written into the copy as the day it was fetched
    unsigned timeout_seconds = 300; ///< for one file
    unsigned attempts = 2;          ///< for one file, when the network fails
    std::uint64_t largest_bytes = std::uint64_t{4} << 30U; ///< of one file, unpacked
    /// Called about once a second; false stops the update. total is 0 when the server does not say.
    std::function<bool(const std::string& list, std::uint64_t bytes, std::uint64_t total)> progress;
};

/// Fetches into a folder beside the copy in force, reads it as the format says, compares, and
/// renames it in whole. A kill at any moment leaves the old copy or the new one. One result for
/// each entry of the catalogue that is in `only` (or for each, when that is empty), in its order.
/// Errors: Failure(usage) for a list in `only` or `accept_shrunk` that the catalogue does not have;
/// Failure(machine) when the folder cannot be written or another update is running.
std::vector<UpdateResult> update(const std::vector<CatalogueEntry>& catalogue,
                                 const UpdateOptions& options);

/// A list in force below <home>/lists: fetched by update(), or put there by the user as
/// <home>/lists/NAME/ with its files (docs/formats/user-list.md for a table of the user's own).
struct ListCopy {
    ListFiles files;        ///< the primary file first
    ReadOptions options;    ///< the name of the list where its files show another
    ListVersion version;    ///< as it was read when fetched; only `list` is set for a user's own
    std::string fetched_on; ///< ISO date on which these bytes came; empty for a user's own
    std::string checked_on; ///< ISO date on which the publisher last had nothing newer; empty for a
                            ///< user's own
};

/// All lists in force, by name. Errors: Failure(bad_input) for a folder whose files are no list.
std::vector<ListCopy> load_copies(const std::string& folder);

} // namespace tidewaiter::lists
