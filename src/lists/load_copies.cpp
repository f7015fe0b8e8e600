// The lists in force: those that update() has fetched, and those that the user has put beside them.
#include "lists/catalogue.hpp"

#include "base/failure.hpp"
#include "lists/list_copy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace tidewaiter::lists {

namespace fs = std::filesystem;
using base::Failure;
using base::FailureKind;

std::vector<ListCopy> load_copies(const std::string& folder) {
    std::vector<fs::path> folders;
    std::error_code none; // no folder: no list is in force
    for (const auto& item : fs::directory_iterator(folder, none)) {
        if (item.is_directory() && !item.path().filename().string().starts_with('.')) {
            folders.push_back(item.path());
        }
    }
    std::ranges::sort(folders);
    std::vector<ListCopy> copies;
    for (const fs::path& path : folders) {
        const std::string name = path.filename().string();
        if (const auto record = load_record(path)) {
            ListCopy copy{.version = record->version,
                          .fetched_on = record->fetched_on,
                          .checked_on = record->checked_on};
            for (const CopiedFile& file : record->files) {
                copy.files.push_back((path / file.name).string());
            }
            copy.options.list = record->content == record->version.list ? "" : record->version.list;
            copies.push_back(std::move(copy));
            continue;
        }
        auto groups = group_files(std::vector<std::string>{path.string()});
        if (groups.size() != 1) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{} holds {} lists", path.string(), groups.size()),
                          "Give each list a folder of its own.");
        }
        ListCopy copy{.files = std::move(groups.front())};
        copy.version.list = name;
        copy.options.list = name;
        copies.push_back(std::move(copy));
    }
    return copies;
}

} // namespace tidewaiter::lists
