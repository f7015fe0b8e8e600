// Supplier shares. The scan of the table is one query; the rest works on its few thousand rows.
#include "flows/measures/interval.hpp"
#include "flows/measures/share_warnings.hpp"
#include "flows/measures/supply_scan.hpp"
#include "flows/series.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace tidewaiter::flows {

namespace {

/// From the rows of the scan to shares. In: scan; rates when a currency is asked for.
/// shown: only the suppliers that are asked for.
std::string share_sql(const Question& question, const Span& span, bool only_shown) {
    const std::string bucket = bucket_of(question.step, span);
    const int months = months_in(question.step);
    // Sums over more months than the step cannot be cut; those that cross its end are left out too.
    const std::string fits = months == 0 ? "true"
                                         : fmt::format("months <= {} AND period + to_months(months) <= {} + INTERVAL {} MONTH", months, bucket, months);
    const std::string money = question.currency.empty() ? "SELECT * FROM scan" : converted_sql(question.currency);
    const std::string shown = only_shown && !question.suppliers.empty() ? fmt::format(" AND supplier IN ('{}')", fmt::join(question.suppliers, "', '")) : "";
    const std::string limit = !only_shown || question.limit == 0 ? "" : fmt::format("\nQUALIFY row_number() OVER (PARTITION BY side, basis, currency, bucket ORDER BY value DESC, supplier) <= {}", question.limit);
    return fmt::format(R"(money AS ({}),
fitting AS (SELECT *, {} AS bucket FROM money WHERE {}),
-- A year's own figure before the sum of its months.
longest AS (SELECT * FROM fitting QUALIFY months = max(months) OVER (PARTITION BY source_id, side, basis, bucket, CASE side WHEN 'supplier' THEN supplier END)),
part AS (
    SELECT source_id, side, basis, currency, bucket, supplier, kind, sum(value) AS value, sum(weight_kg) AS weight_kg, sum(n) AS n,
        count(DISTINCT period) AS periods, max(months) AS months, string_agg(DISTINCT hs_rev, ' ' ORDER BY hs_rev) AS hs_rev,
        string_agg(DISTINCT status::VARCHAR, ' ' ORDER BY status::VARCHAR) AS status
    FROM longest GROUP BY ALL),
-- One source for each cell: for the buyer's own report the one with most partners, for a supplier's the one with most
-- months; of equals the one loaded last. The others are compared, never added.
source_rank AS (
    SELECT source_id, side, basis, currency, bucket, bool_or(kind = 'world') AS has_world, count(*) AS partners
    FROM part GROUP BY ALL),
chosen AS (
    SELECT part.* FROM part JOIN source_rank USING (source_id, side, basis, currency, bucket)
    QUALIFY row_number() OVER (PARTITION BY side, basis, currency, bucket, supplier
        ORDER BY CASE side WHEN 'buyer' THEN partners ELSE periods * part.months END DESC, part.source_id DESC) = 1
        AND (side = 'supplier' OR partners = max(partners) OVER (PARTITION BY side, basis, currency, bucket))),
total AS (
    SELECT side, basis, currency, bucket,
        coalesce(sum(value) FILTER (kind = 'country'), 0) AS known,
        coalesce(sum(value) FILTER (kind IN ('unspecified', 'secret')), 0) AS unnamed,
        max(value) FILTER (kind = 'world') AS world,
        coalesce(sum(CAST(value AS DOUBLE) * CAST(value AS DOUBLE) ORDER BY value) FILTER (kind = 'country'), 0) AS squares,
        max(value) FILTER (kind = 'country') AS largest,
        max(periods * months) AS months_held
    FROM chosen GROUP BY ALL),
-- What has no supplier's name: rows that say so, and what the published total has beyond its parts. A buyer's own report
-- shares out what it names; where suppliers report, those who are missing are in the published total.
bounds AS (
    SELECT *, greatest(coalesce(world, 0), known + unnamed) AS base, greatest(coalesce(world, 0), known + unnamed) - known AS unknown,
        CASE side WHEN 'buyer' THEN known ELSE greatest(coalesce(world, 0), known + unnamed) END AS share_base FROM total)
SELECT chosen.side, chosen.basis, chosen.currency, chosen.bucket, supplier, value, weight_kg, chosen.hs_rev,
    CASE WHEN share_base > 0 AND kind = 'country' THEN round(CAST(value AS DOUBLE) / CAST(share_base AS DOUBLE), 6) END AS share,
    CASE WHEN base > 0 AND kind = 'country' THEN round(CAST(value AS DOUBLE) / CAST(base AS DOUBLE), 6) END AS share_lo,
    CASE WHEN base > 0 AND kind = 'country' THEN round(CAST(value + unknown AS DOUBLE) / CAST(base AS DOUBLE), 6) END AS share_hi,
    CASE WHEN base > 0 THEN round(CAST(known AS DOUBLE) / CAST(base AS DOUBLE), 6) END AS coverage,
    CASE WHEN base > 0 THEN round(squares / (CAST(base AS DOUBLE) * CAST(base AS DOUBLE)), 6) END AS hhi_lo,
    CASE WHEN base > 0 THEN round((squares - CAST(largest AS DOUBLE) * CAST(largest AS DOUBLE)
        + CAST(largest + unknown AS DOUBLE) * CAST(largest + unknown AS DOUBLE)) / (CAST(base AS DOUBLE) * CAST(base AS DOUBLE)), 6) END AS hhi_hi,
    status, share_base, source_id, coalesce(world > 0, false) AS has_world, months_held, kind
FROM chosen JOIN bounds USING (side, basis, currency, bucket)
WHERE kind <> 'world' AND kind <> 'group' AND known > 0{}{}
ORDER BY side, basis, currency, bucket, value DESC, supplier)",
                       money, bucket, fits, shown, limit);
}

