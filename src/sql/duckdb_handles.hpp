// DuckDB's handles as owning types, and its errors as failures; inside sql/ only.
#pragma once

#include "sql/database.hpp"

#include <duckdb.h>

#include <memory>
#include <string>
#include <string_view>

namespace tidewaiter::sql {

/// A handle of DuckDB's C interface: a pointer that its destroy function takes by address.
template <class Handle, auto Destroy>
class Owned {
public:
    Owned() = default;
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;

    ~Owned() {
        if (handle_ != nullptr) {
            Destroy(&handle_);
        }
    }

    /// For calls that fill the handle in.
    Handle* out() { return &handle_; }

    Handle get() const { return handle_; }

private:
    Handle handle_ = nullptr;
};

using OwnedConfig = Owned<duckdb_config, duckdb_destroy_config>;
using OwnedDatabase = Owned<duckdb_database, duckdb_close>;
using OwnedConnection = Owned<duckdb_connection, duckdb_disconnect>;
using OwnedStatement = Owned<duckdb_prepared_statement, duckdb_destroy_prepare>;
using OwnedExtracted = Owned<duckdb_extracted_statements, duckdb_destroy_extracted>;
using OwnedChunk = Owned<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using OwnedAppender = Owned<duckdb_appender, duckdb_appender_destroy>;
using OwnedType = Owned<duckdb_logical_type, duckdb_destroy_logical_type>;

/// A result is a struct, not a pointer.
struct OwnedResult {
    duckdb_result result = {};

    OwnedResult() = default;
    OwnedResult(const OwnedResult&) = delete;
    OwnedResult& operator=(const OwnedResult&) = delete;

    ~OwnedResult() { duckdb_destroy_result(&result); }
};

/// Members in the order in which they must be opened; they close in reverse.
struct Database::State {
    OwnedDatabase database;
    OwnedConnection connection;
};

/// Throws the SqlFailure that DuckDB's words amount to.
/// In: its type, or DUCKDB_ERROR_INVALID where the call tells none; then the words decide
[[noreturn]] void fail_with(const char* words, duckdb_error_type type = DUCKDB_ERROR_INVALID);

} // namespace tidewaiter::sql
