// Dependency of the European Union on suppliers outside, product by product: the Commission's three indicators, and how long they hold.
#include "flows/groups.hpp"
#include "flows/measures/share_warnings.hpp"
#include "flows/measures/supply_scan.hpp"
#include "flows/series.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace tidewaiter::flows {

namespace {

constexpr double concentrated = 0.4; ///< CDI1: HHI of imports from outside
constexpr double outside = 0.5;      ///< CDI2: imports from outside in all imports
constexpr double more_than_sold = 1; ///< CDI3: imports from outside over exports to outside

std::string depend_sql(const Wanted& wanted, const CountryGroup& group, const Span& span) {
    std::string members;
    for (const Membership& member : group.members) {
        members += fmt::format("{}('{}', DATE '{}', DATE '{}')", members.empty() ? "" : ", ", member.country, member.from.empty() ? "1000-01-01" : member.from,
                               member.to.empty() ? "9999-12-31" : member.to);
    }
    std::string when;
    if (!span.first.empty()) {
        when += fmt::format(" AND period >= DATE '{}'", span.first);
    }
    if (!span.after.empty()) {
        when += fmt::format(" AND period < DATE '{}'", span.after);
    }
    return fmt::format(R"(WITH wanted AS MATERIALIZED (
    {0}),
member AS (SELECT * FROM (VALUES {1}) AS t(country, since, until)),
-- Products have six digits; longer codes are added to them, shorter ones are no products.
every_level AS (
    SELECT source_id, flow, CAST(date_trunc('year', period) AS DATE) AS year, left(code, 6) AS code, level, hs_rev, currency, partner,
        EXISTS (SELECT 1 FROM member WHERE country = partner AND period BETWEEN since AND until) AS inside, sum(value) AS value
    FROM flow JOIN wanted USING (source_id, hs_rev, code)
    WHERE set_aside IS NULL AND flow IN ('M', 'X') AND months <= 12 AND level >= 6 AND partner_kind = 'country'
        AND EXISTS (SELECT 1 FROM member WHERE country = reporter AND period BETWEEN since AND until){2}
    GROUP BY ALL),
detail AS (SELECT * FROM every_level QUALIFY level = min(level) OVER (PARTITION BY source_id, code)),
supplier AS (
    SELECT source_id, year, code, hs_rev, currency, partner, sum(value) AS value FROM detail WHERE flow = 'M' AND NOT inside GROUP BY ALL),
imports AS (
    SELECT source_id, year, code, hs_rev, currency, sum(value) AS extra, arg_max(partner, value) AS top, max(value) AS most,
        sum(CAST(value AS DOUBLE) * CAST(value AS DOUBLE) ORDER BY value) AS squares
    FROM supplier GROUP BY ALL),
others AS (
    SELECT source_id, year, code, currency, coalesce(sum(value) FILTER (flow = 'M' AND inside), 0) AS intra,
        sum(value) FILTER (flow = 'X' AND NOT inside) AS exports
    FROM detail GROUP BY ALL),
indicator AS (
    SELECT *, squares / (CAST(extra AS DOUBLE) * CAST(extra AS DOUBLE)) AS cdi1,
        CAST(extra AS DOUBLE) / CAST(extra + intra AS DOUBLE) AS cdi2,
        CASE WHEN exports > 0 THEN CAST(extra AS DOUBLE) / CAST(exports AS DOUBLE) END AS cdi3
    FROM imports JOIN others USING (source_id, year, code, currency) WHERE extra > 0),
judged AS (
    SELECT *, CASE WHEN cdi3 IS NULL THEN NULL ELSE cdi1 > {3} AND cdi2 > {4} AND cdi3 > {5} END AS dependent FROM indicator)
SELECT code, CAST(year(year) AS VARCHAR) AS period, hs_rev, currency, extra, intra, exports, round(cdi1, 6) AS cdi1, round(cdi2, 6) AS cdi2, round(cdi3, 6) AS cdi3,
    top, round(CAST(most AS DOUBLE) / CAST(extra AS DOUBLE), 6) AS top_share,
    CASE WHEN dependent IS NULL THEN 'not_held' WHEN dependent THEN 'dependent' ELSE 'not_dependent' END AS status,
    count(*) FILTER (dependent) OVER three AS dependent_years, count(*) OVER three AS years_held, source_id
FROM judged
WINDOW three AS (PARTITION BY source_id, code, currency ORDER BY year RANGE BETWEEN INTERVAL 2 YEAR PRECEDING AND CURRENT ROW)
ORDER BY code, period, currency, source_id)",
                       to_sql(wanted), members, when, concentrated, outside, more_than_sold);
}

} // namespace