/// Leaves the suppliers that were asked for, and of each period the largest `limit`.
void keep_shown(std::vector<ShareRow>& rows, const Question& question) {
    if (!question.suppliers.empty()) {
        std::erase_if(rows, [&](const ShareRow& row) { return std::ranges::find(question.suppliers, row.supplier) == question.suppliers.end(); });
    }
    std::ranges::stable_sort(rows, {}, [](const ShareRow& row) { return std::tie(row.side, row.basis, row.currency, row.bucket); });
    if (question.limit > 0) {
        std::map<std::tuple<std::string, std::string, std::string, std::string>, std::size_t> counts;
        std::erase_if(rows, [&](const ShareRow& row) { return ++counts[{row.side, row.basis, row.currency, row.bucket}] > question.limit; });
    }
}

} // namespace

std::string converted_sql(std::string_view currency) {
    return fmt::format(
        R"(SELECT scan.* EXCLUDE (value, currency),
        CAST(CASE WHEN scan.currency = '{0}' THEN scan.value
             ELSE CAST(scan.value AS DOUBLE) / CAST(a.per_usd AS DOUBLE) * CAST(b.per_usd AS DOUBLE) END AS DECIMAL(18,2)) AS value, '{0}' AS currency
    FROM scan
    LEFT JOIN rate AS a ON a.currency = scan.currency AND scan.period BETWEEN a.first_day AND a.last_day
    LEFT JOIN rate AS b ON b.currency = '{0}' AND scan.period BETWEEN b.first_day AND b.last_day
    WHERE scan.currency = '{0}' OR (a.per_usd IS NOT NULL AND b.per_usd IS NOT NULL))",
        currency);
}

