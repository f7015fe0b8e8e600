#include "flows/measures/supply_scan.hpp"

#include "flows/groups.hpp"
#include "flows/periods.hpp"
#include "flows/places.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

namespace tidewaiter::flows {

using base::Failure;
using base::FailureKind;

namespace {

/// SQL list of codes of countries as the user names them. Errors: Failure(usage).
std::string country_list(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) {
        const auto place = find_place(name, PlaceSystem::plain);
        if (!place) {
            throw Failure(FailureKind::usage, fmt::format("'{}' is no country", name), "Write an ISO code such as CN.");
        }
        list += fmt::format("{}'{}'", list.empty() ? "" : ", ", place->code);
    }
    return list;
}

} // namespace

Span parse_span(std::string_view from, std::string_view to) {
    Span span;
    const auto read = [](std::string_view text, const char* option) {
        const auto period = parse_period(text);
        if (!period) {
            throw Failure(FailureKind::usage, fmt::format("--{}: {}", option, period.error().message), period.error().hint);
        }
        return *period;
    };
    if (!from.empty()) {
        span.first = read(from, "from").first_day();
    }
    if (!to.empty()) {
        const Period last = read(to, "to");
        const int after = last.index() + last.months;
        span.after = fmt::format("{:04}-{:02}-01", after / 12, after % 12 + 1);
    }
    if (!span.first.empty() && !span.after.empty() && span.after <= span.first) {
        throw Failure(FailureKind::usage, fmt::format("--to {} lies before --from {}", to, from), "Turn them round.");
    }
    return span;
}

int months_in(Step step) { return step == Step::year ? 12 : step == Step::quarter ? 3 : step == Step::month ? 1 : 0; }

std::string bucket_of(Step step, const Span& span) {
    switch (step) {
    case Step::year: return "CAST(date_trunc('year', period) AS DATE)";
    case Step::quarter: return "CAST(date_trunc('quarter', period) AS DATE)";
    case Step::month: return "period";
    case Step::window: return span.first.empty() ? "DATE '1000-01-01'" : fmt::format("DATE '{}'", span.first);
    }
    return "period";
}

std::string period_name(std::string_view first_day, Step step, const Span& span) {
    const std::string day(first_day);
    if (step == Step::window) {
        const auto last_month = [](const std::string& after) {
            const int index = std::stoi(after.substr(0, 4)) * 12 + std::stoi(after.substr(5, 2)) - 2;
            return fmt::format("{:04}-{:02}", index / 12, index % 12 + 1);
        };
        return fmt::format("{}..{}", span.first.empty() ? "" : span.first.substr(0, 7), span.after.empty() ? "" : last_month(span.after));
    }
    return Period{std::stoi(day.substr(0, 4)), std::stoi(day.substr(5, 2)), months_in(step)}.to_text();
}

Scan supply_scan(const Question& question, const Wanted& wanted) {
    Scan scan;
    const CountryGroup* group = find_group(question.buyer);
    std::string own = "";
    std::string mirror = "";
    std::string outside = "true";
    if (group != nullptr) {
        scan.buyer = group->name;
        scan.is_group = true;
        std::string members;
        for (const Membership& member : group->members) {
            members += fmt::format("{}('{}', DATE '{}', DATE '{}')", members.empty() ? "" : ", ", member.country, member.from.empty() ? "1000-01-01" : member.from,
                                   member.to.empty() ? "9999-12-31" : member.to);
        }
        const std::string is_member = "EXISTS (SELECT 1 FROM (VALUES " + members + ") AS m(country, since, until) WHERE m.country = {} AND period BETWEEN m.since AND m.until)";
        own = fmt::format(fmt::runtime(is_member), "reporter");
        mirror = fmt::format(fmt::runtime(is_member), "partner");
        // Trade inside the group is no supply from outside.
        outside = fmt::format("NOT (({}) AND ({}))", own, mirror);
    } else {
        const auto place = find_place(question.buyer, PlaceSystem::plain);
        if (!place || (place->kind != PlaceKind::country && place->kind != PlaceKind::world)) {
            throw Failure(FailureKind::usage, fmt::format("'{}' is neither a country nor a group", question.buyer),
                          fmt::format("Write an ISO code such as RU, or one of {}.", group_names()));
        }
        scan.buyer = place->code;
        own = fmt::format("reporter = '{}'", place->code);
        mirror = fmt::format("partner = '{}'", place->code);
    }
    const Span span = parse_span(question.from, question.to);
    std::string when;
    if (!span.first.empty()) {
        when += fmt::format(" AND period >= DATE '{}'", span.first);
    }
    if (!span.after.empty()) {
        when += fmt::format(" AND period + to_months(months) <= DATE '{}'", span.after);
    }
    std::string legs;
    if (question.side != Side::supplier) {
        legs = fmt::format("(flow = 'M' AND {})", own);
    }
    if (question.side != Side::buyer) {
        legs += fmt::format("{}(flow = 'X' AND {})", legs.empty() ? "" : " OR ", mirror);
    }
    std::string without;
    if (!question.without.empty()) {
        without = country_list(question.without);
    }
    scan.where = fmt::format("set_aside IS NULL AND ({}) AND {}{}", legs, outside, when);
    const std::string code = wanted.nested ? ", code" : "";
    // All goods of all sources, none a sum of others: every row counts, and no code needs to be looked up.
    const bool everything = question.basket.is_all() && !wanted.nested && !wanted.leaves_out && question.sources.empty();
    const std::string scanned = fmt::format(
        R"(SELECT source_id, CASE flow WHEN 'M' THEN 'buyer' ELSE 'supplier' END AS side,
        CASE flow WHEN 'M' THEN basis::VARCHAR ELSE 'dispatch' END AS basis,
        CASE flow WHEN 'M' THEN partner ELSE reporter END AS supplier,
        CASE flow WHEN 'M' THEN partner_kind ELSE reporter_kind END AS kind,
        hs_rev{}, period, months, currency, status,
        sum(value) AS value, sum(weight_kg) AS weight_kg, count(*) AS n
    FROM flow{}
    WHERE {}
    GROUP BY ALL)",
        code, everything ? "" : " JOIN wanted USING (source_id, hs_rev, code)", scan.where);
    std::string rows = scanned;
    if (question.side != Side::supplier && wanted.has_transactions) {
        rows += transaction_scan_sql(question, scan, wanted, span);
    }
    if (!without.empty()) {
        // Who is left out is taken out of the published total too.
        rows = fmt::format("SELECT * REPLACE (CASE WHEN supplier IN ({0}) THEN 'WORLD' ELSE supplier END AS supplier, CASE WHEN supplier IN ({0}) THEN 'world' ELSE kind::VARCHAR END AS kind, "
                           "CASE WHEN supplier IN ({0}) THEN -value ELSE value END AS value) FROM ({1})",
                           without, rows);
    }
    if (!wanted.nested) {
        scan.sql = everything && !wanted.has_transactions ? rows : fmt::format("WITH wanted AS MATERIALIZED (\n    {})\n{}", to_sql(wanted), rows);
        return scan;
    }
    scan.sql = fmt::format(R"(WITH wanted AS MATERIALIZED (
    {}),
