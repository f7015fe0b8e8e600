#include "lists/offered_files.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tidewaiter::lists {

namespace fs = std::filesystem;

namespace {

class NoSink final : public EntitySink {
public:
    void add(entity::Entity) override {}
};

std::string to_lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return text;
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code no_folder; // has no files
    for (const auto& item : fs::directory_iterator(folder, no_folder)) {
        if (item.is_regular_file() && !item.path().filename().string().starts_with('.')) {
            files.push_back(item.path());
        }
    }
    std::ranges::sort(files); // a plain file before its .gz
    return files;
}

} // namespace

OfferedFiles::OfferedFiles(fs::path folder) : folder_(std::move(folder)) {}

Offer OfferedFiles::find(const CatalogueEntry& entry) {
    Offer named = find_by_name(entry);
    if (!named.files.empty()) {
        return named;
    }
    Offer shown = find_by_content(entry);
    if (shown.format == entry.format && shown.files.size() < entry.files.size()) {
        // Half a list would pass for a whole one where nothing was in force before.
        return {.problem =
                    named.problem.empty()
                        ? fmt::format("only {} of the {} files of this list are in {}",
                                      shown.files.size(), entry.files.size(), folder_.string())
                        : named.problem,
                .hint = fmt::format("Put all of them there: {}.", fmt::join(entry.files, ", "))};
    }
    return shown.files.empty() && shown.problem.empty() ? named : shown;
}

Offer OfferedFiles::find_by_name(const CatalogueEntry& entry) const {
    for (const fs::path& folder : {folder_ / entry.list, folder_}) {
        const std::vector<fs::path> files = files_in(folder);
        Offer offer;
        std::string missing;
        for (const std::string& name : entry.files) {
            const auto found =
                std::ranges::find_if(files, [wanted = to_lower(name)](const fs::path& path) {
                    const std::string given = to_lower(path.filename().string());
                    return given == wanted || given == wanted + ".gz";
                });
            if (found != files.end()) {
                const bool packed = to_lower(found->filename().string()) != to_lower(name);
                offer.files.push_back({*found, packed ? name + ".gz" : name});
            } else {
                missing += (missing.empty() ? "" : ", ") + name;
            }
        }
        if (!offer.files.empty() && !missing.empty()) {
            return {.problem =
                        fmt::format("{} lacks files of this list: {}", folder.string(), missing),
                    .hint = "Put all of them there."};
        }
        if (!offer.files.empty()) {
            return offer;
        }
    }
    return {};
}

Offer OfferedFiles::find_by_content(const CatalogueEntry& entry) {
    look_through();
    const std::string& wanted = entry.content.empty() ? entry.list : entry.content;
    Offer offer;
    for (const Seen& seen : *seen_) {
        if (seen.problem.empty() && seen.list == wanted) {
            if (!offer.files.empty()) {
                return {.problem =
                            fmt::format("both {} and {} are this list",
                                        offer.files.front().path.string(), seen.files.front()),
                        .hint = "Leave one of them there."};
            }
            offer.format = seen.format;
            for (const std::string& file : seen.files) {
                offer.files.push_back({file, fs::path(file).filename().string()});
            }
        }
    }
    // A damaged file does not show whose it is; one of the expected format may be this list.
    const auto damaged = std::ranges::find_if(*seen_, [&](const Seen& seen) {
        return !seen.problem.empty() && seen.format == entry.format;
    });
    if (offer.files.empty() && damaged != seen_->end()) {
        return {.problem = damaged->problem, .hint = damaged->hint};
    }
    return offer;
}

void OfferedFiles::look_through() {
    if (seen_) {
        return;
    }
    seen_.emplace();
    std::vector<std::string> lists;
    for (const fs::path& path : files_in(folder_)) {
        // What is no list at all is not ours to judge: a folder holds notes and other things too.
        if (find_format_of_file(path.string()) != nullptr) {
            lists.push_back(path.string());
        }
    }
    for (ListFiles& files : group_files(lists)) {
        Seen seen{.format = std::string(find_format_of_file(files.front())->name)};
        try {
            NoSink sink;
            base::RejectList rejects(1);
            seen.list = load_list(files, {}, sink, rejects).list;
        } catch (const base::Failure& failure) {
            seen.problem = failure.what();
            seen.hint = failure.hint();
        }
        seen.files = std::move(files);
        seen_->push_back(std::move(seen));
    }
}

} // namespace tidewaiter::lists
