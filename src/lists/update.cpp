// One list after another: fetched or read from a folder, examined, and only then put in the place of the one in force.
#include "lists/catalogue.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "lists/download.hpp"
#include "lists/file_head.hpp"
#include "lists/list_copy.hpp"
#include "lists/offered_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace tidewaiter::lists {

namespace fs = std::filesystem;
using base::Failure;
using base::FailureKind;
using Outcome = UpdateResult::Outcome;

namespace {

class NoSink final : public EntitySink {
public:
    void add(entity::Entity) override {}
};

bool has(const std::vector<std::string>& names, const std::string& name) { return std::ranges::find(names, name) != names.end(); }

/// The file's time is the date of a list that does not state its own.
void copy_with_time(const fs::path& from, const fs::path& to) {
    fs::copy_file(from, to, fs::copy_options::overwrite_existing);
    fs::last_write_time(to, fs::last_write_time(from));
}

/// Ends the work on one list with its outcome; what was in force stays.
struct Stop {
    Outcome outcome;
    std::string message;
    std::string hint = {};
};

constexpr std::string_view look_in_browser = "Look at the address in a browser, and correct it in the catalogue (docs/lists.md).";

/// A list that was stopped by the user; ends the whole update.
struct StoppedByUser {};

/// The update of one list.
class ListUpdate {
public:
    ListUpdate(const CatalogueEntry& entry, const UpdateOptions& options, OfferedFiles& offered)
        : entry_(entry), options_(options), offered_(offered), final_(fs::path(options.folder) / entry.list), fresh_(fresh_folder(final_)) {}

    UpdateResult run() {
        result_.list = entry_.list;
        recover_folder(final_);
        try {
            look_at_copy_in_force();
            if (entry_.optional && !before_ && !has(options_.only, entry_.list) && options_.from_folder.empty()) {
                throw Stop{Outcome::skipped, fmt::format("optional; licence {}", entry_.licence), fmt::format("Fetch it with --list {}.", entry_.list)};
            }
            collect();
        } catch (const Stop& stop) {
            result_.outcome = stop.outcome;
            result_.message = stop.message;
            result_.hint = stop.hint;
        } catch (const Failure& failure) {
            result_.outcome = failure.kind() == FailureKind::machine ? Outcome::failed : Outcome::refused;
            result_.message = failure.what();
            result_.hint = failure.hint();
        } catch (const fs::filesystem_error& problem) {
            result_.outcome = Outcome::failed;
            result_.message = fmt::format("cannot write in {}: {}", options_.folder, problem.code().message());
            result_.hint = "Free some space, or check the folder and its permissions.";
        }
        std::error_code ignored; // the next update clears what is left
        fs::remove_all(fresh_, ignored);
        const bool in_trouble = result_.outcome == Outcome::refused || result_.outcome == Outcome::failed;
        if (in_trouble || (result_.outcome == Outcome::skipped && !entry_.optional)) {
            result_.stays = what_stays();
        }
        return result_;
    }

private:
    void look_at_copy_in_force() {
        if (!fs::exists(final_)) {
            return;
        }
        try {
            before_ = load_record(final_);
            if (!before_) {
                before_.emplace().version = read_users_copy();
            }
        } catch (const Failure&) {
            // A damaged copy is no measure for the new one, and gives way to it.
            before_.reset();
        }
        if (before_) {
            result_.before = before_->version;
            result_.before.list = entry_.list;
        }
    }

    /// A folder that the user filled by hand has no record; it is read so that a shrunk list shows.
    ListVersion read_users_copy() const {
        const auto groups = group_files(std::vector<std::string>{final_.string()});
        NoSink sink;
        base::RejectList rejects(1);
        return load_list(groups.front(), {}, sink, rejects);
    }

    std::string what_stays() const {
        if (result_.before.list.empty()) {
            return "NO COPY OF THIS LIST IS IN FORCE: nothing is screened against it.";
        }
        return fmt::format("In force stays version {}{}, with {} parties.", result_.before.version,
                           before_ && !before_->fetched_on.empty() ? ", fetched on " + before_->fetched_on : "", result_.before.entities);
    }

