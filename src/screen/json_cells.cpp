// What a member means is asked once for each place and key and kept: a file of a million objects has a few dozen keys.
#include "screen/cells.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>

namespace tidewaiter::screen {

namespace {

namespace dom = simdjson::dom;

enum class Place : std::uint8_t { top, party, line };

/// What a key at a place means.
struct Member {
    ColumnUse use;
    std::uint32_t style = ColumnStyles::none;
    enum class Holds : std::uint8_t { value, parties, lines, role } holds = Holds::value;
    bool used = false;
    std::uint32_t column = ColumnStyles::none; // top-level single value: its place among the columns
};

constexpr std::array<std::string_view, 3> party_lists = {"parties", "party", "counterparties"};
/// Where a country stands when a place is an object.
constexpr std::array<std::string_view, 6> place_keys = {"country", "country_code", "countryCode", "iso2", "code", "name"};
constexpr std::array<std::string_view, 6> line_lists = {"lines", "line_items", "items", "goods", "positions", "commodities"};

// simdjson's results hold what they give out: a range-for over a temporary one would read a dead object.
dom::array to_array(const dom::element& value) {
    dom::array array;
    return value.get_array().get(array) == simdjson::SUCCESS ? array : dom::array();
}

dom::object to_object(const dom::element& value) {
    dom::object object;
    return value.get_object().get(object) == simdjson::SUCCESS ? object : dom::object();
}

} // namespace

void RecordCells::clear() {
    cells.clear();
    parties = 0;
    lines = 0;
    problem.clear();
}

struct JsonCells::State {
    const Mapping& mapping;
    ColumnStyles& styles;
    const ShipmentLimits& limits;
    dom::parser parser{64'000'000};
    std::unordered_map<std::string, Member> members; // place and key -> meaning
    std::vector<std::string> columns;
    std::vector<std::string> own;
    std::vector<std::string> not_used;
    std::deque<std::string> numbers; // text of numbers of the record at hand
    InputSet present;
    bool goods = false;

