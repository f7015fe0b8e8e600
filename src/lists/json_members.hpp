// One large JSON object as a stream: its members one after the other, and of one long array an element at a time, so that
// a file of any length is read within the memory of its largest piece.
#pragma once

#include "base/file.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tidewaiter::lists {

struct JsonMember {
    std::string name;          ///< as written between its quotes, escapes not resolved
    std::string_view text;     ///< the JSON text of its value, or of one element; lives until the next call
    bool is_element = false;   ///< of an array that is handed over in pieces
    std::uint64_t element = 0; ///< its place in the array, from 1
};

/// Finds where values begin and end by their brackets and quotes alone; what is between is for a parser.
class JsonMembers {
public:
    /// In:     streamed: names of members of the outermost object whose arrays come an element at a time; the span and
    ///         the source outlive the reader
    /// Errors: Failure(bad_input) when the source does not begin with an object
    JsonMembers(base::ByteSource& source, std::span<const std::string_view> streamed, std::uint64_t piece_bytes);

    /// Out:    false at the end of the object
    /// Errors: Failure(bad_input) when the file is cut, is no JSON where members or elements are parted, goes on behind
    ///         its end, or one piece is longer than piece_bytes
    bool next(JsonMember& member);

private:
    char peek();
    char take();
    void expect(char character, std::string_view where);
    bool fill();
    std::string_view take_value();
    std::string take_name();
    void check_end();
    [[noreturn]] void fail(std::string_view why) const;

    base::ByteSource& source_;
    std::span<const std::string_view> streamed_;
    std::uint64_t limit_;
    std::string buffer_;
    std::size_t at_ = 0;   // of what is not yet used
    std::size_t kept_ = 0; // from here on the buffer must stay
    std::uint64_t dropped_ = 0; // bytes of the file before the buffer
    std::string array_;    // name of the array at hand; empty outside
    std::uint64_t element_ = 0;
    bool first_ = true;
    bool done_ = false;
};

} // namespace tidewaiter::lists
