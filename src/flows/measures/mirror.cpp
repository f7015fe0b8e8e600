// What the exporter says it sent and what the importer says it got, side by side; the gap is evidence and is kept as such.
#include "flows/groups.hpp"
#include "flows/measures/freight.hpp"
#include "flows/measures/share_warnings.hpp"
#include "flows/measures/supply_scan.hpp"
#include "flows/series.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

namespace tidewaiter::flows {

namespace {

/// A gap that is less than this part of itself in the wider goods was in the headings, not on the way.
constexpr double closes = 0.5;
/// The most that freight is taken for.
constexpr double most_tau = 0.2;
/// Below this the exporter's amount is too small for a share.
constexpr double tiny = 100'000;

/// Both legs of every pair and period, from the rows of the scan. In: members, "('AT'), ('BE')" of a group that is asked for, or empty.
std::string legs_sql(const Question& question, const Span& span, std::string_view group, std::string_view members) {
    const std::string bucket = bucket_of(question.step, span);
    const int months = months_in(question.step);
    const std::string fits = months == 0 ? "true" : fmt::format("months <= {} AND period + to_months(months) <= {} + INTERVAL {} MONTH", months, bucket, months);
    const std::string money = question.currency.empty() ? "SELECT * FROM scan" : converted_sql(question.currency);
    // The group's own row, where a source has it, before the sum of its members.
    const std::string named = members.empty() ? "SELECT * FROM longest WHERE kind = 'country'"
                                              : fmt::format("SELECT * REPLACE ('{0}' AS supplier) FROM longest WHERE supplier = '{0}' OR (supplier IN (SELECT * FROM (VALUES {1})) AND NOT EXISTS "
                                                            "(SELECT 1 FROM longest AS g WHERE g.supplier = '{0}' AND g.source_id = longest.source_id AND g.side = longest.side AND g.bucket = longest.bucket))",
                                                            group, members);
    return fmt::format(R"(money AS ({}),
fitting AS (SELECT *, {} AS bucket FROM money WHERE {}),
longest AS (SELECT * FROM fitting QUALIFY months = max(months) OVER (PARTITION BY source_id, side, basis, bucket, supplier)),
named AS ({}),
part AS (
    SELECT source_id, side, basis, currency, bucket, supplier, sum(value) AS value, count(DISTINCT period) * max(months) AS held,
        string_agg(DISTINCT status::VARCHAR, ' ' ORDER BY status::VARCHAR) AS status, string_agg(DISTINCT hs_rev, ' ' ORDER BY hs_rev) AS hs_rev
    FROM named GROUP BY ALL),
-- One source for each leg: the one with most months, of equals the last loaded.
chosen AS (SELECT * FROM part QUALIFY row_number() OVER (PARTITION BY side, basis, currency, bucket, supplier ORDER BY held DESC, source_id DESC) = 1),
x AS (SELECT * FROM chosen WHERE side = 'supplier'),
m AS (SELECT * FROM chosen WHERE side = 'buyer'))",
                       money, bucket, fits, named);
}

constexpr std::string_view pairs_sql = R"(
SELECT coalesce(x.supplier, m.supplier) AS supplier, coalesce(x.bucket, m.bucket) AS bucket, coalesce(x.currency, m.currency) AS currency, coalesce(m.basis, 'not_held') AS basis,
    x.value AS x_value, m.value AS m_value, concat_ws(' ', x.status, m.status) AS status, coalesce(x.hs_rev, m.hs_rev) AS hs_rev,
    x.source_id AS x_source, m.source_id AS m_source, x.held AS x_held, m.held AS m_held
FROM x FULL JOIN m ON x.supplier = m.supplier AND x.bucket = m.bucket AND x.currency = m.currency
ORDER BY supplier, bucket, currency, basis)";

struct Pair {
    std::string supplier, bucket, currency, basis, status, hs_rev;
    std::optional<double> x, m;
    std::optional<std::string> x_text, m_text;
    std::string x_source, m_source;
    int x_held = 0, m_held = 0;

    std::string key() const { return supplier + "|" + bucket + "|" + currency + "|" + basis; }
};

