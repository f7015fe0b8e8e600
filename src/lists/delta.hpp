// OpenSanctions' catalogue of data sets, their versions, and the changes between versions: a full file with its deltas
// applied is the full file of the later version.
#pragma once

#include "base/file.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// A file that a data set offers.
struct CatalogResource {
    std::string name; ///< "entities.ftm.json"
    std::string url;
    std::string checksum; ///< SHA-1 in hexadecimal; empty when none is given
    std::uint64_t bytes = 0;
};

struct CatalogDataset {
    std::string name; ///< "us_ofac_sdn"
    std::string title;
    std::string version; ///< "20240527134702-zbn"; sorts as text
    std::string updated_at;
    std::string index_url;
    std::string delta_url; ///< empty when it has no deltas
    std::uint64_t entity_count = 0; ///< of all kinds; 0 when it is not stated
    std::vector<CatalogResource> resources;
};

/// index.json: the whole catalogue (`datasets`), or one data set. Errors: Failure(bad_input) when it is neither.
std::vector<CatalogDataset> load_opensanctions_index(const std::string& path);

/// delta.json: where the changes that lead to each version are.
struct DeltaVersions {
    std::map<std::string, std::string> urls; ///< version -> URL, in order
    std::string updated_at;
};

/// Errors: Failure(bad_input) when it has no `versions`.
DeltaVersions load_delta_versions(const std::string& path);

/// What leads from one version to another.
struct UpdatePlan {
    bool in_full = false;              ///< fetch the full file
    std::vector<std::string> versions; ///< else apply these, in this order; none when nothing is to do
};

/// In: loaded is empty when nothing is there. In full when the loaded version is older than every delta, or the target
/// is not among them, so that its state could not be reached.
/// Source: shared rules of the format, docs/formats/lists.md
UpdatePlan to_update_plan(std::string_view loaded, std::string_view target, const DeltaVersions& deltas);

/// Compares a fetched file, decompressed, with what the catalogue says of it.
/// Errors: Failure(bad_input) when size or checksum differ, or there is no checksum to compare with
void check_resource(const std::string& path, const CatalogResource& resource);

struct DeltaCounts {
    std::uint64_t added = 0;    ///< entities that are new in the result
    std::uint64_t modified = 0; ///< replaced by another state
    std::uint64_t deleted = 0;  ///< no longer in the result
    std::uint64_t absent = 0;   ///< DEL of what was not there; no error, for an entity can come and go between two versions
    std::uint64_t entities = 0; ///< in the result
};

/// Applies entities.delta.json files to an entities.ftm.json, in the order given. ADD and MOD put the entity in place
/// whether it is there or not; DEL takes it out; a file of no bytes changes nothing.
/// Out:    the file `result`, which appears only when it is whole: entities of the base in their order, changed ones in
///         their places, new ones behind them in the order of the deltas
/// Errors: Failure(bad_input) for a line that is no operation or no entity, naming file and line: a delta half applied
///         would lose or keep parties unseen
/// Memory: the last state of every entity that the deltas name
DeltaCounts apply_deltas(const std::string& base_file, const std::vector<std::string>& deltas, const std::string& result,
                         std::uint64_t line_bytes = 64'000'000);

} // namespace tidewaiter::lists
