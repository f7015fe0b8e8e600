// Files: read as a stream (plain or gzip), mapped, or written so that a half-written one is never seen.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter::base {

/// A stream of bytes with one owner. "-" is standard input; gzip is recognised by its first bytes.
class ByteSource {
public:
    virtual ~ByteSource() = default;

    /// Fills up to `size` bytes. Out: how many; 0 at the end. Errors: Failure on a read error or broken gzip.
    virtual std::size_t read(char* into, std::size_t size) = 0;
    /// What the user called it, for messages.
    virtual const std::string& name() const = 0;

    /// Size of the stored file in bytes, if known (compressed size for gzip); for progress only.
    virtual std::optional<std::uint64_t> stored_size() const { return std::nullopt; }

    /// Stored bytes consumed so far; for progress only.
    virtual std::uint64_t stored_position() const { return 0; }
};

class Sha256;

/// In:     stored, when given, is fed every stored byte that is read (not decompressed), so that one pass over the
///         file also gives its hash; it must outlive the source
/// Errors: Failure(bad_input) when the file does not exist or cannot be read.
std::unique_ptr<ByteSource> open_source(const std::string& path, Sha256* stored = nullptr);
/// A source over bytes in memory; `bytes` is copied.
std::unique_ptr<ByteSource> open_memory(std::string name, std::string bytes);
/// Reads a whole file, decompressed. Errors: Failure; larger than `limit` bytes is a Failure too.
std::string load_file(const std::string& path, std::uint64_t limit = std::uint64_t{1} << 30U);
/// SHA-256 of the stored bytes (not decompressed), as sha256sum prints it.
std::string load_file_sha256(const std::string& path);

/// A file being written beside its final name; only commit() makes it appear, in one rename.
/// A full disk or a kill leaves what was there before.
class AtomicFile {
public:
    /// Errors: Failure(machine) when the folder cannot be written.
    explicit AtomicFile(std::filesystem::path path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    void write(std::string_view bytes);
    /// Overwrites bytes already written (headers with offsets).
    void write_at(std::uint64_t offset, std::string_view bytes);
    std::uint64_t size() const { return size_; }
    /// Flushes, syncs and renames. Errors: Failure(machine), for example a full disk.
    void commit();

private:
    std::filesystem::path path_;
    std::filesystem::path scratch_;
    int handle_ = -1;
    std::uint64_t size_ = 0;
    std::string buffer_;
    void flush();
};

/// Read-only memory map.
class MappedFile {
public:
    /// Errors: Failure(bad_input) when the file does not exist or cannot be mapped.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    std::string_view bytes() const { return bytes_; }

private:
    std::string_view bytes_;
};

} // namespace tidewaiter::base
