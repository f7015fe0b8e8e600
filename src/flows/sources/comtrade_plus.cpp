// UN Comtrade since 2022: 47 columns, in downloads, bulk files and the interface's JSON alike. Downloads are Latin-1 and
// end every record with a comma too many; the raw reader knows both.
#include "flows/sources/sources.hpp"

#include <fmt/format.h>

namespace tidewaiter::flows {

std::optional<Mapping> map_comtrade_plus(const RawHead& head) {
    const auto c = [&](std::string_view name) { return head.column(name); };
    const auto optional_total = [&](std::string_view name, std::string_view total) {
        return head.has(name) ? fmt::format("coalesce(trim({}), '{}') <> '{}'", c(name), total, total) : std::string("false");
    };
    Mapping m;
    m.format = "comtrade_plus";
    m.publisher = "UN Statistics Division";
    m.title = "UN Comtrade";
    m.reporter_system = m.partner_system = PlaceSystem::comtrade;
    m.reporter = c("reporterCode");
    m.partner = c("partnerCode");
    m.flow = c("flowCode");
    // Partners of imports are by origin as a rule; some reporters give consignment, which the file does not tell.
    m.basis = "'origin'";
    m.hs_rev = head.has("classificationCode") ? c("classificationCode") : "";
    m.code = c("cmdCode");
    m.period = c("period");
    m.value = c("primaryValue");
    m.currency = "'USD'";
    m.weight = head.has("netWgt") ? c("netWgt") : "";
    m.qty = head.has("qty") ? c("qty") : "";
    m.unit = head.has("qtyUnitAbbr") ? c("qtyUnitAbbr") : "";
    m.customs = head.has("motCode") ? fmt::format("nullif(concat_ws(' ', nullif(trim({}), 'C00'), CASE WHEN trim({}) <> '0' THEN 'transport ' || trim({}) END), '')",
                                                  head.has("customsCode") ? c("customsCode") : "''", c("motCode"), c("motCode"))
                                    : "";
    // isReported is false for what Comtrade added up itself, also from reported details. The estimation flag is about
    // quantity (2), weight (4) or both (6); any other value means that the amount was estimated too.
    m.status = fmt::format("CASE WHEN {} NOT IN ('0', '2', '4', '6') THEN 'estimated' WHEN {} = 'false' THEN 'computed' ELSE 'reported' END",
                           head.has("legacyEstimationFlag") ? fmt::format("coalesce({}, '0')", c("legacyEstimationFlag")) : "'0'",
                           head.has("isReported") ? fmt::format("lower(coalesce({}, 'true'))", c("isReported")) : "'true'");
    m.weight_estimated = head.has("isNetWgtEstimated") ? fmt::format("coalesce(lower({}) = 'true', false)", c("isNetWgtEstimated")) : "";
    m.is_part = fmt::format("({} OR {} OR {} OR {})", optional_total("motCode", "0"), optional_total("customsCode", "C00"), optional_total("partner2Code", "0"),
                            optional_total("mosCode", "0"));
    m.remarks.push_back("rows by transport, customs procedure or second partner count only where the file lacks their total");
    return m;
}

} // namespace tidewaiter::flows
