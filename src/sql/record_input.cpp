#include "sql/record_input.hpp"

#include "sql/encoding.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

namespace tidewaiter::sql {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::size_t sample_size = std::size_t{1} << 20U;

/// The first bytes of what people take for a table, and what to do about it.
struct Magic {
    std::string_view bytes;
    const char* what;
    const char* hint;
};

constexpr std::array magics = {
    Magic{"PK\x03\x04", "a workbook or a ZIP archive",
          "Save the sheet as CSV, or unpack the archive first."},
    Magic{"{1:", "a file of SWIFT messages", "tidewaiter screen reads it by its name, or with --format mt."},
    Magic{"\xD0\xCF\x11\xE0", "an old Excel workbook", "Save the sheet as CSV."},
    Magic{"%PDF", "a PDF", "A table is wanted: CSV, Parquet or JSON lines."},
    Magic{"\x28\xB5\x2F\xFD", "compressed with zstd",
          "Decompress it first: zstd -dc FILE | tidewaiter ... -"},
    Magic{"BZh", "compressed with bzip2", "Decompress it first: bzip2 -dc FILE | tidewaiter ... -"},
    Magic{"\xFD"
          "7zXZ",
          "compressed with xz", "Decompress it first: xz -dc FILE | tidewaiter ... -"},
    Magic{"SQLite format 3", "an SQLite database", "Export the table as CSV."},
    Magic{"PARE", "an encrypted Parquet file", "Write it without encryption."},
};

bool starts_with_word(std::string_view text, std::string_view lower_case) {
    return text.size() >= lower_case.size() &&
           std::ranges::equal(text.substr(0, lower_case.size()), lower_case, {}, [](char c) {
               return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
           });
}

bool is_on_network(std::string_view path) {
    const std::size_t scheme = path.find("://");
    return scheme != std::string_view::npos && scheme > 0 &&
           std::ranges::all_of(path.substr(0, scheme), [](char c) {
               return std::isalnum(static_cast<unsigned char>(c)) != 0;
           });
}

} // namespace

RecordInput::RecordInput(const std::string& path, const std::string& encoding) {
    if (is_on_network(path)) {
        throw Failure(
            FailureKind::bad_input,
            fmt::format("{} is not a local file, and nothing here reads from the network", path),
            "Fetch it first and give the path of the local file.");
    }
    stored_ = base::open_source(path, &hash_);
    name_ = stored_->name();
    source_ = stored_.get();
    const auto top_up = [this](std::size_t wanted) {
        std::array<char, 65536> piece{};
        while (sample_.size() < wanted) {
            const std::size_t got = source_->read(piece.data(), piece.size());
            if (got == 0) {
                return;
            }
            sample_.append(piece.data(), got);
        }
    };
    top_up(4096);
    const bool little = sample_.starts_with("\xFF\xFE");
    const bool big = sample_.starts_with("\xFE\xFF");
    const bool parquet = sample_.starts_with("PAR1");
    const ByteOrder pattern = encoding.empty() && !parquet ? find_utf16_pattern(std::string_view(sample_).substr(0, 4096)) : ByteOrder::none;
    if (little || big) {
        decoded_ = open_utf16(sample_.substr(2), *stored_, big);
        remarks_.emplace_back("The file is UTF-16; it was converted to UTF-8.");
    } else if (pattern != ByteOrder::none) {
        decoded_ = open_utf16(sample_, *stored_, pattern == ByteOrder::big);
        remarks_.emplace_back("The file is UTF-16 without a byte-order mark; it was converted to UTF-8.");
    } else if (!encoding.empty() && !parquet) {
        decoded_ = open_encoded(sample_, *stored_, encoding);
        remarks_.push_back(fmt::format("The file was read as {}.", encoding));
    }
    if (decoded_) {
        source_ = decoded_.get();
        sample_.clear();
    }
    top_up(sample_size);
    sample_is_all_ = sample_.size() < sample_size;
    if (sample_.starts_with("\xEF\xBB\xBF")) {
        mark_ = sample_position_ = 3;
    }
    refuse_what_is_no_table();
}

void RecordInput::refuse_what_is_no_table() const {
    const std::string_view bytes = sample();
    for (const Magic& magic : magics) {
        if (bytes.starts_with(magic.bytes)) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{} is {}, not a table", name_, magic.what), magic.hint);
        }
    }
    const std::string_view text = base::trim(bytes.substr(0, 4096));
    if (text.empty()) {
        throw Failure(
            FailureKind::bad_input,
            bytes.size() < 4096
                ? fmt::format("{} is empty", name_)
                : fmt::format("{} begins with thousands of blanks, not with a table", name_),
            "Check that the file was written whole.");
    }
    for (const std::string_view tag : {"<!doctype", "<html", "<head", "<body", "<?xml"}) {
        if (starts_with_word(text, tag)) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{} is {}, not a table", name_,
                                      tag == "<?xml" ? "an XML file" : "an HTML page"),
                          tag == "<?xml" ? "Payments of ISO 20022 from standard input need --format iso20022. A download that failed often "
                                           "leaves the page of an error: look at the file."
                                         : "A download that failed often leaves the page of an error or a log-in: "
                                           "fetch it again.");
        }
    }
    if (text.starts_with('[')) {
        const std::string_view inside = base::trim(text.substr(1));
        if (inside.starts_with('{') || inside.starts_with(']')) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{} is one JSON array, not a record on each line", name_),
                          "Put one object on each line: jq -c '.[]' FILE");
        }
    }
    // Every second byte of plain text in UTF-16 is NUL; without a byte-order mark it cannot be told from binary data.
    const std::string_view begin = bytes.substr(0, 4096);
    if (!begin.starts_with("PAR1") &&
        static_cast<std::size_t>(std::ranges::count(begin, '\0')) > begin.size() / 4) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{} is not text: a quarter of its first bytes is NUL", name_),
                      "If it is UTF-16 without a byte-order mark, convert it: iconv -f UTF-16LE -t "
                      "UTF-8 FILE");
    }
}

std::size_t RecordInput::read(char* into, std::size_t size) {
    if (sample_position_ < sample_.size()) {
        const std::size_t count = sample_.copy(into, size, sample_position_);
        sample_position_ += count;
        return count;
    }
    if (sha256_) {
        return 0;
    }
    const std::size_t got = source_->read(into, size);
    if (got == 0) {
        sha256_ = hash_.finish();
        progress_ = 1;
    } else if (const auto stored = stored_->stored_size(); stored && *stored > 0) {
        progress_ = static_cast<double>(stored_->stored_position()) / static_cast<double>(*stored);
    } else {
        progress_ = -1;
    }
    return got;
}

void RecordInput::skip(std::size_t bytes) {
    sample_position_ += bytes;
}

} // namespace tidewaiter::sql
