// Hands out the records of a CSV file one by one, zero-copy where it can.
#pragma once

#include "sql/csv_shape.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::sql {

/// One record as it stands in the file. Views live until the next call of next().
struct ScannedRecord {
    std::uint64_t line = 0;  ///< physical line where it starts
    std::uint64_t lines = 0; ///< physical lines that it takes up
    std::size_t field_count = 0;
    std::vector<std::string_view> fields; ///< unquoted; at most as many as the header has
    std::string_view raw; ///< without its line end; the first bytes only when it is too long
    std::string broken;   ///< why it breaks rule 4 of the grammar, or empty
    std::string hint;
};

class CsvScanner {
public:
    /// Fills up to `size` bytes; 0 at the end.
    using Source = std::function<std::size_t(char* into, std::size_t size)>;

    CsvScanner(std::string name, Source source, CsvShape shape, const RecordLimits& limits);
    /// Out:    false at the end
    /// Errors: Failure(bad_input) naming the line where a quote opened that is still open at a limit or at the end
    bool next(ScannedRecord& record);

    /// The header is read with this unknown; then it is fixed.
    void fix_columns(std::size_t columns) { shape_.columns = columns; }

    std::uint64_t lines() const { return line_; }

    std::uint64_t blank() const { return blank_; }

private:
    enum class End { whole, broken, too_long };

    /// A field as offsets, because the buffer moves while a record is read.
    struct Piece {
        std::size_t start = 0;
        std::size_t length = 0;
        bool unquoted_copy = false; ///< in text_ instead of the buffer
    };

    bool more();

    bool has(std::size_t offset) {
        return begin_ + offset < end_ || (!at_end_ && more_until(offset));
    }

    bool more_until(std::size_t offset);

    char at(std::size_t offset) const { return buffer_[begin_ + offset]; }

    std::string_view held(std::size_t offset, std::size_t length) const {
        return std::string_view(buffer_).substr(begin_ + offset, length);
    }

    std::size_t find_line_end(std::size_t offset, std::size_t limit);
    End scan();
    End scan_quoted(std::size_t& offset);
    End scan_plain(std::size_t& offset);
    bool ends_line(std::size_t offset);
    void add_piece(const Piece& piece);
    void count_lines(std::size_t from, std::size_t to, std::uint64_t quote_line);
    bool skip_blank_line();
    bool looks_like_several() const;
    void take_first_line(ScannedRecord& record, std::string why, std::string hint);
    [[noreturn]] void fail_open_quote(std::uint64_t line, const std::string& where) const;

    std::string name_;
    Source source_;
    CsvShape shape_;
    RecordLimits limits_;
    std::string buffer_;
    std::size_t begin_ = 0; ///< start of the current record
    std::size_t end_ = 0;   ///< end of what is held
    bool at_end_ = false;
    std::uint64_t line_ = 0; ///< physical lines before the current record
    std::uint64_t blank_ = 0;
    std::uint64_t taken_ = 0;  ///< bytes of records handed out
    std::uint64_t wasted_ = 0; ///< bytes read again after a broken record

    // The record being scanned.
    std::vector<Piece> pieces_;
    std::size_t field_count_ = 0;
    std::string text_;
    std::uint64_t record_lines_ = 0;
    std::size_t first_line_ = 0; ///< offset behind its first line end inside a quote; 0 for none
    std::size_t content_ = 0;    ///< its length without the line end
    std::size_t length_ = 0;     ///< its length with it
};

} // namespace tidewaiter::sql