    Member& member(Place place, std::string_view key);
    void walk(const dom::object& object, Place place, Cell base, std::size_t depth, RecordCells& into);
    void take(const Member& member, const dom::element& value, const Cell& base, std::size_t depth, RecordCells& into);
    void take_objects(const Member& member, const dom::element& value, const Cell& base, std::size_t depth, RecordCells& into);
    void take_parts(const Member& member, const dom::object& object, const Cell& base, std::size_t depth, RecordCells& into);
    std::string_view to_text(const dom::element& value);
};

/// A single value as text; empty for null, objects and lists.
std::string_view JsonCells::State::to_text(const dom::element& value) {
    switch (value.type()) {
    case dom::element_type::STRING: return value.get_string().value_unsafe();
    case dom::element_type::INT64: return numbers.emplace_back(std::to_string(value.get_int64().value_unsafe()));
    case dom::element_type::UINT64: return numbers.emplace_back(std::to_string(value.get_uint64().value_unsafe()));
    case dom::element_type::DOUBLE: return numbers.emplace_back(fmt::format("{}", value.get_double().value_unsafe()));
    case dom::element_type::BOOL: return value.get_bool().value_unsafe() ? "true" : "false";
    default: return {};
    }
}

Member& JsonCells::State::member(Place place, std::string_view key) {
    std::string name;
    name += static_cast<char>('0' + static_cast<int>(place));
    name += key;
    const auto found = members.find(name);
    if (found != members.end()) {
        return found->second;
    }
    Member made;
    const std::string text(key);
    const auto mapped = mapping.columns.find(text);
    if (place == Place::top && mapped != mapping.columns.end()) {
        made.use = mapped->second;
    } else if (place == Place::top && std::ranges::find(party_lists, key) != party_lists.end()) {
        made.holds = Member::Holds::parties;
    } else if (place == Place::top && std::ranges::find(line_lists, key) != line_lists.end()) {
        made.holds = Member::Holds::lines;
    } else if (!mapping.only_mapped) {
        made.use = place == Place::party ? recognise_attribute(key) : recognise_column(key);
        if (place == Place::line && made.use.what == ColumnUse::What::unused && (key == "no" || key == "number")) {
            made.use = *find_use("line_no");
        }
        // A party without a role makes no sense on a line: "name" there is the product's.
        if (place == Place::line && made.use.what == ColumnUse::What::party && made.use.role == Role::customer) {
            made.use = ColumnUse{};
        }
    }
    if (holds_dates(made.use) || holds_amounts(made.use)) {
        constexpr std::array<std::string_view, 3> fronts = {"", "parties.", "lines."};
        made.style = styles.slot(std::string(fronts[static_cast<std::size_t>(place)]) + text);
    }
    return members.emplace(std::move(name), std::move(made)).first->second;
}

void JsonCells::State::walk(const dom::object& object, Place place, Cell base, std::size_t depth, RecordCells& into) {
    if (depth > limits.json_depth) {
        into.problem = fmt::format("objects stand more than {} deep in each other", limits.json_depth);
        return;
    }
    for (const auto& [key, value] : object) {
        if (!into.problem.empty()) {
            return;
        }
        Member& known = member(place, key);
        const bool single = !value.is_object() && !value.is_array();
        if (place == Place::top && single && known.column == ColumnStyles::none && columns.size() < limits.json_columns) {
            known.column = static_cast<std::uint32_t>(columns.size());
            columns.emplace_back(key);
        }
        if (place == Place::top && single && known.column != ColumnStyles::none) {
            own.resize(std::max<std::size_t>(own.size(), known.column + std::size_t{1}));
            own[known.column] = to_text(value);
        }
        take(known, value, base, depth, into);
        if (!known.used && known.holds == Member::Holds::value && known.use.what == ColumnUse::What::unused) {
            known.used = true; // named once
            if (not_used.size() < limits.json_columns) {
                constexpr std::array<std::string_view, 3> fronts = {"", "parties.", "lines."};
                not_used.push_back(std::string(fronts[static_cast<std::size_t>(place)]) + std::string(key));
            }
        }
    }
}

void JsonCells::State::take(const Member& known, const dom::element& value, const Cell& base, std::size_t depth,
                            RecordCells& into) {
    if (into.cells.size() >= limits.json_cells) {
        into.problem = fmt::format("more than {} values in one object", limits.json_cells);
        return;
    }
    if (known.holds != Member::Holds::value) {
        take_objects(known, value, base, depth, into);
        return;
    }
    if (known.use.what == ColumnUse::What::unused) {
        return;
    }
    const bool party_object = known.use.what == ColumnUse::What::party && known.use.bare;
    if (value.is_array()) {
        const dom::array array = to_array(value);
        for (const dom::element each : array) {
            if (each.is_object() && party_object) {
                take_objects(known, each, base, depth, into);
            } else if (!each.is_array()) {
                take(known, each, base, depth, into);
            }
        }
        return;
    }
    if (value.is_object()) {
        if (party_object) {
            take_objects(known, value, base, depth, into);
        } else {
            take_parts(known, to_object(value), base, depth, into);
        }
        return;
    }
    Cell cell = base;
    cell.use = &known.use;
    cell.style = known.style;
    cell.text = to_text(value);
    add_inputs(present, known.use);
    if (base.has_role && known.use.what == ColumnUse::What::party && known.use.attribute == Attribute::name) {
        ColumnUse named = known.use;
        named.role = base.role;
        named.role_in_row = false;
        add_inputs(present, named);
    } else if (base.party != 0 && known.use.what == ColumnUse::What::party && known.use.attribute == Attribute::name) {
        present.add_all_names(); // its role stands in the object: the form can name any party
        present.add(Input::consignee_name);
        present.add(Input::end_user_name);
    }
    goods = goods || (known.use.what == ColumnUse::What::field && known.use.field == Field::hs);
    into.cells.push_back(cell);
}

/// An object where one value was looked for. {"identifiers": {"passportNumber": "A123"}}: the key is the property.
/// {"address": {"street": ..., "city": ...}}: all of it is the address. {"destination": {"country": "RU"}}: the country.
/// What is left is named as not used: a destination in a shape nobody reads must not pass for none.
void JsonCells::State::take_parts(const Member& known, const dom::object& object, const Cell& base, std::size_t depth,
                                  RecordCells& into) {
    const bool is_party = known.use.what == ColumnUse::What::party;
    bool taken = false;
    for (const auto& [key, value] : object) {
        if (value.is_object() || value.is_array()) {
            continue;
        }
        if (is_party && known.use.attribute == Attribute::identifier) {
            const Member& property = member(Place::party, key);
            if (property.use.what == ColumnUse::What::party) {
                take(property, value, base, depth, into);
                taken = true;
            }
        } else if (is_party && known.use.attribute == Attribute::address) {
            take(known, value, base, depth, into);
            taken = true;
        } else if (!taken && std::ranges::find(place_keys, key) != place_keys.end()) {
            take(known, value, base, depth, into);
            taken = true;
        }
    }
    if (!taken && object.size() > 0 && not_used.size() < limits.json_columns) {
        const std::string name = screen::to_text(known.use) + " (an object)";
        if (std::ranges::find(not_used, name) == not_used.end()) {
            not_used.push_back(name);
        }
    }
}

void JsonCells::State::take_objects(const Member& known, const dom::element& value, const Cell& base, std::size_t depth,
                                    RecordCells& into) {
    if (value.is_array()) {
        const dom::array array = to_array(value);
        for (const dom::element each : array) {
            if (into.problem.empty() && each.is_object()) {
                take_objects(known, each, base, depth, into);
            }
        }
        return;
    }
    if (!value.is_object()) {
        return;
    }
    Cell cell = base;
    const dom::object object = to_object(value);
    if (known.holds == Member::Holds::lines) {
        if (into.lines >= limits.lines) {
            into.problem = fmt::format("more than {} lines", limits.lines);
            return;
        }
        cell.line = ++into.lines;
        walk(object, Place::line, cell, depth + 1, into);
        return;
    }
    if (into.parties >= limits.parties) {
        into.problem = fmt::format("more than {} parties", limits.parties);
        return;
    }
    cell.party = ++into.parties;
    if (known.holds == Member::Holds::value) { // {"consignee": {...}}
        cell.role = known.use.role;
        cell.has_role = !known.use.role_in_row;
    }
    walk(object, Place::party, cell, depth + 1, into);
}

JsonCells::JsonCells(const Mapping& mapping, ColumnStyles& styles, const ShipmentLimits& limits)
    : state_(new State{.mapping = mapping, .styles = styles, .limits = limits}) {}

JsonCells::~JsonCells() = default;

void JsonCells::read(std::string_view json, RecordCells& into) {
    into.clear();
    state_->numbers.clear();
    for (std::string& value : state_->own) {
        value.clear();
    }
    const simdjson::padded_string padded(json);
    dom::element document;
    if (const auto problem = state_->parser.parse(padded).get(document); problem != simdjson::SUCCESS) {
        into.problem = fmt::format("no valid JSON: {}", simdjson::error_message(problem));
        return;
    }
    dom::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS) {
        into.problem = "not a JSON object";
        return;
    }
    state_->walk(object, Place::top, Cell{}, 1, into);
    if (!into.problem.empty()) {
        into.cells.clear();
    }
}

const std::vector<std::string>& JsonCells::columns() const { return state_->columns; }

void JsonCells::own_values(std::vector<std::string>& into) const {
    into = state_->own;
    into.resize(state_->columns.size());
}

const std::vector<std::string>& JsonCells::not_used() const { return state_->not_used; }

const InputSet& JsonCells::present() const { return state_->present; }

bool JsonCells::has_goods() const { return state_->goods; }

} // namespace tidewaiter::screen