Answer share(FlowTable& table, const goods::GoodsBook& book, const Question& question) {
    sql::Database& database = table.database();
    Answer answer;
    answer.measure = "share-1";
    answer.columns = {"buyer", "supplier", "basket", "basket_version", "hs_rev", "basis", "reporter_side", "period", "value", "currency", "weight_kg", "share",
                      "share_lo", "share_hi", "coverage", "hhi_lo", "hhi_hi", "status", "base_value", "warnings", "source_ids"};
    answer.numeric = {false, false, false, false, false, false, false, false, true, false, true, true, true, true, true, true, true, false, true, false, false};
    const Span span = parse_span(question.from, question.to);
    // Editions of a series that disagree are looked for among its files each by itself, before they are one.
    Wanted wanted = find_wanted(database, book, question.basket, question.sources, question.as_written);
    const bool is_split = has_series(database, wanted);
    if (is_split) {
        database.run("CREATE OR REPLACE TEMP TABLE scan_apart AS " + supply_scan(question, wanted).sql);
    }
    const JoinedSeries joined(database, wanted);
    if (joined.any()) {
        wanted = find_wanted(database, book, question.basket, question.sources, question.as_written);
    }
    Scan scan = supply_scan(question, wanted);
    scan.apart = is_split ? "scan_apart" : "scan";
    database.run("CREATE OR REPLACE TEMP TABLE scan AS " + scan.sql);
    Question asked = question;
    asked.suppliers = country_codes(question.suppliers);
    answer.sql = fmt::format("WITH scan AS MATERIALIZED (\n{}\n),\n{};\n", scan.sql, share_sql(asked, span, true));
    // Warnings look at all suppliers, also where only some are shown.
    const std::string rest = share_sql(asked, span, false);
    std::vector<ShareRow> rows;
    database.query("WITH " + rest, {}, [&](std::span<const std::optional<std::string_view>> cells) {
        const auto text = [&](std::size_t i) { return std::string(cells[i].value_or("")); };
        ShareRow row;
        row.side = text(0);
        row.basis = text(1);
        row.currency = text(2);
        row.bucket = text(3);
        row.supplier = text(4);
        for (std::size_t i = 0; i < row.numbers.size(); ++i) {
            constexpr std::array<std::size_t, 9> places = {5, 6, 8, 9, 10, 11, 12, 13, 15};
            row.numbers[i] = cells[places[i]] ? std::optional(text(places[i])) : std::nullopt;
        }
        row.hs_rev = text(7);
        row.status = text(14);
        row.source = static_cast<std::uint32_t>(std::stoul(text(16)));
        row.has_world = text(17) == "true";
        row.months_held = std::stoi(text(18));
        row.kind = text(19);
        rows.push_back(std::move(row));
        return true;
    });
    answer.warnings = wanted_warnings(database, wanted, scan);
    add_share_warnings(database, asked, scan, wanted, span, rows, answer);
    std::map<std::string, Interval> intervals;
    if (question.interval) {
        intervals = share_intervals(database, question, scan, wanted, span, rows, question.seed);
        for (const char* column : {"ci_lo", "ci_hi", "hhi_ci_lo", "hhi_ci_hi", "top_five", "interval_method"}) {
            answer.columns.emplace_back(column);
            answer.numeric.push_back(answer.columns.back() != "interval_method");
        }
        answer.notes.push_back(fmt::format("intervals are of 95 %, seed {}: of shipments by drawing importers, of sums by what is known to be uncertain (freight, and how two sources differ). The bounds "
                                           "share_lo and share_hi come first: what has no name is in them and not in the intervals",
                                           question.seed));
    }
    keep_shown(rows, asked);
    std::set<std::uint32_t> used;
    for (const ShareRow& row : rows) {
        const auto& n = row.numbers;
        answer.rows.push_back({scan.buyer, row.supplier, question.basket.name, question.basket.version, question.as_written ? row.hs_rev + " as written" : row.hs_rev,
                               row.basis, row.side, period_name(row.bucket, question.step, span), n[0], row.currency, n[1], n[2], n[3], n[4], n[5], n[6], n[7], row.status,
                               n[8], fmt::format("{}", fmt::join(row.warnings, " ")), row.source == 0 ? std::string() : std::to_string(row.source)});
        if (question.interval) {
            const auto found = intervals.find(interval_key(row));
            const auto shown = [&](const auto& get) { return found == intervals.end() ? std::nullopt : std::optional(fmt::format("{:.6f}", get(found->second))); };
            const bool has_five = found != intervals.end() && found->second.top_five;
            answer.rows.back().insert(answer.rows.back().end(), {shown([](const Interval& i) { return i.low; }), shown([](const Interval& i) { return i.high; }), shown([](const Interval& i) { return i.hhi_low; }),
                                                                 shown([](const Interval& i) { return i.hhi_high; }), has_five ? shown([](const Interval& i) { return *i.top_five; }) : std::nullopt,
                                                                 found == intervals.end() ? std::string("nothing known to be uncertain, or too few importers") : found->second.method});
        }
        if (row.source != 0) {
            used.insert(row.source);
        }
    }
    for (const std::uint32_t id : used) {
        answer.sources.push_back(*table.find_source(id));
    }
    if (answer.rows.empty()) {
        answer.notes.push_back("no row of the flow file answers this: nothing is held, which is not the same as no trade");
    }
    joined.finish(table, wanted, scan.is_group ? std::string() : scan.buyer, answer);
    database.run("DROP TABLE IF EXISTS scan");
    database.run("DROP TABLE IF EXISTS scan_apart");
    return answer;
}

} // namespace tidewaiter::flows
