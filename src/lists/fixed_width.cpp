#include "lists/fixed_width.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace tidewaiter::lists {

namespace {

constexpr std::size_t longest_line = 1'000'000;

void add_quoted(std::string& into, std::string_view field) {
    into += '"';
    for (const char c : field) {
        into += c;
        if (c == '"') {
            into += c;
        }
    }
    into += '"';
}

} // namespace

std::string to_delimited(std::string_view line, FieldWidths widths) {
    std::string text;
    for (const std::uint16_t width : widths) {
        if (line.empty()) {
            return text;
        }
        text += text.empty() ? "" : "|";
        add_quoted(text, base::trim(line.substr(0, width)));
        line.remove_prefix(std::min<std::size_t>(width, line.size()));
    }
    if (!line.empty()) {
        text += text.empty() ? "" : "|";
        add_quoted(text, base::trim(line));
    }
    return text;
}

FixedWidthSource::FixedWidthSource(std::unique_ptr<base::ByteSource> source, FieldWidths widths)
    : source_(std::move(source)), widths_(widths) {}

void FixedWidthSource::fill() {
    delimited_.clear();
    position_ = 0;
    std::vector<char> piece(std::size_t{1} << 16U);
    const std::size_t got = source_->read(piece.data(), piece.size());
    const auto hand_over = [&] {
        delimited_ += line_.starts_with('\x1a') ? line_ : to_delimited(line_, widths_);
        line_.clear();
    };
    for (const char c : std::string_view(piece.data(), got)) {
        if (c == '\r' || c == '\n') {
            hand_over();
            delimited_ += c;
        } else if (line_.size() >= longest_line) {
            throw base::Failure(base::FailureKind::bad_input,
                                fmt::format("{} has a line of more than {} bytes", name(), longest_line));
        } else {
            line_ += c;
        }
    }
    if (got == 0) {
        at_end_ = true;
        hand_over();
    }
}

std::size_t FixedWidthSource::read(char* into, std::size_t size) {
    while (position_ == delimited_.size() && !at_end_) {
        fill();
    }
    const std::size_t count = std::min(size, delimited_.size() - position_);
    std::memcpy(into, delimited_.data() + position_, count);
    position_ += count;
    return count;
}

} // namespace tidewaiter::lists
