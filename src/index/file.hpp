// The index file on disk: sections written at once, and read through checks. Nothing here knows what sections mean.
#pragma once

#include "base/file.hpp"
#include "index/format.hpp"

#include <atomic>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::index {

/// Sections to be written.
class FileContent {
public:
    template <class T>
    void set(Section section, const std::vector<T>& elements) {
        set_bytes(section, {reinterpret_cast<const char*>(elements.data()), elements.size() * sizeof(T)}, sizeof(T));
    }

    void set_bytes(Section section, std::string_view bytes, std::size_t element_bytes = 1);
    /// Writes atomically. Errors: Failure(machine).
    void write(const std::filesystem::path& path, std::uint64_t content_hash, std::uint64_t parties, std::uint64_t names) const;

private:
    struct Piece {
        std::string bytes;
        std::size_t element_bytes = 1;
    };
    std::map<Section, Piece> pieces_; // in the order of the enum, which is the order in the file
};

/// A mapped file. Header and directory are checked when it is opened; each 64 kB block when it is first asked for.
class FileView {
public:
    /// Errors: Failure(bad_input): no index, another format version, a damaged or cut file; each says what to do.
    explicit FileView(const std::filesystem::path& path);

    const Header& header() const { return header_; }

    /// The elements of a section, every block of it checked. Errors: Failure when one is damaged.
    template <class T>
    std::span<const T> elements(Section section) const {
        const std::string_view found = bytes(section, sizeof(T));
        return {reinterpret_cast<const T*>(found.data()), found.size() / sizeof(T)};
    }

    /// A section's bytes without checking blocks; part() checks those that it hands out.
    std::string_view part(Section section, std::uint64_t offset, std::uint64_t size) const;
    std::string_view all(Section section) const { return bytes(section, 1); }

    /// Checks every block. Errors: Failure naming the first damaged one.
    void check_all() const;

private:
    std::string_view bytes(Section section, std::size_t element_bytes) const;
    const SectionRecord& record(Section section) const;
    void check(std::uint64_t offset, std::uint64_t size) const;
    [[noreturn]] void damaged(const std::string& what) const;

    std::string path_;
    base::MappedFile file_;
    Header header_{};
    std::vector<SectionRecord> sections_;
    std::vector<std::uint64_t> checksums_;
    // One bit a block: checked already. Relaxed order is enough: the bytes do not change.
    mutable std::vector<std::atomic<std::uint64_t>> checked_;
};

} // namespace tidewaiter::index
