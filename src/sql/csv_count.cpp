#include "sql/csv_count.hpp"

#include <algorithm>
#include <cstring>

namespace tidewaiter::sql {

/// In:  one physical line without its end; whether a quote is open where it starts
/// Out: open when one is open where it ends
CsvCount::Walk CsvCount::walk(std::string_view line, bool quote_is_open) const {
    bool at_field_start = !quote_is_open;
    std::size_t i = 0;
    while (i < line.size() || quote_is_open) {
        if (quote_is_open) {
            i = line.find(shape_.quote, i);
            if (i == std::string_view::npos) {
                return Walk::open;
            }
            ++i;
            if (i < line.size() && line[i] == shape_.quote) {
                ++i; // a doubled quote is one character
                continue;
            }
            quote_is_open = false;
            i = std::min(line.find_first_not_of(' ', i), line.size());
            if (i < line.size() && line[i] != shape_.separator) {
                return Walk::broken;
            }
        } else if (at_field_start && line[i] == shape_.quote) {
            quote_is_open = true;
            at_field_start = false;
            ++i;
        } else {
            i = line.find(shape_.separator, i);
            if (i == std::string_view::npos) {
                return Walk::closed;
            }
            ++i;
            at_field_start = true;
        }
    }
    return Walk::closed;
}

/// Whether every line of the open record, split at every separator, has as many fields as the header.
bool CsvCount::several() const {
    return open_.size() > 1 && shape_.columns >= 3 &&
           std::ranges::all_of(open_, [this](const std::string& line) {
               return static_cast<std::size_t>(std::ranges::count(line, shape_.separator)) ==
                      shape_.columns - 1;
           });
}

bool CsvCount::is_blank(std::string_view line) const {
    if (line.size() > limits_.record_bytes) {
        return false;
    }
    return std::ranges::all_of(line, [this](char c) {
        return c == ' ' || c == '\r' || (c == '\t' && shape_.separator != '\t');
    });
}

/// In: one physical line without its end, but with the carriage return of a CRLF
void CsvCount::take_line(std::string_view line) {
    if (open_.empty() && is_blank(line)) {
        last_was_control_z_ = false;
        ++blank_;
        return;
    }
    if (open_.empty() &&
        (shape_.quote == '\0' || line.find(shape_.quote) == std::string_view::npos)) {
        last_was_control_z_ = line == "\x1a" || (shape_.line_end == '\n' && line == "\x1a\r");
        ++records_;
        return;
    }
    std::string_view content = line;
    if (shape_.line_end == '\n' && content.ends_with('\r')) {
        content.remove_suffix(1);
    }
    last_was_control_z_ = false;
    const bool continues = !open_.empty();
    open_.emplace_back(line);
    open_bytes_ += line.size() + (continues ? 1 : 0);
    // Of a line that is too long for a record only the first part is here, and nothing can be read in it.
    const Walk result =
        content.size() > limits_.record_bytes ? Walk::broken : walk(content, continues);
    const std::size_t length =
        open_bytes_ - (result == Walk::open ? 0 : line.size() - content.size());
    if (length > limits_.record_bytes || result == Walk::broken ||
        (result == Walk::closed && several())) {
        retry();
    } else if (result == Walk::closed) {
        ++records_;
        open_.clear();
        open_bytes_ = 0;
    }
}

/// The open record is broken: its first line counts as one, and the others are looked at afresh.
void CsvCount::retry() {
    std::vector<std::string> lines = std::move(open_);
    open_.clear();
    open_bytes_ = 0;
    ++records_;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        take_line(lines[i]);
    }
}

void CsvCount::feed(std::string_view bytes) {
    while (!bytes.empty()) {
        const void* end = std::memchr(bytes.data(), shape_.line_end, bytes.size());
        if (end == nullptr) {
            if (!oversized_) {
                partial_ += bytes;
            }
            // One more for a carriage return that belongs to the line's end.
            oversized_ = oversized_ || partial_.size() > limits_.record_bytes + 1;
            return;
        }
        const auto length = static_cast<std::size_t>(static_cast<const char*>(end) - bytes.data());
        std::string_view line = bytes.substr(0, length);
        if (!partial_.empty()) {
            partial_ += line;
            line = partial_;
        }
        bytes.remove_prefix(length + 1);
        ++lines_;
        take_line(line);
        partial_.clear();
        oversized_ = false;
    }
}

void CsvCount::finish() {
    if (!partial_.empty()) {
        ++lines_;
        take_line(partial_);
        partial_.clear();
    }
    if (!open_.empty()) {
        ++records_;
    } else if (last_was_control_z_) {
        --records_;
        ++blank_;
    }
}

} // namespace tidewaiter::sql
