#include "lists/list_copy.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace tidewaiter::lists {

namespace fs = std::filesystem;
using base::Failure;
using base::FailureKind;

namespace {

constexpr std::string_view record_name =
    ".copy.json"; // hidden, or the folder's list files would seem to be one more

struct TextMember {
    const char* name;
    std::string ListVersion::*member;
};

struct CountMember {
    const char* name;
    std::uint64_t ListVersion::*member;
};

constexpr std::array text_members{TextMember{"list", &ListVersion::list},
                                  TextMember{"title", &ListVersion::title},
                                  TextMember{"publisher", &ListVersion::publisher},
                                  TextMember{"jurisdiction", &ListVersion::jurisdiction},
                                  TextMember{"format", &ListVersion::format},
                                  TextMember{"version", &ListVersion::version},
                                  TextMember{"date", &ListVersion::date}};

constexpr std::array count_members{
    CountMember{"records", &ListVersion::records},  CountMember{"entities", &ListVersion::entities},
    CountMember{"names", &ListVersion::names},      CountMember{"rejects", &ListVersion::rejects},
    CountMember{"layout", &ListVersion::layout},    CountMember{"orphans", &ListVersion::orphans},
    CountMember{"declared", &ListVersion::declared}};

struct FileMember {
    const char* name;
    std::string CopiedFile::*member;
};

constexpr std::array file_members{
    FileMember{"name", &CopiedFile::name}, FileMember{"url", &CopiedFile::url},
    FileMember{"sha256", &CopiedFile::sha256}, FileMember{"etag", &CopiedFile::etag},
    FileMember{"last_modified", &CopiedFile::last_modified}};

std::string text_of(const simdjson::dom::element& object, const char* name) {
    return std::string(std::string_view(object[name]));
}

CopyRecord read_record(const simdjson::dom::element& root, const fs::path& folder) {
    CopyRecord record;
    for (const auto& [name, member] : text_members) {
        record.version.*member = text_of(root, name);
    }
    for (const auto& [name, member] : count_members) {
        record.version.*member = std::uint64_t(root[name]);
    }
    for (const simdjson::dom::element remark : root["remarks"]) {
        record.version.remarks.emplace_back(std::string_view(remark));
    }
    record.content = text_of(root, "content");
    if (std::string_view known; root["dataset_version"].get(known) == simdjson::SUCCESS) {
        record.dataset_version = known; // records of before lack it
    }
    record.fetched_on = text_of(root, "fetched_on");
    record.checked_on = text_of(root, "checked_on");
    for (const simdjson::dom::element file : root["files"]) {
        CopiedFile copied;
        for (const auto& [name, member] : file_members) {
            copied.*member = text_of(file, name);
        }
        record.version.files.push_back({.name = (folder / copied.name).string(),
                                        .sha256 = copied.sha256,
                                        .bytes = std::uint64_t(file["bytes"])});
        record.files.push_back(std::move(copied));
    }
    return record;
}

[[noreturn]] void fail(const char* verb, const fs::path& path, int code) {
    throw Failure(FailureKind::machine,
                  fmt::format("cannot {} {}: {}", verb, path.string(), std::strerror(code)),
                  code == ENOSPC ? "Free some space; what was in force stays in force."
                                 : "Check the folder and its permissions.");
}

fs::path beside(const fs::path& final, std::string_view suffix) {
    return final.parent_path() / fmt::format(".{}{}", final.filename().string(), suffix);
}

void sync_folder(const fs::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle >= 0) {
        ::fsync(handle);
        ::close(handle);
    }
}

} // namespace

std::optional<CopyRecord> load_record(const fs::path& folder) {
    const fs::path path = folder / record_name;
    if (!fs::exists(path)) {
        return std::nullopt;
    }
    constexpr std::uint64_t largest = 10'000'000;
    const std::string text = base::load_file(path.string(), largest);
    simdjson::dom::parser parser;
    try {
        return read_record(parser.parse(text), folder);
    } catch (const simdjson::simdjson_error& problem) {
        throw Failure(
            FailureKind::bad_input, fmt::format("{} is damaged: {}", path.string(), problem.what()),
            fmt::format("Remove the folder {} and fetch the list again with 'tidewaiter update'.",
                        folder.string()));
    }
}

void write_record(const fs::path& folder, const CopyRecord& record) {
    base::JsonWriter json(2);
    json.begin_object();
    for (const auto& [name, member] : text_members) {
        json.member(name, record.version.*member);
    }
    for (const auto& [name, member] : count_members) {
        json.member(name, record.version.*member);
    }
    json.member("content", record.content);
    if (!record.dataset_version.empty()) {
        json.member("dataset_version", record.dataset_version);
    }
    json.member("fetched_on", record.fetched_on).member("checked_on", record.checked_on);
    json.key("remarks").begin_array();
    for (const std::string& remark : record.version.remarks) {
        json.value(remark);
    }
    json.end_array().key("files").begin_array();
    for (std::size_t i = 0; i < record.files.size(); ++i) {
        json.begin_object();
        for (const auto& [name, member] : file_members) {
            json.member(name, record.files[i].*member);
        }
        json.member("bytes", record.version.files.at(i).bytes).end_object();
    }
    json.end_array().end_object();
    base::AtomicFile file(folder / record_name);
    file.write(json.take() + "\n");
    file.commit();
}

fs::path fresh_folder(const fs::path& final) {
    return beside(final, ".new");
}

void replace_folder(const fs::path& fresh, const fs::path& final) {
    sync_folder(fresh);
    if (!fs::exists(final)) {
        if (::rename(fresh.c_str(), final.c_str()) != 0) {
            fail("put in place", final, errno);
        }
        sync_folder(final.parent_path());
        return;
    }
    std::error_code ignored; // of clearing up; the next update clears what is left
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, final.c_str(), RENAME_EXCHANGE) == 0) {
        sync_folder(final.parent_path());
        fs::remove_all(fresh, ignored);
        return;
    }
    // Some file systems (NFS, old overlays) cannot exchange two names: for a moment only the old
    // folder's other name is there, and recover_folder() knows it.
    const fs::path old = beside(final, ".old");
    fs::remove_all(old, ignored);
    if (::rename(final.c_str(), old.c_str()) != 0) {
        fail("put aside", final, errno);
    }
    if (::rename(fresh.c_str(), final.c_str()) != 0) {
        const int code = errno;
        fs::rename(old, final, ignored);
        fail("put in place", final, code);
    }
    sync_folder(final.parent_path());
    fs::remove_all(old, ignored);
}

void recover_folder(const fs::path& final) {
    const fs::path old = beside(final, ".old");
    std::error_code ignored; // what cannot be cleared is met again when the update writes there
    if (!fs::exists(final) && fs::exists(old)) {
        fs::rename(old, final, ignored);
    }
    fs::remove_all(old, ignored);
    fs::remove_all(fresh_folder(final), ignored);
}

UpdateLock::UpdateLock(const fs::path& folder) {
    std::error_code problem;
    fs::create_directories(folder, problem);
    const fs::path path = folder / ".lock";
    handle_ = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (handle_ < 0) {
        fail("write", path, errno);
    }
    if (::flock(handle_, LOCK_EX | LOCK_NB) != 0) {
        const int code = errno;
        ::close(handle_);
        if (code == EWOULDBLOCK) {
            throw Failure(FailureKind::machine,
                          fmt::format("another update is running in {}", folder.string()),
                          "Wait until it is done.");
        }
        fail("lock", path, code);
    }
}

UpdateLock::~UpdateLock() {
    ::close(handle_);
}

} // namespace tidewaiter::lists
