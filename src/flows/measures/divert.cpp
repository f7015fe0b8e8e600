// Hubs: what came in beyond their own need, what went on to the destination, and whether goods at large did the same.
#include "flows/measures/divert_placebo.hpp"
#include "flows/measures/pair_scan.hpp"
#include "flows/measures/supply_scan.hpp"
#include "flows/series.hpp"
#include "flows/periods.hpp"
#include "flows/statistics/draws.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace tidewaiter::flows {

namespace {

using base::Failure;
using base::FailureKind;

/// A monthly mean below this (100,000 a year) makes every ratio of it noise.
constexpr double tiny_month = 100'000.0 / 12;
/// Goods outside the basket that grew more than this are no measure of a hub's own need.
constexpr double control_grew = 2;
/// Lag profiles with placebo goods are long work: so many hubs have them, the largest first.
constexpr std::size_t lag_hubs = 12;

struct Windows {
    Span before, after;
    std::string last; ///< first day after everything that is looked at
};

using Key = std::tuple<std::string, std::string, std::string, std::string>; // hub, side, basis, currency

struct Leg {
    double before = 0, after = 0, after_kg = 0;
    std::string sources;
    bool has_weight = false;
};

struct Hub {
    Key key;
    Leg in;
    std::optional<Leg> out;
    std::string out_side;
    std::optional<double> lost, sold; ///< sold: what the hub exported of the basket to everyone, in the months before
    std::optional<double> direct_fall;
    double need = 1;
    bool has_need = false;
    double excess_in = 0, excess_out = 0, low = 0, high = 0;
    std::optional<LagProfile> profile;
    PlaceboTest placebo;
    std::optional<double> q;
    std::vector<std::string> warnings;
};

Windows windows_of(sql::Database& database, const DivertQuestion& question) {
    if (question.since.empty()) {
        throw Failure(FailureKind::usage, "no date is given since when hubs are looked for", "Name a month, such as --since 2022-03.");
    }
    if (const auto since = parse_period(question.since); !since) {
        throw Failure(FailureKind::usage, fmt::format("--since: {}", since.error().message), since.error().hint);
    }
    Windows windows;
    windows.after = parse_span(question.since, question.to);
    if (windows.after.after.empty()) {
        windows.after.after = database.all("SELECT CAST(CAST(max(period + to_months(months)) AS DATE) AS VARCHAR) FROM pair").at(0).at(0).value_or(windows.after.first);
    }
    if (windows.after.after <= windows.after.first) {
        throw Failure(FailureKind::usage, fmt::format("no month of these goods is held from {} on", question.since), "'tidewaiter load --list' shows what is there.");
    }
    if (question.base_from.empty()) {
        windows.before.first = add_months(windows.after.first, -12);
        windows.before.after = windows.after.first;
    } else {
        windows.before = parse_span(question.base_from, question.base_to.empty() ? question.base_from : question.base_to);
    }
    if (windows.before.after > windows.after.first) {
        throw Failure(FailureKind::usage, "the months compared with reach into those after the date", "Let --base end before --since.");
    }
    windows.last = windows.after.after;
    return windows;
}

/// Monthly means of each pair in both windows. In: pair. One source for each pair and leg: the one with most months, of equals the finest,
/// then the last loaded. A reporter counts when it holds both windows.
std::string mean_sql(const Windows& windows) {
    return fmt::format(R"(dated AS (
    SELECT *, CASE side WHEN 'exporter' THEN exporter ELSE importer END AS reporter,
        CASE WHEN period >= DATE '{0}' AND period + to_months(months) <= DATE '{1}' THEN 'before'
             WHEN period >= DATE '{2}' AND period + to_months(months) <= DATE '{3}' THEN 'after' END AS part
    FROM pair WHERE exporter <> importer),
-- A month without these goods is a month without trade in them, where the reporter has the month at all.
reported AS (
    SELECT source_id, CASE flow WHEN 'X' THEN 'exporter' ELSE 'importer' END AS side, reporter, months, period
    FROM flow WHERE set_aside IS NULL AND flow IN ('X', 'M') AND period >= DATE '{0}' AND period < DATE '{3}' AND source_id IN (SELECT source_id FROM pair) GROUP BY ALL),
held AS (
    SELECT source_id, side, months, reporter,
        count(*) FILTER (period >= DATE '{0}' AND period + to_months(months) <= DATE '{1}') * max(months) AS before_held,
        count(*) FILTER (period >= DATE '{2}' AND period + to_months(months) <= DATE '{3}') * max(months) AS after_held
    FROM reported GROUP BY ALL),
amount AS (
    SELECT source_id, side, basis, currency, months, reporter, exporter, exporter_kind, importer, importer_kind,
        coalesce(sum(value) FILTER (part = 'before'), 0) AS before_sum, coalesce(sum(value) FILTER (part = 'after'), 0) AS after_sum,
        sum(weight_kg) FILTER (part = 'after') AS after_kg
    FROM dated WHERE part IS NOT NULL GROUP BY ALL),
mean AS MATERIALIZED (
    SELECT * EXCLUDE (before_sum, after_sum, after_kg), CAST(before_sum / before_held AS DECIMAL(18,2)) AS before, CAST(after_sum / after_held AS DECIMAL(18,2)) AS after,
        CAST(after_kg / after_held AS DECIMAL(18,3)) AS after_kg
    FROM amount JOIN held USING (source_id, side, months, reporter)
    WHERE before_held > 0 AND after_held > 0
    QUALIFY row_number() OVER (PARTITION BY side, basis, currency, exporter, importer ORDER BY before_held + after_held DESC, months, source_id DESC) = 1))",
                       windows.before.first, windows.before.after, windows.after.first, windows.after.after);
}