Answer depend(FlowTable& table, const goods::GoodsBook& book, const Question& question) {
    const CountryGroup* group = find_group(question.buyer);
    if (group == nullptr || !group->name.starts_with("EU")) {
        throw base::Failure(base::FailureKind::usage, fmt::format("the dependency indicators are defined for the European Union, not for '{}'", question.buyer),
                            "Use --buyer EU, EU27 or EU28; 'tidewaiter share' gives the concentration of any country's suppliers.");
    }
    Answer answer;
    answer.measure = "depend-1";
    answer.columns = {"buyer", "basket", "basket_version", "code", "period", "hs_rev", "currency", "extra_value", "intra_value", "export_value", "cdi1", "cdi2", "cdi3", "supplier",
                      "share", "status", "dependent_years", "years_held", "persistent", "source_ids", "basis", "reporter_side", "value", "share_lo", "share_hi", "coverage", "base_value", "warnings"};
    answer.numeric = {false, false, false, false, false, false, false, true, true, true, true, true, true, false, true, false, true, true, false, false, false, false, true, true, true, true, true, false};
    Wanted wanted = find_wanted(table.database(), book, question.basket, question.sources, question.as_written);
    const JoinedSeries joined(table.database(), wanted);
    if (joined.any()) {
        wanted = find_wanted(table.database(), book, question.basket, question.sources, question.as_written);
    }
    const std::string query = depend_sql(wanted, *group, parse_span(question.from, question.to));
    answer.sql = query + ";\n";
    std::set<std::uint32_t> used;
    std::set<std::string> revisions;
    bool lacks_exports = false;
    table.database().query(query, {}, [&](std::span<const std::optional<std::string_view>> cells) {
        const auto cell = [&](std::size_t i) { return cells[i] ? std::optional(std::string(*cells[i])) : std::nullopt; };
        const int dependent_years = std::stoi(cell(13).value_or("0"));
        answer.rows.push_back({group->name, question.basket.name, question.basket.version, cell(0), cell(1), cell(2), cell(3), cell(4), cell(5), cell(6), cell(7), cell(8), cell(9),
                               cell(10), cell(11), cell(12), cell(13), cell(14), dependent_years >= 2 ? "yes" : "no", cell(15),
                               // The members name every supplier, so that the share has no room; it is of the imports from outside.
                               "as reported", "buyer", cell(4), cell(11), cell(11), std::nullopt, cell(4), cells[9] ? "" : "exports_not_held"});
        revisions.insert(cell(2).value_or(""));
        lacks_exports = lacks_exports || !cells[9];
        used.insert(static_cast<std::uint32_t>(std::stoul(cell(15).value_or("0"))));
        return true;
    });
    answer.warnings = warnings_of(wanted, used, revisions);
    for (const std::uint32_t id : used) {
        answer.sources.push_back(*table.find_source(id));
    }
    answer.notes.push_back(fmt::format("a product is dependent when the HHI of imports from outside is above {}, imports from outside are above {} of all imports and above {} times the exports; "
                                       "persistent: in two of the last three years",
                                       concentrated, outside, more_than_sold));
    if (lacks_exports) {
        answer.warnings.push_back({"exports_not_held", "exports to countries outside are not held for some products: they are neither dependent nor not", {}});
    }
    joined.finish(table, wanted, {}, answer);
    return answer;
}

} // namespace tidewaiter::flows
