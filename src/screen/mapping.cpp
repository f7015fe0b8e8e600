// The mapping file, in TOML. An unknown key is an error: a misspelt line that is silently passed over would leave a
// column unread.
#include "screen/columns.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

namespace tidewaiter::screen {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::uint64_t mapping_bytes = 1'000'000; ///< a mapping names columns, at most some thousands

[[noreturn]] void fail(const std::string& name, const toml::node& node, const std::string& what, const std::string& hint = {}) {
    throw Failure(FailureKind::bad_input, fmt::format("{}: line {}: {}", name, node.source().begin.line, what), hint);
}

constexpr std::string_view use_hint =
    "Write a field (shipment_id, record_id, line_no, date, dispatch, destination, via, hs, description, origin, value, "
    "currency, net_kg, quantity, party_role) or role.attribute (consignee.name, end_user.country, vessel.imo, party.name).";

ColumnUse read_use(const std::string& name, const toml::node& node, std::string_view key) {
    const auto use = find_use(key);
    if (!use) {
        fail(name, node, fmt::format("'{}' is no field", key), std::string(use_hint));
    }
    return *use;
}

std::string read_text(const std::string& name, const toml::node& node, std::string_view key) {
    const auto text = node.value_exact<std::string>();
    if (!text) {
        fail(name, node, fmt::format("'{}' wants text in quotes", key));
    }
    return *text;
}

const toml::table& read_table(const std::string& name, const toml::node& node, std::string_view key) {
    if (const toml::table* table = node.as_table()) {
        return *table;
    }
    fail(name, node, fmt::format("'{}' wants a table, written [{}]", key, key));
}

void read_columns(const std::string& name, const toml::table& table, Mapping& mapping) {
    for (const auto& [key, node] : table) {
        const ColumnUse use = read_use(name, node, key.str());
        if (const toml::array* several = node.as_array()) {
            for (const toml::node& column : *several) {
                mapping.columns[read_text(name, column, key.str())] = use;
            }
        } else {
            mapping.columns[read_text(name, node, key.str())] = use;
        }
    }
}

void read_options(const std::string& name, const toml::table& table, Mapping& mapping) {
    for (const auto& [key, node] : table) {
        if (key == "day_order") {
            mapping.day_order = read_text(name, node, key.str());
            if (mapping.day_order != "day-first" && mapping.day_order != "month-first") {
                fail(name, node, fmt::format("day_order is '{}'", mapping.day_order), "Write day-first or month-first.");
            }
        } else if (key == "decimal_comma" || key == "only_mapped") {
            const auto truth = node.value_exact<bool>();
            if (!truth) {
                fail(name, node, fmt::format("'{}' wants true or false", key.str()));
            }
            if (key == "decimal_comma") {
                mapping.decimal_comma = *truth;
            } else {
                mapping.only_mapped = *truth;
            }
        } else if (key == "separator") {
            const std::string text = read_text(name, node, key.str());
            if (text.size() != 1) {
                fail(name, node, "separator wants one character");
            }
            mapping.separator = text[0];
        } else if (key == "encoding") {
            mapping.encoding = read_text(name, node, key.str());
        } else if (key == "sheet") {
            mapping.sheet = read_text(name, node, key.str());
        } else {
            fail(name, node, fmt::format("unknown option '{}'", key.str()), "Known are day_order, decimal_comma, separator, encoding, sheet, only_mapped.");
        }
    }
}

} // namespace

Mapping parse_mapping(const std::string& name, std::string_view bytes) {
    Mapping mapping;
    try {
        const toml::table file = toml::parse(bytes, name);
        for (const auto& [key, node] : file) {
            const toml::table& table = read_table(name, node, key.str());
            if (key == "columns") {
                read_columns(name, table, mapping);
            } else if (key == "constants") {
                for (const auto& [what, value] : table) {
                    const ColumnUse use = read_use(name, value, what.str());
                    mapping.constants.emplace_back(use, read_text(name, value, what.str()));
                }
            } else if (key == "options") {
                read_options(name, table, mapping);
            } else {
                fail(name, node, fmt::format("unknown table [{}]", key.str()), "Known are [columns], [constants] and [options].");
            }
        }
    } catch (const toml::parse_error& problem) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{}: line {}: {}", name, problem.source().begin.line, problem.description()),
                      "The mapping is TOML: field = \"Column name\", under [columns].");
    }
    return mapping;
}

Mapping load_mapping(const std::string& path) { return parse_mapping(path, base::load_file(path, mapping_bytes)); }

} // namespace tidewaiter::screen