detail AS MATERIALIZED ({}),
{}
SELECT source_id, side, basis, supplier, kind, hs_rev, period, months, currency, status,
    sum(value) AS value, sum(weight_kg) AS weight_kg, sum(n) AS n
FROM counted GROUP BY ALL)",
                           to_sql(wanted), rows, without_parts_sql("source_id, side, basis, supplier, period, months, currency"));
    return scan;
}

std::string without_parts_sql(std::string_view keys) {
    // Fronts of codes meet by equality: looking for any code that another begins with costs the square of their number.
    return fmt::format(R"(code_held AS (SELECT DISTINCT source_id, code FROM wanted WHERE source_id NOT IN (SELECT source_id FROM source WHERE levels = 'added')),
parent AS (
    SELECT part.source_id, part.code, whole.code AS whole FROM code_held AS part, range(2, 11) AS t(digits)
    JOIN code_held AS whole ON whole.source_id = part.source_id AND whole.code = left(part.code, digits) WHERE digits < length(part.code) AND part.code NOT IN ('TOTAL', 'SECRET')),
-- Cells that a heading or chapter stands for, and those that a total does.
covered AS (SELECT DISTINCT {0}, parent.code FROM (SELECT {0}, code AS whole FROM detail) JOIN parent USING (source_id, whole)),
totalled AS (SELECT DISTINCT {0} FROM detail WHERE code = 'TOTAL' AND source_id IN (SELECT source_id FROM code_held)),
counted AS (
    SELECT * FROM detail WHERE code = 'TOTAL'
    UNION ALL BY NAME SELECT detail.* FROM detail ANTI JOIN covered USING ({0}, code) ANTI JOIN totalled USING ({0}) WHERE code <> 'TOTAL'))",
                       keys);
}

std::string transaction_scan_sql(const Question&, const Scan& scan, const Wanted& wanted, const Span& span) {
    std::string when = " AND day IS NOT NULL";
    if (!span.first.empty()) {
        when += fmt::format(" AND day >= DATE '{}'", span.first);
    }
    if (!span.after.empty()) {
        when += fmt::format(" AND day < DATE '{}'", span.after);
    }
    // Each of the four bases is the same rows, named by another column; a blank is an unknown supplier, not a missing row.
    const std::string code = wanted.nested ? ", code" : "";
    const std::string members = scan.is_group ? "false" : fmt::format("coalesce(importer_country, destination, reporter) = '{}'", scan.buyer);
    return fmt::format(R"(
    UNION ALL
    SELECT source_id, 'buyer' AS side, basis, coalesce(supplier, '_UNKNOWN') AS supplier,
        CAST(CASE WHEN supplier IS NULL THEN 'unspecified' ELSE 'country' END AS place_kind) AS kind,
        hs_rev{}, CAST(date_trunc('month', day) AS DATE) AS period, CAST(1 AS UTINYINT) AS months, currency, CAST('reported' AS row_status) AS status,
        sum(value) AS value, sum(weight_kg) AS weight_kg, count(*) AS n
    FROM (SELECT *, unnest([{{'basis': 'dispatch', 'supplier': dispatch}}, {{'basis': 'origin', 'supplier': origin}},
                            {{'basis': 'producer', 'supplier': manufacturer_country}}, {{'basis': 'seller', 'supplier': seller_country}}], recursive := true)
          FROM transactions JOIN wanted USING (source_id, hs_rev, code)
          WHERE flow = 'M' AND set_aside IS NULL AND value IS NOT NULL AND {}{})
    GROUP BY ALL)",
                       code, members, when);
}

} // namespace tidewaiter::flows
