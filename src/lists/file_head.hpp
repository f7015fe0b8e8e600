// The first bytes of a file, decompressed: what the recognisers look at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// How much of a file the recognisers see.
constexpr std::size_t head_bytes = 64 * 1024;

/// Errors: Failure(bad_input) when the file cannot be read or its gzip stream is broken within the head.
std::string load_head(const std::string& path);

/// Without a UTF-8 byte-order mark.
std::string_view without_mark(std::string_view head);

/// The first complete records of comma-separated text. Out: at most `most` records; none when a quote stays open,
/// a record is malformed, or the text does not look like lines at all.
std::vector<std::vector<std::string>> first_records(std::string_view head, char separator, std::size_t most);

} // namespace tidewaiter::lists
