#include "sql/record_file.hpp"

#include "sql/record_reader.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

namespace tidewaiter::sql {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::size_t excerpt_bytes = 200;

RecordFormat recognise(const RecordInput& input) {
    if (input.sample().starts_with("PAR1")) {
        return RecordFormat::parquet;
    }
    return base::trim(input.sample().substr(0, 4096)).starts_with('{') ? RecordFormat::json_lines
                                                                       : RecordFormat::csv;
}

std::unique_ptr<RecordReader> open_reader(const std::string& path, RecordFormat& format,
                                          const RecordOptions& options) {
    auto input = std::make_unique<RecordInput>(path, options.encoding);
    if (format == RecordFormat::automatic) {
        format = recognise(*input);
    }
    switch (format) {
    case RecordFormat::parquet:
        return open_parquet(path, std::move(input), options);
    case RecordFormat::json_lines:
        return open_json_lines(std::move(input), options);
    case RecordFormat::automatic:
    case RecordFormat::csv:
        break;
    }
    return open_csv(std::move(input), options);
}

} // namespace

struct RecordFile::State {
    std::string path;
    RecordFormat format;
    std::unique_ptr<RecordReader> reader;
    bool done = false;
};

RecordFile::RecordFile(const std::string& path, const RecordOptions& options)
    : state_(std::make_unique<State>(State{.path = path, .format = options.format})) {
    state_->reader = open_reader(path, state_->format, options);
}

RecordFile::~RecordFile() = default;
RecordFile::RecordFile(RecordFile&&) noexcept = default;
RecordFile& RecordFile::operator=(RecordFile&&) noexcept = default;

RecordFormat RecordFile::format() const {
    return state_->format;
}

const std::vector<std::string>& RecordFile::columns() const {
    return state_->reader->columns();
}

char RecordFile::separator() const {
    return state_->reader->separator();
}

const std::vector<std::string>& RecordFile::remarks() const {
    return state_->reader->remarks();
}

std::string RecordFile::sha256() const {
    std::string read_so_far = state_->reader->sha256();
    // Not read to the end: the file itself still tells.
    return read_so_far.empty() && state_->path != "-" ? base::load_file_sha256(state_->path)
                                                      : read_so_far;
}

RecordCounts RecordFile::read(const std::function<bool(const Record&)>& record,
                              base::RejectSink& rejects) {
    if (std::exchange(state_->done, true)) {
        throw Failure(FailureKind::usage, "the records of a file can be read once; open it again");
    }
    return state_->reader->read(record, rejects);
}

double RecordFile::progress() const {
    return state_->reader->progress();
}

void check_columns(const std::string& name, const std::vector<std::string>& columns,
                   const RecordLimits& limits) {
    if (columns.size() > limits.columns) {
        throw Failure(
            FailureKind::bad_input,
            fmt::format("{} has {} columns; the limit is {}", name, columns.size(), limits.columns),
            "This does not look like a table of records: check the file and its separator.");
    }
    // Names that differ only in case or blanks would be recognised as the same field of a record.
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::string key = base::squash(columns[i]);
        std::ranges::transform(key, key.begin(), [](char c) {
            return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        });
        const auto [place, fresh] = seen.emplace(std::move(key), i);
        if (!fresh) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{}: columns {} and {} are both called \"{}\"", name,
                                      place->second + 1, i + 1, columns[i]),
                          "Rename one of them.");
        }
    }
}

void check_count(const std::string& name, const char* what, std::uint64_t handed_over,
                 std::uint64_t counted) {
    if (handed_over != counted) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{}: {} {} were read, but an independent count finds {}", name,
                                  handed_over, what, counted),
                      "Nothing was decided on. If the file did not change meanwhile, this is a "
                      "fault of the program: report it.");
    }
}

base::Reject make_reject(const std::string& name, std::uint64_t row, std::string_view text,
                         std::string reason, std::string hint) {
    const std::string valid = base::to_valid_utf8(text.substr(0, excerpt_bytes));
    return {.source = name,
            .row = row,
            .column = {},
            .text = std::string(base::utf8_prefix(valid, excerpt_bytes)),
            .reason = std::move(reason),
            .hint = std::move(hint)};
}

} // namespace tidewaiter::sql
