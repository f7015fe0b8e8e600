// The embedded engine behind handles: DuckDB through its stable C interface. The only folder that includes duckdb.h.
#pragma once

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

struct DatabaseOptions {
    std::string path;      ///< empty for an in-memory database
    unsigned threads = 0;  ///< 0: DuckDB's default
    std::string memory;    ///< "4GB"; empty for DuckDB's default
    std::string temp;      ///< folder for spilling; empty for DuckDB's default
};

/// A database with one connection. Automatic installing and loading of extensions, and access to the network, are off.
class Database {
public:
    /// Errors: Failure(machine) when it cannot be opened.
    explicit Database(const DatabaseOptions& options = {});
    ~Database();
    Database(Database&&) noexcept;

    /// Runs statements. Errors: Failure(bad_input) with DuckDB's own words.
    void run(const std::string& sql);
    /// Runs one query and hands over each row; `row` returns false to stop early.
    /// Values bound to $1, $2 ... are text. Errors: Failure(bad_input).
    void query(const std::string& sql, std::span<const std::string> values,
               const std::function<bool(std::span<const std::optional<std::string_view>>)>& row);
    std::vector<TextRow> all(const std::string& sql, std::span<const std::string> values = {});
    std::vector<std::string> columns(const std::string& sql);
    /// DuckDB's version, for provenance.
    static std::string engine_version();

private:
    friend class Appender;
    struct State;
    std::unique_ptr<State> state_;
};

/// 'it''s' for it's; "a""b" for a"b.
std::string quote_text(std::string_view text);
std::string quote_name(std::string_view name);

} // namespace tidewaiter::sql
