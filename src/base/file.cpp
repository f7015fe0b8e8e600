#include "base/file.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tidewaiter::base {

namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 18U;

[[noreturn]] void fail(FailureKind kind, const std::string& name, const char* verb, int code) {
    std::string hint;
    if (code == ENOSPC || code == EDQUOT || code == EFBIG) {
        hint = "Free some space or write to another disk; nothing was replaced.";
    } else if (code == ENOENT) {
        hint = "Check the path.";
    } else if (code == EACCES || code == EPERM) {
        hint = "Check the permissions of the file and its folder.";
    }
    throw Failure(kind, fmt::format("cannot {} {}: {}", verb, name, std::strerror(code)), hint);
}

/// A file handle read through a fixed buffer, inflating when the first bytes say gzip.
class FileSource final : public ByteSource {
public:
    FileSource(const std::string& path, Sha256* hash)
        : name_(path == "-" ? "standard input" : path), hash_(hash), stored_(buffer_size) {
        handle_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (handle_ < 0) {
            fail(FailureKind::bad_input, name_, "open", errno);
        }
        struct stat status = {};
        if (::fstat(handle_, &status) == 0) {
            if (S_ISDIR(status.st_mode)) {
                close_handle();
                fail(FailureKind::bad_input, name_, "read", EISDIR);
            }
            if (S_ISREG(status.st_mode)) {
                stored_size_ = static_cast<std::uint64_t>(status.st_size);
            }
        }
        fill();
        if (available_ >= 2 && stored_[0] == '\x1f' && stored_[1] == '\x8b') {
            if (inflateInit2(&inflater_, 15 + 32) != Z_OK) {
                close_handle();
                throw Failure(FailureKind::machine, "cannot start the gzip decoder");
            }
            gzip_ = true;
        }
    }

    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;

    ~FileSource() override {
        if (gzip_) {
            inflateEnd(&inflater_);
        }
        close_handle();
    }

    std::size_t read(char* into, std::size_t size) override {
        return gzip_ ? read_gzip(into, size) : read_plain(into, size);
    }

    const std::string& name() const override { return name_; }

    std::optional<std::uint64_t> stored_size() const override { return stored_size_; }

    std::uint64_t stored_position() const override { return position_ - available_; }

private:
    void close_handle() {
        if (handle_ > STDIN_FILENO) {
            ::close(handle_);
        }
        handle_ = -1;
    }

    /// Reads more stored bytes; at the end available_ stays 0.
    void fill() {
        offset_ = 0;
        available_ = 0;
        for (;;) {
            const ssize_t got = ::read(handle_, stored_.data(), stored_.size());
            if (got >= 0) {
                available_ = static_cast<std::size_t>(got);
                position_ += available_;
                if (hash_ != nullptr) {
                    hash_->update({stored_.data(), available_});
                }
                return;
            }
            if (errno != EINTR) {
                fail(FailureKind::bad_input, name_, "read", errno);
            }
        }
    }

    std::size_t read_plain(char* into, std::size_t size) {
        if (available_ == 0) {
            fill();
        }
        const std::size_t count = std::min(size, available_);
        std::memcpy(into, stored_.data() + offset_, count);
        offset_ += count;
        available_ -= count;
        return count;
    }

    std::size_t read_gzip(char* into, std::size_t size) {
        inflater_.next_out = reinterpret_cast<Bytef*>(into);
        inflater_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1U << 30U));
        const uInt wanted = inflater_.avail_out;
        while (inflater_.avail_out == wanted) {
            if (available_ == 0) {
                fill();
            }
            if (available_ == 0) {
                if (!member_ended_) {
                    throw Failure(FailureKind::bad_input, fmt::format("{} ends in the middle of its gzip stream", name_),
                                  "Fetch the file again: it was cut short.");
                }
                break;
            }
            if (member_ended_) { // a second gzip member, or padding after the last
                if (stored_[offset_] != '\x1f') {
                    available_ = 0;
                    continue;
                }
                inflateReset(&inflater_);
                member_ended_ = false;
            }
            inflater_.next_in = reinterpret_cast<Bytef*>(stored_.data() + offset_);
            inflater_.avail_in = static_cast<uInt>(available_);
            const int status = inflate(&inflater_, Z_NO_FLUSH);
            offset_ += available_ - inflater_.avail_in;
            available_ = inflater_.avail_in;
            if (status == Z_STREAM_END) {
                member_ended_ = true;
            } else if (status != Z_OK && status != Z_BUF_ERROR) {
                throw Failure(FailureKind::bad_input, fmt::format("{} is damaged: its gzip stream does not decode", name_),
                              "Fetch the file again.");
            }
        }
        return wanted - inflater_.avail_out;
    }

    std::string name_;
    Sha256* hash_;
    std::vector<char> stored_;
    int handle_ = -1;
    std::size_t offset_ = 0;
    std::size_t available_ = 0;
    std::uint64_t position_ = 0;
    std::optional<std::uint64_t> stored_size_;
    bool gzip_ = false;
    bool member_ended_ = false;
    z_stream inflater_ = {};
};

