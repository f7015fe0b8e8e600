#include "lists/json_lines.hpp"

#include <algorithm>
#include <cstring>

namespace tidewaiter::lists {

namespace {

constexpr std::size_t first_size = std::size_t{1} << 20U;
constexpr std::size_t shown_of_long_line = 200;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

} // namespace

JsonLineReader::JsonLineReader(base::ByteSource& source, std::uint64_t line_bytes)
    : source_(source), limit_(line_bytes), buffer_(first_size) {
    while (end_ - start_ < byte_order_mark.size() && fill()) {
    }
    if (std::string_view(buffer_.data(), end_).starts_with(byte_order_mark)) {
        start_ = byte_order_mark.size();
    }
}

bool JsonLineReader::fill() {
    if (at_end_) {
        return false;
    }
    if (start_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + start_, end_ - start_);
        end_ -= start_;
        start_ = 0;
    }
    if (end_ == buffer_.size()) {
        buffer_.resize(buffer_.size() * 2);
    }
    const std::size_t got = source_.read(buffer_.data() + end_, buffer_.size() - end_);
    at_end_ = got == 0;
    end_ += got;
    return !at_end_;
}

bool JsonLineReader::next(JsonLine& line) {
    line = JsonLine{.number = lines_ + 1};
    std::size_t searched = 0;
    for (;;) {
        const char* const from = buffer_.data() + start_;
        const std::size_t size = end_ - start_;
        const void* const found = std::memchr(from + searched, '\n', size - searched);
        const std::size_t length =
            found != nullptr ? static_cast<std::size_t>(static_cast<const char*>(found) - from)
                             : size;
        line.too_long = line.too_long || length > limit_;
        if (found != nullptr || (at_end_ && (size > 0 || line.too_long))) {
            line.ended = found != nullptr;
            line.text = std::string_view(from, line.too_long ? std::min(length, shown_of_long_line)
                                                             : length);
            start_ += length + (line.ended ? 1 : 0);
            ++lines_;
            return true;
        }
        if (at_end_) {
            return false;
        }
        searched = size;
        if (line.too_long) {
            // Only its beginning is kept, so that no line fills the memory.
            end_ = start_ + std::min(size, shown_of_long_line);
            searched = end_ - start_;
        }
        fill();
    }
}

} // namespace tidewaiter::lists