std::optional<double> lost(const Pair& pair, double tau) {
    if (!pair.x || !pair.m || *pair.x <= 0) {
        return std::nullopt;
    }
    return (*pair.x - *pair.m * (1 - tau)) / *pair.x;
}

/// The basket with its codes cut to so many digits.
Basket widened(const Basket& basket, std::size_t digits) {
    std::set<std::string> codes;
    for (const std::string& code : basket.codes) {
        codes.insert(code.substr(0, digits));
    }
    Basket wide = basket;
    wide.codes.assign(codes.begin(), codes.end());
    return wide;
}

/// The table `near`: the rows of both legs in the chapters of the basket, read once for the three widths that are looked at.
void make_near(sql::Database& database, const Wanted& asked, const Wanted& wide, const Scan& scan) {
    std::set<std::string> chapters;
    for (const Wanted* wanted : {&asked, &wide}) { // in an older revision a code can stand in another chapter
        for (const Wanted::Row& row : wanted->rows) {
            chapters.insert(row.code.substr(0, 2));
        }
    }
    database.run(fmt::format("CREATE OR REPLACE TEMP TABLE near AS SELECT source_id, flow, basis, reporter, reporter_kind, partner, partner_kind, hs_rev, code, period, months, currency, status, "
                             "value, weight_kg, set_aside FROM flow WHERE {} AND left(code, 2) IN ('{}')",
                             scan.where, fmt::join(chapters, "', '")));
}

/// The scan over `near` in place of the flow table.
std::string over_near(std::string sql) {
    constexpr std::string_view table = "FROM flow";
    return sql.replace(sql.find(table), table.size(), "FROM near");
}

std::optional<std::string> shown(std::optional<double> value) { return value ? std::optional(fmt::format("{:.6f}", *value)) : std::nullopt; }

} // namespace

