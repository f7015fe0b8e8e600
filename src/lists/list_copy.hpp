// A list's folder below <home>/lists: what is kept beside its files, and how one folder takes
// another's place.
#pragma once

#include "lists/list_reader.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tidewaiter::lists {

/// A file of a copy, and what the server said of it: sent back, it makes the next look cost one
/// small answer.
struct CopiedFile {
    std::string name; ///< in the folder
    std::string
        url; ///< as the catalogue gave it, {token} not replaced; empty when read from a folder
    std::string sha256;
    std::string etag;
    std::string last_modified;
};

/// <folder>/.copy.json; docs/lists.md describes it.
struct CopyRecord {
    ListVersion version;           ///< `list` is the catalogue's id
    std::string content;           ///< the dataset id that the files themselves show
    std::string dataset_version;   ///< OpenSanctions' version, where the list came by its index
    std::string fetched_on;        ///< ISO date on which these bytes came
    std::string checked_on;        ///< ISO date on which the publisher last had nothing newer
    std::vector<CopiedFile> files; ///< the primary file first
};

/// Out: nullopt when the folder has no record. Errors: Failure(bad_input) for one that cannot be
/// read.
std::optional<CopyRecord> load_record(const std::filesystem::path& folder);
/// Errors: Failure(machine).
void write_record(const std::filesystem::path& folder, const CopyRecord& record);

/// Puts `fresh` in the place of `final` in one step; what stood there is removed. A kill leaves the
/// one or the other, and recover() brings the folder back where the file system cannot swap two
/// names at once. Errors: Failure(machine).
void replace_folder(const std::filesystem::path& fresh, const std::filesystem::path& final);
/// Removes what a killed update left beside `final`.
void recover_folder(const std::filesystem::path& final);
/// Where an update of `final` collects its files: ".NAME.new" beside it.
std::filesystem::path fresh_folder(const std::filesystem::path& final);

/// Held while an update runs, so that two never write the same folder. Errors: Failure(machine)
/// when one runs already.
class UpdateLock {
public:
    explicit UpdateLock(const std::filesystem::path& folder);
    ~UpdateLock();
    UpdateLock(const UpdateLock&) = delete;
    UpdateLock& operator=(const UpdateLock&) = delete;

private:
    int handle_ = -1;
};

} // namespace tidewaiter::lists
