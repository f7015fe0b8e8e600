#include "balance/classes.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

TIDEWAITER_EMBEDDED(balance_classes_csv);

namespace tidewaiter::balance {

namespace {

const base::CsvTable& table() {
    static const base::CsvTable classes("balance_classes.csv", embedded_balance_classes_csv());
    return classes;
}

} // namespace

std::optional<EquipmentClass> find_class(std::string_view name) {
    for (const auto& row : table().rows()) {
        if (row[0] == name) {
            return EquipmentClass{row[0], row[1] == "rounds" ? Family::rounds : Family::equipment, row[2]};
        }
    }
    return std::nullopt;
}

std::string class_names() {
    std::string names;
    for (const auto& row : table().rows()) {
        names += (names.empty() ? "" : ", ") + row[0];
    }
    return names;
}

} // namespace tidewaiter::balance
