// Eurostat in its other forms: the relational view of the old easy-access site, the Comext bulk files, and the Data Browser.
#include "flows/sources/columns.hpp"
#include "flows/sources/sources.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::flows {

namespace {

/// Does a column say so in the first rows?
bool first_rows_say(const RawHead& head, std::string_view column, std::string_view text) {
    const std::string name = head.column(column);
    for (std::size_t i = 0; i < head.columns.size(); ++i) {
        if (sql::quote_name(head.columns[i]) == name) {
            return std::ranges::any_of(head.rows, [&](const auto& row) { return i < row.size() && row[i] == text; });
        }
    }
    return false;
}

} // namespace

std::optional<Mapping> map_eurostat_relational(const RawHead& head) {
    Mapping m;
    m.format = "eurostat_relational";
    m.publisher = "Eurostat";
    m.title = "EU trade, relational view";
    if (first_rows_say(head, "STAT_PROCEDURE", "NORMAL")) {
        // Statistics of other countries that were written in these columns.
        m.format = "national_relational";
        m.publisher = "national statistical offices";
        m.title = "imports by partner in Eurostat's columns, turned into euros by the file's author";
        m.remarks.emplace_back("values were turned into euros by the file's author at yearly rates that the file does not tell");
    }
    m.reporter = head.column("REPORTER");
    m.partner = head.column("PARTNER");
    m.flow = fmt::format("regexp_replace({}, '^[0-9]-', '')", head.column("FLOW"));
    m.basis = "'origin'";
    m.code = head.column("PRODUCT");
    m.period = head.column("PERIOD");
    m.value = head.column("VALUE_IN_EUR");
    m.currency = "'EUR'";
    m.status = "'reported'";
    m.customs = first_column(head, {"STAT_PROCEDURE"});
    if (head.has("SOURCE_FILE")) {
        // Whole downloads stand twice in it; rows of one download are goods of their own.
        m.duplicate_of = head.column("SOURCE_FILE");
        m.remarks.emplace_back("a cell that stands in several downloads counts once, from the one whose name sorts last");
    } else if (head.has("STAT_PROCEDURE")) {
        m.is_part = fmt::format("lower(trim({})) NOT IN ('total', 't-total', 't', 'normal')", head.column("STAT_PROCEDURE"));
    }
    return m;
}

std::optional<Mapping> map_eurostat_comext(const RawHead& head) {
    Mapping m;
    m.format = "eurostat_comext";
    m.publisher = "Eurostat";
    m.title = "EU trade, Comext bulk file";
    m.reporter = first_column(head, {"REPORTER", "DECLARANT_ISO", "DECLARANT"});
    m.partner = first_column(head, {"PARTNER", "PARTNER_ISO"});
    m.flow = head.column("FLOW");
    m.basis = "'origin'";
    m.code = first_column(head, {"PRODUCT_NC"});
    m.period = head.column("PERIOD");
    m.value = first_column(head, {"VALUE_EUR", "VALUE_IN_EUROS"});
    m.currency = "'EUR'";
    m.weight = first_column(head, {"QUANTITY_KG", "QUANTITY_IN_KG"});
    m.qty = first_column(head, {"QUANTITY_SUPPL_UNIT", "SUP_QUANTITY"});
    m.unit = first_column(head, {"SUPPL_UNIT"});
    m.customs = first_column(head, {"STAT_PROCEDURE", "STAT_REGIME"});
    m.status = "'reported'";
    if (m.reporter.empty() || m.partner.empty() || m.value.empty()) {
        return std::nullopt;
    }
    return m;
}

std::optional<Mapping> map_eurostat_browser(const RawHead& head) {
    const std::string reporter = first_column(head, {"REPORTER"});
    const std::string partner = first_column(head, {"PARTNER"});
    const std::string product = first_column(head, {"PRODUCT"});
    const std::string flow = first_column(head, {"FLOW"});
    const std::string period = first_column(head, {"TIME_PERIOD"});
    const std::string value = first_column(head, {"OBS_VALUE"});
    const std::string indicator = first_column(head, {"INDICATORS", "indicator"});
    Mapping m;
    m.format = "eurostat_browser";
    m.publisher = "Eurostat";
    m.title = "EU trade since 1988 by HS2-4-6 and CN8 (DS-045409)";
    const std::string vintage = first_column(head, {"vintage", "LAST UPDATE"});
    // Several indicators of one cell are one row: value, hundreds of kilograms, supplementary units. A label may stand behind
    // its code.
    m.shape = fmt::format(R"(SELECT min(file_row) AS file_row, {0} AS reporter_in, {1} AS partner_in, {2} AS product_in, {3} AS flow_in, {4} AS period_in,
        max({5}) FILTER ({6} LIKE 'VALUE%') AS value_in, max({5}) FILTER ({6} LIKE 'QUANTITY_IN_100KG%' OR {6} LIKE 'QUANTITY_KG%') AS weight_in,
        max({5}) FILTER ({6} LIKE 'SUP%') AS qty_in, max({7}) AS vintage_in, bool_or({6} LIKE 'QUANTITY_IN_100KG%') AS hundreds FROM raw GROUP BY ALL)",
                          reporter, partner, product, flow, period, value, indicator.empty() ? "'VALUE'" : indicator, vintage.empty() ? "''" : vintage);
    m.reporter = "reporter_in";
    m.partner = "partner_in";
    m.flow = "regexp_replace(flow_in, '^([0-9])[:-].*', '\\1')";
    m.basis = "'origin'";
    m.code = "regexp_replace(product_in, ':.*', '')";
    m.period = "period_in";
    m.value = "value_in";
    m.currency = "'EUR'";
    m.weight = "CAST(TRY_CAST(weight_in AS DECIMAL(28,3)) * CASE WHEN hundreds THEN 100 ELSE 1 END AS VARCHAR)";
    m.qty = "qty_in";
    m.status = "'reported'";
    m.vintage = vintage.empty() ? "" : "vintage_in";
    return m;
}

} // namespace tidewaiter::flows
