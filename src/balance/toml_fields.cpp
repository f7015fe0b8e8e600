#include "balance/toml_fields.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tidewaiter::balance {

using base::Failure;
using base::FailureKind;

namespace {

std::string joined(std::string_view where, std::string_view key) {
    return where.empty() ? std::string(key) : fmt::format("{}.{}", where, key);
}

} // namespace

TomlFields::TomlFields(std::string_view toml, std::string name, std::string hint) : name_(std::move(name)), hint_(std::move(hint)) {
    if (toml.size() > model_limits.bytes) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is larger than {} bytes, and no model is", name_, model_limits.bytes), hint_);
    }
    try {
        document_ = toml::parse(toml, name_);
    } catch (const toml::parse_error& error) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: line {} is no TOML: {}", name_, error.source().begin.line, error.description()), hint_);
    }
}

void TomlFields::fail(const toml::node& node, std::string_view field, const std::string& what, const std::string& hint) const {
    fail(line_of(node), field, what, hint);
}

void TomlFields::fail(std::uint64_t line, std::string_view field, const std::string& what, const std::string& hint) const {
    throw Failure(FailureKind::bad_input, fmt::format("{}: line {}: {}{}{}", name_, std::max<std::uint64_t>(line, 1), field, field.empty() ? "" : ": ", what),
                  hint.empty() ? hint_ : hint);
}

void TomlFields::check_keys(const toml::table& table, std::string_view where, std::initializer_list<std::string_view> known) const {
    for (const auto& [key, node] : table) {
        if (std::ranges::find(known, key.str()) == known.end()) {
            fail(node, joined(where, key.str()), "is no field of a model");
        }
    }
}

const toml::table& TomlFields::as_table(const toml::node& node, std::string_view field) const {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        fail(node, field, fmt::format("wants fields of its own, written [{}]", field));
    }
    return *table;
}

std::vector<const toml::table*> TomlFields::tables(const toml::table& parent, std::string_view key, std::string_view where) const {
    std::vector<const toml::table*> found;
    const toml::node* node = parent.get(key);
    if (node == nullptr) {
        return found;
    }
    const std::string field = joined(where, key);
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        fail(*node, field, fmt::format("wants double brackets, [[{}]]", field));
    }
    for (const toml::node& each : *array) {
        found.push_back(&as_table(each, field));
    }
    return found;
}

std::string TomlFields::text(const toml::table& table, std::string_view key, std::string_view where) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        return {};
    }
    const auto value = node->value_exact<std::string>();
    if (!value) {
        fail(*node, joined(where, key), "wants text in quotes");
    }
    if (value->size() > model_limits.text_bytes) {
        fail(*node, joined(where, key), fmt::format("is longer than {} bytes", model_limits.text_bytes));
    }
    return *value;
}

std::string TomlFields::required_text(const toml::table& table, std::string_view key, std::string_view where) const {
    std::string value = text(table, key, where);
    if (value.empty()) {
        const toml::node* node = table.get(key);
        fail(node == nullptr ? static_cast<const toml::node&>(table) : *node, joined(where, key), node == nullptr ? "is missing" : "is empty");
    }
    return value;
}

std::vector<std::string> TomlFields::texts(const toml::table& table, std::string_view key, std::string_view where) const {
    std::vector<std::string> values;
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        return values;
    }
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        fail(*node, joined(where, key), "wants a list of texts, such as [\"new\", \"imported\"]");
    }
    for (const toml::node& each : *array) {
        const auto value = each.value_exact<std::string>();
        if (!value) {
            fail(each, joined(where, key), "holds something that is no text in quotes");
        }
        values.push_back(*value);
    }
    return values;
}

double TomlFields::number(const toml::node& node, std::string_view field, double lowest, double highest) const {
    const bool is_number = node.is_integer() || node.is_floating_point();
    const double value = is_number ? node.value<double>().value_or(std::nan("")) : std::nan("");
    if (!is_number || !std::isfinite(value)) {
        fail(node, field, "wants a number");
    }
    if (value < lowest || value > highest) {
        fail(node, field, fmt::format("is {}, and wants a number from {} to {}", value, lowest, highest));
    }
    return value;
}

Range TomlFields::range(const toml::table& table, std::string_view where, Shape fallback) const {
    Range range{.shape = shape(table, where, fallback)};
    const auto find = [&](std::string_view key) { return table.get(key); };
    const auto read = [&](const toml::node& node, std::string_view key) { return number(node, joined(where, key), 0, model_limits.largest); };
    if (const toml::node* value = find("value")) {
        for (const std::string_view key : {"low", "mode", "high"}) {
            if (const toml::node* other = find(key)) {
                fail(*other, joined(where, key), "stands beside value, and only one of the two can be meant");
            }
        }
        range.low = range.mode = range.high = read(*value, "value");
        return range;
    }
    for (const auto& [key, member] : {std::pair{"low", &Range::low}, {"mode", &Range::mode}, {"high", &Range::high}}) {
        const toml::node* node = find(key);
        if (node == nullptr) {
            fail(table, joined(where, key), "is missing", "A range has low, mode and high; a figure without a range is written value = ...");
        }
        range.*member = read(*node, key);
    }
    if (range.low > range.high) {
        fail(*find("low"), joined(where, "low"), fmt::format("is {}, above high, {}", range.low, range.high));
    }
    if (range.mode < range.low || range.mode > range.high) {
        fail(*find("mode"), joined(where, "mode"), fmt::format("is {}, outside low to high, {} to {}", range.mode, range.low, range.high));
    }
    return range;
}

Shape TomlFields::shape(const toml::table& table, std::string_view where, Shape fallback) const {
    const std::string word = text(table, "shape", where);
    if (word.empty()) {
        return fallback;
    }
    for (const Shape shape : {Shape::triangular, Shape::pert}) {
        if (word == to_text(shape)) {
            return shape;
        }
    }
    fail(*table.get("shape"), joined(where, "shape"), fmt::format("is '{}', not triangular or pert", word));
}

Kind TomlFields::kind(const toml::table& table, std::string_view where) const {
    const std::string word = required_text(table, "kind", where);
    for (const Kind kind : {Kind::official_claim, Kind::estimate, Kind::visual_count, Kind::satellite}) {
        if (word == to_text(kind)) {
            return kind;
        }
    }
    fail(*table.get("kind"), joined(where, "kind"), fmt::format("is '{}', not official claim, estimate, visual count or satellite", word));
}

} // namespace tidewaiter::balance
