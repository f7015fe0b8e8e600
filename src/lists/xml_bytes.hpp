// Bytes of an XML file made fit for a strict parser: what published lists contain and XML forbids is taken out first.
#pragma once

#include "base/file.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// How much the bytes had to be changed; said in the remarks of the list version.
struct XmlRepairs {
    std::uint64_t controls = 0;    ///< C0 control characters removed, raw or as a character reference
    std::uint64_t cp1252_bytes = 0; ///< bytes that are not UTF-8, read as Windows-1252
    std::uint64_t no_break = 0;    ///< &nbsp;, which XML does not define, read as U+00A0
};

/// Reads a source in blocks and removes C0 controls (one official UN file holds a raw U+0019) and U+FFFE and U+FFFF,
/// turns bytes that are not UTF-8 into the characters of Windows-1252, and "&nbsp;" into a reference XML knows.
/// Errors: Failure(bad_input) for text of another old code page, which would come out as gibberish.
/// A file in another declared encoding than UTF-8 only loses its controls; UTF-16 goes through untouched.
class XmlBytes {
public:
    explicit XmlBytes(base::ByteSource& source);
    /// The next block; empty at the end. The view lives until the next call.
    std::string_view next();
    /// The first bytes as they are in the file, at most 64 kB.
    std::string_view head() const { return head_; }
    const XmlRepairs& repairs() const { return repairs_; }
    /// Bytes of the file before the block last returned, and that block's offset in what was returned so far; they
    /// turn a parser's offset into one in the file (exact but for repairs inside the block).
    std::uint64_t file_offset() const { return file_offset_; }
    std::uint64_t clean_offset() const { return clean_offset_; }

private:
    enum class Mode { utf8, single_byte, untouched };
    std::string_view repair(std::string_view block, std::size_t& used, bool last);

    base::ByteSource& source_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0; // of what is read but not yet returned
    std::size_t end_ = 0;
    bool at_end_ = false;
    Mode mode_ = Mode::utf8;
    std::string head_;
    std::string clean_;
    XmlRepairs repairs_;
    std::uint64_t file_offset_ = 0;
    std::uint64_t clean_offset_ = 0;
    std::uint64_t file_next_ = 0;
    std::uint64_t clean_next_ = 0;
};

} // namespace tidewaiter::lists
