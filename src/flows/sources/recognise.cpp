// Which format a file is in; and when none, what it lacks.
#include "flows/sources/sources.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tidewaiter::flows {

using base::Failure;
using base::FailureKind;

std::span<const SourceFormat> source_formats() {
    static const std::vector<SourceFormat> formats = {
        {"comtrade_plus", "UN Comtrade since 2022: 47 columns, CSV, bulk text or JSON",
         {"reporterCode", "partnerCode", "flowCode", "cmdCode", "period", "primaryValue"}, map_comtrade_plus},
        {"imf_imts", "IMF trade by partner (IMTS): one column a year",
         {"COUNTRY.ID", "COUNTERPART_COUNTRY.ID", "INDICATOR.ID"}, map_imf_imts},
        {"fts", "Russian customs open data, and partners' rows in its columns", {"NAPR", "PERIOD", "STRANA", "TNVED", "STOIM", "NETTO"}, map_fts},
        {"comtrade_legacy", "UN Comtrade before 2022: 35 columns",
         {"Classification", "Period", "Trade Flow", "Reporter Code", "Partner Code", "Commodity Code", "Trade Value (US$)", "Netweight (kg)"}, map_comtrade_legacy},
        {"comtrade_r", "UN Comtrade cut by R users: trade_code, reporter_code, partner_code ...",
         {"period", "trade_code", "reporter_code", "partner_code", "commodity_code", "trade_value_us"}, map_comtrade_r},
        {"eurostat_relational", "Eurostat relational view, and national figures in its columns", {"REPORTER", "PARTNER", "PRODUCT", "FLOW", "PERIOD", "VALUE_IN_EUR"},
         map_eurostat_relational},
        {"eurostat_comext", "Eurostat Comext bulk files, old and new", {"PRODUCT_NC", "FLOW", "PERIOD"}, map_eurostat_comext},
        {"eurostat_browser", "Eurostat Data Browser, CSV and XLSX", {"REPORTER", "PARTNER", "PRODUCT", "FLOW", "TIME_PERIOD", "OBS_VALUE"}, map_eurostat_browser},
        {"eurostat_tidy", "Eurostat CN8 monthly in long form", {"reporter", "partner", "product", "period", "value_eur"}, map_eurostat_tidy},
        {"us_census", "US Census international trade, JSON and CSV", {"CTY_CODE", "time"}, map_us_census},
        {"gacc", "Chinese customs, English and Chinese columns", {}, map_gacc},
        {"tuik", "Turkish statistics by HS8, both directions in a row", {"Month", "Country", "HS8", "Unit", "Export Dollar", "Import Dollar"}, map_tuik},
        {"partners_by_basis", "one country by partner and month, imports by origin and by consignment",
         {"country", "date", "export", "import_origin", "import_consignment"}, map_armenia_partners},
        {"reexport_estimates", "exports and estimated re-exports by HS6", {"commodity_code", "reexports", "X"}, map_reexport_estimates},
        {"partner_year", "one country by partner and year, all goods", {"reporter", "partner", "year", "value_usd"}, map_partner_year},
        {"mirror_months", "Russia's trade by month from partners' reports", {"NAPR", "PERIOD", "stoim_bn", "nowcast_share"}, map_mirror_months},
        {"mirror_partners", "Russia's trade by partner from partners' reports", {"STRANA", "NAPR", "stoim_sum"}, map_mirror_partners},
        {"mirror_hs4", "Russia's trade by HS4 from partners' reports, two windows", {"TNVED4", "NAPR", "STOIM_year_before", "STOIM_last12", "NETTO_last12"}, map_mirror_hs4},
        {"declaration_words", "import declarations in plain words (transaction rows)",
         {"Declaration ID", "Date", "Importer ID", "Country of Departure", "Country of Origin", "Item Price"}, map_declaration_words},
        {"declaration_boxes", "customs declarations by box numbers (transaction rows)", {"G33"}, map_declaration_boxes},
        {"bill_of_lading", "bills of lading (transaction rows)", {}, map_bill_of_lading},
        {"ftm_activity", "FollowTheMoney EconomicActivity (transaction rows)", {"schema", "vedCode"}, map_ftm_activity},
        {"baci", "BACI of CEPII", {"t", "i", "j", "k", "v", "q"}, map_baci},
    };
    return formats;
}

std::string nearest_name(std::string_view name, std::span<const std::string> names) {
    const auto lower = [](std::string_view text) {
        std::string result;
        for (const char c : text) {
            if (c != '_' && c != ' ' && c != '.') {
                result += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            }
        }
        return result;
    };
    const std::string wanted = lower(name);
    std::string best;
    std::size_t fewest = std::max<std::size_t>(2, wanted.size() / 2) + 1;
    for (const std::string& candidate : names) {
        const std::string other = lower(candidate);
        std::vector<std::size_t> row(other.size() + 1);
        for (std::size_t j = 0; j <= other.size(); ++j) {
            row[j] = j;
        }
        for (std::size_t i = 1; i <= wanted.size(); ++i) {
            std::size_t diagonal = row[0];
            row[0] = i;
            for (std::size_t j = 1; j <= other.size(); ++j) {
                const std::size_t above = row[j];
                row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (wanted[i - 1] == other[j - 1] ? 0 : 1)});
                diagonal = above;
            }
        }
        if (row[other.size()] < fewest) {
            fewest = row[other.size()];
            best = candidate;
        }
    }
    return best;
}

Mapping recognise(const RawHead& head, const std::string& path, std::string_view wanted) {
    if (std::ranges::any_of(head.columns, [](const std::string& column) { return column.find("_minus_") != std::string::npos; })) {
        throw Failure(FailureKind::bad_input, fmt::format("{} holds differences between two sources, not trade", path),
                      "There is nothing in it to add up: load the two sources, and the difference is told.");
    }
    const SourceFormat* nearest = nullptr;
    std::vector<std::string_view> lacks;
    double best = -1;
    for (const SourceFormat& format : source_formats()) {
        if (!wanted.empty() && format.name != wanted) {
            continue;
        }
        std::vector<std::string_view> missing;
        for (const std::string_view need : format.needs) {
            if (!head.has(need)) {
                missing.push_back(need);
            }
        }
        if (missing.empty()) {
            if (auto mapping = format.map(head)) {
                return *mapping;
            }
        }
        if (format.needs.empty()) {
            continue;
        }
        const double share = 1 - static_cast<double>(missing.size()) / static_cast<double>(format.needs.size());
        if (share > best) {
            best = share;
            nearest = &format;
            lacks = missing;
        }
    }
    if (nearest == nullptr) {
        std::vector<std::string_view> names;
        for (const SourceFormat& format : source_formats()) {
            names.push_back(format.name);
        }
        throw Failure(FailureKind::usage, fmt::format("there is no format '{}'", wanted), fmt::format("Known: {}.", fmt::join(names, ", ")));
    }
    std::string hint = fmt::format("Nearest is {} ({})", nearest->name, nearest->describes);
    if (!lacks.empty()) {
        hint += "; it lacks";
        for (std::size_t i = 0; i < lacks.size(); ++i) {
            const std::string near = nearest_name(lacks[i], head.columns);
            hint += fmt::format("{} {}{}", i == 0 ? "" : ",", lacks[i], near.empty() ? "" : fmt::format(" (nearest there: {})", near));
        }
    }
    hint += ". Columns of any CSV can be named with --map FILE.toml.";
    throw Failure(FailureKind::bad_input, fmt::format("{}: no known table of trade", path), hint);
}

} // namespace tidewaiter::flows
