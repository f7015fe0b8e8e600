#include "sql/database.hpp"

#include "sql/duckdb_handles.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <cassert>

namespace tidewaiter::sql {

namespace {

using base::Failure;
using base::FailureKind;

void set(duckdb_config config, const char* name, const std::string& value) {
    if (duckdb_set_config(config, name, value.c_str()) != DuckDBSuccess) {
        throw Failure(FailureKind::usage,
                      fmt::format("\"{}\" is no value for the database's {}", value, name));
    }
}

std::string doubled(std::string_view text, char quote) {
    std::string quoted(1, quote);
    for (const char c : text) {
        if (c == quote) {
            quoted += quote;
        }
        quoted += c;
    }
    quoted += quote;
    return quoted;
}

void prepare(duckdb_connection connection, const std::string& sql, OwnedStatement& statement) {
    if (duckdb_prepare(connection, sql.c_str(), statement.out()) != DuckDBSuccess) {
        const char* words = duckdb_prepare_error(statement.get());
        fail_with(words);
    }
}

bool is_all_text(const OwnedStatement& statement) {
    const idx_t columns = duckdb_prepared_statement_column_count(statement.get());
    for (idx_t i = 0; i < columns; ++i) {
        if (duckdb_prepared_statement_column_type(statement.get(), i) != DUCKDB_TYPE_VARCHAR) {
            return false;
        }
    }
    return true;
}

/// Does it begin as most queries do? Others are asked what they are.
bool begins_as_query(std::string_view sql) {
    sql = base::trim(sql);
    return sql.starts_with("SELECT ") || sql.starts_with("WITH ") || sql.starts_with("FROM ");
}

/// The query with every column cast to text. DuckDB does the casts, so that a date or a number looks the same here
/// as in a file that DuckDB writes.
std::string as_text(std::string_view sql) {
    sql = base::trim(sql);
    while (sql.ends_with(';')) {
        sql = base::trim(sql.substr(0, sql.size() - 1));
    }
    // The line end closes a comment at the end of the query.
    return fmt::format("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({}\n) AS query", sql);
}

} // namespace

Database::Database(const DatabaseOptions& options) : state_(std::make_unique<State>()) {
    OwnedConfig config;
    if (duckdb_create_config(config.out()) != DuckDBSuccess) {
        throw Failure(FailureKind::machine, "cannot start DuckDB");
    }
    set(config.get(), "autoinstall_known_extensions", "false");
    set(config.get(), "autoload_known_extensions", "false");
    set(config.get(), "allow_community_extensions", "false");
    // Even INSTALL stops here, before it looks for the network: this folder cannot be made.
    set(config.get(), "extension_directory", "/dev/null/no-extensions");
    if (options.threads != 0) {
        set(config.get(), "threads", std::to_string(options.threads));
    }
    if (!options.memory.empty()) {
        set(config.get(), "memory_limit", options.memory);
    }
    if (!options.temp.empty()) {
        set(config.get(), "temp_directory", options.temp);
    }
    if (options.read_only) {
        set(config.get(), "access_mode", "READ_ONLY");
    }
    char* words = nullptr;
    const char* path = options.path.empty() ? nullptr : options.path.c_str();
    if (duckdb_open_ext(path, state_->database.out(), config.get(), &words) != DuckDBSuccess) {
        const std::string text = words == nullptr ? "cannot open the database" : words;
        duckdb_free(words);
        fail_with(text.c_str());
    }
    if (duckdb_connect(state_->database.get(), state_->connection.out()) != DuckDBSuccess) {
        throw Failure(FailureKind::machine, "cannot connect to the database");
    }
    // A point in time reads the same on every machine.
    run("SET TimeZone = 'UTC'");
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

void Database::run(const std::string& sql) {
    OwnedResult result;
    if (duckdb_query(state_->connection.get(), sql.c_str(), &result.result) != DuckDBSuccess) {
        fail_with(duckdb_result_error(&result.result), duckdb_result_error_type(&result.result));
    }
}

void Database::query(
    const std::string& sql, std::span<const std::string> values,
    const std::function<bool(std::span<const std::optional<std::string_view>>)>& row) {
    const duckdb_connection connection = state_->connection.get();
    // A query is planned once, with its casts. What is no query, or is wrong, is prepared as it stands, for its own words.
    OwnedStatement cast;
    OwnedStatement plain;
    OwnedStatement looked_at;
    duckdb_prepared_statement statement = nullptr;
    if (begins_as_query(sql) && duckdb_prepare(connection, as_text(sql).c_str(), cast.out()) == DuckDBSuccess) {
        statement = cast.get();
    } else {
        prepare(connection, sql, plain);
        statement = plain.get();
        if (duckdb_prepared_statement_type(statement) == DUCKDB_STATEMENT_TYPE_SELECT && !is_all_text(plain)) {
            prepare(connection, as_text(sql), looked_at);
            statement = looked_at.get();
        }
    }
    for (idx_t i = 0; i < values.size(); ++i) {
        const std::string& value = values[i];
        if (duckdb_bind_varchar_length(statement, i + 1, value.data(), value.size()) !=
            DuckDBSuccess) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("the query takes {} values, {} were given",
                                      duckdb_nparams(statement), values.size()));
        }
    }
    OwnedResult result;
    if (duckdb_execute_prepared_streaming(statement, &result.result) != DuckDBSuccess) {
        fail_with(duckdb_result_error(&result.result), duckdb_result_error_type(&result.result));
    }
    const idx_t columns = duckdb_column_count(&result.result);
    for (idx_t i = 0; i < columns; ++i) {
        if (duckdb_column_type(&result.result, i) != DUCKDB_TYPE_VARCHAR) {
            throw Failure(FailureKind::usage, "only a SELECT gives rows as text",
                          "Use run() for other statements.");
        }
    }
    std::vector<std::optional<std::string_view>> cells(columns);
    std::vector<duckdb_string_t*> texts(columns);
    std::vector<std::uint64_t*> given(columns);
    for (;;) {
        OwnedChunk chunk;
        *chunk.out() = duckdb_fetch_chunk(result.result);
        if (chunk.get() == nullptr) {
            break;
        }
        for (idx_t i = 0; i < columns; ++i) {
            const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk.get(), i);
            texts[i] = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
            given[i] = duckdb_vector_get_validity(vector);
        }
        const idx_t rows = duckdb_data_chunk_get_size(chunk.get());
        for (idx_t r = 0; r < rows; ++r) {
            for (idx_t i = 0; i < columns; ++i) {
                if (given[i] == nullptr || duckdb_validity_row_is_valid(given[i], r)) {
                    cells[i] = std::string_view(duckdb_string_t_data(&texts[i][r]),
                                                duckdb_string_t_length(texts[i][r]));
                } else {
                    cells[i].reset();
                }
            }
            if (!row(cells)) {
                return;
            }
        }
    }
    // A streamed query that fails half-way ends like one that is done; only its error tells.
    const char* words = duckdb_result_error(&result.result);
    if (words != nullptr && *words != '\0') {
        fail_with(words, duckdb_result_error_type(&result.result));
    }
}