/// "exporter is one of those whose goods are followed"; where a group has rows of its own its members are not added to them.
std::string origin_sql(const PlaceSet& origins, std::string_view mean, std::string_view row) {
    std::string text = origins.sql(fmt::format("{}.exporter", row), fmt::format("{}.exporter_kind", row));
    if (!origins.group.empty()) {
        text += fmt::format(" AND ({1}.exporter = '{0}' OR NOT EXISTS (SELECT 1 FROM {2} AS whole WHERE whole.exporter = '{0}' AND whole.importer = {1}.importer AND whole.side = {1}.side"
                            " AND whole.basis = {1}.basis AND whole.currency = {1}.currency))",
                            origins.group, row, mean);
    }
    return text;
}

std::string legs_sql(const PlaceSet& origins, std::string_view destination) {
    const std::string origin = origin_sql(origins, "mean", "mean");
    const std::string origin_x = origin_sql(origins, "mean", "x");
    return fmt::format(R"(leg AS (
    SELECT 'in' AS leg, importer AS hub, side, basis, currency, before, after, after_kg, source_id
    FROM mean WHERE {0} AND importer_kind = 'country' AND importer <> '{2}' AND exporter <> '{2}'
    UNION ALL SELECT 'out', exporter, side, basis, currency, before, after, after_kg, source_id FROM mean WHERE importer = '{2}' AND exporter_kind = 'country'
    UNION ALL SELECT 'direct', importer, side, basis, currency, before, after, after_kg, source_id FROM mean WHERE {0} AND importer = '{2}'
    UNION ALL SELECT 'sold', exporter, side, basis, currency, before, after, after_kg, source_id FROM mean
        WHERE side = 'exporter' AND exporter_kind = 'country' AND importer_kind = 'country'
    -- Lost on the way: what the gap between sent and received grew by, exporter by exporter.
    UNION ALL SELECT 'lost', x.importer, 'both', m.basis, x.currency, 0, greatest(0, (x.after - m.after) - (x.before - m.before)), NULL, m.source_id
        FROM mean AS x JOIN mean AS m ON x.exporter = m.exporter AND x.importer = m.importer AND x.currency = m.currency
        WHERE x.side = 'exporter' AND m.side = 'importer' AND {1} AND x.importer <> '{2}' AND x.exporter <> '{2}')
SELECT leg, hub, side, basis, currency, sum(before) AS before, sum(after) AS after, sum(after_kg) AS after_kg,
    string_agg(DISTINCT source_id::VARCHAR, ' ' ORDER BY source_id::VARCHAR) AS source_ids, count(*) AS pairs
FROM leg GROUP BY ALL ORDER BY ALL)",
                       origin, origin_x, destination);
}

