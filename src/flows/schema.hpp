// The tables of a flow file; docs/formats/flows.md describes them for readers with plain DuckDB.
#pragma once

#include "sql/database.hpp"

#include <string_view>

namespace tidewaiter::flows {

/// Changes with the meaning of any column.
inline constexpr std::string_view schema_version = "tidewaiter-flows-1";

/// Makes the tables in an empty database. Errors: as Database::run.
void create_schema(sql::Database& database);

/// Is this a flow file of this version? Errors: Failure(bad_input) when it is something else.
void check_schema(sql::Database& database, std::string_view path);

} // namespace tidewaiter::flows
