// Layout of a record: total bytes (8), row (8), line (8), kind (1: cells, 2: JSON, 3: rejected), then texts, each with
// its length (4). Machine byte order: the file never leaves the process.
#include "screen/record_spool.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <unistd.h>

namespace tidewaiter::screen {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::size_t write_bytes = 1U << 20U;
constexpr std::size_t read_bytes = 1U << 20U;
constexpr std::size_t head_bytes = 25;

enum class Kind : char { cells = 1, json = 2, rejected = 3 };

[[noreturn]] void fail(std::string_view what) {
    throw Failure(FailureKind::machine, fmt::format("{}: {}", what, std::strerror(errno)),
                  "Free space in the folder for temporary files, or name another one in TMPDIR.");
}

template <class T>
void append(std::string& into, T number) {
    into.append(reinterpret_cast<const char*>(&number), sizeof number);
}

template <class T>
T take(std::string_view& bytes) {
    T number;
    std::memcpy(&number, bytes.data(), sizeof number);
    bytes.remove_prefix(sizeof number);
    return number;
}

void append_text(std::string& into, std::string_view text) {
    append(into, static_cast<std::uint32_t>(text.size()));
    into += text;
}

std::string_view take_text(std::string_view& bytes) {
    const auto size = take<std::uint32_t>(bytes);
    const std::string_view text = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return text;
}

} // namespace

RecordSpool::RecordSpool() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tidewaiter-XXXXXX").string();
    handle_ = ::mkstemp(pattern.data());
    if (handle_ < 0) {
        fail(fmt::format("cannot make a temporary file {}", pattern));
    }
    ::unlink(pattern.c_str());
}

RecordSpool::~RecordSpool() { ::close(handle_); }

std::uint64_t RecordSpool::add(const sql::Record& record) {
    const std::uint64_t offset = size_ + out_.size();
    const std::size_t start = out_.size();
    append(out_, std::uint64_t{0});
    append(out_, record.row);
    append(out_, record.line);
    if (!record.reject_reason.empty()) {
        out_ += static_cast<char>(Kind::rejected);
        append_text(out_, record.reject_reason);
    } else if (!record.json.empty()) {
        out_ += static_cast<char>(Kind::json);
        append_text(out_, record.json);
    } else {
        out_ += static_cast<char>(Kind::cells);
        for (const std::string_view cell : record.cells) {
            append_text(out_, cell);
        }
    }
    const std::uint64_t total = out_.size() - start;
    std::memcpy(out_.data() + start, &total, sizeof total);
    if (out_.size() >= write_bytes) {
        flush();
    }
    return offset;
}

void RecordSpool::flush() {
    std::string_view left = out_;
    while (!left.empty()) {
        const ssize_t written = ::pwrite(handle_, left.data(), left.size(), static_cast<off_t>(size_));
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            fail("cannot write a temporary file");
        }
        size_ += static_cast<std::uint64_t>(written);
        left.remove_prefix(static_cast<std::size_t>(written));
    }
    out_.clear();
}

void RecordSpool::finish() { flush(); }

/// The bytes at offset, from the buffer when they are in it.
std::string_view RecordSpool::load(std::uint64_t offset, std::size_t bytes) {
    if (offset >= in_start_ && offset + bytes <= in_start_ + in_.size()) {
        return std::string_view(in_).substr(offset - in_start_, bytes);
    }
    in_.resize(std::max(bytes, read_bytes));
    in_start_ = offset;
    std::size_t have = 0;
    while (have < in_.size()) {
        const ssize_t got = ::pread(handle_, in_.data() + have, in_.size() - have, static_cast<off_t>(offset + have));
        if (got < 0) {
            if (errno == EINTR) {
                continue;
            }
            fail("cannot read a temporary file");
        }
        if (got == 0) {
            break;
        }
        have += static_cast<std::size_t>(got);
    }
    in_.resize(have);
    if (have < bytes) {
        throw Failure(FailureKind::machine, "a temporary file ended early", "Run again; if it happens again, check the disk.");
    }
    return std::string_view(in_).substr(0, bytes);
}

const sql::Record& RecordSpool::at(std::uint64_t offset) {
    std::string_view head = load(offset, head_bytes);
    const auto total = take<std::uint64_t>(head);
    std::string_view bytes = load(offset, total);
    bytes.remove_prefix(sizeof total);
    record_.cells.clear();
    record_.json = {};
    record_.reject_reason = {};
    record_.row = take<std::uint64_t>(bytes);
    record_.line = take<std::uint64_t>(bytes);
    const auto kind = static_cast<Kind>(bytes.front());
    bytes.remove_prefix(1);
    switch (kind) {
    case Kind::rejected: record_.reject_reason = take_text(bytes); break;
    case Kind::json: record_.json = take_text(bytes); break;
    case Kind::cells:
        while (!bytes.empty()) {
            record_.cells.push_back(take_text(bytes));
        }
        break;
    }
    return record_;
}

void RecordSpool::read(const std::function<bool(const sql::Record&)>& record) {
    std::uint64_t offset = 0;
    while (offset < size_) {
        std::string_view head = load(offset, head_bytes);
        const auto total = take<std::uint64_t>(head);
        if (!record(at(offset))) {
            return;
        }
        offset += total;
    }
}

} // namespace tidewaiter::screen