Answer mirror(FlowTable& table, const goods::GoodsBook& book, const Question& question, std::optional<double> tau, bool estimate_tau) {
    sql::Database& database = table.database();
    const Span span = parse_span(question.from, question.to);
    std::string group;
    std::string members;
    std::vector<std::string> suppliers;
    for (const std::string& name : question.suppliers) {
        if (const CountryGroup* found = find_group(name)) {
            group = found->name;
            for (const Membership& member : found->members) {
                members += fmt::format("{}('{}')", members.empty() ? "" : ", ", member.country);
            }
        } else {
            suppliers.push_back(name);
        }
    }
    if (!group.empty() && question.suppliers.size() > 1) {
        throw base::Failure(base::FailureKind::usage, "a group of suppliers is asked for alone", "Run the verb once for each.");
    }
    suppliers = country_codes(suppliers);
    Answer answer;
    answer.measure = "mirror-1";
    answer.columns = {"buyer", "supplier", "basket", "basket_version", "hs_rev", "basis", "period", "currency", "value_sent", "value_received", "gap", "share_lost",
                      "discrepancy", "log_ratio", "share_lost_hs4", "share_lost_hs2", "tau", "status", "base_value", "warnings", "source_ids", "reporter_side", "value", "share", "share_lo", "share_hi", "coverage"};
    answer.numeric = {false, false, false, false, false, false, false, false, true, true, true, true, true, true, true, true, true, false, true, false, false, false, true, true, true, true, true};
    std::unique_ptr<const JoinedSeries> series;
    Wanted asked_for;
    std::string buyer;
    bool is_near = false;
    const auto pairs_of = [&](const Basket& basket, bool is_asked) {
        Question asked = question;
        asked.basket = basket;
        asked.side = Side::both;
        if (series) {
            series->hide();
        }
        Wanted wanted = find_wanted(database, book, basket, question.sources, question.as_written);
        auto joined = std::make_unique<const JoinedSeries>(database, wanted);
        if (joined->any()) {
            wanted = find_wanted(database, book, basket, question.sources, question.as_written);
        }
        const Scan scan = supply_scan(asked, wanted);
        const std::string rest = legs_sql(question, span, group, members) + std::string(pairs_sql);
        if (is_asked) {
            answer.sql = fmt::format("WITH scan AS MATERIALIZED (\n{}\n),\n{};\n", scan.sql, rest);
            buyer = scan.buyer;
            asked_for = wanted;
            is_near = !joined->any() && !basket.is_all();
            if (is_near) {
                make_near(database, wanted, find_wanted(database, book, widened(basket, 2), question.sources, question.as_written), scan);
            }
        }
        database.run("CREATE OR REPLACE TEMP TABLE scan AS " + (is_near && !joined->any() ? over_near(scan.sql) : scan.sql));
        if (is_asked) {
            series = std::move(joined);
        }
        if (is_asked) {
            answer.warnings = wanted_warnings(database, wanted, scan);
        }
        std::vector<Pair> pairs;
        bool is_uneven = false;
        database.query("WITH " + rest, {}, [&](std::span<const std::optional<std::string_view>> cells) {
            const auto text = [&](std::size_t i) { return std::string(cells[i].value_or("")); };
            Pair pair{text(0), text(1), text(2), text(3), text(6), text(7), {}, {}, {}, {}, text(8), text(9), cells[10] ? std::stoi(text(10)) : 0, cells[11] ? std::stoi(text(11)) : 0};
            if (cells[4]) {
                pair.x = std::stod(text(4));
                pair.x_text = text(4);
            }
            if (cells[5]) {
                pair.m = std::stod(text(5));
                pair.m_text = text(5);
            }
            is_uneven = is_uneven || (pair.x && pair.m && pair.x_held != pair.m_held);
            if (suppliers.empty() || std::ranges::find(suppliers, pair.supplier) != suppliers.end()) {
                pairs.push_back(std::move(pair));
            }
            return true;
        });
        if (is_uneven) {
            // A month without these goods is a month without trade in them, where the source has the month at all.
            const auto held = months_held(database, question, scan, span);
            for (Pair& pair : pairs) {
                const auto x = held.find(pair.x_source + "|supplier|" + pair.bucket);
                const auto m = held.find(pair.m_source + "|buyer|" + pair.bucket);
                pair.x_held = x == held.end() ? pair.x_held : std::max(pair.x_held, x->second);
                pair.m_held = m == held.end() ? pair.m_held : std::max(pair.m_held, m->second);
            }
        }
        return pairs;
    };
    const std::vector<Pair> pairs = pairs_of(question.basket, true);
    std::map<std::string, std::optional<double>> wide[2];
    const double given = tau.value_or(0);
    std::optional<FreightModel> freight;
    if (estimate_tau) {
        freight = fit_freight(freight_pairs(database, book));
    }
    // A group, and a pair without a distance, have no estimate: their imports stay as published, and that is said.
    std::set<std::string> without_distance;
    const auto rate_of = [&](const Pair& pair) {
        if (!estimate_tau) {
            return given;
        }
        const auto estimated = freight ? freight->tau(pair.supplier, buyer) : std::nullopt;
        if (freight && !estimated) {
            without_distance.insert(pair.supplier);
        }
        return estimated.value_or(0);
    };
    if (!question.basket.is_all()) {
        for (std::size_t i = 0; i < 2; ++i) {
            for (const Pair& pair : pairs_of(widened(question.basket, i == 0 ? 4 : 2), false)) {
                wide[i][pair.key()] = lost(pair, rate_of(pair));
            }
        }
    }
    std::set<std::uint32_t> used;
    std::vector<std::string> reclassified;
    std::vector<std::string> uneven;
    for (const Pair& pair : pairs) {
        const double rate = rate_of(pair);
        const auto share = lost(pair, rate);
        const auto wider = [&](std::size_t i) {
            const auto found = wide[i].find(pair.key());
            return found == wide[i].end() ? std::nullopt : found->second;
        };
        std::vector<std::string> warnings;
        std::string status = pair.status;
        const std::string name = period_name(pair.bucket, question.step, span);
        if (!pair.x || !pair.m) {
            status = "one_side_only";
        } else if (pair.x_held != pair.m_held) {
            status += " incomplete";
            warnings.emplace_back("months_differ");
            uneven.push_back(fmt::format("{}, {}: {} months sent, {} months received", name, pair.supplier, pair.x_held, pair.m_held));
        }
        if (pair.x && *pair.x < tiny) {
            warnings.emplace_back("tiny_base");
        }
        if (share && wider(0) && std::abs(*share) > 0.1 && std::abs(*wider(0)) < closes * std::abs(*share)) {
            warnings.emplace_back("reclassified");
            reclassified.push_back(fmt::format("{}, {}: {:.0f} % lost in these codes, {:.0f} % in their headings", name, pair.supplier, 100 * *share, 100 * *wider(0)));
        }
        const bool both = pair.x && pair.m && *pair.x > 0 && *pair.m > 0;
        const double fob = pair.m ? *pair.m * (1 - rate) : 0;
        // A leg of another number of months is no gap.
        const bool comparable = both && pair.x_held == pair.m_held;
        std::string ids;
        for (const std::string& id : {pair.x_source, pair.m_source}) {
            if (!id.empty() && ids != id) {
                ids += ids.empty() ? id : " " + id;
                used.insert(static_cast<std::uint32_t>(std::stoul(id)));
            }
        }
        answer.rows.push_back({buyer, pair.supplier, question.basket.name, question.basket.version, pair.hs_rev, pair.basis, name, pair.currency, pair.x_text, pair.m_text,
                               comparable ? std::optional(fmt::format("{:.2f}", *pair.x - fob)) : std::nullopt, comparable ? shown(share) : std::nullopt,
                               comparable ? shown(std::abs(*pair.x - fob) / (*pair.x + fob)) : std::nullopt, comparable ? shown(std::log(*pair.x / fob)) : std::nullopt,
                               comparable ? shown(wider(0)) : std::nullopt, comparable ? shown(wider(1)) : std::nullopt, fmt::format("{:.4f}", rate), status, pair.x_text,
                               fmt::format("{}", fmt::join(warnings, " ")), ids,
                               "both", pair.m_text, comparable ? shown(share) : std::nullopt,
                               // Freight of nothing to a fifth of the value: what is lost lies between.
                               comparable ? shown(lost(pair, 0)) : std::nullopt, comparable ? shown(lost(pair, most_tau)) : std::nullopt, comparable ? std::optional("1.000000") : std::nullopt});
    }
    if (!reclassified.empty()) {
        answer.warnings.push_back({"reclassified", "the gap closes in the wider goods: the two sides write different codes for the same goods", reclassified});
    }
    if (!uneven.empty()) {
        answer.warnings.push_back({"months_differ", "the two sides hold different numbers of months: no gap is given", uneven});
    }
    if (estimate_tau && !freight) {
        answer.warnings.push_back({"tau_not_estimated", fmt::format("fewer than {} pairs of countries have both sides, whole years and a distance: imports stay as published", fewest_freight_pairs), {}});
    } else if (estimate_tau) {
        answer.notes.push_back(fmt::format("imports are brought to FOB as M (1 - tau), tau = {:.4f} {:+.4f} ln(km) {:+.4f} with a common border, cut to 0 .. 0.2; from {} pairs and years", freight->constant,
                                           freight->by_distance, freight->by_border, freight->pairs));
    }
    if (!without_distance.empty()) {
        answer.warnings.push_back({"no_distance", "no distance is held for these suppliers (a group has none): their imports stay as published", {without_distance.begin(), without_distance.end()}});
    }
    if (!estimate_tau) {
        answer.notes.push_back(tau ? fmt::format("imports are brought to FOB as M (1 - tau) with tau = {}, as given", *tau)
                               : "imports are CIF as published and exports FOB: a gap of minus 5 to 10 % is freight; give --tau to take it off, or --tau estimate");
    }
    answer.notes.emplace_back("a negative loss is normal where imports are by origin; the signal is the change of a pair over time");
    for (const std::uint32_t id : used) {
        answer.sources.push_back(*table.find_source(id));
    }
    series->finish(table, asked_for, find_group(buyer) == nullptr ? buyer : std::string(), answer);
    database.run("DROP TABLE IF EXISTS scan");
    database.run("DROP TABLE IF EXISTS near");
    return answer;
}

} // namespace tidewaiter::flows
