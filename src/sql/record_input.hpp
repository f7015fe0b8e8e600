// The bytes of a user's file as UTF-8 text: decompressed, without byte-order mark, hashed as they pass; its beginning
// can be looked at before anything is read.
#pragma once

#include "base/file.hpp"
#include "base/hash.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::sql {

class RecordInput {
public:
    /// In:     path, "-" for standard input; encoding, see RecordOptions
    /// Errors: Failure(bad_input): no such file, an address on the network, an empty file, a file that is no table
    ///         (HTML, a workbook, another compression); Failure(usage): no such encoding
    explicit RecordInput(const std::string& path, const std::string& encoding = {});

    /// The first bytes (about 1 MB, or all if there are fewer), without byte-order mark.
    std::string_view sample() const { return std::string_view(sample_).substr(mark_); }

    bool sample_is_all() const { return sample_is_all_; }

    /// Fills up to `size` bytes from the beginning on; 0 at the end.
    std::size_t read(char* into, std::size_t size);
    /// Drops the first bytes of what is yet to be read, which lie in the sample.
    void skip(std::size_t bytes);

    const std::string& name() const { return name_; }

    /// What was converted.
    const std::vector<std::string>& remarks() const { return remarks_; }

    /// Of the stored bytes; only once all is read.
    std::optional<std::string> sha256() const { return sha256_; }

    /// Share of the stored bytes consumed; negative when their number is unknown. Any thread.
    double progress() const { return progress_.load(std::memory_order_relaxed); }

private:
    void refuse_what_is_no_table() const;

    std::string name_;
    base::Sha256 hash_;
    std::unique_ptr<base::ByteSource> stored_;  ///< for progress
    std::unique_ptr<base::ByteSource> decoded_; ///< UTF-16 as UTF-8, over stored_; or empty
    base::ByteSource* source_ = nullptr;        ///< one of the two
    std::string sample_;
    std::size_t mark_ = 0;            ///< length of the byte-order mark
    std::size_t sample_position_ = 0; ///< what read() has given of it
    bool sample_is_all_ = false;
    std::optional<std::string> sha256_;
    std::vector<std::string> remarks_;
    std::atomic<double> progress_ = 0;
};

} // namespace tidewaiter::sql
