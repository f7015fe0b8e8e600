// Parquet through DuckDB, streamed in file order. The independent count is the number of rows in the file's footer.
#include "sql/database.hpp"
#include "sql/record_reader.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

namespace tidewaiter::sql {

namespace {

using base::Failure;
using base::FailureKind;

/// A nameless temporary file: it is gone when the program ends, however it ends.
class Spool {
public:
    Spool() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "tidewaiter-XXXXXX").string();
        handle_ = ::mkostemp(pattern.data(), O_CLOEXEC);
        if (handle_ < 0) {
            fail();
        }
        ::unlink(pattern.c_str());
    }

    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    ~Spool() { ::close(handle_); }

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t done = ::write(handle_, bytes.data(), bytes.size());
            if (done < 0 && errno == EINTR) {
                continue;
            }
            if (done < 0) {
                fail();
            }
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
    }

    std::string path() const { return fmt::format("/proc/self/fd/{}", handle_); }

private:
    [[noreturn]] static void fail() {
        throw Failure(
            FailureKind::machine,
            fmt::format("cannot keep standard input in a temporary file: {}", std::strerror(errno)),
            "Free some space in the folder for temporary files, or name another one in TMPDIR.");
    }

    int handle_ = -1;
};

/// How a column becomes text. Nested values become JSON, which keeps their inner names; bytes become the text that
/// writers without Parquet's text mark mean by them, or else hexadecimal digits.
std::string text_of(std::string_view name, std::string_view type) {
    const std::string column = quote_name(name);
    const bool nested = type.starts_with("STRUCT") || type.starts_with("MAP") ||
                        type.starts_with("UNION") || type.ends_with(']');
    if (nested) {
        return fmt::format("CAST(to_json({}) AS VARCHAR)", column);
    }
    if (type == "BLOB") {
        return fmt::format("coalesce(TRY(decode({0})), hex({0}))", column);
    }
    return fmt::format("CAST({} AS VARCHAR)", column);
}

class ParquetFile final : public RecordReader {
public:
    ParquetFile(const std::string& path, std::unique_ptr<RecordInput> input,
                const RecordLimits& limits)
        : name_(input->name()), path_(path), limits_(limits) {
        if (!input->sample().starts_with("PAR1")) {
            throw Failure(
                FailureKind::bad_input,
                fmt::format("{} is not a Parquet file: it does not begin with PAR1", name_),
                "Check the format that was given, or the file.");
        }
        if (path == "-") {
            spool_ = std::make_unique<Spool>();
            std::array<char, 65536> piece{};
            while (const std::size_t got = input->read(piece.data(), piece.size())) {
                spool_->write({piece.data(), got});
            }
            sha256_ = input->sha256().value_or(std::string());
        }
        file_ = quote_path(spool_ ? spool_->path() : path);
        std::string casts;
        said_by_name([&] {
            for (const TextRow& row :
                 database_.all(fmt::format("DESCRIBE SELECT * FROM read_parquet({})", file_))) {
                const std::string& column = row.at(0).value();
                casts += casts.empty() ? "" : ", ";
                casts += text_of(column, row.at(1).value());
                columns_.push_back(column);
            }
            const auto footer =
                database_.all(fmt::format("SELECT num_rows FROM parquet_file_metadata({})", file_));
            rows_in_footer_ = std::stoull(footer.at(0).at(0).value());
        });
        check_columns(name_, columns_, limits_);
        query_ = fmt::format("SELECT {} FROM read_parquet({})", casts, file_);
    }

    const std::vector<std::string>& columns() const override { return columns_; }

    char separator() const override { return '\0'; }

    double progress() const override {
        return rows_in_footer_ == 0
                   ? 1.0
                   : static_cast<double>(rows_done_.load(std::memory_order_relaxed)) /
                         static_cast<double>(rows_in_footer_);
    }

    std::string sha256() const override { return spool_ ? sha256_ : base::load_file_sha256(path_); }

    RecordCounts read(const std::function<bool(const Record&)>& row,
                      base::RejectSink& rejects) override {
        RecordCounts counts;
        Record record;
        record.cells.resize(columns_.size());
        bool go_on = true;
        std::string reason;
        const auto take = [&](std::span<const std::optional<std::string_view>> cells) {
            ++record.row;
            rows_done_.store(record.row, std::memory_order_relaxed);
            reason.clear();
            for (std::size_t i = 0; i < cells.size(); ++i) {
                record.cells[i] = cells[i].value_or(std::string_view());
                if (record.cells[i].size() > limits_.field_bytes) {
                    reason = fmt::format("column {}: a field of {} bytes; the limit is {}",
                                         columns_[i], record.cells[i].size(), limits_.field_bytes);
                } else if (record.cells[i].contains('\0')) {
                    reason = fmt::format("column {}: a NUL byte", columns_[i]);
                }
            }
            if (!reason.empty()) {
                rejects.add(make_reject(name_, record.row, {}, reason, {}));
                const Record rejected{.row = record.row, .reject_reason = reason};
                ++counts.rejected;
                go_on = row(rejected);
                return go_on;
            }
            ++counts.read;
            go_on = row(record);
            return go_on;
        };
        said_by_name([&] { database_.query(query_, {}, take); });
        counts.records = counts.read + counts.rejected;
        if (go_on) {
            check_count(name_, "records", counts.records, rows_in_footer_);
            counts.records = rows_in_footer_;
            counts.complete = true;
        }
        return counts;
    }

private:
    /// Runs `work`; what DuckDB says about the file is said with the name that the user gave it.
    template <class Work>
    void said_by_name(const Work& work) {
        try {
            work();
        } catch (const SqlFailure& failure) {
            throw Failure(failure.kind(),
                          fmt::format("{} cannot be read as Parquet: {}", name_, failure.what()),
                          failure.hint());
        }
    }

    std::string name_;
    std::string path_;
    RecordLimits limits_;
    std::unique_ptr<Spool> spool_; ///< standard input
    // One thread: rows come in file order anyway, and decoding is far faster than what is done with the rows.
    Database database_{DatabaseOptions{.threads = 1}};
    std::string file_; ///< an SQL literal
    std::string query_;
    std::string sha256_;
    std::vector<std::string> columns_;
    std::uint64_t rows_in_footer_ = 0;
    std::atomic<std::uint64_t> rows_done_ = 0;
};

} // namespace

std::unique_ptr<RecordReader> open_parquet(const std::string& path,
                                           std::unique_ptr<RecordInput> input,
                                           const RecordOptions& options) {
    return std::make_unique<ParquetFile>(path, std::move(input), options.limits);
}

} // namespace tidewaiter::sql