    void collect() {
        fs::create_directories(fresh_);
        if (options_.from_folder.empty()) {
            fetch();
        } else {
            copy_from_folder();
        }
        note_hashes();
        if (is_same_as_before()) {
            result_.outcome = Outcome::unchanged;
            result_.after = result_.before;
            result_.message = fmt::format("version {}, {} parties", result_.before.version, result_.before.entities);
            remember_look();
            return;
        }
        fresh_record_.version = examine();
        fresh_record_.content = fresh_record_.version.list;
        fresh_record_.version.list = entry_.list;
        fresh_record_.version.title = entry_.title.empty() ? fresh_record_.version.title : entry_.title;
        fresh_record_.version.publisher = entry_.publisher.empty() ? fresh_record_.version.publisher : entry_.publisher;
        fresh_record_.fetched_on = options_.today;
        fresh_record_.checked_on = options_.today;
        compare();
        for (std::size_t i = 0; i < fresh_record_.files.size(); ++i) {
            fresh_record_.version.files[i].name = (final_ / fresh_record_.files[i].name).string();
        }
        write_record(fresh_, fresh_record_);
        replace_folder(fresh_, final_);
        result_.outcome = Outcome::replaced;
        result_.after = fresh_record_.version;
        result_.message = fmt::format("version {}, {} parties{}", result_.after.version, result_.after.entities,
                                      result_.before.list.empty() ? "" : fmt::format(" (before: {})", result_.before.entities));
    }

    // ---- getting the files ----

    std::string with_token(const std::string& url) const {
        constexpr std::string_view place = "{token}";
        const std::size_t at = url.find(place);
        if (at == std::string::npos) {
            return url;
        }
        const char* token = std::getenv(entry_.token.c_str());
        if (token == nullptr || *token == '\0') {
            throw Stop{has(options_.only, entry_.list) ? Outcome::refused : Outcome::skipped,
                       fmt::format("the address wants a token, and the environment variable {} is not set", entry_.token),
                       "Set it to the token that the publisher gives out (docs/lists.md)."};
        }
        return url.substr(0, at) + token + url.substr(at + place.size());
    }

    /// Are the bytes in force still those that were fetched?
    bool is_whole(const CopiedFile& file) const {
        const fs::path path = final_ / file.name;
        return fs::exists(path) && base::load_file_sha256(path.string()) == file.sha256;
    }

    /// What is known of the same file in force, if its bytes are still those that were fetched.
    const CopiedFile* find_in_force(const std::string& url, const std::string& name) const {
        if (!before_) {
            return nullptr;
        }
        const auto found = std::ranges::find(before_->files, name, &CopiedFile::name);
        if (found == before_->files.end() || found->url != url || !is_whole(*found)) {
            return nullptr;
        }
        return &*found;
    }

    void fetch() {
        for (std::size_t i = 0; i < entry_.urls.size(); ++i) {
            const std::string& name = entry_.files[i];
            const CopiedFile* in_force = find_in_force(entry_.urls[i], name);
            DownloadRequest request{.url = with_token(entry_.urls[i]),
                                    .shown_url = entry_.urls[i],
                                    .into = (fresh_ / name).string(),
                                    .etag = in_force != nullptr ? in_force->etag : "",
                                    .last_modified = in_force != nullptr ? in_force->last_modified : "",
                                    .timeout_seconds = options_.timeout_seconds,
                                    .largest_bytes = options_.largest_bytes};
            if (options_.progress) {
                request.progress = [this](std::uint64_t bytes, std::uint64_t total) { return options_.progress(entry_.list, bytes, total); };
            }
            const Download got = fetch_with_patience(request);
            CopiedFile copied{.name = name, .url = entry_.urls[i], .etag = got.etag, .last_modified = got.last_modified};
            if (got.outcome == Download::Outcome::unchanged) {
                copy_with_time(final_ / name, fresh_ / name);
                copied.etag = copied.etag.empty() ? in_force->etag : copied.etag;
                copied.last_modified = copied.last_modified.empty() ? in_force->last_modified : copied.last_modified;
            }
            fresh_record_.files.push_back(std::move(copied));
        }
    }

