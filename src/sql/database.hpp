// The embedded engine behind handles: DuckDB through its stable C interface. The only folder that includes duckdb.h.
#pragma once

#include "base/failure.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::sql {

/// Rows of a result, column by column, as text (NULL is nullopt).
using TextRow = std::vector<std::optional<std::string>>;

/// What DuckDB refused or could not do, in its own words without the advice that does not hold here.
class SqlFailure final : public base::Failure {
    using Failure::Failure;
};

struct DatabaseOptions {
    std::string path;     ///< empty for an in-memory database
    unsigned threads = 0; ///< 0: DuckDB's default
    std::string memory;   ///< "4GB"; empty for DuckDB's default
    std::string temp;     ///< folder for spilling; empty for DuckDB's default
    bool read_only = false;
};

/// A database with one connection. Extensions are neither installed nor loaded, so nothing reaches the network: an
/// address such as https://... where a file is meant is refused. Local files named in SQL are read.
/// One thread uses it at a time, except for interrupt().
class Database {
public:
    /// Errors: Failure(machine) when it cannot be opened; Failure(bad_input) when the file is no database.
    explicit Database(const DatabaseOptions& options = {});
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    /// Runs statements. Errors: SqlFailure(bad_input); SqlFailure(machine) for a full disk or too little memory.
    void run(const std::string& sql);
    /// Runs one query and hands over each row as it is made, in the query's order; `row` returns false to stop
    /// early. Every column comes as DuckDB casts it to text: dates as 2024-01-31, numbers with a dot.
    /// In:     values for $1, $2 ..., bound as text
    /// Errors: as run().
    /// Cost:   memory for a few thousand rows, whatever the size of the result
    void query(const std::string& sql, std::span<const std::string> values,
               const std::function<bool(std::span<const std::optional<std::string_view>>)>& row);
    std::vector<TextRow> all(const std::string& sql, std::span<const std::string> values = {});
    /// Names of the result's columns; the query is not run.
    std::vector<std::string> columns(const std::string& sql);
    /// Stops what runs in this database now, with Failure(machine) there; from any thread.
    void interrupt();
    /// Share of the running query that is done, 0..1; negative when it is not known. Wants the setting enable_progress_bar; from any thread.
    double progress() const;
    /// DuckDB's version, for provenance.
    static std::string engine_version();

private:
    friend class Appender;
    struct State;
    std::unique_ptr<State> state_;
};

/// Fills a table row by row; all columns of the table are VARCHAR.
class Appender {
public:
    /// Errors: Failure(bad_input) when there is no such table.
    Appender(Database& database, const std::string& table);
    ~Appender();
    Appender(const Appender&) = delete;
    Appender& operator=(const Appender&) = delete;
    /// In: one text for each column, valid UTF-8. Errors: Failure(machine).
    void add(std::span<const std::string> row);
    /// What was added is in the table only after close(). Errors: Failure(machine).
    void close();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// 'it''s' for it's; "a""b" for a"b.
std::string quote_text(std::string_view text);
std::string quote_name(std::string_view name);
/// The file's name as read_parquet and its like take it, so that a path with * ? or [ means that one file. (One
/// that also has a backslash is not found: DuckDB has no way to write it.)
/// Out: an SQL text literal
std::string quote_path(std::string_view path);

} // namespace tidewaiter::sql
