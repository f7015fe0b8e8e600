// IMF International Merchandise Trade Statistics: one column for each year, partners as ISO codes beside groups.
#include "flows/sources/sources.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::flows {

namespace {

bool is_period(std::string_view name) {
    // 2016, 2016-M01, 2016M1, 2016-Q1
    return name.size() >= 4 && name.size() <= 8 && std::ranges::all_of(name.substr(0, 4), [](char c) { return c >= '0' && c <= '9'; }) &&
           (name.starts_with("19") || name.starts_with("20"));
}

} // namespace

std::optional<Mapping> map_imf_imts(const RawHead& head) {
    std::string periods;
    for (const std::string& name : head.columns) {
        if (is_period(name)) {
            periods += fmt::format("{}{}", periods.empty() ? "" : ", ", sql::quote_name(name));
        }
    }
    if (periods.empty()) {
        return std::nullopt;
    }
    Mapping m;
    m.format = "imf_imts";
    m.publisher = "International Monetary Fund";
    m.title = "International Merchandise Trade Statistics (IMTS)";
    // UNPIVOT drops empty cells; a year without a value is no row.
    m.shape = fmt::format("SELECT * FROM (FROM raw UNPIVOT (imf_value FOR imf_period IN ({})))", periods);
    m.reporter_system = m.partner_system = PlaceSystem::imf;
    m.reporter = head.column("COUNTRY.ID");
    m.partner = head.column("COUNTERPART_COUNTRY.ID");
    m.flow = fmt::format("CASE WHEN {0} LIKE 'MG%' THEN 'M' WHEN {0} LIKE 'XG%' THEN 'X' ELSE {0} END", head.column("INDICATOR.ID"));
    m.basis = "'origin'";
    m.code = "'TOTAL'";
    m.period = "imf_period";
    // SCALE.ID is the power of ten.
    m.value = fmt::format("CAST(TRY_CAST(imf_value AS DECIMAL(38,10)) * CASE coalesce({0}, '0') WHEN '6' THEN 1000000 WHEN '3' THEN 1000 WHEN '9' THEN 1000000000 ELSE 1 END AS VARCHAR)",
                          head.has("SCALE.ID") ? head.column("SCALE.ID") : "'0'");
    m.currency = "'USD'";
    m.value_kind = fmt::format("CASE WHEN {0} LIKE '%CIF%' THEN 'cif' WHEN {0} LIKE '%FOB%' THEN 'fob' ELSE 'unknown' END", head.column("INDICATOR.ID"));
    // The file has no flag for it. Russia stopped publishing after January 2022; what the Fund shows since is estimated.
    m.status = fmt::format("CASE WHEN {} = 'RUS' AND imf_period >= '2022' THEN 'estimated' ELSE 'reported' END", head.column("COUNTRY.ID"));
    m.remarks.push_back("Russia's own figures end in January 2022: later years are the Fund's estimates, though the file does not mark them");
    return m;
}

} // namespace tidewaiter::flows
