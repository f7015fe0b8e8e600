// An entity made ready for comparing. What cannot be read is left out: a date of letters says nothing about a party,
// and the reader of its list has reported it already.
#include "match/match.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/schema.hpp"
#include "text/fold.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::match {

namespace {

/// Properties that hold whole names, and what use the list makes of them.
struct NameProperty {
    std::string_view property;
    NameUse use;
};

constexpr std::array name_properties = {
    NameProperty{"name", NameUse::name},
    NameProperty{"alias", NameUse::alias},
    NameProperty{"weakAlias", NameUse::weak_alias},
    NameProperty{"abbreviation", NameUse::weak_alias},
    NameProperty{"previousName", NameUse::previous_name},
};

constexpr std::array<std::string_view, 5> country_properties = {"nationality", "citizenship", "country", "jurisdiction", "flag"};

names::NameKind kind_of(std::string_view schema) {
    const entity::Schema* found = entity::find_schema(schema);
    if (found == nullptr) {
        return names::NameKind::unknown;
    }
    if (found->is("Person")) {
        return names::NameKind::person;
    }
    if (found->is("Organization")) {
        return names::NameKind::organization;
    }
    return found->is("LegalEntity") || schema == "Thing" ? names::NameKind::unknown : names::NameKind::object;
}

void add_name(Prepared& into, std::string_view text, NameUse use) {
    names::Name name = names::parse_name(text, into.kind);
    if (name.parts.empty()) {
        return;
    }
    into.names.push_back({std::move(name), use});
}

/// The name from its parts, for parties that are given by parts alone.
std::string name_of_parts(const entity::Entity& entity) {
    std::string name;
    for (const std::string_view property : {"firstName", "secondName", "middleName", "fatherName", "lastName"}) {
        if (const std::string_view part = entity.first(property); !part.empty()) {
            name += name.empty() ? "" : " ";
            name += part;
        }
    }
    return name;
}

void add_unique(std::vector<std::string>& into, std::string value) {
    if (!value.empty() && std::ranges::find(into, value) == into.end()) {
        into.push_back(std::move(value));
    }
}

void add_identifiers(Prepared& into, const entity::Entity& entity) {
    for (const auto& [property, values] : entity.properties) {
        const auto kind = entity::find_kind_of_property(property);
        if (!kind) {
            continue;
        }
        for (const std::string& value : values) {
            PreparedIdentifier identifier{*kind, entity::to_canonical(*kind, value)};
            const bool known = std::ranges::any_of(into.identifiers, [&](const PreparedIdentifier& other) {
                return other.kind == identifier.kind && other.value == identifier.value;
            });
            if (!known && entity::is_valid(*kind, identifier.value)) {
                into.identifiers.push_back(std::move(identifier));
            }
        }
    }
}

std::string gender_of(const entity::Entity& entity) {
    for (const std::string& value : entity.values("gender")) {
        const std::string folded = text::fold(value).joined();
        if (folded == "male" || folded == "m" || folded == "man") {
            return "male";
        }
        if (folded == "female" || folded == "f" || folded == "woman") {
            return "female";
        }
    }
    return {};
}

} // namespace

Prepared prepare(const entity::Entity& entity) {
    Prepared made;
    made.id = entity.id;
    made.schema = entity.schema;
    made.kind = kind_of(entity.schema);
    for (const auto& [property, use] : name_properties) {
        for (const std::string& value : entity.values(property)) {
            add_name(made, value, use);
        }
    }
    if (made.names.empty()) {
        add_name(made, name_of_parts(entity), NameUse::name);
    }
    const std::string_view date_property = made.kind == names::NameKind::person ? "birthDate" : "incorporationDate";
    for (const std::string& value : entity.values(date_property)) {
        if (const auto date = entity::parse_date(value)) {
            made.birth_dates.push_back({*date, value});
        }
    }
    for (const std::string_view property : country_properties) {
        for (const std::string& value : entity.values(property)) {
            if (const auto code = entity::find_country(value)) {
                add_unique(made.countries, std::string(*code));
            }
        }
    }
    add_identifiers(made, entity);
    made.gender = gender_of(entity);
    for (const std::string& value : entity.values("address")) {
        add_unique(made.addresses, text::fold(value).joined());
    }
    return made;
}

} // namespace tidewaiter::match