struct Legs {
    std::map<Key, Leg> in, out, direct, sold, lost;
};

Legs read_legs(sql::Database& database, const std::string& sql) {
    Legs legs;
    for (const auto& row : database.all(sql)) {
        const std::string leg = row[0].value_or("");
        const Key key{row[1].value_or(""), row[2].value_or(""), row[3].value_or(""), row[4].value_or("")};
        auto& into = leg == "in" ? legs.in : leg == "out" ? legs.out : leg == "direct" ? legs.direct : leg == "sold" ? legs.sold : legs.lost;
        into[key] = {std::stod(row[5].value_or("0")), std::stod(row[6].value_or("0")), row[7] ? std::stod(*row[7]) : 0, row[8].value_or(""), row[7].has_value()};
    }
    return legs;
}

/// The leg of a place in the currency: its own report before that of the partners.
std::pair<const Leg*, std::string> best_leg(const std::map<Key, Leg>& legs, const std::string& place, const std::string& currency) {
    for (const char* side : {"exporter", "importer", "both"}) {
        for (const auto& [key, leg] : legs) {
            if (std::get<0>(key) == place && std::get<1>(key) == side && std::get<3>(key) == currency) {
                return {&leg, side};
            }
        }
    }
    return {nullptr, {}};
}

/// Goods of the hubs, six digits each, on both legs; with months where they are asked for.
class Goods {
public:
    /// In: rows, the codes that are scanned; hubs, those whose pairs are looked at
    Goods(sql::Database& database, const Wanted& wanted, const std::set<std::string>& hubs, const Windows& windows, const DivertQuestion& question, const PlaceSet& origins) {
        const std::string list = fmt::format("'{}'", fmt::join(hubs, "', '"));
        const std::string where = fmt::format("(reporter IN ({0}) OR partner IN ({0})) AND period + to_months(months) <= DATE '{1}'", list, windows.last);
        database.run("CREATE OR REPLACE TEMP TABLE good AS " + converted_pairs_sql(pair_scan_sql(wanted, where, true), question.currency));
        const std::string legs = fmt::format(
            R"(FROM (SELECT good.*, before_held, after_held FROM good JOIN mean USING (source_id, side, basis, currency, months, exporter, importer)) AS g,
            LATERAL (SELECT unnest([{{'leg': 'in', 'hub': g.importer, 'takes': g.importer IN ({0}) AND g.exporter <> '{1}' AND {2}}},
                                    {{'leg': 'out', 'hub': g.exporter, 'takes': g.exporter IN ({0}) AND g.importer = '{1}'}}], recursive := true)) AS l WHERE l.takes)",
            list, question.destination, origins.sql("g.exporter", "g.exporter_kind"));
        const std::string sql = fmt::format(
            "SELECT l.leg, l.hub, side, basis, currency, code, "
            "CAST(coalesce(sum(CAST(value / before_held AS DECIMAL(18,4))) FILTER (period >= DATE '{}' AND period + to_months(months) <= DATE '{}'), 0) AS VARCHAR), "
            "CAST(coalesce(sum(CAST(value / after_held AS DECIMAL(18,4))) FILTER (period >= DATE '{}' AND period + to_months(months) <= DATE '{}'), 0) AS VARCHAR) {} GROUP BY ALL ORDER BY ALL",
            windows.before.first, windows.before.after, windows.after.first, windows.after.after, legs);
        database.query(sql, {}, [&](std::span<const std::optional<std::string_view>> cells) {
            const auto text = [&](std::size_t i) { return std::string(cells[i].value_or("")); };
            PlaceboGood& good = at(text(0), text(1), text(2), text(3), text(4), text(5));
            (text(0) == "in" ? good.in_before : good.out_before) += std::stod(text(6));
            (text(0) == "in" ? good.in_after : good.out_after) += std::stod(text(7));
            return true;
        });
        months_sql_ = "SELECT l.leg, l.hub, side, basis, currency, code, CAST(period AS VARCHAR), CAST(sum(value) AS VARCHAR) " + legs + " AND months = 1 AND l.hub = $1 GROUP BY ALL ORDER BY ALL";
    }

    /// The leg out is held once for a hub; it belongs to every row of it in the currency.
    std::map<std::string, PlaceboGood> of(const Key& key, const std::string& out_side) const {
        std::map<std::string, PlaceboGood> goods;
        const auto [hub, side, basis, currency] = key;
        if (const auto found = in_.find(key); found != in_.end()) {
            goods = found->second;
        }
        for (const auto& [out_key, out] : out_) {
            if (std::get<0>(out_key) == hub && std::get<1>(out_key) == out_side && std::get<3>(out_key) == currency) {
                for (const auto& [code, good] : out) {
                    goods[code].out_before += good.out_before;
                    goods[code].out_after += good.out_after;
                    goods[code].out_months = good.out_months;
                }
                break;
            }
        }
        return goods;
    }

    /// Adds the months of a hub from the first that both legs hold.
    void read_months(sql::Database& database, const std::string& hub, const std::string& first, std::size_t count) {
        const std::vector<std::string> values{hub};
        database.query(months_sql_, values, [&](std::span<const std::optional<std::string_view>> cells) {
            const auto text = [&](std::size_t i) { return std::string(cells[i].value_or("")); };
            const int month = months_between(first, text(6));
            if (month >= 0 && static_cast<std::size_t>(month) < count) {
                PlaceboGood& good = at(text(0), text(1), text(2), text(3), text(4), text(5));
                auto& series = text(0) == "in" ? good.in_months : good.out_months;
                series.resize(count, 0);
                series[static_cast<std::size_t>(month)] += std::stod(text(7));
            }
            return true;
        });
    }

