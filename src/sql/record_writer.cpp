// Written files: each format behind one interface, all of them beside the final name until commit().
#include "sql/database.hpp"
#include "sql/record_file.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

namespace tidewaiter::sql {

namespace {

using base::Failure;
using base::FailureKind;

class RowSink {
public:
    virtual ~RowSink() = default;
    virtual void add(std::span<const std::string> row) = 0;
    virtual void commit() = 0;
};

/// A NUL ends a text for many readers, and CSV readers reject it.
bool is_clean(std::string_view cell) {
    return !cell.contains('\0') && base::is_utf8(cell);
}

std::string to_clean(std::string_view cell) {
    std::string clean;
    for (const char c : base::to_valid_utf8(cell)) {
        if (c == '\0') {
            base::append_utf8(clean, 0xFFFD);
        } else {
            clean += c;
        }
    }
    return clean;
}

class CsvSink final : public RowSink {
public:
    CsvSink(const std::string& path, const std::vector<std::string>& columns) : file_(path) {
        add(columns);
    }

    void add(std::span<const std::string> row) override {
        line_.clear();
        for (std::size_t i = 0; i < row.size(); ++i) {
            line_ += i == 0 ? "" : ",";
            base::write_csv_field(line_, row[i], true);
        }
        // A line of nothing but blanks, which only a single column can give, would be passed over by a reader.
        if (row.size() == 1 && line_.find_first_not_of(" \t\x1a") == std::string::npos) {
            line_ = fmt::format("\"{}\"", line_);
        }
        line_ += '\n';
        file_.write(line_);
    }

    void commit() override { file_.commit(); }

private:
    base::AtomicFile file_;
    std::string line_;
};

/// Whether JSON takes the text as a number as it stands.
bool is_json_number(std::string_view text, ColumnType type) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    const bool leading_zero = digits.size() > 1 && digits[0] == '0' && digits[1] != '.';
    const bool plain =
        text.find_first_not_of(type == ColumnType::integer ? "-0123456789" : "-+.eE0123456789") ==
        std::string_view::npos;
    return error == std::errc() && end == text.data() + text.size() && plain && !leading_zero &&
           !digits.empty() && digits[0] != '.' && digits.back() != '.' && !digits.contains(".e") &&
           !digits.contains(".E");
}

class JsonLinesSink final : public RowSink {
public:
    JsonLinesSink(const std::string& path, std::vector<std::string> columns,
                  std::vector<ColumnType> types)
        : file_(path), columns_(std::move(columns)), types_(std::move(types)) {}

    void add(std::span<const std::string> row) override {
        base::JsonWriter json;
        json.begin_object();
        for (std::size_t i = 0; i < row.size(); ++i) {
            json.key(columns_[i]);
            if (types_[i] == ColumnType::text) {
                json.value(row[i]);
            } else if (is_json_number(row[i], types_[i])) {
                json.raw(row[i]);
            } else if (row[i].empty()) {
                json.null();
            } else {
                json.value(row[i]);
            }
        }
        json.end_object();
        file_.write(json.text());
        file_.write("\n");
    }

    void commit() override { file_.commit(); }

private:
    base::AtomicFile file_;
    std::vector<std::string> columns_;
    std::vector<ColumnType> types_;
};

/// Rows gather in a DuckDB database file beside the result, so that memory does not grow with them, and become
/// Parquet at commit().
class ParquetSink final : public RowSink {
public:
    ParquetSink(const std::string& path, const std::vector<std::string>& columns,
                const std::vector<ColumnType>& types)
        : path_(path), base_(fmt::format("{}.{}", path, ::getpid())) {
        if (path_.has_parent_path()) {
            std::error_code ignored; // opening the database says what is wrong
            std::filesystem::create_directories(path_.parent_path(), ignored);
        }
        remove_all();
        std::string declared;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string name = quote_name(columns[i]);
            declared += fmt::format("{}{} VARCHAR", i == 0 ? "" : ", ", name);
            switch (types[i]) {
            case ColumnType::text:
                casts_ += fmt::format("{}{}", i == 0 ? "" : ", ", name);
                break;
            case ColumnType::integer:
                casts_ += fmt::format("{}CAST(nullif({}, '') AS BIGINT) AS {}", i == 0 ? "" : ", ",
                                      name, name);
                break;
            case ColumnType::decimal:
                casts_ += fmt::format("{}CAST(nullif({}, '') AS DOUBLE) AS {}", i == 0 ? "" : ", ",
                                      name, name);
                break;
            }
        }
        guarded([&] {
            // One thread, so that the same rows give the same bytes; the memory is for what is not yet in the file.
            database_ = std::make_unique<Database>(
                DatabaseOptions{.path = base_ + database_end, .threads = 1, .memory = "1GB"});
            database_->run(fmt::format("CREATE TABLE rows ({})", declared));
            appender_ = std::make_unique<Appender>(*database_, "rows");
        });
    }