std::vector<TextRow> Database::all(const std::string& sql, std::span<const std::string> values) {
    std::vector<TextRow> rows;
    query(sql, values, [&rows](std::span<const std::optional<std::string_view>> cells) {
        rows.emplace_back(cells.begin(), cells.end());
        return true;
    });
    return rows;
}

std::vector<std::string> Database::columns(const std::string& sql) {
    OwnedStatement statement;
    prepare(state_->connection.get(), sql, statement);
    std::vector<std::string> names;
    const idx_t count = duckdb_prepared_statement_column_count(statement.get());
    for (idx_t i = 0; i < count; ++i) {
        const char* name = duckdb_prepared_statement_column_name(statement.get(), i);
        names.emplace_back(name == nullptr ? "" : name);
        duckdb_free(const_cast<char*>(name));
    }
    return names;
}

void Database::interrupt() {
    duckdb_interrupt(state_->connection.get());
}

double Database::progress() const {
    return duckdb_query_progress(state_->connection.get()).percentage / 100;
}

std::string Database::engine_version() {
    return duckdb_library_version();
}

struct Appender::State {
    OwnedAppender appender;
    idx_t columns = 0;

    void check(duckdb_state state) {
        if (state != DuckDBSuccess) {
            fail_with(duckdb_appender_error(appender.get()));
        }
    }
};

Appender::Appender(Database& database, const std::string& table)
    : state_(std::make_unique<State>()) {
    state_->check(duckdb_appender_create(database.state_->connection.get(), nullptr, table.c_str(),
                                         state_->appender.out()));
    state_->columns = duckdb_appender_column_count(state_->appender.get());
}

Appender::~Appender() = default;

void Appender::add(std::span<const std::string> row) {
    assert(row.size() == state_->columns && "one text for each column");
    for (const std::string& cell : row) {
        state_->check(
            duckdb_append_varchar_length(state_->appender.get(), cell.data(), cell.size()));
    }
    state_->check(duckdb_appender_end_row(state_->appender.get()));
}

void Appender::close() {
    state_->check(duckdb_appender_close(state_->appender.get()));
}

std::string quote_text(std::string_view text) {
    return doubled(text, '\'');
}

std::string quote_name(std::string_view name) {
    return doubled(name, '"');
}

std::string quote_path(std::string_view path) {
    std::string pattern;
    for (const char c : path) {
        if (c == '*' || c == '?' || c == '[') {
            pattern += '[';
            pattern += c;
            pattern += ']';
        } else {
            pattern += c;
        }
    }
    return quote_text(pattern);
}

} // namespace tidewaiter::sql