private:
    PlaceboGood& at(const std::string& leg, const std::string& hub, const std::string& side, const std::string& basis, const std::string& currency, const std::string& code) {
        return (leg == "in" ? in_ : out_)[{hub, side, basis, currency}][code];
    }

    std::map<Key, std::map<std::string, PlaceboGood>> in_, out_;
    std::string months_sql_;
};

std::optional<std::string> shown(std::optional<double> value, int digits = 6) { return value ? std::optional(fmt::format("{:.{}f}", *value, digits)) : std::nullopt; }

class Diversion {
public:
    Diversion(FlowTable& table, const goods::GoodsBook& book, const DivertQuestion& question)
        : table_(table), database_(table.database()), book_(book), question_(question), origins_(place_set(question.origins)), hubs_(place_set(question.hubs)) {
        question_.destination = one_country(question.destination);
    }

    Answer run() {
        Wanted wanted = find_wanted(database_, book_, question_.basket, question_.sources, question_.as_written);
        const JoinedSeries joined(database_, wanted);
        if (joined.any()) {
            wanted = find_wanted(database_, book_, question_.basket, question_.sources, question_.as_written);
        }
        std::string where;
        if (!hubs_.is_all()) {
            const std::string list = fmt::format("'{}'", fmt::join(hubs_.members, "', '"));
            where = fmt::format("(reporter IN ({0}) OR partner IN ({0}) OR partner = '{1}' OR reporter = '{1}')", list, question_.destination);
        }
        const std::string scan = converted_pairs_sql(pair_scan_sql(wanted, where), question_.currency);
        database_.run("CREATE OR REPLACE TEMP TABLE pair AS " + scan);
        windows_ = windows_of(database_, question_);
        for (const auto& row : database_.all(fmt::format("SELECT DISTINCT hs_rev FROM pair WHERE period >= DATE '{}' AND period < DATE '{}' ORDER BY 1", windows_.before.first, windows_.last))) {
            revisions_.insert(row[0].value_or(""));
        }
        const std::string legs_text = legs_sql(origins_, question_.destination);
        answer_.sql = fmt::format("WITH pair AS MATERIALIZED (\n{}\n),\n{},\n{};\n", scan, mean_sql(windows_), legs_text);
        database_.run("CREATE OR REPLACE TEMP TABLE mean AS WITH " + mean_sql(windows_) + " SELECT * FROM mean");
        collect(read_legs(database_, "WITH " + legs_text));
        if (!rows_.empty()) {
            look_at_goods(wanted);
        }
        for (Hub& hub : rows_) {
            judge(hub);
        }
        rank();
        print(wanted);
        tell_missing_months();
        for (const char* name : {"pair", "mean", "good"}) {
            database_.run(fmt::format("DROP TABLE IF EXISTS {}", name));
        }
        joined.finish(table_, wanted, question_.destination, answer_);
        return std::move(answer_);
    }

private:
    void collect(const Legs& legs) {
        for (const auto& [key, in] : legs.in) {
            const auto& [hub, side, basis, currency] = key;
            if (!hubs_.is_all() && std::ranges::find(hubs_.members, hub) == hubs_.members.end()) {
                continue;
            }
            Hub row;
            row.key = key;
            row.in = in;
            if (const auto [out, out_side] = best_leg(legs.out, hub, currency); out != nullptr) {
                row.out = *out;
                row.out_side = out_side;
            }
            if (const auto [lost, ignored] = best_leg(legs.lost, hub, currency); lost != nullptr) {
                row.lost = lost->after;
            }
            if (const auto [sold, ignored] = best_leg(legs.sold, hub, currency); sold != nullptr) {
                row.sold = sold->before;
            }
            // What the destination itself lost, seen from the same side.
            for (const auto& [direct_key, direct] : legs.direct) {
                if (std::get<1>(direct_key) == side && std::get<2>(direct_key) == basis && std::get<3>(direct_key) == currency && direct.before > direct.after) {
                    row.direct_fall = direct.before - direct.after;
                }
            }
            rows_.push_back(std::move(row));
        }
    }

