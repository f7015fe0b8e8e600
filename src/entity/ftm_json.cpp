#include "entity/ftm_json.hpp"

#include "base/json_writer.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <unordered_set>

namespace tidewaiter::entity {

using base::Error;
using base::JsonWriter;
using base::Result;

namespace dom = simdjson::dom;

namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_properties =
    1'000; // the whole model has fewer than 500; more only makes look-ups slow
constexpr std::string_view one_object_a_line =
    "Each line is one JSON object with id, schema and properties.";

/// Members that Entity has a place for; each may be given once.
constexpr std::array<std::string_view, 10> known_members{
    "id",        "schema", "caption",    "properties", "datasets",
    "referents", "target", "first_seen", "last_seen",  "last_change"};

/// Adds the values of one property. A hostile line can hold millions of them, so repeats are found
/// by scanning only while there are few.
class ValueAdder {
public:
    ValueAdder(Entity& entity, std::string_view property) {
        const auto found =
            std::ranges::find(entity.properties, property,
                              [](const auto& row) -> std::string_view { return row.first; });
        place_ = static_cast<std::size_t>(found - entity.properties.begin());
        entity_ = &entity;
        property_ = property;
    }

    void add(std::string_view value) {
        if (value.empty()) {
            return;
        }
        if (place_ == entity_->properties.size()) {
            entity_->properties.emplace_back(property_, std::vector<std::string>{});
        }
        std::vector<std::string>& values = entity_->properties[place_].second;
        if (values.size() < few) {
            if (std::ranges::find(values, value) == values.end()) {
                values.emplace_back(value);
            }
            return;
        }
        if (seen_.empty()) {
            seen_.insert(values.begin(), values.end());
        }
        if (seen_.emplace(value).second) {
            values.emplace_back(value);
        }
    }

private:
    static constexpr std::size_t few = 64;
    Entity* entity_;
    std::string_view property_;
    std::size_t place_;
    std::unordered_set<std::string> seen_;
};

/// Reads the object of one line and the entities nested in it.
class ObjectReader {
public:
    ObjectReader(const std::function<void(Entity)>& nested, bool escaped, std::uint64_t& irregular)
        : nested_(nested), escaped_(escaped), irregular_(irregular) {}

    Result<Entity> read(const dom::object& object) {
        Entity entity;
        std::bitset<known_members.size()> seen;
        for (const dom::key_value_pair member : object) {
            const auto found = std::ranges::find(known_members, member.key);
            if (found == known_members.end()) {
                entity.unknown_members.emplace_back(valid(member.key),
                                                    simdjson::to_string(member.value));
                continue;
            }
            const auto number = static_cast<std::size_t>(found - known_members.begin());
            if (seen.test(number)) {
                return base::error(fmt::format("{} is given twice", member.key),
                                   std::string(one_object_a_line));
            }
            seen.set(number);
            if (member.key == "properties") {
                if (const auto problem = take_properties(member.value, entity)) {
                    return std::unexpected(*problem);
                }
            } else if (!take_member(member.key, member.value, entity)) {
                entity.unknown_members.emplace_back(member.key, simdjson::to_string(member.value));
            }
        }
        if (entity.id.empty()) {
            return base::error("the entity has no id", std::string(one_object_a_line));
        }
        if (entity.schema.empty()) {
            return base::error(fmt::format("entity '{}' has no schema", entity.id),
                               std::string(one_object_a_line));
        }
        return entity;
    }

private:
    /// False when the value is not of the member's type; it is then kept as it stands.
    bool take_member(std::string_view name, dom::element value, Entity& entity) const {
        if (name == "target") {
            bool truth = false;
            if (value.get(truth) != simdjson::SUCCESS) {
                return false;
            }
            entity.target = truth;
            return true;
        }
        if (name == "datasets" || name == "referents") {
            return take_texts(value, name == "datasets" ? entity.datasets : entity.referents);
        }
        std::string& into = name == "id"           ? entity.id
                            : name == "schema"     ? entity.schema
                            : name == "caption"    ? entity.caption
                            : name == "first_seen" ? entity.first_seen
                            : name == "last_seen"  ? entity.last_seen
                                                   : entity.last_change;
        std::string_view text;
        if (value.get(text) != simdjson::SUCCESS || text.empty()) {
            return false;
        }
        into = valid(text);
        return true;
    }

    bool take_texts(dom::element value, std::vector<std::string>& into) const {
        dom::array list;
        if (value.get(list) != simdjson::SUCCESS) {
            return false;
        }
        std::vector<std::string> texts;
        for (const dom::element item : list) {
            std::string_view text;
            if (item.get(text) != simdjson::SUCCESS) {
                return false;
            }
            texts.push_back(valid(text));
        }
        into = std::move(texts);
        return true;
    }

