#include "flows/schema.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>

namespace tidewaiter::flows {

namespace {

using base::Failure;
using base::FailureKind;

// Amounts are decimals, not floating numbers: their sums are the same on one thread and on many. DECIMAL(18,2) holds the
// yearly trade of a country in the smallest of currency units; a larger amount rejects its row.
constexpr std::string_view tables = R"(
CREATE TABLE about (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

-- What a flow row counts. RX and RM are parts of X and M, as reporters publish them, and are never added to these.
CREATE TYPE flow_kind AS ENUM ('M', 'X', 'RM', 'RX');
-- By what the partner is named: country of dispatch or consignment, or of origin; for exports the reporter dispatches.
CREATE TYPE basis_kind AS ENUM ('dispatch', 'origin', 'unknown');
CREATE TYPE place_kind AS ENUM ('country', 'world', 'group', 'unspecified', 'secret');
-- computed: added up by the publisher from what was reported.
CREATE TYPE row_status AS ENUM ('reported', 'computed', 'estimated', 'nowcast', 'secret');
CREATE TYPE value_kind AS ENUM ('cif', 'fob', 'unknown');
-- Why a row is kept and never summed.
CREATE TYPE aside_reason AS ENUM ('duplicate', 'part_of_total', 'year_to_date');

CREATE TABLE source (
    source_id USMALLINT PRIMARY KEY,
    file VARCHAR NOT NULL, sha256 VARCHAR NOT NULL UNIQUE, bytes UBIGINT NOT NULL,
    format VARCHAR NOT NULL, publisher VARCHAR NOT NULL, title VARCHAR NOT NULL, vintage VARCHAR NOT NULL,
    loaded_on VARCHAR NOT NULL, columns VARCHAR NOT NULL, mapping VARCHAR NOT NULL,
    levels VARCHAR NOT NULL,        -- nested: a shorter code is the sum of longer ones; added: every row adds
    rows_in UBIGINT NOT NULL, rows_loaded UBIGINT NOT NULL, rows_set_aside UBIGINT NOT NULL,
    rows_missing UBIGINT NOT NULL, rows_rejected UBIGINT NOT NULL, remarks VARCHAR NOT NULL);

CREATE TABLE flow (
    source_id USMALLINT NOT NULL,
    file_row UINTEGER,              -- record in the file, from 1, header not counted; NULL for files over 256 MB
    reporter VARCHAR NOT NULL, reporter_kind place_kind NOT NULL,
    partner VARCHAR NOT NULL, partner_kind place_kind NOT NULL,
    flow flow_kind NOT NULL, basis basis_kind NOT NULL,
    hs_rev VARCHAR NOT NULL,        -- HS2022, HS2017 ...; taken from the period where the file does not say
    code VARCHAR NOT NULL,          -- digits with leading zeros; TOTAL for all goods, SECRET for goods not named
    level UTINYINT NOT NULL,        -- number of digits; 0 for TOTAL and SECRET
    period DATE NOT NULL,           -- first day
    months UTINYINT NOT NULL,       -- length: 1 a month, 12 a year
    value DECIMAL(18,2) NOT NULL, currency VARCHAR NOT NULL, value_kind value_kind NOT NULL,
    weight_kg DECIMAL(18,3), qty DECIMAL(18,3), unit VARCHAR,
    customs VARCHAR,                -- customs procedure, mode of transport or regime, where held
    status row_status NOT NULL, weight_estimated BOOLEAN NOT NULL,
    set_aside aside_reason);

-- Rows of customs declarations, bills of lading and the like: the only ones that know seller and producer.
CREATE TABLE transactions (
    source_id USMALLINT NOT NULL, file_row UINTEGER,
    day DATE, declaration VARCHAR, item VARCHAR, flow flow_kind NOT NULL, reporter VARCHAR,
    importer VARCHAR, importer_id VARCHAR, importer_country VARCHAR,
    exporter VARCHAR, exporter_id VARCHAR, exporter_country VARCHAR,
    seller VARCHAR, seller_id VARCHAR, seller_country VARCHAR,
    manufacturer VARCHAR, manufacturer_country VARCHAR, brand VARCHAR,
    origin VARCHAR, dispatch VARCHAR, destination VARCHAR,
    hs_rev VARCHAR NOT NULL, code VARCHAR NOT NULL, level UTINYINT NOT NULL, text VARCHAR,
    value DECIMAL(18,2), currency VARCHAR NOT NULL, weight_kg DECIMAL(18,3), qty DECIMAL(18,3), unit VARCHAR,
    customs VARCHAR, set_aside aside_reason);

CREATE TABLE reject (
    source_id USMALLINT NOT NULL, file_row UBIGINT NOT NULL, column_name VARCHAR NOT NULL, text VARCHAR NOT NULL,
    reason VARCHAR NOT NULL, hint VARCHAR NOT NULL);

-- The codes that a source holds, so that a question knows which rows add up without reading them.
CREATE TABLE held_code (source_id USMALLINT NOT NULL, hs_rev VARCHAR NOT NULL, code VARCHAR NOT NULL, level UTINYINT NOT NULL);

CREATE TABLE rate (
    currency VARCHAR NOT NULL, first_day DATE NOT NULL, last_day DATE NOT NULL, per_usd DECIMAL(18,8) NOT NULL,
    source VARCHAR NOT NULL, sha256 VARCHAR NOT NULL);

CREATE VIEW flow_with_source AS
    SELECT s.publisher, s.title, s.vintage, s.sha256, f.* FROM flow f JOIN source s USING (source_id);
)";

} // namespace

void create_schema(sql::Database& database) {
    database.run(std::string(tables));
    database.run(fmt::format("INSERT INTO about VALUES ('format', {}), ('engine', {})", sql::quote_text(schema_version),
                             sql::quote_text(sql::Database::engine_version())));
}

void check_schema(sql::Database& database, std::string_view path) {
    const auto tables_there = database.all("SELECT count(*) FROM duckdb_tables() WHERE table_name IN ('about', 'source', 'flow', 'transactions')");
    if (tables_there.at(0).at(0) != "4") {
        throw Failure(FailureKind::bad_input, fmt::format("{} is a DuckDB database, but no flow file", path),
                      "'tidewaiter load' makes one; or name another with --db.");
    }
    const auto format = database.all("SELECT value FROM about WHERE name = 'format'");
    if (format.empty() || format.at(0).at(0) != std::string(schema_version)) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{} is a flow file of another version ({}; this program reads {})", path,
                                  format.empty() ? "unnamed" : format.at(0).at(0).value_or("unnamed"), schema_version),
                      "Load the sources again into a new file.");
    }
}

} // namespace tidewaiter::flows
