// National statistics and small tables made from them: China, Armenia, Turkey, the United States, and one country's trade
// by partner.
#include "flows/places.hpp"
#include "flows/sources/columns.hpp"
#include "flows/sources/sources.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::flows {

namespace {

/// The country that the file's name begins with ("armenia_trade_...", "arm_trade_..."), as an SQL text; empty for none.
std::string country_of_name(const RawHead& head) {
    const auto place = find_place(head.name.substr(0, head.name.find_first_of("_-. ")), PlaceSystem::plain);
    return place && place->kind == PlaceKind::country ? fmt::format("'{}'", place->code) : std::string();
}

/// The first number of four digits in the file's name that is a year.
std::string year_of_name(const RawHead& head) {
    for (std::size_t i = 0; i + 4 <= head.name.size(); ++i) {
        const std::string part = head.name.substr(i, 4);
        if (std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; }) && (part.starts_with("19") || part.starts_with("20"))) {
            return part;
        }
    }
    return {};
}

} // namespace

std::optional<Mapping> map_gacc(const RawHead& head) {
    const std::string code = first_column(head, {"Commodity code", "商品编码"});
    const std::string partner = first_column(head, {"Trading partner code", "贸易伙伴编码"});
    const std::string value = first_column(head, {"US dollar", "美元"});
    const std::string yuan = first_column(head, {"Renminbi Yuan", "人民币"});
    const std::string period = first_column(head, {"Date of data", "数据年月", "年月"});
    const std::string flow = first_column(head, {"Import and export", "Trade flow", "进出口", "flow"});
    if (code.empty() || partner.empty() || (value.empty() && yuan.empty())) {
        return std::nullopt;
    }
    Mapping m;
    m.format = "gacc";
    m.publisher = "General Administration of Customs of China";
    m.title = "Chinese customs statistics";
    m.reporter = "'CN'";
    m.partner = partner;
    m.partner_system = PlaceSystem::gacc;
    m.flow = flow.empty() ? flow_of_name(head) : flow;
    m.basis = "'origin'";
    m.code = code;
    const std::string year = year_of_name(head);
    m.period = period.empty() ? (year.empty() ? "" : sql::quote_text(year)) : period;
    if (m.flow.empty() || m.period.empty()) {
        return std::nullopt;
    }
    // Commas inside the numbers.
    m.value = fmt::format("replace({}, ',', '')", value.empty() ? yuan : value);
    m.currency = value.empty() ? "'CNY'" : "'USD'";
    const std::string unit = first_column(head, {"Unit", "第一计量单位"});
    const std::string quantity = first_column(head, {"Quantity", "第一数量"});
    if (!quantity.empty()) {
        m.qty = fmt::format("replace({}, ',', '')", quantity);
        m.unit = unit;
        if (!unit.empty()) {
            m.weight = fmt::format("CASE WHEN lower({0}) IN ('kilogram', 'kg', '千克') THEN replace({1}, ',', '') END", unit, quantity);
        }
    }
    m.customs = first_column(head, {"Trade mode", "贸易方式名称", "贸易方式编码"});
    m.status = "'reported'";
    m.remarks.emplace_back("partner 142 is China itself: re-imports");
    return m;
}

std::optional<Mapping> map_us_census(const RawHead& head) {
    const std::string code = first_column(head, {"I_COMMODITY", "E_COMMODITY"});
    const std::string value = first_column(head, {"GEN_VAL_MO", "ALL_VAL_MO", "GEN_VAL_YR", "ALL_VAL_YR"});
    if (code.empty() || value.empty()) {
        return std::nullopt;
    }
    Mapping m;
    m.format = "us_census";
    m.publisher = "US Census Bureau";
    m.title = "US international trade by HS";
    m.reporter = "'US'";
    m.partner = head.column("CTY_CODE");
    m.partner_system = PlaceSystem::census;
    m.flow = head.has("I_COMMODITY") ? "'M'" : "'X'";
    m.basis = "'origin'";
    m.code = code;
    m.period = head.column("time");
    m.value = value;
    m.currency = "'USD'";
    m.value_kind = "'fob'"; // also of general imports: customs value, without freight
    m.qty = first_column(head, {"GEN_QY1_MO", "QTY_1_MO"});
    m.unit = first_column(head, {"UNIT_QY1"});
    m.status = "'reported'";
    if (!head.has("GEN_VAL_MO") && !head.has("ALL_VAL_MO")) {
        // Only the sum since January: December's is the year's, the others must never be added.
        m.year_to_date = fmt::format("NOT ends_with(trim({}), '12')", head.column("time"));
        m.period = fmt::format("left(trim({}), 4)", head.column("time"));
        m.remarks.emplace_back("the file has sums since January only: December's stands for the year, the others are set aside");
    }
    return m;
}