    /// All codes of the sources in use, or those of the control goods; the basket's own apart.
    void look_at_goods(const Wanted& wanted) {
        std::set<std::string> hubs;
        std::vector<std::string> ids;
        for (const Hub& hub : rows_) {
            hubs.insert(std::get<0>(hub.key));
            ids.push_back(hub.in.sources);
            ids.push_back(hub.out ? hub.out->sources : std::string());
        }
        std::set<std::string> own;
        for (const Wanted::Row& row : wanted.rows) {
            own.insert(row.code.substr(0, 6));
        }
        Wanted all;
        std::vector<std::uint32_t> used;
        for (const Source& source : sources_of(table_, ids)) {
            used.push_back(source.id);
        }
        for (const auto& row : database_.all(fmt::format("SELECT source_id, hs_rev, code FROM held_code WHERE level >= 6 AND source_id IN ({}) ORDER BY ALL", fmt::join(used, ", ")))) {
            all.rows.push_back({static_cast<std::uint32_t>(std::stoul(row[0].value_or("0"))), row[1].value_or(""), row[2].value_or("")});
        }
        Goods goods(database_, all, hubs, windows_, question_, origins_);
        read_profiles(goods);
        std::optional<Goods> control;
        if (question_.control) {
            control.emplace(database_, find_wanted(database_, book_, *question_.control, question_.sources, question_.as_written), hubs, windows_, question_, origins_);
        }
        std::uint64_t number = 0;
        for (Hub& hub : rows_) {
            std::vector<PlaceboGood> others;
            PlaceboGood basket;
            std::size_t count = 0;
            double before = 0;
            double after = 0;
            for (auto& [code, good] : goods.of(hub.key, hub.out_side)) {
                if (own.contains(code)) {
                    count += good.in_before + good.in_after > 0 ? 1U : 0U;
                    continue;
                }
                before += good.in_before;
                after += good.in_after;
                others.push_back(std::move(good));
            }
            if (control) {
                before = after = 0;
                for (const auto& [code, good] : control->of(hub.key, hub.out_side)) {
                    before += good.in_before;
                    after += good.in_after;
                }
            }
            if (before > 0) {
                hub.need = after / before;
                hub.has_need = true;
            }
            basket.in_before = hub.in.before;
            basket.in_after = hub.in.after;
            if (hub.out) {
                basket.out_before = hub.out->before;
                basket.out_after = hub.out->after;
            }
            hub.placebo = test_placebo(others, count, basket, hub.out.has_value(), hub.profile, question_.seed + number++);
        }
    }

