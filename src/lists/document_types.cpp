#include "lists/document_types.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

TIDEWAITER_EMBEDDED(document_types_csv);

namespace tidewaiter::lists {

namespace {

const std::vector<std::vector<std::string>>& document_types() {
    static const base::CsvTable table("document_types.csv", embedded_document_types_csv());
    return table.rows();
}

} // namespace

std::optional<std::string_view> find_property_of_document(std::string_view type) {
    const std::string lower = to_lower(clean_text(type));
    for (const auto& row : document_types()) {
        if (lower.find(row[0]) != std::string::npos) {
            return row[1];
        }
    }
    return std::nullopt;
}

std::string_view property_of_document(std::string_view type) {
    return find_property_of_document(type).value_or("idNumber");
}

bool is_vehicle(std::string_view schema) {
    return schema == "Vessel" || schema == "Airplane" || schema == "Vehicle";
}

std::string_view fit_to_schema(std::string_view property, std::string_view schema) {
    if (is_vehicle(schema)) {
        constexpr std::array own{"imoNumber", "mmsi", "callSign", "icaoCode", "serialNumber", "registrationNumber"};
        return std::ranges::find(own, property) != own.end() ? property : "registrationNumber";
    }
    if (schema != "Person" && (property == "passportNumber" || property == "socialSecurityNumber")) {
        return "idNumber";
    }
    return property;
}

bool is_checkable(entity::IdentifierKind kind) {
    using enum entity::IdentifierKind;
    return kind == imo || kind == mmsi || kind == lei || kind == bic || kind == iban || kind == isin || kind == inn ||
           kind == ogrn || kind == uscc || kind == duns;
}

std::string_view fallback_property(std::string_view property) {
    return property == "innCode" ? "taxNumber"
           : property == "ogrnCode" || property == "uscCode" || property == "leiCode" || property == "dunsCode"
               ? "registrationNumber"
               : "";
}

} // namespace tidewaiter::lists
