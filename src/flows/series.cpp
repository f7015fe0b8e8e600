// Views of the names of the tables themselves: no query needs to know that its source is a series.
#include "flows/series.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace tidewaiter::flows {

namespace {

using Members = std::map<std::uint32_t, std::vector<std::uint32_t>>;

/// The extent is part of what a series is: the sum of a file of chips must not become a country's trade in a year that the file of
/// totals lacks.
Members series_of(sql::Database& database, const std::set<std::uint32_t>& sources) {
    const std::string only = fmt::format(" WHERE source_id IN ({})", fmt::join(sources, ", "));
    Members members;
    if (sources.size() < 2 || database.all(fmt::format("SELECT 1 FROM source{} GROUP BY format, publisher, title, levels, mapping HAVING count(*) > 1 LIMIT 1", only)).empty()) {
        return members;
    }
    const auto rows = database.all(fmt::format(
        R"(WITH extent AS (
    SELECT source_id, bool_or(code = 'TOTAL') OR (count(DISTINCT left(code, 2)) >= {0} AND (count(DISTINCT left(code, 6)) FILTER (level >= 6) = 0 OR count(DISTINCT left(code, 6)) FILTER (level >= 6) >= {1})) AS is_whole
    FROM held_code{2} GROUP BY source_id)
SELECT string_agg(source_id::VARCHAR, ' ' ORDER BY source_id), max(source_id) FROM source LEFT JOIN extent USING (source_id){2} GROUP BY format, publisher, title, levels, mapping, coalesce(is_whole, false)
HAVING count(*) > 1 ORDER BY 2)",
        chapters_of_all_goods, subheadings_of_all_goods, only));
    for (const auto& row : rows) {
        std::vector<std::uint32_t>& list = members[static_cast<std::uint32_t>(std::stoul(row[1].value_or("0")))];
        const std::string text = row[0].value_or("");
        for (std::size_t start = 0; start < text.size();) {
            const std::size_t end = std::min(text.find(' ', start), text.size());
            list.push_back(static_cast<std::uint32_t>(std::stoul(text.substr(start, end - start))));
            start = end + 1;
        }
    }
    return members;
}

constexpr std::array<std::string_view, 3> tables = {"flow", "held_code", "transactions"};

/// The body of each view, in the order of `tables`.
/// In: home, the schema that holds the tables: its name alone would find the views again
std::array<std::string, 3> bodies_of(const Members& members, std::string_view home) {
    std::string number = "CASE source_id";
    std::vector<std::uint32_t> joined;
    for (const auto& [last, list] : members) {
        for (const std::uint32_t id : list) {
            number += id == last ? std::string() : fmt::format(" WHEN {} THEN {}", id, last);
            joined.push_back(id);
        }
    }
    number = fmt::format("CAST({} ELSE source_id END AS USMALLINT)", number);
    const std::string ids = fmt::format("{}", fmt::join(joined, ", "));
    constexpr std::string_view pair = "series, reporter, partner, flow, basis, period, months, currency";
    return {fmt::format(R"(SELECT * FROM {3}.flow WHERE source_id NOT IN ({0})
    UNION ALL
    SELECT * EXCLUDE (series) REPLACE (series AS source_id) FROM (
        SELECT * FROM (SELECT *, {1} AS series FROM {3}.flow WHERE source_id IN ({0}) AND set_aside IS NULL)
        QUALIFY source_id = max(source_id) OVER (PARTITION BY {2}, code) AND hs_rev = arg_max(hs_rev, source_id) OVER (PARTITION BY {2})))",
                        ids, number, pair, home),
            fmt::format("SELECT DISTINCT {} AS source_id, hs_rev, code, level FROM {}.held_code", number, home),
            fmt::format(R"(SELECT * EXCLUDE (series) REPLACE (series AS source_id) FROM (
        SELECT * FROM (SELECT *, {} AS series FROM {}.transactions)
        QUALIFY declaration IS NULL OR source_id = min(source_id) OVER (PARTITION BY series, declaration, item, day, flow, importer, exporter, code, value, currency, weight_kg, qty)))",
                        number, home)};
}

} // namespace