    /// The months of both legs, and how one follows the other.
    void read_profiles(Goods& goods) {
        std::vector<Hub*> largest;
        for (Hub& hub : rows_) {
            if (hub.out && hub.in.after > hub.in.before) {
                largest.push_back(&hub);
            }
        }
        std::ranges::stable_sort(largest, std::greater<>(), [](const Hub* hub) { return hub->in.after - hub->in.before; });
        largest.resize(std::min(largest.size(), lag_hubs));
        std::set<std::string> read;
        for (Hub* hub : largest) {
            const auto& [name, side, basis, currency] = hub->key;
            std::map<std::string, double> in;
            std::map<std::string, double> out;
            const auto rows = database_.all(fmt::format(
                "SELECT 'in', CAST(period AS VARCHAR), sum(value) FROM pair JOIN mean USING (source_id, side, basis, currency, months, exporter, importer) WHERE months = 1 AND side = '{1}' AND "
                "basis = '{2}' AND currency = '{3}' AND importer = '{0}' AND exporter <> '{4}' AND {5} AND period < DATE '{6}' GROUP BY ALL UNION ALL SELECT 'out', CAST(period AS VARCHAR), "
                "sum(value) FROM pair JOIN mean USING (source_id, side, basis, currency, months, exporter, importer) WHERE months = 1 AND side = '{7}' AND currency = '{3}' AND exporter = '{0}' "
                "AND importer = '{4}' AND period < DATE '{6}' GROUP BY ALL",
                name, side, basis, currency, question_.destination, origin_sql(origins_, "mean", "mean"), windows_.last, hub->out_side));
            for (const auto& row : rows) {
                (row[0] == "in" ? in : out)[row[1].value_or("")] = std::stod(row[2].value_or("0"));
            }
            if (in.empty() || out.empty()) {
                continue;
            }
            const std::string first = std::max(in.begin()->first, out.begin()->first);
            const std::string last = windows_.last;
            const int count = months_between(first, last);
            std::vector<double> in_months;
            std::vector<double> out_months;
            for (int month = 0; month < count; ++month) {
                const std::string day = add_months(first, month);
                in_months.push_back(in.contains(day) ? in[day] : 0);
                out_months.push_back(out.contains(day) ? out[day] : 0);
            }
            hub->profile = fit_lags(in_months, out_months);
            if (hub->profile && read.insert(name).second) {
                goods.read_months(database_, name, first, in_months.size());
            }
        }
    }

    void judge(Hub& hub) const {
        const double need_low = std::max(hub.need, 1.0);
        const double need_high = std::min(hub.need, 1.0);
        hub.excess_in = hub.in.after - hub.in.before * need_low;
        hub.excess_out = hub.out ? hub.out->after - hub.out->before : 0;
        hub.low = std::max(0.0, std::min(hub.excess_in, hub.excess_out));
        hub.high = std::max(hub.low, std::max(0.0, hub.in.after - hub.in.before * need_high) + hub.lost.value_or(0));
        const auto warn = [&](bool when, const char* code) {
            if (when) {
                hub.warnings.emplace_back(code);
            }
        };
        warn(hub.in.before < tiny_month, "tiny_base");
        warn(!hub.out, "outflow_not_held");
        warn(!hub.has_need, "need_not_held");
        warn(hub.need > control_grew, "control_grew");
        warn(!hub.lost, "lost_not_held");
    }

