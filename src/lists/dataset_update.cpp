#include "lists/dataset_update.hpp"

#include "base/failure.hpp"
#include "lists/delta.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <vector>

namespace tidewaiter::lists {

namespace fs = std::filesystem;
using base::Failure;
using base::FailureKind;

namespace {

/// More deltas than a fortnight has cost more than the file.
constexpr std::size_t most_deltas = 100;

/// A file that cannot be done without.
void fetch_or_fail(const FetchFile& fetch, const std::string& url, const fs::path& into) {
    const Download got = fetch(url, into);
    if (got.outcome != Download::Outcome::fetched) {
        throw Failure(got.outcome == Download::Outcome::refused ? FailureKind::bad_input
                                                                : FailureKind::machine,
                      got.message, got.hint);
    }
}

CatalogDataset load_dataset(const DatasetRequest& request, const FetchFile& fetch) {
    const fs::path file = request.folder / ".index.json";
    fetch_or_fail(fetch, request.index_url, file);
    const auto datasets = load_opensanctions_index(file.string());
    const auto found = std::ranges::find(datasets, request.dataset, &CatalogDataset::name);
    if (found == datasets.end()) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{} has no data set '{}'", request.index_url, request.dataset),
                      "Correct index or content in the catalogue (docs/lists.md).");
    }
    if (found->version.empty()) {
        throw Failure(
            FailureKind::bad_input,
            fmt::format("{} gives no version of '{}'", request.index_url, request.dataset),
            "Take the line `index` out of the catalogue, and the list is fetched in full each "
            "time.");
    }
    return *found;
}

/// The new state by deltas. Out: how; empty when they do not lead there.
std::string apply_changes(const DatasetRequest& request, const CatalogDataset& dataset,
                          const FetchFile& fetch) {
    if (request.loaded.empty() || dataset.delta_url.empty()) {
        return {};
    }
    try {
        const fs::path versions = request.folder / ".delta.json";
        if (fetch(dataset.delta_url, versions).outcome != Download::Outcome::fetched) {
            return {};
        }
        const DeltaVersions deltas = load_delta_versions(versions.string());
        const UpdatePlan plan = to_update_plan(request.loaded, dataset.version, deltas);
        if (plan.in_full || plan.versions.size() > most_deltas) {
            return {};
        }
        std::vector<std::string> files;
        for (const std::string& version : plan.versions) {
            files.push_back((request.folder / fmt::format(".delta-{}", files.size())).string());
            if (fetch(deltas.urls.at(version), files.back()).outcome !=
                Download::Outcome::fetched) {
                return {};
            }
        }
        const DeltaCounts counts =
            apply_deltas(request.in_force.string(), files, request.into.string());
        // The bytes differ from the full file's, where the entities stand in another order; their
        // number must not.
        if (dataset.entity_count != 0 && counts.entities != dataset.entity_count) {
            return {};
        }
        return fmt::format("{} delta{}: {} new, {} changed, {} gone", files.size(),
                           files.size() == 1 ? "" : "s", counts.added, counts.modified,
                           counts.deleted);
    } catch (const Failure& failure) {
        if (failure.kind() != FailureKind::bad_input) {
            throw;
        }
        return {}; // a damaged delta: the full file does not need it
    }
}

/// What was fetched on the way is no list, and would seem to be one more.
void clear(const fs::path& folder) {
    std::error_code ignored;
    for (const auto& item : fs::directory_iterator(folder, ignored)) {
        const std::string name = item.path().filename().string();
        if (name == ".index.json" || name.starts_with(".delta")) {
            fs::remove(item.path(), ignored);
        }
    }
}

} // namespace

DatasetFetched fetch_dataset(const DatasetRequest& request, const FetchFile& fetch) {
    const CatalogDataset dataset = load_dataset(request, fetch);
    DatasetFetched fetched{.newer = request.loaded.empty() || request.loaded < dataset.version,
                           .version = dataset.version,
                           .how = {}};
    if (fetched.newer) {
        fetched.how = apply_changes(request, dataset, fetch);
        if (fetched.how.empty()) {
            fetch_or_fail(fetch, request.full_url, request.into);
            const auto resource =
                std::ranges::find_if(dataset.resources, [&](const CatalogResource& each) {
                    return each.url == request.full_url ||
                           request.full_url.ends_with("/" + each.name);
                });
            if (resource != dataset.resources.end() && !resource->checksum.empty()) {
                check_resource(request.into.string(), *resource);
            }
            fetched.how = "in full";
        }
    } else {
        fetched.version = request.loaded;
    }
    clear(request.folder);
    return fetched;
}

} // namespace tidewaiter::lists
