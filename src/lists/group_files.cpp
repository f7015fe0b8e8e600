// Which of the files named belong together as one list.
#include "base/failure.hpp"
#include "lists/ascii.hpp"
#include "lists/file_head.hpp"
#include "lists/list_reader.hpp"
#include "lists/ofac_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace tidewaiter::lists {

namespace {

namespace fs = std::filesystem;

struct OfacFile {
    std::string path;
    OfacFileForm form;
    std::vector<std::uint32_t> entries;
};

/// In a folder, notes and mappings lie beside the lists; what has the name of a list must be one, because a broken
/// list that is silently left out would let its parties pass.
bool is_named_like_list(const fs::path& path) {
    constexpr std::array extensions{".csv", ".xml", ".json", ".jsonl", ".ndjson", ".pip", ".del", ".ff", ".tsv", ".xlsx", ".ods"};
    const fs::path plain = path.extension() == ".gz" ? path.stem() : path;
    const std::string extension = to_lower(plain.extension().string());
    if (extension == ".txt") {
        return find_format_of_file(path.string()) != nullptr; // the Denied Persons List among notes
    }
    return std::ranges::find(extensions, extension) != extensions.end();
}

std::vector<std::string> files_below(const std::string& folder) {
    std::vector<std::string> found;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().filename().string().starts_with('.')) {
            if (at->is_directory()) {
                at.disable_recursion_pending();
            }
        } else if (at->is_regular_file() && is_named_like_list(at->path())) {
            found.push_back(at->path().string());
        }
    }
    if (error) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("cannot read the folder {}: {}", folder, error.message()));
    }
    if (found.empty()) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("the folder {} holds no list", folder),
                            "A list file ends in .csv, .xml, .json, .jsonl, .pip, .del, .xlsx or .ods, with or without .gz.");
    }
    std::ranges::sort(found);
    return found;
}

std::size_t shared_entries(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::size_t shared = 0;
    for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
        if (*left < *right) {
            ++left;
        } else if (*right < *left) {
            ++right;
        } else {
            ++shared, ++left, ++right;
        }
    }
    return shared;
}

/// The list whose primary file shares most entries with the file; of equals the one in the same folder, then the first.
ListFiles& find_home(const OfacFile& file, const std::vector<OfacFile>& primaries, std::vector<ListFiles>& groups) {
    std::size_t best = 0;
    std::pair<std::size_t, bool> best_rank{0, false};
    for (std::size_t i = 0; i < primaries.size(); ++i) {
        const bool neighbours = fs::path(primaries[i].path).parent_path() == fs::path(file.path).parent_path();
        const std::pair rank{shared_entries(primaries[i].entries, file.entries), neighbours};
        if (rank > best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return *std::ranges::find(groups, primaries[best].path, [](const ListFiles& group) { return group.front(); });
}

} // namespace

std::vector<ListFiles> group_files(std::span<const std::string> paths, const std::string& mapping) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        if (fs::is_directory(path)) {
            std::ranges::move(files_below(path), std::back_inserter(files));
        } else {
            files.push_back(path);
        }
    }

    std::vector<ListFiles> groups;
    std::vector<OfacFile> primaries;
    std::vector<OfacFile> others;
    for (const std::string& path : files) {
        const ListFormat* format = find_format_of_file(path);
        if (format == nullptr && !mapping.empty()) {
            groups.push_back({path});
            continue;
        }
        if (format == nullptr) {
            throw base::Failure(base::FailureKind::bad_input,
                                fmt::format("{} is no list that can be read here: it is {}", path, describe_unrecognised(path)),
                                "Fetch it again from its publisher, or leave it out. For a list of your own put a column "
                                "mapping beside it (docs/formats/user-list.md).");
        }
        if (format->name != "ofac-csv") {
            groups.push_back({path});
            continue;
        }
        const std::string head = load_head(path);
        const OfacFileForm form = find_ofac_form(without_mark(head));
        OfacFile file{path, form, load_entry_numbers(path, form)};
        if (form.kind == OfacFileKind::primary) {
            groups.push_back({path});
            primaries.push_back(std::move(file));
        } else {
            others.push_back(std::move(file));
        }
    }
    for (const OfacFile& file : others) {
        if (primaries.empty()) {
            throw base::Failure(base::FailureKind::bad_input,
                                fmt::format("{} belongs to one of OFAC's primary files, and none was named", file.path),
                                "Name SDN.CSV or CONS_PRIM.CSV too: the other files hold no reason for a listing.");
        }
        find_home(file, primaries, groups).push_back(file.path);
    }
    return groups;
}

} // namespace tidewaiter::lists
