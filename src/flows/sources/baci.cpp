// BACI of CEPII: reconciled flows, one value for exporter and importer together, FOB, thousands of dollars and tonnes.
#include "flows/sources/columns.hpp"
#include "flows/sources/sources.hpp"

#include <fmt/format.h>

namespace tidewaiter::flows {

std::optional<Mapping> map_baci(const RawHead& head) {
    if (head.columns.size() > 8) {
        return std::nullopt;
    }
    Mapping m;
    m.format = "baci";
    m.publisher = "CEPII";
    m.title = "BACI";
    m.reporter_system = m.partner_system = PlaceSystem::comtrade;
    m.reporter = head.column("i");
    m.partner = head.column("j");
    m.flow = "'X'";
    m.code = fmt::format("lpad({}, 6, '0')", head.column("k"));
    m.period = head.column("t");
    m.value = fmt::format("trim({})", head.column("v"));
    m.value_factor = 1000;
    m.currency = "'USD'";
    m.value_kind = "'fob'";
    m.weight = fmt::format("trim({})", head.column("q"));
    m.weight_factor = 1000;
    m.status = "'computed'";
    // "BACI_HS17_Y2021_V202501.csv" tells revision and edition.
    const std::string name = lower_name(head);
    if (const std::size_t hs = name.find("hs"); hs != std::string::npos && hs + 4 <= name.size() && name[hs + 2] >= '0' && name[hs + 2] <= '9') {
        m.hs_rev = fmt::format("'HS{}{}'", name[hs + 2] == '9' ? "19" : "20", name.substr(hs + 2, 2));
    }
    if (const std::size_t edition = name.find("_v2"); edition != std::string::npos) {
        m.vintage = sql::quote_text("V" + name.substr(edition + 2, name.find_first_not_of("0123456789", edition + 2) - edition - 2));
    }
    m.remarks.emplace_back("reconciled flows: a value is the publisher's mean of both sides, not a report");
    return m;
}

} // namespace tidewaiter::flows