class MemorySource final : public ByteSource {
public:
    MemorySource(std::string name, std::string bytes) : name_(std::move(name)), bytes_(std::move(bytes)) {}

    std::size_t read(char* into, std::size_t size) override {
        const std::size_t count = std::min(size, bytes_.size() - offset_);
        std::memcpy(into, bytes_.data() + offset_, count);
        offset_ += count;
        return count;
    }

    const std::string& name() const override { return name_; }

    std::optional<std::uint64_t> stored_size() const override { return bytes_.size(); }

    std::uint64_t stored_position() const override { return offset_; }

private:
    std::string name_;
    std::string bytes_;
    std::size_t offset_ = 0;
};

} // namespace

std::unique_ptr<ByteSource> open_source(const std::string& path, Sha256* stored) {
    return std::make_unique<FileSource>(path, stored);
}

std::unique_ptr<ByteSource> open_memory(std::string name, std::string bytes) {
    return std::make_unique<MemorySource>(std::move(name), std::move(bytes));
}

std::string load_file(const std::string& path, std::uint64_t limit) {
    const auto source = open_source(path);
    std::string bytes;
    std::vector<char> piece(buffer_size);
    while (const std::size_t got = source->read(piece.data(), piece.size())) {
        if (bytes.size() + got > limit) {
            throw Failure(FailureKind::bad_input, fmt::format("{} is larger than {} bytes", path, limit));
        }
        bytes.append(piece.data(), got);
    }
    return bytes;
}

std::string load_file_sha256(const std::string& path) {
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) {
        fail(FailureKind::bad_input, path, "open", errno);
    }
    Sha256 hash;
    std::vector<char> piece(buffer_size);
    for (;;) {
        const ssize_t got = ::read(handle, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            const int code = errno;
            ::close(handle);
            fail(FailureKind::bad_input, path, "read", code);
        }
        if (got == 0) {
            break;
        }
        hash.update({piece.data(), static_cast<std::size_t>(got)});
    }
    ::close(handle);
    return hash.finish();
}

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)) {
    if (path_.has_parent_path()) {
        std::error_code ignored; // open() below says what is wrong, with the path
        std::filesystem::create_directories(path_.parent_path(), ignored);
    }
    scratch_ = path_;
    scratch_ += fmt::format(".{}.tmp", ::getpid());
    handle_ = ::open(scratch_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
    if (handle_ < 0) {
        fail(FailureKind::machine, path_.string(), "write", errno);
    }
}

AtomicFile::~AtomicFile() {
    if (handle_ >= 0) {
        ::close(handle_);
        ::unlink(scratch_.c_str());
    }
}

void AtomicFile::write(std::string_view bytes) {
    size_ += bytes.size();
    buffer_.append(bytes);
    if (buffer_.size() >= buffer_size) {
        flush();
    }
}

void AtomicFile::flush() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
        const ssize_t done = ::write(handle_, rest.data(), rest.size());
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done < 0) {
            fail(FailureKind::machine, path_.string(), "write", errno);
        }
        rest.remove_prefix(static_cast<std::size_t>(done));
    }
    buffer_.clear();
}

void AtomicFile::write_at(std::uint64_t offset, std::string_view bytes) {
    flush();
    while (!bytes.empty()) {
        const ssize_t done = ::pwrite(handle_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done < 0) {
            fail(FailureKind::machine, path_.string(), "write", errno);
        }
        offset += static_cast<std::uint64_t>(done);
        bytes.remove_prefix(static_cast<std::size_t>(done));
    }
}

void AtomicFile::commit() {
    flush();
    if (::fsync(handle_) != 0) {
        fail(FailureKind::machine, path_.string(), "write", errno);
    }
    ::close(handle_);
    handle_ = -1;
    if (::rename(scratch_.c_str(), path_.c_str()) != 0) {
        const int code = errno;
        ::unlink(scratch_.c_str());
        fail(FailureKind::machine, path_.string(), "write", code);
    }
    // The rename itself must reach the disk too.
    const std::string folder = path_.has_parent_path() ? path_.parent_path().string() : ".";
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory >= 0) {
        ::fsync(directory);
        ::close(directory);
    }
}

MappedFile::MappedFile(const std::filesystem::path& path) {
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) {
        fail(FailureKind::bad_input, path.string(), "open", errno);
    }
    struct stat status = {};
    if (::fstat(handle, &status) != 0 || !S_ISREG(status.st_mode)) {
        const int code = errno == 0 ? EINVAL : errno;
        ::close(handle);
        fail(FailureKind::bad_input, path.string(), "map", code);
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > 0) {
        void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, handle, 0);
        if (address == MAP_FAILED) {
            const int code = errno;
            ::close(handle);
            fail(FailureKind::machine, path.string(), "map", code);
        }
        bytes_ = {static_cast<const char*>(address), size};
    }
    ::close(handle);
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) {
        ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
    }
}

} // namespace tidewaiter::base
