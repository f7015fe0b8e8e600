// Files that are read whole into rows of text before SQL sees them: JSON documents and spreadsheets.
#pragma once

#include "flows/raw_file.hpp"

#include <string>
#include <vector>

namespace tidewaiter::flows {

struct RawTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> remarks;
};

/// {"data": [{...}]} or [{...}] (Comtrade's and TRADESTAT's interface), [[names], [cells] ...] (US Census), JSON lines,
/// FollowTheMoney entities (properties become columns, several values joined by "; ").
/// Errors: Failure(bad_input): no JSON, no rows in it, larger than the limit
RawTable load_json_table(const std::string& path, const RawLimits& limits);

/// A Eurostat Data Browser workbook as one long table (columns named as its dimensions, period, value, flag); any other
/// XLSX as the table on its first sheet.
/// Errors: Failure(bad_input)
RawTable load_workbook(const std::string& path, const RawLimits& limits);

/// The temporary table raw_text(file_row, c0, c1 ...), empty.
void make_raw_text(sql::Database& database, std::size_t columns);

} // namespace tidewaiter::flows