    Download fetch_with_patience(const DownloadRequest& request) const {
        for (unsigned attempt = 1;; ++attempt) {
            Download got = download(request);
            switch (got.outcome) {
            case Download::Outcome::fetched:
            case Download::Outcome::unchanged: return got;
            case Download::Outcome::stopped: throw StoppedByUser{};
            case Download::Outcome::refused: throw Stop{Outcome::refused, got.message, got.hint};
            case Download::Outcome::failed: break;
            }
            if (!got.worth_retrying || attempt >= options_.attempts) {
                throw Stop{Outcome::failed, got.message, got.hint};
            }
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    }

    void copy_from_folder() {
        const Offer offer = offered_.find(entry_);
        if (!offer.problem.empty()) {
            throw Stop{Outcome::refused, offer.problem, offer.hint};
        }
        if (offer.files.empty()) {
            throw Stop{has(options_.only, entry_.list) ? Outcome::refused : Outcome::skipped,
                       fmt::format("{} holds no file of it", options_.from_folder),
                       fmt::format("Put {} there, or a file that shows to be this list.", fmt::join(entry_.files, ", "))};
        }
        offered_format_ = offer.format;
        for (const OfferedFile& file : offer.files) {
            copy_with_time(file.path, fresh_ / file.name);
            fresh_record_.files.push_back({.name = file.name});
        }
    }

    // ---- judging them ----

    void note_hashes() {
        for (CopiedFile& file : fresh_record_.files) {
            file.sha256 = base::load_file_sha256((fresh_ / file.name).string());
        }
    }

    bool is_same_as_before() const {
        return before_ && std::ranges::equal(before_->files, fresh_record_.files, [this](const CopiedFile& a, const CopiedFile& b) {
                   return a.sha256 == b.sha256 && is_whole(a);
               });
    }

    /// The server may have a new tag for the same bytes, or the file comes by network for the first time.
    void remember_look() {
        if (options_.from_folder.empty()) {
            before_->files = fresh_record_.files;
        }
        before_->checked_on = options_.today;
        write_record(final_, *before_);
    }

    ListVersion examine() const {
        ListFiles files;
        for (const CopiedFile& file : fresh_record_.files) {
            files.push_back((fresh_ / file.name).string());
            if (fs::file_size(files.back()) == 0) {
                throw Stop{Outcome::refused, fmt::format("{} came empty", file.name), "Try again; if it stays so, ask the publisher."};
            }
        }
        const std::string& expected = offered_format_.empty() ? entry_.format : offered_format_;
        const ListFormat* format = find_format_of_file(files.front());
        if (format == nullptr || format->name != expected) {
            throw Stop{Outcome::refused,
                       fmt::format("{} should be {}, but is {}", fresh_record_.files.front().name, expected,
                                   format == nullptr ? describe_unrecognised(files.front()) : std::string(format->name)),
                       std::string(look_in_browser)};
        }
        if (expected == entry_.format && !entry_.root.empty() && load_head(files.front()).find(entry_.root) == std::string::npos) {
            throw Stop{Outcome::refused, fmt::format("{} does not begin with '{}', as this list does", fresh_record_.files.front().name, entry_.root),
                       std::string(look_in_browser)};
        }
        NoSink sink;
        base::RejectList rejects(1);
        return load_list(files, {}, sink, rejects);
    }

    void compare() const {
        const std::string& expected = entry_.content.empty() ? entry_.list : entry_.content;
        if (fresh_record_.content != expected) {
            throw Stop{Outcome::refused, fmt::format("what came is the list {}, not {}", fresh_record_.content, expected),
                       "Correct the address, or the key content, in the catalogue (docs/lists.md)."};
        }
        const ListVersion& now = fresh_record_.version;
        if (now.entities < entry_.least) {
            throw Stop{Outcome::refused, fmt::format("only {} parties came, and this list never has fewer than {}", now.entities, entry_.least),
                       "Look at what the publisher says; if it is right, lower least in the catalogue (docs/lists.md)."};
        }
        check_shrinkage(now.entities, result_.before.entities, "parties");
        check_shrinkage(now.names, result_.before.names, "names");
    }

    void check_shrinkage(std::uint64_t now, std::uint64_t then, std::string_view of_what) const {
        // In whole numbers, so that 900 of 1,000 still pass and 899 do not.
        if (now * 10 < then * 9 && !has(options_.accept_shrunk, entry_.list)) {
            throw Stop{Outcome::refused, fmt::format("it has shrunk from {} to {} {}", then, now, of_what),
                       fmt::format("If the publisher has really removed so many, run again with --accept-shrunk {}.", entry_.list)};
        }
    }

    const CatalogueEntry& entry_;    // of the catalogue, for the time of one update
    const UpdateOptions& options_;
    OfferedFiles& offered_;
    fs::path final_;
    fs::path fresh_;
    std::optional<CopyRecord> before_;
    CopyRecord fresh_record_;
    std::string offered_format_; // when the files were found by their content
    UpdateResult result_;
};

void check_names(const std::vector<CatalogueEntry>& catalogue, const std::vector<std::string>& names, std::string_view option) {
    for (const std::string& name : names) {
        if (std::ranges::find(catalogue, name, &CatalogueEntry::list) == catalogue.end()) {
            std::string known;
            for (const CatalogueEntry& entry : catalogue) {
                known += (known.empty() ? "" : ", ") + entry.list;
            }
            throw Failure(FailureKind::usage, fmt::format("--{}: the catalogue has no list '{}'", option, name), fmt::format("It has {}.", known));
        }
    }
}

} // namespace

std::vector<UpdateResult> update(const std::vector<CatalogueEntry>& catalogue, const UpdateOptions& options) {
    check_names(catalogue, options.only, "list");
    check_names(catalogue, options.accept_shrunk, "accept-shrunk");
    if (!options.from_folder.empty() && !fs::is_directory(options.from_folder)) {
        throw Failure(FailureKind::usage, fmt::format("--from: {} is no folder", options.from_folder));
    }
    const UpdateLock lock(options.folder);
    OfferedFiles offered(options.from_folder);
    std::vector<UpdateResult> results;
    for (const CatalogueEntry& entry : catalogue) {
        if (!options.only.empty() && !has(options.only, entry.list)) {
            continue;
        }
        try {
            results.push_back(ListUpdate(entry, options, offered).run());
        } catch (const StoppedByUser&) {
            recover_folder(fs::path(options.folder) / entry.list);
            throw Failure(FailureKind::machine, fmt::format("stopped while fetching {}", entry.list), "What was in force stays in force.");
        }
    }
    return results;
}

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
            ListCopy copy{.version = record->version, .fetched_on = record->fetched_on, .checked_on = record->checked_on};
            for (const CopiedFile& file : record->files) {
                copy.files.push_back((path / file.name).string());
            }
            copy.options.list = record->content == record->version.list ? "" : record->version.list;
            copies.push_back(std::move(copy));
            continue;
        }
        const fs::path mapping = path / "mapping.toml";
        auto groups = group_files(std::vector<std::string>{path.string()});
        if (groups.size() != 1) {
            throw Failure(FailureKind::bad_input, fmt::format("{} holds {} lists", path.string(), groups.size()),
                          "Give each list a folder of its own.");
        }
        ListCopy copy{.files = std::move(groups.front())};
        copy.version.list = name;
        copy.options.list = name;
        copy.options.mapping = fs::exists(mapping) ? mapping.string() : "";
        copies.push_back(std::move(copy));
    }
    return copies;
}

} // namespace tidewaiter::lists
