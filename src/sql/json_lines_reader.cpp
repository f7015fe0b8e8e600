// JSON lines in a loop of our own: DuckDB's reader turns a bad line into a row of NULLs.
#include "sql/record_reader.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace tidewaiter::sql {

namespace {

constexpr std::size_t piece_size = std::size_t{1} << 18U;
constexpr std::size_t excerpt_size = 256;

/// The independent count: lines, and those with more than blanks on them. A line that is too long is not looked at
/// and counts as a record.
class LineCount {
public:
    explicit LineCount(std::uint64_t too_long) : too_long_(too_long) {}

    void feed(std::string_view bytes) {
        for (const char c : bytes) {
            if (c == '\n') {
                end_line();
            } else {
                ++length_;
                filled_ = filled_ || (c != ' ' && c != '\t' && c != '\r');
            }
        }
    }

    void finish() {
        if (length_ > 0) {
            end_line();
        }
    }

    std::uint64_t lines() const { return lines_; }

    std::uint64_t records() const { return records_; }

private:
    void end_line() {
        ++lines_;
        records_ += filled_ || length_ > too_long_ ? 1 : 0;
        length_ = 0;
        filled_ = false;
    }

    std::uint64_t too_long_;
    std::uint64_t length_ = 0;
    bool filled_ = false;
    std::uint64_t lines_ = 0;
    std::uint64_t records_ = 0;
};

/// A key that occurs twice in one object, at any depth, or nothing. Readers differ in which of the two they take, so
/// such a line cannot be screened.
std::optional<std::string_view> find_double_key(const simdjson::dom::element& element) {
    simdjson::dom::array items;
    if (element.get(items) == simdjson::SUCCESS) {
        for (const simdjson::dom::element item : items) {
            if (const auto found = find_double_key(item)) {
                return found;
            }
        }
        return std::nullopt;
    }
    simdjson::dom::object members;
    if (element.get(members) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    std::vector<std::string_view> keys;
    for (const auto member : members) {
        keys.push_back(member.key);
        if (const auto found = find_double_key(member.value)) {
            return found;
        }
    }
    std::ranges::sort(keys);
    const auto twice = std::ranges::adjacent_find(keys);
    return twice == keys.end() ? std::nullopt : std::optional(*twice);
}

class JsonLinesFile final : public RecordReader {
public:
    JsonLinesFile(std::unique_ptr<RecordInput> input, const RecordLimits& limits)
        : input_(std::move(input)), limits_(limits),
          buffer_(2 * piece_size + simdjson::SIMDJSON_PADDING, '\0'),
          parser_(std::max<std::size_t>(limits.record_bytes, 1024)), count_(limits.record_bytes) {
        remarks_ = input_->remarks();
    }

    const std::vector<std::string>& columns() const override { return no_columns_; }

    char separator() const override { return '\0'; }

    double progress() const override { return input_->progress(); }

    std::string sha256() const override { return input_->sha256().value_or(std::string()); }

    RecordCounts read(const std::function<bool(const Record&)>& row,
                      base::RejectSink& rejects) override {
        RecordCounts counts;
        Record record;
        std::string_view line;
        bool go_on = true;
        while (go_on && next_line(line)) {
            ++counts.lines;
            std::string_view json = line;
            const auto first = json.find_first_not_of(" \t\r");
            if (first == std::string_view::npos && !too_long_) {
                ++counts.blank;
                continue;
            }
            json.remove_prefix(std::min(first, json.size()));
            json.remove_suffix(json.size() - 1 -
                               std::min(json.find_last_not_of(" \t\r"), json.size() - 1));
            ++record.row;
            record.line = counts.lines;
            const std::string reason = find_problem(json);
            if (reason.empty()) {
                ++counts.read;
                record.json = json;
                record.reject_reason = {};
            } else {
                ++counts.rejected;
                ++counts.rejected_lines;
                rejects.add(make_reject(input_->name(), record.line, json, reason,
                                        "One JSON object stands on each line."));
                record.json = {};
                record.reject_reason = reason;
            }
            go_on = row(record);
        }
        counts.records = counts.read + counts.rejected;
        if (!go_on) {
            return counts;
        }
        count_.finish();
        counts.complete = true;
        check_count(input_->name(), "records", counts.records, count_.records());
        check_count(input_->name(), "lines", counts.lines, count_.lines());
        counts.records = count_.records();
        return counts;
    }

private:
    /// In a JSON text of the size allowed, what is wrong, or empty.
    std::string find_problem(std::string_view json) {
        if (too_long_) {
            return fmt::format("the line is longer than {} bytes", limits_.record_bytes);
        }
        simdjson::dom::element element;
        // The buffer goes on behind the line, so that nothing is copied.
        if (const auto error = parser_.parse(json.data(), json.size(), false).get(element)) {
            if (error == simdjson::MEMALLOC) {
                throw base::Failure(base::FailureKind::machine, "not enough memory to read JSON");
            }
            return fmt::format("not JSON: {}", simdjson::error_message(error));
        }
        if (!element.is_object()) {
            return "JSON, but not an object";
        }
        if (const auto key = find_double_key(element)) {
            return fmt::format("the key \"{}\" occurs twice in one object",
                               base::utf8_prefix(*key, 60));
        }
        return {};
    }

    /// Out: one physical line without its line feed, or the first bytes of one that is too long.
    bool next_line(std::string_view& line) {
        begin_ = next_;
        too_long_ = false;
        std::size_t searched = begin_;
        for (;;) {
            const char* const from = buffer_.data() + searched;
            if (const void* found = std::memchr(from, '\n', end_ - searched)) {
                const std::size_t stop =
                    searched + static_cast<std::size_t>(static_cast<const char*>(found) - from);
                next_ = stop + 1;
                return take_line(line, stop);
            }
            if (end_ - begin_ > limits_.record_bytes) {
                if (!too_long_) {
                    excerpt_.assign(buffer_, begin_, std::min<std::size_t>(excerpt_size, limits_.record_bytes));
                }
                too_long_ = true;
                begin_ = end_;
            }
            const std::size_t held = end_ - begin_;
            if (!more()) {
                next_ = end_;
                return (held > 0 || too_long_) && take_line(line, end_);
            }
            searched = begin_ + held;
        }
    }

    bool take_line(std::string_view& line, std::size_t stop) {
        line = std::string_view(buffer_).substr(begin_, stop - begin_);
        if (line.size() > limits_.record_bytes && !too_long_) {
            excerpt_.assign(line.substr(0, std::min<std::size_t>(excerpt_size, limits_.record_bytes)));
            too_long_ = true;
        }
        if (too_long_) {
            line = excerpt_;
        }
        return true;
    }

    /// Holds more of the input, behind what is held from begin_ on.
    bool more() {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        const std::size_t room = buffer_.size() - simdjson::SIMDJSON_PADDING - end_;
        if (room < piece_size) {
            buffer_.resize(buffer_.size() * 2);
        }
        const std::size_t got = input_->read(buffer_.data() + end_, piece_size);
        count_.feed(std::string_view(buffer_).substr(end_, got));
        end_ += got;
        return got != 0;
    }

    std::unique_ptr<RecordInput> input_;
    RecordLimits limits_;
    std::string buffer_;
    std::size_t begin_ = 0; ///< start of the current line
    std::size_t next_ = 0;  ///< start of the next one
    std::size_t end_ = 0;   ///< end of what is held
    bool too_long_ = false;
    std::string excerpt_;
    simdjson::dom::parser parser_;
    LineCount count_;
    std::vector<std::string> no_columns_;
};

} // namespace

std::unique_ptr<RecordReader> open_json_lines(std::unique_ptr<RecordInput> input,
                                              const RecordOptions& options) {
    return std::make_unique<JsonLinesFile>(std::move(input), options.limits);
}

} // namespace tidewaiter::sql
