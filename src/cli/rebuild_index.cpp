#include "cli/rebuild_index.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "index/index.hpp"
#include "lists/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <filesystem>

namespace tidewaiter::cli {

namespace fs = std::filesystem;
using base::Failure;
using base::FailureKind;
using lists::ListCopy;
using lists::ListVersion;

namespace {

/// What the index in force was built from; empty when there is none, or none that can be read.
std::vector<ListVersion> lists_of_index(const std::string& path) {
    if (!fs::exists(path)) {
        return {};
    }
    try {
        return index::Index(path).lists();
    } catch (const Failure&) {
        return {}; // of an older format, or damaged: it gives way to the new one
    }
}

void check_nothing_vanishes(const std::vector<ListVersion>& indexed,
                            const std::vector<ListCopy>& copies, const RebuildOptions& options) {
    std::string vanishing;
    for (const ListVersion& version : indexed) {
        const bool stays = std::ranges::any_of(
            copies, [&](const ListCopy& copy) { return copy.version.list == version.list; });
        if (!stays && std::ranges::find(options.drop, version.list) == options.drop.end()) {
            vanishing += (vanishing.empty() ? "" : ", ") + version.list;
        }
    }
    if (!vanishing.empty()) {
        throw Failure(
            FailureKind::bad_input,
            fmt::format("{} holds lists that have no folder in {}: {}; it is left as it is",
                        options.index_path, options.lists_folder, vanishing),
            fmt::format("Put the files of each into {}/NAME/, or let it go with --drop NAME.",
                        options.lists_folder));
    }
}

/// Does the index hold this copy, byte for byte? A table with a mapping beside it is read again,
/// for the mapping may have changed.
bool is_indexed(const ListCopy& copy, const std::vector<ListVersion>& indexed) {
    const auto found = std::ranges::find(indexed, copy.version.list, &ListVersion::list);
    return found != indexed.end() &&
           std::ranges::equal(found->files, copy.files,
                              [](const lists::SourceFile& a, const std::string& b) {
                                  return fs::exists(b) && !fs::exists(b + ".toml") &&
                                         a.sha256 == base::load_file_sha256(b);
                              });
}

/// A killed run leaves "watch.tw.PID.tmp" behind; those of runs that are no more go.
void remove_leftovers(const fs::path& index_path) {
    const std::string start = index_path.filename().string() + ".";
    std::error_code ignored; // what cannot be removed is in nobody's way
    for (const auto& item : fs::directory_iterator(index_path.parent_path(), ignored)) {
        const std::string name = item.path().filename().string();
        if (!name.starts_with(start) || !name.ends_with(".tmp")) {
            continue;
        }
        int process = 0;
        const char* const digits = name.data() + start.size();
        const auto parsed = std::from_chars(digits, name.data() + name.size(), process);
        if (parsed.ptr != digits && process > 0 && ::kill(process, 0) != 0 && errno == ESRCH) {
            fs::remove(item.path(), ignored);
        }
    }
}

} // namespace

Rebuilt rebuild_index(const RebuildOptions& options, base::RejectSink& rejects) {
    const std::vector<ListCopy> copies = lists::load_copies(options.lists_folder);
    if (copies.empty()) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("no list is in force in {}", options.lists_folder),
                      "Fetch the lists with 'tidewaiter update', or from a folder with 'tidewaiter "
                      "update --from DIR'.");
    }
    const std::vector<ListVersion> indexed = lists_of_index(options.index_path);
    check_nothing_vanishes(indexed, copies, options);
    const bool same =
        indexed.size() == copies.size() && std::ranges::all_of(copies, [&](const ListCopy& copy) {
            return is_indexed(copy, indexed);
        });
    if (same && !options.always) {
        return {.built = false, .lists = indexed};
    }
    remove_leftovers(options.index_path);
    Rebuilt rebuilt{.built = true};
    index::IndexBuilder builder;
    for (const ListCopy& copy : copies) {
        ListVersion version = lists::load_list(copy.files, copy.options, builder, rejects);
        version.list = copy.version.list;
        version.title = copy.version.title.empty() ? version.title : copy.version.title;
        version.publisher =
            copy.version.publisher.empty() ? version.publisher : copy.version.publisher;
        rebuilt.lists.push_back(version);
        builder.end_list(std::move(version));
    }
    builder.write(options.index_path);
    return rebuilt;
}

} // namespace tidewaiter::cli