JoinedSeries::JoinedSeries(sql::Database& database, const Wanted& apart) : database_(database), members_(series_of(database, apart.whole_sources)) {
    if (!any()) {
        return;
    }
    const auto here = bodies_of(members_, home_of(database_));
    const auto anywhere = bodies_of(members_, "main");
    for (std::size_t i = 0; i < tables.size(); ++i) {
        database_.run(fmt::format("CREATE OR REPLACE TEMP VIEW {} AS {}", tables[i], here[i]));
        views_ += fmt::format("{}{} AS ({})", i == 0 ? "" : ",\n", tables[i], anywhere[i]);
    }
}

JoinedSeries::~JoinedSeries() { hide(); }

void JoinedSeries::hide() const {
    for (const std::string_view table : any() ? std::span<const std::string_view>(tables) : std::span<const std::string_view>()) {
        try {
            database_.run(fmt::format("DROP VIEW IF EXISTS temp.{}", table));
        } catch (const base::Failure&) { // a stopped query: the connection goes with the program
        }
    }
}

void JoinedSeries::finish(FlowTable& table, const Wanted& wanted, const std::string& country, Answer& answer) const {
    if (!any()) {
        return;
    }
    if (answer.sql.starts_with("WITH ")) {
        answer.sql = "WITH " + views_ + ",\n" + answer.sql.substr(5);
    }
    const std::string home = home_of(database_);
    // Codes that are asked for, in whatever revision: a file of other goods of the series says nothing here.
    std::set<std::string> codes;
    for (const Wanted::Row& row : wanted.rows) {
        codes.insert(row.code);
    }
    std::map<std::string, std::string> named; // "3" -> "1 2 3"
    std::set<std::uint32_t> used;
    for (const Source& source : answer.sources) {
        const auto found = members_.find(source.id);
        std::vector<std::uint32_t> holders;
        for (const std::uint32_t id : found == members_.end() ? std::vector<std::uint32_t>() : found->second) {
            const std::string at = country.empty() ? "true" : fmt::format("(reporter = {0} OR partner = {0})", sql::quote_text(country));
            const std::string in = country.empty() ? "true" : fmt::format("{} IN (importer_country, exporter_country, destination, reporter)", sql::quote_text(country));
            const bool has_place = database_.all(fmt::format("SELECT EXISTS (FROM {3}.flow WHERE source_id = {0} AND {1}) OR EXISTS (FROM {3}.transactions WHERE source_id = {0} AND {2})", id, at, in, home))
                                       .at(0)
                                       .at(0) == "true";
            const auto held = has_place ? database_.all(fmt::format("SELECT DISTINCT code FROM {}.held_code WHERE source_id = {}", home, id)) : std::vector<sql::TextRow>();
            if (std::ranges::any_of(held, [&](const sql::TextRow& row) { return codes.contains(row[0].value_or("")); })) {
                holders.push_back(id);
            }
        }
        if (holders.empty()) {
            holders.push_back(source.id);
        }
        used.insert(holders.begin(), holders.end());
        named[std::to_string(source.id)] = fmt::format("{}", fmt::join(holders, " "));
    }
    answer.sources.clear();
    for (const std::uint32_t id : used) {
        answer.sources.push_back(*table.find_source(id));
    }
    const auto place = static_cast<std::size_t>(std::ranges::find(answer.columns, "source_ids") - answer.columns.begin());
    for (sql::TextRow& row : answer.rows) {
        if (place >= row.size() || !row[place]) {
            continue;
        }
        std::string ids;
        const std::string text = *row[place];
        for (std::size_t start = 0; start < text.size();) {
            const std::size_t end = std::min(text.find(' ', start), text.size());
            const auto found = named.find(text.substr(start, end - start));
            ids += (ids.empty() ? "" : " ") + (found == named.end() ? text.substr(start, end - start) : found->second);
            start = end + 1;
        }
        row[place] = ids;
    }
}

std::string home_of(sql::Database& database) {
    return database.all("SELECT '\"' || replace(current_database(), '\"', '\"\"') || '\".main'").at(0).at(0).value_or("main");
}

bool has_series(sql::Database& database, const Wanted& apart) { return !series_of(database, apart.whole_sources).empty(); }

} // namespace tidewaiter::flows