    void rank() {
        std::vector<double> p;
        for (const Hub& hub : rows_) {
            if (hub.placebo.p_growth) {
                p.push_back(*hub.placebo.p_growth);
            }
        }
        tried_ = p.size();
        const auto rates = false_discovery_rates(p);
        std::size_t i = 0;
        for (Hub& hub : rows_) {
            if (hub.placebo.p_growth) {
                hub.q = rates[i++];
            }
        }
        std::ranges::stable_sort(rows_, [](const Hub& a, const Hub& b) { return std::tuple(-a.low, -a.high, a.key) < std::tuple(-b.low, -b.high, b.key); });
    }

    /// Reporters that hold fewer months than a window has: their means are of those months.
    void tell_missing_months() {
        const int before = months_between(windows_.before.first, windows_.before.after);
        const int after = months_between(windows_.after.first, windows_.after.after);
        std::vector<std::string> lines;
        for (const auto& row : database_.all(fmt::format("SELECT reporter, source_id, any_value(before_held), any_value(after_held) FROM mean WHERE before_held < {} OR after_held < {} "
                                                         "GROUP BY reporter, source_id ORDER BY sum(before + after) DESC, reporter, source_id LIMIT 10",
                                                         before, after))) {
            lines.push_back(fmt::format("{}, source {}: {} of {} months before, {} of {} after", row[0].value_or(""), row[1].value_or(""), row[2].value_or(""), before, row[3].value_or(""), after));
        }
        if (!lines.empty()) {
            answer_.warnings.push_back({"months_missing", "some reporters hold fewer months than the windows have: their monthly means are of the months that they hold", lines});
        }
    }

    std::string status(const Hub& hub) const {
        if (hub.in.after <= hub.in.before) {
            return "no_growth";
        }
        if (hub.excess_in <= 0) {
            return "own_need";
        }
        return !hub.out ? "inflow_only" : hub.excess_out > 0 ? "hub" : "not_sent_on";
    }

