#include "flows/measures/interval.hpp"

#include "flows/statistics/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace tidewaiter::flows {

namespace {

constexpr std::size_t bootstrap_draws = 2'000;
constexpr std::size_t propagation_draws = 2'000;
/// Freight in the value of imports differs between suppliers by so much on either side of its mean (methods of mirror data: 5 to 10 %).
constexpr double freight_low = 0.05, freight_high = 0.10;
/// Fewer clusters than this say nothing about others.
constexpr std::size_t fewest_clusters = 5;

std::string cell_key(const ShareRow& row) { return row.side + "|" + row.basis + "|" + row.currency + "|" + row.bucket; }

std::pair<double, double> middle_95(std::vector<double>& values) {
    std::ranges::sort(values);
    return {percentile(values, 0.025), percentile(values, 0.975)};
}

double normal(Draws& draws) { return std::sqrt(-2 * std::log(1 - draws.unit())) * std::cos(2 * std::numbers::pi * draws.unit()); }

/// Importers and what each of them took from whom, in the cells of transaction rows.
std::string cluster_sql(const Question& question, const Scan& scan, const Wanted& wanted, const Span& span) {
    std::string when = " AND day IS NOT NULL";
    when += span.first.empty() ? "" : fmt::format(" AND day >= DATE '{}'", span.first);
    when += span.after.empty() ? "" : fmt::format(" AND day < DATE '{}'", span.after);
    return fmt::format(R"(WITH wanted AS ({}),
shipment AS (
    SELECT *, unnest([{{'basis': 'dispatch', 'supplier': dispatch}}, {{'basis': 'origin', 'supplier': origin}},
                      {{'basis': 'producer', 'supplier': manufacturer_country}}, {{'basis': 'seller', 'supplier': seller_country}}], recursive := true),
        CAST(date_trunc('month', day) AS DATE) AS period
    FROM transactions JOIN wanted USING (source_id, hs_rev, code)
    WHERE flow = 'M' AND set_aside IS NULL AND value IS NOT NULL AND coalesce(importer_country, destination, reporter) = '{}'{})
SELECT basis, currency, CAST({} AS VARCHAR) AS bucket, supplier, coalesce(importer_id, importer, concat('row ', source_id, ' ', file_row)) AS importer, sum(value) AS value, source_id,
    -- What of it lies in the five largest lots of the whole cell.
    coalesce(sum(value) FILTER (place <= 5), 0) AS in_five
FROM (SELECT *, row_number() OVER (PARTITION BY source_id, basis, currency, {} ORDER BY value DESC, file_row) AS place FROM shipment) WHERE supplier IS NOT NULL GROUP BY ALL ORDER BY ALL)",
                       to_sql(wanted), scan.buyer, when, bucket_of(question.step, span), bucket_of(question.step, span));
}

} // namespace

std::string interval_key(const ShareRow& row) { return cell_key(row) + "|" + row.supplier; }

BootstrapResult bootstrap_shares(const std::vector<std::vector<std::pair<std::size_t, double>>>& clusters, std::size_t suppliers, std::size_t draws, std::uint64_t seed) {
    Draws random(seed);
    std::vector<std::vector<double>> shares(suppliers);
    std::vector<double> concentrations;
    std::vector<double> sums(suppliers);
    for (std::size_t draw = 0; draw < draws; ++draw) {
        std::ranges::fill(sums, 0);
        double total = 0;
        for (std::size_t i = 0; i < clusters.size(); ++i) {
            for (const auto& [supplier, value] : clusters[random.below(clusters.size())]) {
                sums[supplier] += value;
                total += value;
            }
        }
        double squares = 0;
        for (std::size_t i = 0; i < suppliers; ++i) {
            const double share = total > 0 ? sums[i] / total : 0;
            shares[i].push_back(share);
            squares += share * share;
        }
        concentrations.push_back(squares);
    }
    BootstrapResult result;
    for (auto& values : shares) {
        result.shares.push_back(middle_95(values));
    }
    result.hhi = middle_95(concentrations);
    return result;
}

