#include "balance/bottleneck.hpp"

#include "balance/toml_fields.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tidewaiter::balance {

namespace {

constexpr std::string_view format_name = "tidewaiter.bottleneck-model/1";
constexpr std::size_t most_inputs = 100;
constexpr std::size_t most_supplies = 500;

class Reader {
public:
    Reader(std::string_view toml, const std::string& name) : fields_(toml, name, "docs/balance.md lists what a bottleneck model may hold.") {
        model_.name = name;
        model_.sha256 = base::to_sha256(toml);
    }

    BottleneckModel read();

private:
    void read_input(const toml::table& table);
    void read_supply(Input& input, const toml::table& table);
    Capital read_capital(const toml::table& table);
    Range part(const toml::table& table, std::string_view key, std::string_view where, const Range* fallback);
    std::string source(const toml::table& table, std::string_view where) const;
    void check_shares() const;

    TomlFields fields_;
    BottleneckModel model_;
    std::size_t supplies_ = 0;
};

BottleneckModel Reader::read() {
    const toml::table& document = fields_.document();
    fields_.check_keys(document, "", {"format", "title", "sector", "sources", "input"});
    const std::string format = fields_.required_text(document, "format", "");
    if (format != format_name) {
        fields_.fail(*document.get("format"), "format", fmt::format("is '{}', not {}", format, format_name));
    }
    model_.title = fields_.required_text(document, "title", "");
    model_.sector = fields_.required_text(document, "sector", "");
    if (const toml::node* node = document.get("sources")) {
        for (const auto& [key, each] : fields_.as_table(*node, "sources")) {
            const std::string where = fmt::format("sources.{}", key.str());
            const toml::table& table = fields_.as_table(each, where);
            fields_.check_keys(table, where, {"name", "address"});
            model_.sources.push_back({std::string(key.str()), fields_.required_text(table, "name", where), fields_.text(table, "address", where)});
        }
    }
    for (const toml::table* table : fields_.tables(document, "input", "")) {
        read_input(*table);
    }
    if (model_.inputs.empty()) {
        fields_.fail(document, "input", "is missing: a sector has at least one [[input]]");
    }
    check_shares();
    return std::move(model_);
}

std::string Reader::source(const toml::table& table, std::string_view where) const {
    std::string key = fields_.required_text(table, "source", where);
    if (std::ranges::find(model_.sources, key, &Source::key) == model_.sources.end()) {
        fields_.fail(*table.get("source"), fmt::format("{}.source", where), fmt::format("'{}' is not among [sources]", key));
    }
    return key;
}

void Reader::read_input(const toml::table& table) {
    if (model_.inputs.size() == most_inputs) {
        fields_.fail(table, "input", fmt::format("is one of more than {}", most_inputs));
    }
    fields_.check_keys(table, "input", {"name", "unit", "need", "share", "source", "supply", "capital"});
    Input input;
    input.line = line_of(table);
    input.name = fields_.required_text(table, "name", "input");
    if (std::ranges::find(model_.inputs, input.name, &Input::name) != model_.inputs.end()) {
        fields_.fail(*table.get("name"), "input.name", fmt::format("'{}' stands there twice", input.name));
    }
    input.unit = fields_.required_text(table, "unit", "input");
    for (const auto& [key, member] : {std::pair{"need", &Input::need}, {"share", &Input::share}}) {
        const toml::node* node = table.get(key);
        if (node == nullptr) {
            fields_.fail(table, fmt::format("input.{}", key), "is missing");
        }
        input.*member = fields_.number(*node, fmt::format("input.{}", key), 1e-9, key == std::string_view("share") ? 1 : model_limits.largest);
    }
    input.source = source(table, "input");
    for (const toml::table* each : fields_.tables(table, "supply", "input")) {
        read_supply(input, *each);
    }
    if (const toml::node* capital = table.get("capital")) {
        input.capital.push_back(read_capital(fields_.as_table(*capital, "input.capital")));
    }
    if (input.supplies.empty() && input.capital.empty()) {
        fields_.fail(table, "input.supply", fmt::format("is missing: nothing provides {}", input.name));
    }
    model_.inputs.push_back(std::move(input));
}

void Reader::read_supply(Input& input, const toml::table& table) {
    const std::string where = "input.supply";
    if (++supplies_ > most_supplies) {
        fields_.fail(table, where, fmt::format("is one of more than {}", most_supplies));
    }
    fields_.check_keys(table, where, {"from", "low", "mode", "high", "value", "shape", "kind", "source"});
    Supply supply;
    supply.from = fields_.required_text(table, "from", where);
    if (std::ranges::find(input.supplies, supply.from, &Supply::from) != input.supplies.end()) {
        fields_.fail(*table.get("from"), where + ".from", fmt::format("'{}' supplies {} twice", supply.from, input.name));
    }
    supply.range = fields_.range(table, where, Shape::triangular);
    supply.kind = fields_.kind(table, where);
    supply.source = source(table, where);
    input.supplies.push_back(std::move(supply));
}

/// A range in braces, { low = 1, mode = 2, high = 3 }.
Range Reader::part(const toml::table& table, std::string_view key, std::string_view where, const Range* fallback) {
    const std::string field = fmt::format("{}.{}", where, key);
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        if (fallback == nullptr) {
            fields_.fail(table, field, "is missing");
        }
        return *fallback;
    }
    const toml::table& inner = fields_.as_table(*node, field);
    fields_.check_keys(inner, field, {"low", "mode", "high", "value", "shape"});
    return fields_.range(inner, field, Shape::triangular);
}

