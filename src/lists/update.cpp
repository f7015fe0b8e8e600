// One list after another: fetched or read from a folder, examined, and only then put in the place
// of the one in force.
#include "lists/catalogue.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "lists/dataset_update.hpp"
#include "lists/download.hpp"
#include "lists/judge_list.hpp"
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

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

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

/// A list that was stopped by the user; ends the whole update.
struct StoppedByUser {};

/// The update of one list.
class ListUpdate {
public:
    ListUpdate(const CatalogueEntry& entry, const UpdateOptions& options, OfferedFiles& offered)
        : entry_(entry), options_(options), offered_(offered),
          final_(fs::path(options.folder) / entry.list), fresh_(fresh_folder(final_)) {}

    UpdateResult run() {
        result_.list = entry_.list;
        recover_folder(final_);
        try {
            look_at_copy_in_force();
            if (entry_.optional && !before_ && !has(options_.only, entry_.list) &&
                options_.from_folder.empty()) {
                throw Stop{Outcome::skipped, fmt::format("optional; licence {}", entry_.licence),
                           fmt::format("Fetch it with --list {}.", entry_.list)};
            }
            collect();
        } catch (const Stop& stop) {
            result_.outcome = stop.outcome;
            result_.message = stop.message;
            result_.hint = stop.hint;
        } catch (const Failure& failure) {
            result_.outcome =
                failure.kind() == FailureKind::machine ? Outcome::failed : Outcome::refused;
            result_.message = failure.what();
            result_.hint = failure.hint();
        } catch (const fs::filesystem_error& problem) {
            result_.outcome = Outcome::failed;
            result_.message =
                fmt::format("cannot write in {}: {}", options_.folder, problem.code().message());
            result_.hint = "Free some space, or check the folder and its permissions.";
        }
        std::error_code ignored; // the next update clears what is left
        fs::remove_all(fresh_, ignored);
        const bool in_trouble =
            result_.outcome == Outcome::refused || result_.outcome == Outcome::failed;
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
        return fmt::format(
            "In force stays version {}{}, with {} parties.", result_.before.version,
            before_ && !before_->fetched_on.empty() ? ", fetched on " + before_->fetched_on : "",
            result_.before.entities);
    }

