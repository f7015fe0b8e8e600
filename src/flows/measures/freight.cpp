#include "flows/measures/freight.hpp"

#include "flows/measures/pair_scan.hpp"
#include "flows/statistics/draws.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

TIDEWAITER_EMBEDDED(distances_csv);
TIDEWAITER_EMBEDDED(borders_csv);

namespace tidewaiter::flows {

namespace {

constexpr double most_freight = 0.2;
constexpr int rounds = 200; ///< of taking the two effects out; they settle in a few

std::string pair_key(std::string a, std::string b) {
    for (std::string* code : {&a, &b}) {
        std::ranges::transform(*code, code->begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    }
    return a < b ? a + b : b + a;
}

const std::map<std::string, double>& kilometres() {
    static const std::map<std::string, double> table = [] {
        std::map<std::string, double> made;
        const base::CsvTable read("distances.csv", embedded_distances_csv());
        for (const auto& row : read.rows()) {
            made.emplace(row[0] + row[1], std::stod(row[2]));
        }
        return made;
    }();
    return table;
}

bool have_border(const std::string& key) {
    static const std::set<std::string> table = [] {
        std::set<std::string> made;
        const base::CsvTable read("borders.csv", embedded_borders_csv());
        for (const auto& row : read.rows()) {
            made.insert(row[0] + row[1]);
        }
        return made;
    }();
    return table.contains(key);
}

/// Takes the mean of each exporter-year and of each importer-year out, in turn, until nothing moves.
void take_out_effects(const std::vector<FreightPair>& pairs, std::vector<double>& values) {
    const auto group = [&](bool by_exporter) {
        std::map<std::pair<std::string, int>, std::vector<std::size_t>> groups;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            groups[{by_exporter ? pairs[i].exporter : pairs[i].importer, pairs[i].year}].push_back(i);
        }
        return groups;
    };
    const auto exporters = group(true);
    const auto importers = group(false);
    for (int round = 0; round < rounds; ++round) {
        double moved = 0;
        for (const auto* groups : {&exporters, &importers}) {
            for (const auto& [key, members] : *groups) {
                double mean = 0;
                for (const std::size_t i : members) {
                    mean += values[i] / static_cast<double>(members.size());
                }
                for (const std::size_t i : members) {
                    values[i] -= mean;
                }
                moved = std::max(moved, std::abs(mean));
            }
        }
        if (moved < 1e-12) {
            break;
        }
    }
}

} // namespace

std::optional<double> FreightModel::tau(const std::string& exporter, const std::string& importer) const {
    const std::string key = pair_key(exporter, importer);
    const auto found = kilometres().find(key);
    if (found == kilometres().end()) {
        return std::nullopt;
    }
    return std::clamp(constant + by_distance * std::log(found->second) + (have_border(key) ? by_border : 0.0), 0.0, most_freight);
}

std::optional<FreightModel> fit_freight(const std::vector<FreightPair>& all) {
    std::vector<FreightPair> pairs;
    std::vector<double> taus, distances, borders;
    for (const FreightPair& pair : all) {
        const std::string key = pair_key(pair.exporter, pair.importer);
        const auto found = kilometres().find(key);
        if (found == kilometres().end() || pair.sent <= 0 || pair.received <= 0) {
            continue;
        }
        pairs.push_back(pair);
        taus.push_back(1 - pair.sent / pair.received);
        distances.push_back(std::log(found->second));
        borders.push_back(have_border(key) ? 1 : 0);
    }
    if (pairs.size() < fewest_freight_pairs) {
        return std::nullopt;
    }
    std::vector<double> sorted = taus;
    std::ranges::sort(sorted);
    const double low = percentile(sorted, 0.1);
    const double high = percentile(sorted, 0.9);
    std::ranges::transform(taus, taus.begin(), [&](double tau) { return std::clamp(tau, low, high); });
    const auto mean = [](const std::vector<double>& values) {
        double sum = 0;
        for (const double value : values) {
            sum += value;
        }
        return sum / static_cast<double>(values.size());
    };
    const double mean_tau = mean(taus);
    const double mean_distance = mean(distances);
    const double mean_border = mean(borders);
    take_out_effects(pairs, taus);
    take_out_effects(pairs, distances);
    take_out_effects(pairs, borders);
    double dd = 0, db = 0, bb = 0, dt = 0, bt = 0;
    for (std::size_t i = 0; i < taus.size(); ++i) {
        dd += distances[i] * distances[i];
        db += distances[i] * borders[i];
        bb += borders[i] * borders[i];
        dt += distances[i] * taus[i];
        bt += borders[i] * taus[i];
    }
    const double scale = static_cast<double>(taus.size());
    if (dd / scale < 1e-9) {
        return std::nullopt;
    }
    FreightModel model;
    model.pairs = pairs.size();
    const double determinant = dd * bb - db * db;
    if (bb / scale > 1e-9 && determinant > 1e-9 * dd * bb) {
        model.by_distance = (bb * dt - db * bt) / determinant;
        model.by_border = (dd * bt - db * dt) / determinant;
    } else {
        model.by_distance = dt / dd; // no border among the pairs, or it says the same as the distance
    }
    model.constant = mean_tau - model.by_distance * mean_distance - model.by_border * mean_border;
    return model;
}

std::vector<FreightPair> freight_pairs(sql::Database& database, const goods::GoodsBook& book) {
    Basket all;
    all.name = "all";
    const Wanted wanted = find_wanted(database, book, all, {}, false);
    const std::string scan = pair_scan_sql(wanted, "reporter_kind = 'country' AND partner_kind = 'country' AND reporter <> partner");
    const std::string sql = fmt::format(R"(WITH pair AS MATERIALIZED ({}),
months AS (SELECT DISTINCT source_id, side, CASE side WHEN 'exporter' THEN exporter ELSE importer END AS reporter, period, months FROM pair),
whole AS (SELECT source_id, side, reporter, year(period) AS year FROM months GROUP BY ALL HAVING sum(months) = 12),
yearly AS (
    SELECT source_id, side, basis, currency, exporter, importer, year(period) AS year, CASE side WHEN 'exporter' THEN exporter ELSE importer END AS reporter, sum(value) AS value
    FROM pair GROUP BY ALL),
chosen AS (
    SELECT * FROM yearly JOIN whole USING (source_id, side, reporter, year)
    QUALIFY row_number() OVER (PARTITION BY side, currency, exporter, importer, year ORDER BY source_id DESC, basis) = 1)
SELECT x.exporter, x.importer, x.year, x.value, m.value FROM chosen AS x JOIN chosen AS m USING (exporter, importer, year, currency)
WHERE x.side = 'exporter' AND m.side = 'importer' AND x.value > 0 AND m.value > 0 ORDER BY ALL)",
                                        scan);
    std::vector<FreightPair> pairs;
    for (const auto& row : database.all(sql)) {
        pairs.push_back({row[0].value_or(""), row[1].value_or(""), std::stoi(row[2].value_or("0")), std::stod(row[3].value_or("0")), std::stod(row[4].value_or("0"))});
    }
    return pairs;
}

} // namespace tidewaiter::flows
