// The FollowTheMoney schemata: who extends whom, and what kind of value each property holds.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace tidewaiter::entity {

/// A schema by its FollowTheMoney name. Static data; pointers stay valid.
struct Schema {
    std::string_view name;
    std::vector<const Schema*> ancestors; ///< itself first, then all it extends
    bool matchable = false;
    bool is(std::string_view other) const; ///< itself or a descendant of `other`
};

const Schema* find_schema(std::string_view name);
/// All schemata in the order of their names.
const std::vector<const Schema*>& all_schemata();

enum class PropertyType { text, name, date, country, identifier, address, topic, gender, url, phone, email, number, entity, other };

/// Type of a property by name ("birthDate" is a date); `other` for a name the model does not have.
PropertyType property_type(std::string_view property);

/// May a query of schema `a` mean an entity of schema `b`? True when one is the other's ancestor or both share a
/// matchable ancestor that is a kind of LegalEntity; a Person and a Company do not match, a Vessel and a Person neither.
bool are_comparable(std::string_view a, std::string_view b);

} // namespace tidewaiter::entity