std::map<std::string, Interval> share_intervals(sql::Database& database, const Question& question, const Scan& scan, const Wanted& wanted, const Span& span,
                                                const std::vector<ShareRow>& rows, std::uint64_t seed) {
    std::map<std::string, Interval> intervals;
    std::set<std::uint32_t> of_shipments;
    if (wanted.has_transactions && !scan.is_group && question.side != Side::supplier) {
        for (const auto& row : database.all("SELECT DISTINCT source_id FROM transactions ORDER BY 1")) {
            of_shipments.insert(static_cast<std::uint32_t>(std::stoul(row[0].value_or("0"))));
        }
    }
    struct Cell {
        std::map<std::string, std::size_t> suppliers;
        std::map<std::string, std::vector<std::pair<std::size_t, double>>> importers;
        std::uint32_t source = 0;
    };
    std::map<std::string, std::uint32_t> source_of; // of each cell that rests on shipments
    for (const ShareRow& row : rows) {
        if (row.side == "buyer" && of_shipments.contains(row.source)) {
            source_of[cell_key(row)] = row.source;
        }
    }
    std::map<std::string, Cell> cells;
    std::map<std::string, double> five_largest;
    if (!source_of.empty()) {
        for (const auto& row : database.all(cluster_sql(question, scan, wanted, span))) {
            const std::string key = "buyer|" + row[0].value_or("") + "|" + row[1].value_or("") + "|" + row[2].value_or("");
            const auto chosen = source_of.find(key);
            if (chosen == source_of.end() || std::to_string(chosen->second) != row[6].value_or("")) {
                continue;
            }
            Cell& cell = cells[key];
            const std::size_t supplier = cell.suppliers.emplace(row[3].value_or(""), cell.suppliers.size()).first->second;
            cell.importers[row[4].value_or("")].emplace_back(supplier, std::stod(row[5].value_or("0")));
            five_largest[key] += std::stod(row[7].value_or("0"));
        }
    }
    std::uint64_t number = 0;
    for (const auto& [key, cell] : cells) {
        ++number;
        if (cell.importers.size() < fewest_clusters) {
            continue;
        }
        std::vector<std::vector<std::pair<std::size_t, double>>> clusters;
        double total = 0;
        for (const auto& [importer, values] : cell.importers) {
            clusters.push_back(values);
            for (const auto& value : values) {
                total += value.second;
            }
        }
        const BootstrapResult drawn = bootstrap_shares(clusters, cell.suppliers.size(), bootstrap_draws, seed + number);
        const double five = five_largest[key];
        for (const auto& [supplier, place] : cell.suppliers) {
            intervals[key + "|" + supplier] = {drawn.shares[place].first, drawn.shares[place].second, drawn.hhi.first, drawn.hhi.second, total > 0 ? std::optional(five / total) : std::nullopt,
                                               fmt::format("bootstrap by importer ({} of them, {} draws, seed {})", clusters.size(), bootstrap_draws, seed)};
        }
    }
    // Sums: how far two sources differ on one cell tells how far one is from the truth; imports carry freight that differs by supplier.
    double squares = 0;
    std::size_t compared = 0;
    for (const auto& row : database.all(fmt::format("SELECT ln(CAST(max(value) AS DOUBLE) / CAST(min(value) AS DOUBLE)) FROM (SELECT source_id, side, basis, currency, supplier, period, months, "
                                                    "sum(value) AS value FROM {} WHERE kind = 'country' GROUP BY ALL) WHERE value > 0 GROUP BY side, basis, currency, supplier, period, months "
                                                    "HAVING count(*) > 1 ORDER BY 1", scan.apart))) {
        const double difference = std::stod(row[0].value_or("0"));
        squares += difference * difference / 2;
        ++compared;
    }
    const double revision = compared >= 10 ? std::sqrt(squares / static_cast<double>(compared)) : 0;
    std::map<std::string, std::vector<const ShareRow*>> by_cell;
    for (const ShareRow& row : rows) {
        if (row.kind == "country" && row.numbers[0] && row.source != 0 && !source_of.contains(cell_key(row))) {
            by_cell[cell_key(row)].push_back(&row);
        }
    }
    for (const auto& [key, members] : by_cell) {
        ++number;
        const bool has_freight = members.front()->side == "buyer";
        if (!has_freight && revision == 0) {
            continue;
        }
        std::vector<double> values;
        double known = 0;
        for (const ShareRow* row : members) {
            values.push_back(std::stod(*row->numbers[0]));
            known += values.back();
        }
        const double base = members.front()->numbers[8] ? std::stod(*members.front()->numbers[8]) : known;
        const double rest = std::max(0.0, base - known); // has no supplier's name and stays as it is
        Draws draws(seed + number);
        std::vector<std::vector<double>> shares(values.size());
        std::vector<double> concentrations;
        std::vector<double> drawn(values.size());
        for (std::size_t draw = 0; draw < propagation_draws; ++draw) {
            double total = rest;
            for (std::size_t i = 0; i < values.size(); ++i) {
                const double freight = has_freight ? freight_low + (freight_high - freight_low) * draws.unit() : 0;
                drawn[i] = values[i] * (1 - freight) * (revision > 0 ? std::exp(revision * normal(draws)) : 1);
                total += drawn[i];
            }
            double sum = 0;
            for (std::size_t i = 0; i < values.size(); ++i) {
                const double share = total > 0 ? drawn[i] / total : 0;
                shares[i].push_back(share);
                sum += share * share;
            }
            concentrations.push_back(sum);
        }
        const auto hhi = middle_95(concentrations);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto [low, high] = middle_95(shares[i]);
            intervals[interval_key(*members[i])] = {low, high, hhi.first, hhi.second, std::nullopt,
                                                    fmt::format("propagated: freight {}, revision sd {:.3f} from {} cells of two sources, seed {}", has_freight ? "5 to 10 %" : "none", revision, compared, seed)};
        }
    }
    return intervals;
}

} // namespace tidewaiter::flows
