// A record is scanned where it lies in the buffer, so that a broken one can be given back: its first physical line is
// handed out as broken and the scan starts again on the next line. Only fields with doubled quotes are copied.
#include "sql/csv_scanner.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tidewaiter::sql {

namespace {

constexpr std::size_t piece_size = std::size_t{1} << 16U;
constexpr std::size_t excerpt_size = 256;
constexpr char control_z = '\x1a';

/// Reading a line again for each broken quote is quadratic on a file made to provoke it; this much is allowed.
constexpr std::uint64_t waste_always_allowed = std::uint64_t{64} << 20U;
constexpr std::uint64_t waste_per_byte_allowed = 8;

/// The first place of either character, or `to`. Fields are short, so that calling memchr for each costs more than it
/// saves; sixteen bytes at a time is what every x86-64 can do.
const char* find_either(const char* from, const char* to, char a, char b) {
#if defined(__SSE2__)
    const __m128i all_a = _mm_set1_epi8(a);
    const __m128i all_b = _mm_set1_epi8(b);
    for (; to - from >= 16; from += 16) {
        __m128i bytes;
        std::memcpy(&bytes, from, sizeof(bytes));
        const __m128i found =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, all_a), _mm_cmpeq_epi8(bytes, all_b));
        if (const int bits = _mm_movemask_epi8(found)) {
            return from + std::countr_zero(static_cast<unsigned>(bits));
        }
    }
#endif
    while (from != to && *from != a && *from != b) {
        ++from;
    }
    return from;
}

} // namespace

CsvScanner::CsvScanner(std::string name, Source source, CsvShape shape, const RecordLimits& limits)
    : name_(std::move(name)), source_(std::move(source)), shape_(shape), limits_(limits) {
    buffer_.resize(2 * piece_size);
}

/// Holds more of the input behind what is held; false at its end.
bool CsvScanner::more() {
    if (at_end_) {
        return false;
    }
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() - end_ < piece_size) {
        buffer_.resize(buffer_.size() * 2);
    }
    const std::size_t got = source_(buffer_.data() + end_, piece_size);
    end_ += got;
    at_end_ = got == 0;
    return got != 0;
}

bool CsvScanner::more_until(std::size_t offset) {
    while (begin_ + offset >= end_) {
        if (!more()) {
            return false;
        }
    }
    return true;
}

bool CsvScanner::ends_line(std::size_t offset) {
    if (!has(offset) || at(offset) == shape_.line_end) {
        return true;
    }
    return shape_.line_end == '\n' && at(offset) == '\r' &&
           (!has(offset + 1) || at(offset + 1) == '\n');
}

void CsvScanner::add_piece(const Piece& piece) {
    ++field_count_;
    // A record with more fields than the header is rejected whole; its surplus need not be kept.
    if (shape_.columns == 0 || pieces_.size() < shape_.columns) {
        pieces_.push_back(piece);
    }
    if (shape_.columns == 0 && field_count_ > limits_.columns) {
        throw base::Failure(
            base::FailureKind::bad_input,
            fmt::format("{}: line {} has more than {} fields", name_, line_ + 1, limits_.columns),
            "This does not look like a table of records: check the file and its separator.");
    }
}

void CsvScanner::fail_open_quote(std::uint64_t line, const std::string& where) const {
    throw base::Failure(
        base::FailureKind::bad_input,
        fmt::format("{}: a quote opened in line {} is still open {}", name_, line, where),
        fmt::format("Close or remove the quote in line {}, or fetch the file again if it was cut.",
                    line));
}

/// Counts the line ends inside a quote.
void CsvScanner::count_lines(std::size_t from, std::size_t to, std::uint64_t quote_line) {
    const char* const base = buffer_.data() + begin_;
    const char* place = base + from;
    while (const void* found =
               std::memchr(place, shape_.line_end, static_cast<std::size_t>(base + to - place))) {
        place = static_cast<const char*>(found) + 1;
        if (first_line_ == 0) {
            first_line_ = static_cast<std::size_t>(place - base);
        }
        if (++record_lines_ > limits_.quote_lines) {
            fail_open_quote(quote_line,
                            fmt::format("after {} lines", line_ + record_lines_ - quote_line));
        }
    }
}

