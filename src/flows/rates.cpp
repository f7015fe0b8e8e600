// Exchange rates: a dated table that the user brings. Nothing is converted without it, and what is converted says so.
#include "flows/flow_table.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "flows/periods.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace tidewaiter::flows {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::uint64_t most_bytes = 50'000'000;

/// "2021", "2021-03" or a day; the last one of the span when `end`.
std::string day_of(std::string_view text, bool end) {
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        return fmt::format("DATE {}", sql::quote_text(text));
    }
    const auto period = parse_period(text);
    if (!period) {
        return {};
    }
    return end ? fmt::format("CAST(DATE '{}' + INTERVAL {} MONTH - INTERVAL 1 DAY AS DATE)", period->first_day(), period->months) : fmt::format("DATE '{}'", period->first_day());
}

} // namespace

LoadResult FlowTable::load_rates(const std::string& path) {
    LoadResult result;
    const std::string bytes = base::load_file(path, most_bytes);
    const std::string hash = base::load_file_sha256(path);
    result.source.file = std::filesystem::path(path).filename().string();
    result.source.sha256 = hash;
    result.source.format = "rates";
    if (database().all(fmt::format("SELECT count(*) FROM rate WHERE sha256 = {}", sql::quote_text(hash))).at(0).at(0) != "0") {
        result.was_there = true;
        return result;
    }
    const base::CsvTable table(path, bytes);
    const std::size_t currency = table.column("currency");
    const std::size_t from = table.column("from");
    const std::size_t to = table.column("to");
    const std::size_t rate = table.column("per_usd");
    const std::size_t source = table.column("source");
    std::string values;
    std::uint64_t number = 0;
    for (const auto& row : table.rows()) {
        ++number;
        const std::string first = day_of(base::trim(row[from]), false);
        const std::string last = day_of(base::trim(row[to].empty() ? row[from] : row[to]), true);
        if (first.empty() || last.empty() || row[currency].size() != 3 || row[source].empty()) {
            throw Failure(FailureKind::bad_input, fmt::format("{}, row {}: a rate needs a currency of three letters, days, and its source", path, number),
                          "Columns: currency, from, to, per_usd, source.");
        }
        values += fmt::format("{}({}, {}, {}, TRY_CAST({} AS DECIMAL(18,8)), {}, {})", values.empty() ? "" : ", ", sql::quote_text(row[currency]), first, last,
                              sql::quote_text(row[rate]), sql::quote_text(row[source]), sql::quote_text(hash));
    }
    if (values.empty()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} holds no rate", path), "Columns: currency, from, to, per_usd, source.");
    }
    database().run("INSERT INTO rate SELECT * FROM (VALUES " + values + ")");
    const auto overlap = database().all("SELECT a.currency, a.first_day FROM rate a JOIN rate b ON a.currency = b.currency AND (a.first_day < b.first_day OR (a.first_day = b.first_day AND a.source < b.source)) "
                                        "AND b.first_day <= a.last_day LIMIT 1");
    const auto bad = database().all("SELECT currency FROM rate WHERE per_usd IS NULL OR per_usd <= 0 LIMIT 1");
    if (!overlap.empty() || !bad.empty()) {
        database().run(fmt::format("DELETE FROM rate WHERE sha256 = {}", sql::quote_text(hash)));
        throw Failure(FailureKind::bad_input,
                      bad.empty() ? fmt::format("{}: two rates of {} hold on {}", path, overlap[0][0].value_or(""), overlap[0][1].value_or(""))
                                  : fmt::format("{}: a rate of {} is no positive number", path, bad[0][0].value_or("")),
                      "Each currency has one rate a day; nothing was loaded.");
    }
    result.source.rows_in = result.source.rows_loaded = number;
    return result;
}

} // namespace tidewaiter::flows