Capital Reader::read_capital(const toml::table& table) {
    const std::string where = "input.capital";
    fields_.check_keys(table, where, {"start", "wear", "service", "year"});
    constexpr Range usual_wear{0.06, 0.08, 0.10};
    constexpr Range nothing{};
    Capital capital;
    capital.start = part(table, "start", where, nullptr);
    capital.wear = part(table, "wear", where, &usual_wear);
    if (capital.wear.high > 1) {
        fields_.fail(*table.get("wear"), where + ".wear", fmt::format("reaches {}, and no more than all of it wears out in a year", capital.wear.high));
    }
    if (const toml::node* service = table.get("service")) {
        capital.service = fields_.number(*service, where + ".service", 1e-9, 1e9);
    }
    for (const toml::table* each : fields_.tables(table, "year", where)) {
        const std::string field = where + ".year";
        fields_.check_keys(*each, field, {"year", "imported", "domestic"});
        const toml::node* node = each->get("year");
        if (node == nullptr) {
            fields_.fail(*each, field + ".year", "is missing");
        }
        const double year = fields_.number(*node, field + ".year", 1500, 2500);
        if (year != std::floor(year)) {
            fields_.fail(*node, field + ".year", fmt::format("is {}, no whole year", year));
        }
        if (!capital.years.empty() && capital.years.back().year + 1 != static_cast<int>(year)) {
            fields_.fail(*node, field + ".year", fmt::format("is {}, and {} comes before it in the file: years follow each other", year, capital.years.back().year));
        }
        capital.years.push_back({static_cast<int>(year), part(*each, "imported", field, &nothing), part(*each, "domestic", field, &nothing)});
        if (capital.years.size() > 200) {
            fields_.fail(*each, field, "is one of more than 200");
        }
    }
    if (capital.years.empty()) {
        fields_.fail(table, where + ".year", "is missing: a stock wants at least one year");
    }
    return capital;
}

void Reader::check_shares() const {
    double sum = 0;
    for (const Input& input : model_.inputs) {
        sum += input.share;
    }
    if (std::abs(sum - 1) > 1e-6) {
        fields_.fail(model_.inputs.back().line, "input.share", fmt::format("the shares of all inputs sum to {:.6g}, not 1", sum));
    }
}

} // namespace

BottleneckModel parse_bottleneck_model(std::string_view toml, const std::string& name) { return Reader(toml, name).read(); }

BottleneckModel load_bottleneck_model(const std::string& path) { return parse_bottleneck_model(base::load_file(path, model_limits.bytes), path); }

} // namespace tidewaiter::balance