    void print(const Wanted& wanted) {
        answer_.measure = "divert-1";
        answer_.columns = {"buyer", "supplier", "basket", "basket_version", "hs_rev", "basis", "reporter_side", "period", "value", "currency", "base_value", "need_growth", "out_before", "out_after",
                           "low", "high", "lost", "share", "share_lo", "share_hi", "coverage", "anomaly_ratio", "anomaly_base", "price_ratio", "pass_through", "pass_through_lo", "pass_through_hi",
                           "explained", "p_lag", "lag_0", "lag_1", "lag_2", "lag_3", "lag_4", "lag_5", "lag_6", "p_value", "q_value", "placebo_goods", "tried", "rank", "status", "warnings", "source_ids"};
        for (const std::string& column : answer_.columns) {
            static const std::set<std::string, std::less<>> words = {"buyer", "supplier", "basket", "basket_version", "hs_rev", "basis", "reporter_side", "period", "currency", "status", "warnings", "source_ids"};
            answer_.numeric.push_back(!words.contains(column));
        }
        const std::string period = fmt::format("{} -> {}", period_name(windows_.before.first, Step::window, windows_.before), period_name(windows_.after.first, Step::window, windows_.after));
        std::vector<std::string> ids;
        std::map<std::string, std::vector<std::string>> raised;
        std::size_t place = 0;
        for (const Hub& hub : rows_) {
            ++place;
            if (question_.limit > 0 && place > question_.limit) {
                break;
            }
            const auto& [name, side, basis, currency] = hub.key;
            const auto of_fall = [&](double value) { return hub.direct_fall ? shown(value / *hub.direct_fall) : std::nullopt; };
            std::optional<double> price;
            if (hub.out && hub.in.after_kg > 0 && hub.out->after_kg > 0 && hub.in.after > 0) {
                price = (hub.out->after / hub.out->after_kg) / (hub.in.after / hub.in.after_kg);
            }
            sql::TextRow row{question_.destination, name, question_.basket.name, question_.basket.version, fmt::format("{}", fmt::join(revisions_, " ")), basis,
                             side == "exporter" ? "supplier" : "buyer", period, shown(hub.in.after, 2), currency, shown(hub.in.before, 2), hub.has_need ? shown(hub.need) : std::nullopt,
                             hub.out ? shown(hub.out->before, 2) : std::nullopt, hub.out ? shown(hub.out->after, 2) : std::nullopt, shown(hub.low, 2), shown(hub.high, 2), shown(hub.lost, 2),
                             of_fall(hub.in.after - hub.in.before), of_fall(hub.low), of_fall(hub.high), std::nullopt,
                             hub.sold && *hub.sold > 0 && hub.out ? shown(hub.out->after / *hub.sold) : std::nullopt, shown(hub.sold, 2), shown(price)};
            if (hub.profile) {
                row.insert(row.end(), {shown(hub.profile->pass_through), shown(hub.profile->low), shown(hub.profile->high), shown(hub.profile->explained), shown(hub.placebo.p_lag, 4)});
                for (const double lag : hub.profile->lags) {
                    row.push_back(shown(lag));
                }
            } else {
                row.insert(row.end(), 5 + lag_count, std::nullopt);
            }
            std::string sources = hub.in.sources;
            for (const std::string& id : {hub.out ? hub.out->sources : std::string()}) {
                for (const Source& source : sources_of(table_, {id})) {
                    const std::string number = std::to_string(source.id);
                    if ((" " + sources + " ").find(" " + number + " ") == std::string::npos) {
                        sources += (sources.empty() ? "" : " ") + number;
                    }
                }
            }
            row.insert(row.end(), {shown(hub.placebo.p_growth, 4), shown(hub.q, 4), std::to_string(hub.placebo.goods), std::to_string(tried_), std::to_string(place), status(hub),
                                   fmt::format("{}", fmt::join(hub.warnings, " ")), sources});
            answer_.rows.push_back(std::move(row));
            ids.push_back(sources);
            for (const std::string& code : hub.warnings) {
                raised[code].push_back(fmt::format("{}, {} side, {}: {:.0f} {} a month before, {:.0f} after", name, side == "exporter" ? "supplier" : "buyer", basis, hub.in.before, currency, hub.in.after));
            }
        }
        static const std::map<std::string, std::string> texts = {
            {"tiny_base", "ratios on so small a base are noise: look at the amounts"},
            {"outflow_not_held", "no source holds what these hubs send to the destination: the low bound is 0, and nothing shows that the goods went on"},
            {"need_not_held", "no other goods of these hubs are held: their own need is taken as unchanged"},
            {"control_grew", "the goods that measure the hubs' own need more than doubled too: they may be sent on themselves; name others with --control"},
            {"lost_not_held", "only one side of the inflow is held: what was lost on the way is not in the high bound"}};
        answer_.sources = sources_of(table_, ids);
        answer_.warnings = basket_warnings(wanted, answer_.sources, revisions_);
        for (const auto& [code, lines] : raised) {
            answer_.warnings.push_back({code, texts.at(code), lines});
        }
        answer_.notes.push_back(fmt::format("{} hubs were looked at and {} could be tested; q_value is corrected for that number (Benjamini-Hochberg), placebo goods by seed {}", rows_.size(), tried_,
                                            question_.seed));
        answer_.notes.emplace_back("amounts are monthly means of each window; share is the rise of the hub as part of the fall in what goes straight to the destination");
        answer_.notes.emplace_back("the sums behind each leg are the query's; lag profiles and placebo goods are computed from its months (docs/methods/flows.md)");
        if (rows_.empty()) {
            answer_.notes.emplace_back("no hub is held in both windows: nothing is held, which is not the same as no diversion");
        }
    }

    FlowTable& table_;
    sql::Database& database_;
    const goods::GoodsBook& book_;
    DivertQuestion question_;
    PlaceSet origins_, hubs_;
    Windows windows_;
    std::vector<Hub> rows_;
    std::size_t tried_ = 0;
    std::set<std::string> revisions_;
    Answer answer_;
};

} // namespace

Answer divert(FlowTable& table, const goods::GoodsBook& book, const DivertQuestion& question) { return Diversion(table, book, question).run(); }

} // namespace tidewaiter::flows
