// How much of an import's value is freight and insurance, told from pairs of countries whose two sides are held.
#pragma once

#include "flows/wanted.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tidewaiter::flows {

/// One pair of countries in one year: what the exporter sent (FOB) and the importer got (CIF).
struct FreightPair {
    std::string exporter, importer; ///< ISO 3166-1 alpha-2, upper case
    int year = 0;
    double sent = 0, received = 0;
};

/// tau = constant + by_distance ln(km) + by_border, cut to 0 .. 0.2: imports are brought to FOB as M (1 - tau).
struct FreightModel {
    double constant = 0, by_distance = 0, by_border = 0;
    std::size_t pairs = 0; ///< used; those without a distance are not

    /// nullopt where no distance is held
    std::optional<double> tau(const std::string& exporter, const std::string& importer) const;
};

inline constexpr std::size_t fewest_freight_pairs = 60;

/// In:     pairs of any years; 1 - sent / received is drawn in to its 10th and 90th percentile first
/// Out:    nullopt for fewer than fewest_freight_pairs with a distance, or when distances do not differ
/// Source: the Growth Lab's mirroring of Comtrade (Bustos and Yildirim): distance and border with effects of exporter-year and importer-year;
///         distances and borders of CEPII GeoDist (data/distances.csv, data/borders.csv)
std::optional<FreightModel> fit_freight(const std::vector<FreightPair>& pairs);

/// All pairs of the flow file, whole years and all goods.
std::vector<FreightPair> freight_pairs(sql::Database& database, const goods::GoodsBook& book);

} // namespace tidewaiter::flows