/// In: offset at the opening quote. Out: offset at the separator, the line end or the end of the input.
CsvScanner::End CsvScanner::scan_quoted(std::size_t& offset) {
    const std::size_t open = offset;
    const std::uint64_t quote_line = line_ + record_lines_;
    const std::size_t copy_start = text_.size();
    bool copied = false;
    std::size_t segment = ++offset;
    for (;;) {
        const void* found = nullptr;
        for (;;) {
            const char* const from = buffer_.data() + begin_ + offset;
            found = std::memchr(from, shape_.quote, end_ - begin_ - offset);
            offset =
                found == nullptr
                    ? end_ - begin_
                    : offset + static_cast<std::size_t>(static_cast<const char*>(found) - from);
            if (offset - open > limits_.quote_bytes) {
                fail_open_quote(quote_line, fmt::format("after {} bytes", limits_.quote_bytes));
            }
            if (found != nullptr) {
                break;
            }
            if (!more()) {
                fail_open_quote(quote_line, "at the end of the file");
            }
        }
        count_lines(segment, offset, quote_line);
        const std::size_t closing = offset++;
        const bool doubled = has(offset) && at(offset) == shape_.quote;
        if (!doubled && !copied) {
            add_piece({.start = segment, .length = closing - segment});
            break;
        }
        text_ += held(segment, closing - segment);
        copied = true;
        if (!doubled) {
            add_piece(
                {.start = copy_start, .length = text_.size() - copy_start, .unquoted_copy = true});
            break;
        }
        text_ += shape_.quote;
        segment = ++offset;
    }
    while (has(offset) && at(offset) == ' ') {
        if (++offset > limits_.record_bytes) {
            return End::too_long;
        }
    }
    return !has(offset) || at(offset) == shape_.separator || ends_line(offset) ? End::whole
                                                                               : End::broken;
}

/// In: offset at the field's first character. Out: offset at the separator, the line end or the end of the input.
CsvScanner::End CsvScanner::scan_plain(std::size_t& offset) {
    const std::size_t start = offset;
    do {
        const char* const from = buffer_.data() + begin_ + offset;
        const char* const to = buffer_.data() + end_;
        const char* const found = find_either(from, to, shape_.separator, shape_.line_end);
        offset += static_cast<std::size_t>(found - from);
        if (found != to) {
            break;
        }
        if (offset > limits_.record_bytes + 1) { // one more for a carriage return
            return End::too_long;
        }
    } while (more());
    std::size_t stop = offset;
    const bool at_line_end = !has(offset) || at(offset) == shape_.line_end;
    if (at_line_end && shape_.line_end == '\n' && stop > start && at(stop - 1) == '\r') {
        --stop;
    }
    add_piece({.start = start, .length = stop - start});
    return End::whole;
}

/// Scans the record at begin_. Out: for a whole one, pieces_, content_ and length_.
CsvScanner::End CsvScanner::scan() {
    pieces_.clear();
    text_.clear();
    field_count_ = 0;
    record_lines_ = 1;
    first_line_ = 0;
    content_ = 0;
    std::size_t offset = 0;
    for (;;) {
        const bool quoted = shape_.quote != '\0' && has(offset) && at(offset) == shape_.quote;
        const End end = quoted ? scan_quoted(offset) : scan_plain(offset);
        content_ = offset;
        if (end != End::whole) {
            return end;
        }
        if (has(offset) && at(offset) == shape_.separator) {
            if (++offset > limits_.record_bytes) {
                return End::too_long;
            }
            continue;
        }
        if (!quoted && shape_.line_end == '\n' && offset > 0 && at(offset - 1) == '\r') {
            --content_; // scan_plain has left it out of the field
        }
        length_ = offset;
        if (has(length_) && at(length_) == '\r' && shape_.line_end == '\n') {
            ++length_;
        }
        if (has(length_)) {
            ++length_;
        }
        return content_ > limits_.record_bytes ? End::too_long : End::whole;
    }
}

bool CsvScanner::looks_like_several() const {
    // The header is judged by its own width.
    const std::size_t columns = shape_.columns == 0 ? field_count_ : shape_.columns;
    if (record_lines_ < 2 || columns < 3) {
        return false;
    }
    std::string_view rest = held(0, content_);
    for (;;) {
        const std::size_t stop = rest.find(shape_.line_end);
        const std::string_view line = rest.substr(0, stop);
        if (static_cast<std::size_t>(std::ranges::count(line, shape_.separator)) + 1 != columns) {
            return false;
        }
        if (stop == std::string_view::npos) {
            return true;
        }
        rest.remove_prefix(stop + 1);
    }
}

