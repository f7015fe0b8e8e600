// A ZIP archive read safely: an entry at a time as a stream, with limits on what it may unpack to.
#pragma once

#include "base/file.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tidewaiter::lists {

/// What a spreadsheet of a published list stays far below (the largest seen: 12 entries, 8 MB unpacked, 43 : 1).
struct ZipLimits {
    std::uint64_t stored_bytes = 256'000'000;     ///< of the archive; it is held in memory
    std::uint64_t unpacked_bytes = 2'000'000'000; ///< of one entry
    std::uint64_t ratio = 300;                    ///< unpacked to packed; deflate alone reaches 1,032
    std::uint64_t ratio_from_bytes = 16'000'000;  ///< smaller entries may have any ratio
    std::uint64_t entries = 10'000;
};

class ZipFile {
public:
    /// In:     path of the archive, plain or in gzip
    /// Errors: Failure(bad_input) when it is no ZIP archive, is damaged or cut, or goes over a limit
    explicit ZipFile(const std::string& path, const ZipLimits& limits = {});
    ~ZipFile();
    ZipFile(const ZipFile&) = delete;
    ZipFile& operator=(const ZipFile&) = delete;

    bool has(const std::string& entry) const;
    /// The entry as a stream; one at a time, and the archive outlives it.
    /// Errors: Failure(bad_input) when there is none, it is encrypted, packed in a way not read here, or over a limit;
    ///         the stream fails when the bytes are damaged (CRC-32)
    std::unique_ptr<base::ByteSource> open(const std::string& entry) const;
    /// A short entry whole. Errors: as above, and when it is longer than `limit`.
    std::string load(const std::string& entry, std::size_t limit) const;

    const std::string& path() const { return path_; }

private:
    struct Handle;
    std::string path_;
    ZipLimits limits_;
    std::string bytes_; // the handle reads from it
    std::unique_ptr<Handle> handle_;
};

} // namespace tidewaiter::lists
