// What tests look for in an answer.
#pragma once

#include "flows/measures.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace tidewaiter::flows {

/// A column of the first row of a supplier and period, and of a reporter's side when one is named; "-" for an empty cell, "no row" for none.
inline std::string supplier_cell(const Answer& answer, std::string_view supplier, std::string_view period, std::string_view column, std::string_view side = "") {
    const auto place = [&](std::string_view name) { return static_cast<std::size_t>(std::ranges::find(answer.columns, name) - answer.columns.begin()); };
    for (const auto& row : answer.rows) {
        if (row[place("supplier")] == supplier && row[place("period")] == period && (side.empty() || row[place("reporter_side")] == side)) {
            return row[place(column)].value_or("-");
        }
    }
    return "no row";
}

inline bool warns(const Answer& answer, std::string_view code) {
    return std::ranges::any_of(answer.warnings, [&](const Warning& warning) { return warning.code == code; });
}

} // namespace tidewaiter::flows