std::optional<Mapping> map_tuik(const RawHead& head) {
    const std::string year = year_of_name(head);
    if (year.empty()) {
        return std::nullopt;
    }
    Mapping m;
    m.format = "tuik";
    m.publisher = "Turkish Statistical Institute";
    m.title = "Turkish foreign trade by HS8";
    m.shape = fmt::format("SELECT file_row, {0} AS month_in, {1} AS country_in, {2} AS code_in, {3} AS unit_in, leg.flow AS flow_in, leg.value AS value_in, leg.qty AS qty_in "
                          "FROM (SELECT *, unnest([{{'flow': 'X', 'value': {4}, 'qty': {6}}}, {{'flow': 'M', 'value': {5}, 'qty': {7}}}]) AS leg FROM raw)",
                          head.column("Month"), first_column(head, {"Country name", "Country"}), head.column("HS8"), head.column("Unit"), head.column("Export Dollar"),
                          head.column("Import Dollar"), first_column(head, {"Export quantity 1"}), first_column(head, {"Import quantity 1"}));
    m.reporter = "'TR'";
    m.partner = "country_in";
    m.partner_system = PlaceSystem::tuik;
    m.flow = "flow_in";
    m.basis = "'origin'";
    m.code = "code_in";
    m.period = fmt::format("'{}-' || lpad(month_in, 2, '0')", year);
    // The point is a mark of thousands: 39.792 means 39,792. A row has both directions, the empty one as 0.
    m.value = "CASE WHEN value_in = '0' AND qty_in = '0' THEN NULL ELSE replace(value_in, '.', '') END";
    m.currency = "'USD'";
    m.qty = "replace(qty_in, '.', '')";
    m.unit = "unit_in";
    m.weight = "CASE WHEN upper(unit_in) LIKE 'KG%' THEN replace(qty_in, '.', '') END";
    m.status = "'reported'";
    m.remarks.emplace_back("points in numbers are marks of thousands; the year is that of the file's name");
    return m;
}

std::optional<Mapping> map_armenia_partners(const RawHead& head) {
    const std::string reporter = country_of_name(head);
    if (reporter.empty()) {
        return std::nullopt;
    }
    Mapping m;
    m.format = "partners_by_basis";
    m.publisher = "national statistical office";
    m.title = "trade by partner and month, imports by origin and by consignment";
    m.shape = fmt::format("SELECT file_row, {0} AS country_in, {1} AS period_in, leg.flow AS flow_in, leg.basis AS basis_in, leg.value AS value_in "
                          "FROM (SELECT *, unnest([{{'flow': 'X', 'basis': 'dispatch', 'value': {2}}}, {{'flow': 'M', 'basis': 'origin', 'value': {3}}}, "
                          "{{'flow': 'M', 'basis': 'dispatch', 'value': {4}}}]) AS leg FROM raw)",
                          head.column("country"), head.column("date"), head.column("export"), head.column("import_origin"), head.column("import_consignment"));
    m.reporter = reporter;
    m.partner = "country_in";
    m.flow = "flow_in";
    m.basis = "basis_in";
    m.code = "'TOTAL'";
    m.period = "period_in";
    m.value = "value_in";
    m.value_factor = 1000;
    m.currency = "'USD'";
    m.status = "'reported'";
    m.remarks.push_back(fmt::format("the reporter {} is that of the file's name; values are thousands of dollars", reporter));
    return m;
}

std::optional<Mapping> map_reexport_estimates(const RawHead& head) {
    const std::string reporter = country_of_name(head);
    if (reporter.empty()) {
        return std::nullopt;
    }
    Mapping m;
    m.format = "reexport_estimates";
    m.publisher = "the file's author, from national statistics";
    m.title = "exports and estimated re-exports by HS6, all destinations";
    m.shape = fmt::format("SELECT file_row, {0} AS period_in, {1} AS code_in, leg.flow AS flow_in, leg.value AS value_in, leg.status AS status_in "
                          "FROM (SELECT *, unnest([{{'flow': 'X', 'value': {2}, 'status': 'reported'}}, {{'flow': 'RX', 'value': {3}, 'status': 'estimated'}}]) AS leg FROM raw)",
                          first_column(head, {"period", "year"}), head.column("commodity_code"), head.column("X"), head.column("reexports"));
    m.reporter = reporter;
    m.partner = "'World'";
    m.flow = "flow_in";
    m.code = "code_in";
    m.period = "period_in";
    m.value = "value_in";
    m.currency = "'USD'";
    m.status = "status_in";
    m.remarks.emplace_back("only codes with an estimated re-export are in the file; re-exports are parts of exports");
    return m;
}

std::optional<Mapping> map_partner_year(const RawHead& head) {
    Mapping m;
    m.format = "partner_year";
    m.publisher = "not named in the file";
    m.title = "one country's trade by partner and year, all goods";
    m.reporter = head.column("reporter");
    m.partner = head.column("partner");
    m.flow = head.has("flow") ? head.column("flow") : flow_of_name(head);
    if (m.flow.empty()) {
        return std::nullopt;
    }
    m.basis = "'origin'";
    m.code = "'TOTAL'";
    m.period = head.column("year");
    m.value = head.column("value_usd");
    m.currency = "'USD'";
    m.status = "'reported'";
    return m;
}

} // namespace tidewaiter::flows
