#include "lists/json_members.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

} // namespace

JsonMembers::JsonMembers(base::ByteSource& source, std::span<const std::string_view> streamed, std::uint64_t piece_bytes)
    : source_(source), streamed_(streamed), limit_(piece_bytes) {
    while (buffer_.size() < byte_order_mark.size() && fill()) {
    }
    if (buffer_.starts_with(byte_order_mark)) {
        at_ = byte_order_mark.size();
    }
    kept_ = at_;
    expect('{', "at the beginning");
}

void JsonMembers::fail(std::string_view why) const {
    throw base::Failure(base::FailureKind::bad_input, fmt::format("{}, byte {}: {}", source_.name(), dropped_ + at_, why),
                        "Fetch the file again; what was in force stays in force.");
}

bool JsonMembers::fill() {
    if (kept_ > 0) {
        buffer_.erase(0, kept_);
        dropped_ += kept_;
        at_ -= kept_;
        kept_ = 0;
    }
    if (buffer_.size() > limit_) {
        fail(fmt::format("one piece is longer than {} bytes", limit_));
    }
    constexpr std::size_t block = std::size_t{1} << 18U;
    const std::size_t size = buffer_.size();
    buffer_.resize(size + block);
    const std::size_t got = source_.read(buffer_.data() + size, block);
    buffer_.resize(size + got);
    return got > 0;
}

char JsonMembers::take() {
    if (at_ == buffer_.size() && !fill()) {
        fail("the file is cut in the middle");
    }
    return buffer_[at_++];
}

char JsonMembers::peek() {
    for (;;) {
        const char c = take();
        if (!is_blank(c)) {
            --at_;
            return c;
        }
        kept_ = at_;
    }
}

void JsonMembers::expect(char character, std::string_view where) {
    if (const char found = peek(); found != character) {
        fail(fmt::format("'{}' is due {}, not '{}'", character, where, found >= ' ' && found < 127 ? found : '?'));
    }
    ++at_;
    kept_ = at_;
}

std::string_view JsonMembers::take_value() {
    peek();
    kept_ = at_;
    std::size_t depth = 0;
    for (bool first = true;; first = false) {
        const char c = take();
        if (c == '"') {
            for (char inner = take(); inner != '"'; inner = take()) {
                if (inner == '\\') {
                    take();
                }
            }
        } else if (c == '{' || c == '[') {
            ++depth;
            continue;
        } else if (c == '}' || c == ']') {
            if (depth == 0) {
                if (first) {
                    fail("a value is due");
                }
                --at_; // ends a number or word
                break;
            }
            --depth;
        } else if (depth == 0) {
            if (c == ',' || is_blank(c)) {
                --at_;
                break;
            }
            continue; // inside a number or word
        } else {
            continue;
        }
        if (depth == 0) {
            break;
        }
    }
    return std::string_view(buffer_).substr(kept_, at_ - kept_);
}

std::string JsonMembers::take_name() {
    if (peek() != '"') {
        fail("the name of a member is due");
    }
    const std::string_view quoted = take_value();
    return std::string(quoted.substr(1, quoted.size() - 2));
}

void JsonMembers::check_end() {
    kept_ = at_;
    for (;;) {
        if (at_ == buffer_.size() && !fill()) {
            return;
        }
        if (!is_blank(buffer_[at_])) {
            fail("something stands behind the end of the object");
        }
        kept_ = ++at_;
    }
}

bool JsonMembers::next(JsonMember& member) {
    kept_ = at_;
    while (!done_) {
        const char closing = array_.empty() ? '}' : ']';
        if (peek() == closing) {
            expect(closing, "");
            if (array_.empty()) {
                done_ = true;
                check_end();
                break;
            }
            array_.clear();
            first_ = false;
            continue;
        }
        if (!first_) {
            expect(',', array_.empty() ? "between two members" : "between two elements");
        }
        first_ = false;
        if (!array_.empty()) {
            member = {array_, take_value(), true, ++element_};
            return true;
        }
        member.name = take_name();
        expect(':', "behind the name of a member");
        if (std::ranges::find(streamed_, member.name) != streamed_.end() && peek() == '[') {
            expect('[', "");
            array_ = member.name;
            element_ = 0;
            first_ = true;
            continue;
        }
        member = {std::move(member.name), take_value(), false, 0};
        return true;
    }
    return false;
}

} // namespace tidewaiter::lists
