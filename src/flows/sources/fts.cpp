// Russian customs open data and what is written in its columns: NAPR (direction, seen from Russia), PERIOD, STRANA, TNVED,
// EDIZM, STOIM (USD, though a format note says thousands), NETTO (kg), KOL; Source where partners' rows are mixed in.
#include "flows/sources/sources.hpp"

#include <fmt/format.h>

namespace tidewaiter::flows {

std::optional<Mapping> map_fts(const RawHead& head) {
    const auto c = [&](std::string_view name) { return head.column(name); };
    // A row of the partner's statistics is turned round: Russia's import is its export.
    const std::string mirror = head.has("Source") ? fmt::format("{} = 'MIRROR'", c("Source")) : "false";
    const std::string is_import = fmt::format("{} = 'ИМ'", c("NAPR"));
    Mapping m;
    m.format = "fts";
    m.publisher = "Federal Customs Service of Russia";
    m.title = "Russian customs open data";
    m.reporter_system = m.partner_system = PlaceSystem::fts;
    m.reporter = fmt::format("CASE WHEN {} THEN {} ELSE 'RU' END", mirror, c("STRANA"));
    m.partner = fmt::format("CASE WHEN {} THEN 'RU' ELSE {} END", mirror, c("STRANA"));
    m.flow = fmt::format("CASE WHEN {0} NOT IN ('ИМ', 'ЭК') THEN {0} WHEN ({1}) = ({2}) THEN 'X' ELSE 'M' END", c("NAPR"), mirror, is_import);
    m.basis = "'origin'";
    // Ten, eight, six and five digits stand in one column, and each row is goods of its own.
    m.code = c("TNVED");
    m.levels_add = true;
    m.period = c("PERIOD");
    m.value = c("STOIM");
    m.currency = "'USD'";
    m.weight = c("NETTO");
    m.qty = head.has("KOL") ? c("KOL") : "";
    m.unit = head.has("EDIZM") ? c("EDIZM") : "";
    m.customs = head.has("REGION") ? c("REGION") : "";
    m.status = "'reported'";
    m.remarks.push_back("values are taken as USD: totals prove it, although a format note says thousand USD");
    if (head.has("Source")) {
        m.title += " beside the partner's own";
        m.remarks.push_back("rows marked MIRROR are the partner's statistics and are loaded as its reports");
    }
    return m;
}

} // namespace tidewaiter::flows