/// Hands out the first physical line at begin_ as broken. One that is longer than a record may be is passed over
/// without being held.
void CsvScanner::take_first_line(ScannedRecord& record, std::string why, std::string hint) {
    record.broken = std::move(why);
    record.hint = std::move(hint);
    record.lines = 1;
    const std::size_t excerpt = std::min<std::size_t>(excerpt_size, limits_.record_bytes);
    std::size_t offset = 0;
    std::size_t passed = 0;
    for (;;) {
        const char* const from = buffer_.data() + begin_ + offset;
        if (const void* found = std::memchr(from, shape_.line_end, end_ - begin_ - offset)) {
            length_ = offset + static_cast<std::size_t>(static_cast<const char*>(found) - from) + 1;
            content_ = length_ - 1;
            break;
        }
        offset = end_ - begin_;
        if (offset > limits_.record_bytes + 1) {
            if (text_.empty() || passed == 0) {
                text_.assign(held(0, excerpt));
            }
            passed += offset;
            begin_ = end_;
            offset = 0;
        }
        if (!more()) {
            content_ = length_ = offset;
            break;
        }
    }
    if (passed > 0) {
        record.raw = text_;
        return;
    }
    if (shape_.line_end == '\n' && content_ > 0 && at(content_ - 1) == '\r') {
        --content_;
    }
    record.raw = held(0, content_ > limits_.record_bytes ? excerpt : content_);
}

/// Passes over a blank line at begin_; false when the line there is none.
bool CsvScanner::skip_blank_line() {
    std::size_t offset = 0;
    const auto is_blank = [this](char c) {
        return c == ' ' || c == '\r' || (c == '\t' && shape_.separator != '\t');
    };
    if (at(0) == control_z) {
        ++offset;
        if (has(offset) && at(offset) == '\r' && shape_.line_end == '\n') {
            ++offset;
        }
        if (has(offset) && at(offset) == shape_.line_end) {
            ++offset;
        }
        if (has(offset)) {
            return false;
        }
    } else {
        while (has(offset) && at(offset) != shape_.line_end && is_blank(at(offset))) {
            if (++offset > limits_.record_bytes) {
                return false;
            }
        }
        if (has(offset) && at(offset) != shape_.line_end) {
            return false;
        }
        offset += has(offset) ? 1U : 0U;
    }
    begin_ += offset;
    taken_ += offset;
    ++line_;
    ++blank_;
    return true;
}

bool CsvScanner::next(ScannedRecord& record) {
    begin_ += length_;
    taken_ += length_;
    length_ = 0;
    record.fields.clear();
    record.broken.clear();
    record.hint.clear();
    do {
        if (!has(0)) {
            return false;
        }
    } while (skip_blank_line());

    record.line = line_ + 1;
    End end = scan();
    const bool several = end == End::whole && looks_like_several();
    if (several) {
        end = End::broken;
    }
    if (end != End::whole) {
        const std::uint64_t last = line_ + record_lines_;
        const std::size_t scanned = content_;
        std::string why;
        std::string hint = "Inside a quoted field write each quote twice.";
        if (end == End::too_long) {
            why = fmt::format("the record is longer than {} bytes", limits_.record_bytes);
            hint = "Check the line: no record is that long.";
        } else if (several) {
            why = fmt::format("a quote opened here takes in the records up to line {}", last);
            hint = "Close or remove the quote.";
        } else if (record_lines_ > 1) {
            why = fmt::format("a quote opened here ends in line {}, in the middle of text", last);
            hint = "Close or remove the quote.";
        } else {
            why = "text after a closing quote";
        }
        take_first_line(record, std::move(why), std::move(hint));
        record.field_count = 0;
        wasted_ += scanned > length_ ? scanned - length_ : 0;
        if (wasted_ > waste_always_allowed && wasted_ / waste_per_byte_allowed > taken_) {
            throw base::Failure(
                base::FailureKind::bad_input,
                fmt::format("{}: the quotes up to line {} do not pair up", name_, last),
                "The file is damaged, or its fields are not quoted in the usual way.");
        }
        ++line_;
        return true;
    }
    record.lines = record_lines_;
    record.field_count = field_count_;
    record.raw = held(0, content_);
    for (const Piece& piece : pieces_) {
        record.fields.push_back(piece.unquoted_copy
                                    ? std::string_view(text_).substr(piece.start, piece.length)
                                    : held(piece.start, piece.length));
    }
    line_ += record_lines_;
    return true;
}

} // namespace tidewaiter::sql