    ParquetSink(const ParquetSink&) = delete;
    ParquetSink& operator=(const ParquetSink&) = delete;

    ~ParquetSink() override {
        close();
        remove_all();
    }

    void add(std::span<const std::string> row) override {
        guarded([&] { appender_->add(row); });
    }

    void commit() override {
        const std::string scratch = base_ + scratch_end;
        guarded([&] {
            appender_->close();
            database_->run(
                fmt::format("COPY (SELECT {} FROM rows) TO {} (FORMAT parquet, COMPRESSION zstd)",
                            casts_, quote_text(scratch)));
        });
        close();
        sync(scratch);
        if (::rename(scratch.c_str(), path_.c_str()) != 0) {
            fail("write", errno);
        }
        sync(path_.has_parent_path() ? path_.parent_path().string() : ".");
        remove_all();
    }

private:
    static constexpr const char* database_end = ".rows.tmp";
    static constexpr const char* scratch_end = ".parquet.tmp";

    void close() {
        appender_.reset();
        database_.reset();
    }

    void remove_all() const {
        std::error_code ignored;
        for (const char* end : {database_end, ".rows.tmp.wal", ".rows.tmp.tmp", scratch_end}) {
            std::filesystem::remove_all(base_ + end, ignored);
        }
    }

    [[noreturn]] void fail(const char* verb, int code) const {
        throw Failure(FailureKind::machine,
                      fmt::format("cannot {} {}: {}", verb, path_.string(), std::strerror(code)));
    }

    void sync(const std::string& path) const {
        const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (handle < 0 || ::fsync(handle) != 0) {
            const int code = errno;
            if (handle >= 0) {
                ::close(handle);
            }
            fail("write", code);
        }
        ::close(handle);
    }

    /// Whatever DuckDB cannot do here is trouble with the disk; it is said with the name of the file.
    template <class Work>
    void guarded(const Work& work) {
        try {
            work();
        } catch (const SqlFailure& failure) {
            throw Failure(FailureKind::machine,
                          fmt::format("cannot write {}: {}", path_.string(), failure.what()),
                          failure.hint());
        }
    }

    std::filesystem::path path_;
    std::string base_;
    std::string casts_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<Appender> appender_;
};

std::unique_ptr<RowSink> open_sink(const std::string& path, const std::vector<std::string>& columns,
                                   const std::vector<ColumnType>& types) {
    const std::string ending = std::filesystem::path(path).extension().string();
    if (ending == ".csv") {
        return std::make_unique<CsvSink>(path, columns);
    }
    if (ending == ".jsonl" || ending == ".ndjson") {
        return std::make_unique<JsonLinesSink>(path, columns, types);
    }
    if (ending == ".parquet") {
        return std::make_unique<ParquetSink>(path, columns, types);
    }
    throw Failure(FailureKind::usage, fmt::format("{} has no ending that says its format", path),
                  "End the name in .csv, .jsonl, .ndjson or .parquet.");
}

} // namespace

struct RecordWriter::State {
    std::size_t columns = 0;
    std::unique_ptr<RowSink> sink;
    std::uint64_t rows = 0;
};

RecordWriter::RecordWriter(const std::string& path, std::vector<std::string> columns,
                           std::vector<ColumnType> types)
    : state_(std::make_unique<State>()) {
    assert((types.empty() || types.size() == columns.size()) && "one type for each column");
    types.resize(columns.size(), ColumnType::text);
    for (std::string& column : columns) {
        if (!is_clean(column)) {
            column = to_clean(column);
        }
    }
    state_->columns = columns.size();
    state_->sink = open_sink(path, columns, types);
}

RecordWriter::~RecordWriter() = default;
RecordWriter::RecordWriter(RecordWriter&&) noexcept = default;
RecordWriter& RecordWriter::operator=(RecordWriter&&) noexcept = default;

void RecordWriter::add(std::span<const std::string> row) {
    assert(row.size() == state_->columns && "one cell for each column");
    if (std::ranges::all_of(row, is_clean)) {
        state_->sink->add(row);
    } else {
        std::vector<std::string> clean;
        for (const std::string& cell : row) {
            clean.push_back(to_clean(cell));
        }
        state_->sink->add(clean);
    }
    ++state_->rows;
}

void RecordWriter::commit() {
    state_->sink->commit();
}

std::uint64_t RecordWriter::rows() const {
    return state_->rows;
}

} // namespace tidewaiter::sql