    void collect() {
        fs::create_directories(fresh_);
        if (!options_.from_folder.empty()) {
            copy_from_folder();
        } else if (entry_.index.empty()) {
            fetch();
        } else {
            fetch_by_index();
        }
        note_hashes();
        if (is_same_as_before()) {
            result_.outcome = Outcome::unchanged;
            result_.after = result_.before;
            result_.message = fmt::format("version {}, {} parties", result_.before.version,
                                          result_.before.entities);
            remember_look();
            return;
        }
        judge();
        fresh_record_.fetched_on = options_.today;
        fresh_record_.checked_on = options_.today;
        write_record(fresh_, fresh_record_);
        replace_folder(fresh_, final_);
        result_.outcome = Outcome::replaced;
        result_.after = fresh_record_.version;
        result_.message = fmt::format(
            "version {}, {} parties{}{}", result_.after.version, result_.after.entities,
            result_.before.list.empty() ? "" : fmt::format(" (before: {})", result_.before.entities),
            how_.empty() ? "" : "; " + how_);
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
            throw Stop{
                has(options_.only, entry_.list) ? Outcome::refused : Outcome::skipped,
                fmt::format("the address wants a token, and the environment variable {} is not set",
                            entry_.token),
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
                                    .last_modified =
                                        in_force != nullptr ? in_force->last_modified : "",
                                    .timeout_seconds = options_.timeout_seconds,
                                    .largest_bytes = options_.largest_bytes};
            note_progress(request);
            const Download got = fetch_with_patience(request);
            CopiedFile copied{.name = name,
                              .url = entry_.urls[i],
                              .etag = got.etag,
                              .last_modified = got.last_modified};
            if (got.outcome == Download::Outcome::unchanged) {
                copy_with_time(final_ / name, fresh_ / name);
                copied.etag = copied.etag.empty() ? in_force->etag : copied.etag;
                copied.last_modified =
                    copied.last_modified.empty() ? in_force->last_modified : copied.last_modified;
            }
            fresh_record_.files.push_back(std::move(copied));
        }
    }

    /// The changes since the version in force, where they lead to the latest.
    void fetch_by_index() {
        const std::string& name = entry_.files.front();
        const CopiedFile* in_force = find_in_force(entry_.urls.front(), name);
        const DatasetFetched got = fetch_dataset(
            {.index_url = with_token(entry_.index),
             .dataset = entry_.content.empty() ? entry_.list : entry_.content,
             .full_url = with_token(entry_.urls.front()),
             .loaded = in_force != nullptr ? before_->dataset_version : "",
             .in_force = final_ / name,
             .folder = fresh_,
             .into = fresh_ / name},
            [this](const std::string& url, const fs::path& into) {
                DownloadRequest request{.url = url,
                                        .shown_url = without_token(url),
                                        .into = into.string(),
                                        .timeout_seconds = options_.timeout_seconds,
                                        .largest_bytes = options_.largest_bytes};
                note_progress(request);
                return try_with_patience(request);
            });
        if (!got.newer) {
            copy_with_time(final_ / name, fresh_ / name);
        }
        how_ = got.how;
        fresh_record_.dataset_version = got.version;
        fresh_record_.files.push_back({.name = name, .url = entry_.urls.front()});
    }

    /// For messages: the token must not be shown.
    std::string without_token(std::string url) const {
        const char* token = entry_.token.empty() ? nullptr : std::getenv(entry_.token.c_str());
        const std::string_view secret = token == nullptr ? "" : token;
        for (std::size_t at = url.find(secret); !secret.empty() && at != std::string::npos;
             at = url.find(secret, at)) {
            url.replace(at, secret.size(), "{token}");
            at += std::string_view("{token}").size();
        }
        return url;
    }

    void note_progress(DownloadRequest& request) const {
        if (options_.progress) {
            request.progress = [this](std::uint64_t bytes, std::uint64_t total) {
                return options_.progress(entry_.list, bytes, total);
            };
        }
    }

    Download try_with_patience(const DownloadRequest& request) const {
        for (unsigned attempt = 1;; ++attempt) {
            Download got = download(request);
            if (got.outcome == Download::Outcome::stopped) {
                throw StoppedByUser{};
            }
            if (got.outcome != Download::Outcome::failed || !got.worth_retrying ||
                attempt >= options_.attempts) {
                return got;
            }
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    }

    Download fetch_with_patience(const DownloadRequest& request) const {
        Download got = try_with_patience(request);
        if (got.outcome == Download::Outcome::refused || got.outcome == Download::Outcome::failed) {
            throw Stop{got.outcome == Download::Outcome::refused ? Outcome::refused : Outcome::failed,
                       got.message, got.hint};
        }
        return got;
    }

    void copy_from_folder() {
        const Offer offer = offered_.find(entry_);
        if (!offer.problem.empty()) {
            throw Stop{Outcome::refused, offer.problem, offer.hint};
        }
        if (offer.files.empty()) {
            throw Stop{has(options_.only, entry_.list) ? Outcome::refused : Outcome::skipped,
                       fmt::format("{} holds no file of it", options_.from_folder),
                       fmt::format("Put {} there, or a file that shows to be this list.",
                                   fmt::join(entry_.files, ", "))};
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
        return before_ && std::ranges::equal(before_->files, fresh_record_.files,
                                             [this](const CopiedFile& a, const CopiedFile& b) {
                                                 return a.sha256 == b.sha256 && is_whole(a);
                                             });
    }

    /// The server may have a new tag for the same bytes, or the file comes by network for the first
    /// time.
    void remember_look() {
        if (options_.from_folder.empty()) {
            before_->files = fresh_record_.files;
            before_->dataset_version = fresh_record_.dataset_version;
        }
        before_->checked_on = options_.today;
        write_record(final_, *before_);
    }

    void judge() {
        ListFiles files;
        for (const CopiedFile& file : fresh_record_.files) {
            files.push_back((fresh_ / file.name).string());
        }
        const auto read =
            examine_list(files, entry_, offered_format_.empty() ? entry_.format : offered_format_);
        if (!read) {
            throw Stop{Outcome::refused, read.error().message, read.error().hint};
        }
        if (const auto problem = check_plausible(*read, result_.before, entry_,
                                                 has(options_.accept_shrunk, entry_.list))) {
            throw Stop{Outcome::refused, problem->message, problem->hint};
        }
        ListVersion& version = fresh_record_.version;
        version = *read;
        fresh_record_.content = version.list;
        version.list = entry_.list;
        version.title = entry_.title.empty() ? version.title : entry_.title;
        version.publisher = entry_.publisher.empty() ? version.publisher : entry_.publisher;
        for (std::size_t i = 0; i < files.size(); ++i) {
            version.files[i].name = (final_ / fresh_record_.files[i].name).string();
        }
    }

    const CatalogueEntry& entry_; // of the catalogue, for the time of one update
    const UpdateOptions& options_;
    OfferedFiles& offered_;
    fs::path final_;
    fs::path fresh_;
    std::optional<CopyRecord> before_;
    CopyRecord fresh_record_;
    std::string offered_format_; // when the files were found by their content
    std::string how_;            // "3 deltas: ...", where the list came by an index
    UpdateResult result_;
};

void check_names(const std::vector<CatalogueEntry>& catalogue,
                 const std::vector<std::string>& names, std::string_view option) {
    for (const std::string& name : names) {
        if (std::ranges::find(catalogue, name, &CatalogueEntry::list) == catalogue.end()) {
            std::string known;
            for (const CatalogueEntry& entry : catalogue) {
                known += (known.empty() ? "" : ", ") + entry.list;
            }
            throw Failure(FailureKind::usage,
                          fmt::format("--{}: the catalogue has no list '{}'", option, name),
                          fmt::format("It has {}.", known));
        }
    }
}

} // namespace

std::vector<UpdateResult> update(const std::vector<CatalogueEntry>& catalogue,
                                 const UpdateOptions& options) {
    check_names(catalogue, options.only, "list");
    check_names(catalogue, options.accept_shrunk, "accept-shrunk");
    if (!options.from_folder.empty() && !fs::is_directory(options.from_folder)) {
        throw Failure(FailureKind::usage,
                      fmt::format("--from: {} is no folder", options.from_folder));
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
            throw Failure(FailureKind::machine,
                          fmt::format("stopped while fetching {}", entry.list),
                          "What was in force stays in force.");
        }
    }
    return results;
}

} // namespace tidewaiter::lists
