// One JSON text per line: lines of any length up to a limit, counted as they stand in the file.
#pragma once

#include "base/file.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

struct JsonLine {
    std::uint64_t number = 0; ///< physical line, from 1
    std::string_view text;    ///< without its line end; lives until the next call of next()
    bool too_long = false;    ///< over the limit; text is then its first bytes
    bool ended = true;        ///< a line end follows; the last line of a file that was cut has none
};

/// Hands out every line of a source, empty ones too. Skips a UTF-8 byte-order mark.
/// Memory: two of the longest lines within the limit.
class JsonLineReader {
public:
    JsonLineReader(base::ByteSource& source, std::uint64_t line_bytes);
    /// Out: false at the end of the input. Errors: Failure on a read error or broken gzip.
    bool next(JsonLine& line);

    std::uint64_t lines() const { return lines_; } ///< handed out so far

private:
    bool fill();

    base::ByteSource& source_; // the caller's
    std::uint64_t limit_;
    std::vector<char> buffer_;
    std::size_t start_ = 0; // of the text not yet handed out
    std::size_t end_ = 0;
    bool at_end_ = false;
    std::uint64_t lines_ = 0;
};

} // namespace tidewaiter::lists
