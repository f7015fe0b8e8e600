#include "flows/measures/pair_scan.hpp"

#include "flows/groups.hpp"
#include "flows/measures/share_warnings.hpp"
#include "flows/measures/supply_scan.hpp"
#include "flows/places.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tidewaiter::flows {

std::string PlaceSet::sql(std::string_view column, std::string_view kind) const {
    if (is_all()) {
        return fmt::format("{} = 'country'", kind);
    }
    return fmt::format("{} IN ('{}'{})", column, fmt::join(members, "', '"), group.empty() ? "" : ", '" + group + "'");
}

PlaceSet place_set(const std::vector<std::string>& names) {
    PlaceSet set;
    for (const std::string& name : names) {
        if (const CountryGroup* found = find_group(name)) {
            if (names.size() == 1) {
                set.group = found->name;
            }
            for (const Membership& member : found->members) {
                set.members.push_back(member.country);
            }
            set.name += (set.name.empty() ? "" : " ") + found->name;
        } else {
            const auto codes = country_codes({name});
            set.members.push_back(codes.front());
            set.name += (set.name.empty() ? "" : " ") + codes.front();
        }
    }
    std::ranges::sort(set.members);
    const auto repeated = std::ranges::unique(set.members);
    set.members.erase(repeated.begin(), repeated.end());
    return set;
}

std::string one_country(const std::string& name) {
    if (find_group(name) != nullptr) {
        throw base::Failure(base::FailureKind::usage, fmt::format("'{}' is a group, and one country is asked for here", name), "Write an ISO code such as RU; run the verb once for each.");
    }
    const auto place = find_place(name, PlaceSystem::plain);
    if (!place || place->kind != PlaceKind::country) {
        throw base::Failure(base::FailureKind::usage, fmt::format("'{}' is no country", name), "Write an ISO code such as RU.");
    }
    return place->code;
}

std::string pair_scan_sql(const Wanted& wanted, std::string_view where, bool by_code) {
    const char* code = by_code ? ", left(code, 6) AS code, level" : wanted.nested ? ", code" : "";
    const std::string scanned = fmt::format(
        R"(SELECT source_id, CASE flow WHEN 'X' THEN 'exporter' ELSE 'importer' END AS side,
        CASE flow WHEN 'M' THEN basis::VARCHAR ELSE 'dispatch' END AS basis,
        CASE flow WHEN 'X' THEN reporter ELSE partner END AS exporter, CASE flow WHEN 'X' THEN reporter_kind ELSE partner_kind END AS exporter_kind,
        CASE flow WHEN 'X' THEN partner ELSE reporter END AS importer, CASE flow WHEN 'X' THEN partner_kind ELSE reporter_kind END AS importer_kind,
        hs_rev{}, period, months, currency, status, sum(value) AS value, sum(weight_kg) AS weight_kg
    FROM flow JOIN wanted USING (source_id, hs_rev, code)
    WHERE set_aside IS NULL AND flow IN ('X', 'M'){}{}{}
    GROUP BY ALL)",
        code, by_code ? " AND level >= 6" : "", where.empty() ? "" : " AND ", where);
    const std::string head = fmt::format("WITH wanted AS MATERIALIZED (\n    {})", to_sql(wanted));
    if (by_code) {
        // Longer codes of a source are parts of its six-digit rows where it has both.
        return fmt::format("{},\nlevels AS MATERIALIZED ({})\nSELECT * EXCLUDE (level, value, weight_kg), sum(value) AS value, sum(weight_kg) AS weight_kg\n"
                           "FROM (SELECT * FROM levels QUALIFY level = min(level) OVER (PARTITION BY source_id, code))\nGROUP BY ALL",
                           head, scanned);
    }
    if (!wanted.nested) {
        return head + "\n" + scanned;
    }
    return fmt::format(R"({},
detail AS MATERIALIZED ({}),
{}
SELECT * EXCLUDE (code, value, weight_kg), sum(value) AS value, sum(weight_kg) AS weight_kg
FROM counted GROUP BY ALL)",
                       head, scanned, without_parts_sql("source_id, side, basis, exporter, importer, period, months, currency"));
}

std::string converted_pairs_sql(std::string_view query, std::string_view currency) {
    if (currency.empty()) {
        return std::string(query);
    }
    return fmt::format(
        R"(SELECT p.* EXCLUDE (value, currency),
    CAST(CASE WHEN p.currency = '{1}' THEN p.value
         ELSE CAST(p.value AS DOUBLE) / CAST(a.per_usd AS DOUBLE) * CAST(b.per_usd AS DOUBLE) END AS DECIMAL(18,2)) AS value, '{1}' AS currency
FROM ({0}) AS p
LEFT JOIN rate AS a ON a.currency = p.currency AND p.period BETWEEN a.first_day AND a.last_day
LEFT JOIN rate AS b ON b.currency = '{1}' AND p.period BETWEEN b.first_day AND b.last_day
WHERE p.currency = '{1}' OR (a.per_usd IS NOT NULL AND b.per_usd IS NOT NULL))",
        query, currency);
}

std::vector<Source> sources_of(const FlowTable& table, const std::vector<std::string>& ids) {
    std::set<std::uint32_t> used;
    for (const std::string& list : ids) {
        for (std::size_t start = 0; start < list.size();) {
            const std::size_t end = std::min(list.find(' ', start), list.size());
            if (end > start) {
                used.insert(static_cast<std::uint32_t>(std::stoul(list.substr(start, end - start))));
            }
            start = end + 1;
        }
    }
    std::vector<Source> sources;
    for (const std::uint32_t id : used) {
        sources.push_back(*table.find_source(id));
    }
    return sources;
}

std::vector<Warning> basket_warnings(const Wanted& wanted, const std::vector<Source>& used, const std::set<std::string>& revisions) {
    std::set<std::uint32_t> sources;
    for (const Source& source : used) {
        sources.insert(source.id);
    }
    std::set<std::string> single;
    for (const std::string& text : revisions) {
        for (std::size_t start = 0; start < text.size();) {
            const std::size_t end = std::min(text.find(' ', start), text.size());
            single.insert(text.substr(start, end - start));
            start = end + 1;
        }
    }
    return warnings_of(wanted, sources, single);
}

std::string add_months(std::string_view first_day, int months) {
    const int index = std::stoi(std::string(first_day.substr(0, 4))) * 12 + std::stoi(std::string(first_day.substr(5, 2))) - 1 + months;
    return fmt::format("{:04}-{:02}-01", index / 12, index % 12 + 1);
}

int months_between(std::string_view first_day, std::string_view later) {
    const auto index = [](std::string_view day) { return std::stoi(std::string(day.substr(0, 4))) * 12 + std::stoi(std::string(day.substr(5, 2))); };
    return index(later) - index(first_day);
}

} // namespace tidewaiter::flows
