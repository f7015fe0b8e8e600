#include "flows/vintages.hpp"

#include <fmt/format.h>

namespace tidewaiter::flows {

namespace {

constexpr std::uint64_t most_rows = 5'000'000; ///< above, the comparison would take longer than the load
constexpr std::size_t lines_shown = 10;

} // namespace

std::vector<std::string> find_differences(sql::Database& database, const Source& source) {
    std::vector<std::string> lines;
    const auto earlier = database.all(fmt::format("SELECT source_id, vintage, rows_loaded FROM source WHERE format = {} AND publisher = {} AND source_id <> {} ORDER BY source_id",
                                                  sql::quote_text(source.format), sql::quote_text(source.publisher), source.id));
    for (const auto& other : earlier) {
        if (source.rows_loaded > most_rows || std::stoull(other[2].value_or("0")) > most_rows) {
            lines.push_back(fmt::format("source {} was not compared: too many rows", other[0].value_or("")));
            continue;
        }
        constexpr std::string_view key = "reporter, partner, flow, basis, code, period, months, currency";
        const std::string cells = fmt::format("WITH a AS (SELECT {0}, sum(value) AS value FROM flow WHERE source_id = {1} AND set_aside IS NULL GROUP BY ALL), "
                                              "b AS (SELECT {0}, sum(value) AS value FROM flow WHERE source_id = {2} AND set_aside IS NULL GROUP BY ALL), "
                                              "d AS (SELECT *, a.value AS now, b.value AS before FROM a JOIN b USING ({0}) WHERE a.value <> b.value) ",
                                              key, source.id, other[0].value_or("0"));
        const auto total = database.all(cells + "SELECT count(*), coalesce(sum(abs(now - before)), 0), coalesce(sum(now - before), 0) FROM d").at(0);
        if (total[0] == "0") {
            continue;
        }
        lines.push_back(fmt::format("{} cells differ from source {} (vintage {}): {} gross, {} net; both are kept", total[0].value_or(""), other[0].value_or(""),
                                    other[1].value_or(""), total[1].value_or(""), total[2].value_or("")));
        for (const auto& row : database.all(cells + fmt::format("SELECT period, flow, reporter, partner, code, before, now, currency FROM d ORDER BY abs(now - before) DESC, "
                                                                "period, reporter, partner, code LIMIT {}",
                                                                lines_shown))) {
            lines.push_back(fmt::format("  {} {} {} {} {}: {} -> {} {}", row[0].value_or(""), row[1].value_or(""), row[2].value_or(""), row[3].value_or(""), row[4].value_or(""),
                                        row[5].value_or(""), row[6].value_or(""), row[7].value_or("")));
        }
    }
    return lines;
}

} // namespace tidewaiter::flows
