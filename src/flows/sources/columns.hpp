// Small help for the formats: a column by any of its names, as an SQL expression.
#pragma once

#include "flows/raw_file.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace tidewaiter::flows {

/// The first of the names that the file has; empty when it has none.
inline std::string first_column(const RawHead& head, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (std::string column = head.column(name); !column.empty()) {
            return column;
        }
    }
    return {};
}

/// The file's name in lower case.
inline std::string lower_name(const RawHead& head) {
    std::string name = head.name;
    for (char& c : name) {
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return name;
}

/// The flow that the file's name tells, as an SQL text; empty when it tells none.
inline std::string flow_of_name(const RawHead& head) {
    const std::string name = lower_name(head);
    const bool exports = name.find("export") != std::string::npos;
    const bool imports = name.find("import") != std::string::npos;
    return exports == imports ? std::string() : exports ? "'X'" : "'M'";
}

} // namespace tidewaiter::flows