    std::optional<Error> take_properties(dom::element value, Entity& entity) {
        dom::object properties;
        if (value.get(properties) != simdjson::SUCCESS) {
            return Error{"properties is no object", std::string(one_object_a_line)};
        }
        for (const dom::key_value_pair property : properties) {
            if (entity.properties.size() > most_properties) {
                return Error{fmt::format("the entity has more than {} properties", most_properties),
                             std::string(one_object_a_line)};
            }
            const std::string name = valid(property.key);
            ValueAdder adder(entity, name);
            dom::array values;
            if (property.value.get(values) != simdjson::SUCCESS) {
                if (property.value.is_string()) {
                    ++irregular_;
                }
                add_value(property.value, adder);
                continue;
            }
            for (const dom::element item : values) {
                add_value(item, adder);
            }
        }
        return std::nullopt;
    }

    void add_value(dom::element value, ValueAdder& adder) {
        std::string_view text;
        if (value.get(text) == simdjson::SUCCESS) {
            if (escaped_) {
                adder.add(valid(text));
            } else {
                adder.add(text);
            }
            return;
        }
        if (value.is_null()) {
            return;
        }
        if (dom::object object; value.get(object) == simdjson::SUCCESS) {
            Result<Entity> inner = read(object);
            if (inner) {
                adder.add(inner->id);
                if (nested_) {
                    nested_(std::move(*inner));
                }
                return;
            }
        }
        ++irregular_;
        adder.add(simdjson::to_string(value));
    }

    /// An escape can name half of a surrogate pair, which is no text; nothing else gets past
    /// simdjson.
    std::string valid(std::string_view text) const {
        return escaped_ ? base::to_valid_utf8(text) : std::string(text);
    }

    const std::function<void(Entity)>& nested_;
    bool escaped_; ///< the line holds \u escapes
    std::uint64_t& irregular_;
};

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    json.key(name).begin_array();
    for (const std::string& text : texts) {
        json.value(text);
    }
    json.end_array();
}

void write_text(JsonWriter& json, std::string_view name, const std::string& text) {
    if (!text.empty()) {
        json.member(name, text);
    }
}

} // namespace

struct FtmParser::State {
    dom::parser parser;
    std::string padded; ///< the line, and the bytes behind it that simdjson may look at
    std::uint64_t irregular = 0;
};

FtmParser::FtmParser() : state_(std::make_unique<State>()) {}

FtmParser::~FtmParser() = default;

std::uint64_t FtmParser::irregular_values() const {
    return state_->irregular;
}

Result<Entity> FtmParser::parse(std::string_view line, const std::function<void(Entity)>& nested) {
    State& state = *state_;
    if (state.padded.size() < line.size() + simdjson::SIMDJSON_PADDING) {
        state.padded.resize(line.size() + line.size() / 2 + simdjson::SIMDJSON_PADDING);
    }
    std::memcpy(state.padded.data(), line.data(), line.size());
    if (state.parser.capacity() < line.size() || state.parser.max_depth() != deepest) {
        if (const auto problem = state.parser.allocate(state.padded.size(), deepest)) {
            return base::error(fmt::format("a line of {} bytes does not fit: {}", line.size(),
                                           simdjson::error_message(problem)));
        }
    }
    dom::element root;
    if (const auto problem =
            state.parser.parse(state.padded.data(), line.size(), false).get(root)) {
        return base::error(fmt::format("this is no JSON: {}", simdjson::error_message(problem)),
                           std::string(one_object_a_line));
    }
    dom::object object;
    if (root.get(object) != simdjson::SUCCESS) {
        return base::error("this is JSON, but no object", std::string(one_object_a_line));
    }
    const bool escaped = line.find("\\u") != std::string_view::npos;
    return ObjectReader(nested, escaped, state.irregular).read(object);
}

std::string to_ftm_json(const Entity& entity) {
    JsonWriter json;
    json.begin_object().member("id", entity.id);
    write_text(json, "caption", entity.caption);
    json.member("schema", entity.schema).key("properties").begin_object();
    for (const auto& [property, values] : entity.properties) {
        write_texts(json, property, values);
    }
    json.end_object();
    for (const auto& [name, texts] :
         {std::pair("referents", &entity.referents), std::pair("datasets", &entity.datasets)}) {
        // Something else than a list of texts stands among the unknown members, and nothing may
        // stand twice.
        const bool kept = std::ranges::find(entity.unknown_members, name, [](const auto& row) {
                              return row.first;
                          }) != entity.unknown_members.end();
        if (!kept || !texts->empty()) {
            write_texts(json, name, *texts);
        }
    }
    write_text(json, "first_seen", entity.first_seen);
    write_text(json, "last_seen", entity.last_seen);
    write_text(json, "last_change", entity.last_change);
    if (entity.target) {
        json.member("target", *entity.target);
    }
    for (const auto& [name, value] : entity.unknown_members) {
        json.key(name).raw(value);
    }
    return json.end_object().take();
}

} // namespace tidewaiter::entity
