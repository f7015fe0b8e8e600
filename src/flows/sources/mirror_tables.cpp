// Summaries of Russia's trade put together from partners' reports: all partners are the supplier WORLD.
#include "flows/sources/columns.hpp"
#include "flows/sources/sources.hpp"

#include <fmt/format.h>

namespace tidewaiter::flows {

namespace {

Mapping mirror(const char* format, const char* title) {
    Mapping m;
    m.format = format;
    m.publisher = "quantviews, from national statistics and UN Comtrade";
    m.title = title;
    m.reporter_system = m.partner_system = PlaceSystem::fts;
    m.basis = "'unknown'";
    m.currency = "'USD'";
    m.status = "'reported'";
    m.remarks.emplace_back("sums of what the partners report: no figure is Russia's own");
    return m;
}

/// Russia's import is the partners' export.
std::string flow_of(const RawHead& head) { return fmt::format("CASE {} WHEN 'ИМ' THEN 'X' WHEN 'ЭК' THEN 'M' END", head.column("NAPR")); }

} // namespace

std::optional<Mapping> map_mirror_months(const RawHead& head) {
    Mapping m = mirror("mirror_months", "Russia's trade by month, all partners' reports together");
    m.reporter = "'World'";
    m.partner = "'RU'";
    m.flow = flow_of(head);
    m.code = "'TOTAL'";
    m.period = head.column("PERIOD");
    m.value = head.column("stoim_bn");
    m.value_factor = 1e9;
    m.weight = first_column(head, {"netto_mt"});
    m.weight_factor = 1e9;
    m.status = fmt::format("CASE WHEN TRY_CAST({} AS DOUBLE) > 0 THEN 'nowcast' ELSE 'reported' END", first_column(head, {"nowcast_share"}));
    return m;
}

std::optional<Mapping> map_mirror_partners(const RawHead& head) {
    // "russia_trade_by_partner_2019_2026": one sum over the years of the name.
    const std::string name = head.name;
    const std::size_t end = name.rfind('.');
    if (end == std::string::npos || end < 9 || name[end - 5] != '_') {
        return std::nullopt;
    }
    const std::string first = name.substr(end - 9, 4);
    const std::string last = name.substr(end - 4, 4);
    if (first.find_first_not_of("0123456789") != std::string::npos || last.find_first_not_of("0123456789") != std::string::npos) {
        return std::nullopt;
    }
    Mapping m = mirror("mirror_partners", "Russia's trade by partner, summed over several years of partners' reports");
    m.reporter = head.column("STRANA");
    m.partner = "'RU'";
    m.flow = flow_of(head);
    m.code = "'TOTAL'";
    m.period = fmt::format("'{}-01..{}-12'", first, last);
    m.value = head.column("stoim_sum");
    m.weight = first_column(head, {"netto_sum"});
    m.remarks.push_back(fmt::format("one sum for {} to {}, as the file's name says; the last year is not whole", first, last));
    return m;
}

std::optional<Mapping> map_mirror_hs4(const RawHead& head) {
    // The two windows end in the month of the bulletin, which the file does not tell; the one known file is of May 2026.
    if (head.name.find("2024_2026") == std::string::npos) {
        return std::nullopt;
    }
    Mapping m = mirror("mirror_hs4", "Russia's trade by HS4 in two windows of twelve months, all partners' reports together");
    m.shape = fmt::format("SELECT file_row, {0} AS \"NAPR\", {1} AS code_in, leg.period AS period_in, leg.value AS value_in, leg.weight AS weight_in FROM (SELECT *, unnest(["
                          "{{'period': '2024-06..2025-05', 'value': {2}, 'weight': {4}}}, {{'period': '2025-06..2026-05', 'value': {3}, 'weight': {5}}}]) AS leg FROM raw)",
                          head.column("NAPR"), head.column("TNVED4"), head.column("STOIM_year_before"), head.column("STOIM_last12"), head.column("NETTO_year_before"),
                          head.column("NETTO_last12"));
    m.reporter = "'World'";
    m.partner = "'RU'";
    m.flow = "CASE \"NAPR\" WHEN 'ИМ' THEN 'X' WHEN 'ЭК' THEN 'M' END";
    m.code = "lpad(code_in, 4, '0')";
    m.period = "period_in";
    m.value = "value_in";
    m.value_factor = 1e9;
    m.weight = "weight_in";
    m.remarks.emplace_back("the windows are June 2024 to May 2025 and June 2025 to May 2026: the sums equal the monthly totals of those months");
    return m;
}

} // namespace tidewaiter::flows
