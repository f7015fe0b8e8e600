// UN Comtrade before 2022: 35 columns with spaces in their names; and the shorter tables that R users cut from it.
#include "flows/sources/columns.hpp"
#include "flows/sources/sources.hpp"

#include <fmt/format.h>

namespace tidewaiter::flows {

namespace {

Mapping comtrade(const RawHead& head, const char* format) {
    Mapping m;
    m.format = format;
    m.publisher = "UN Statistics Division";
    m.title = "UN Comtrade";
    m.reporter_system = m.partner_system = PlaceSystem::comtrade;
    m.basis = "'origin'";
    m.currency = "'USD'";
    m.qty = first_column(head, {"Qty"});
    m.unit = first_column(head, {"Qty Unit", "QtyUnitAbbr"});
    return m;
}

} // namespace

std::optional<Mapping> map_comtrade_legacy(const RawHead& head) {
    Mapping m = comtrade(head, "comtrade_legacy");
    m.reporter = head.column("Reporter Code");
    m.partner = head.column("Partner Code");
    m.flow = head.column("Trade Flow");
    m.hs_rev = head.column("Classification");
    m.code = head.column("Commodity Code");
    m.period = head.column("Period");
    m.value = head.column("Trade Value (US$)");
    m.weight = head.column("Netweight (kg)");
    // The flag is about quantity (2), weight (4) or both (6); values were reported.
    const std::string flag = head.column("Flag");
    m.status = "'reported'";
    m.weight_estimated = flag.empty() ? "" : fmt::format("coalesce({} IN ('4', '6'), false)", flag);
    const auto part = [&](std::string_view column, std::string_view total) {
        return head.has(column) ? fmt::format("coalesce(trim({}), '') NOT IN ('', '0', '{}')", head.column(column), total) : std::string("false");
    };
    m.is_part = fmt::format("({} OR {} OR {})", part("Mode of Transport Code", "0"), part("Customs Proc. Code", "C00"), part("2nd Partner Code", "0"));
    return m;
}

std::optional<Mapping> map_comtrade_r(const RawHead& head) {
    Mapping m = comtrade(head, "comtrade_r");
    m.reporter = head.column("reporter_code");
    m.partner = head.column("partner_code");
    m.flow = head.column("trade_code");
    m.code = head.column("commodity_code");
    m.period = head.column("period");
    m.value = head.column("trade_value_us");
    m.weight = first_column(head, {"netweight_kg"});
    m.customs = head.has("mot_desc") ? head.column("mot_desc") : "";
    m.status = head.has("IsReported") ? fmt::format("CASE WHEN lower({}) = 'false' THEN 'computed' ELSE 'reported' END", head.column("IsReported")) : "'reported'";
    m.weight_estimated = head.has("IsNetWgtEstimated") ? fmt::format("coalesce(lower({}) = 'true', false)", head.column("IsNetWgtEstimated")) : "";
    m.is_part = head.has("mot_code") ? fmt::format("coalesce(trim({}), '0') <> '0'", head.column("mot_code")) : "";
    m.remarks.emplace_back("rows by transport count only where the file lacks their total");
    return m;
}

} // namespace tidewaiter::flows
