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
    for (names::Name& name : names::parse_readings(text, into.kind)) {
        if (!name.parts.empty()) {
            into.names.push_back({std::move(name), use});
        }
    }
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

constexpr std::string_view digits = "0123456789";

/// What stands before or after the number in a field for papers: "Passport no. B/001897", "284173, expires 21 Aug 2005
/// (Iraq)". A short word without digits may be the series and stays.
std::string_view number_of_paper(std::string_view text) {
    const std::string_view whole = base::trim(text);
    text = whole;
    for (std::size_t blank = text.find(' '); blank != std::string_view::npos; blank = text.find(' ')) {
        const std::string_view word = text.substr(0, blank);
        constexpr std::size_t longest_series = 3;
        const bool label = word.size() > longest_series || word == "no" || word == "no." || word == "No" || word == "No." || word == "Nr.";
        if (!label || word.find_first_of(digits) != std::string_view::npos) {
            break;
        }
        text = base::trim(text.substr(blank + 1));
    }
    const std::size_t end = text.find_first_of(",;(");
    const std::string_view number = base::trim(text.substr(0, std::min(end, text.size())));
    constexpr std::size_t least_digits = 4;
    const auto count = std::ranges::count_if(number, [](char c) { return c >= '0' && c <= '9'; });
    return static_cast<std::size_t>(count) >= least_digits ? number : whole;
}

bool is_paper(entity::IdentifierKind kind) {
    using enum entity::IdentifierKind;
    return kind == passport || kind == tax || kind == registration || kind == national || kind == other;
}

void add_identifiers(Prepared& into, const entity::Entity& entity) {
    for (const auto& [property, values] : entity.properties) {
        const auto kind = entity::find_kind_of_property(property);
        if (!kind) {
            continue;
        }
        for (const std::string& value : values) {
            PreparedIdentifier identifier{*kind, entity::to_canonical(*kind, is_paper(*kind) ? number_of_paper(value) : std::string_view(value))};
            const bool known = std::ranges::any_of(into.identifiers, [&](const PreparedIdentifier& other) {
                return other.kind == identifier.kind && other.value == identifier.value;
            });
            if (!known && entity::is_valid(*kind, identifier.value)) {
                into.identifiers.push_back(std::move(identifier));
            }
        }
    }
}

/// The country at the end of an address: "57 Rue du Rhone, Geneva, Switzerland".
void add_address_country(Prepared& into, std::string_view address) {
    address = base::trim(address);
    while (!address.empty() && (address.back() == '.' || address.back() == ';' || address.back() == ')')) {
        address.remove_suffix(1);
    }
    const std::size_t start = address.find_last_of(",;(");
    const std::string_view last = base::trim(start == std::string_view::npos ? address : address.substr(start + 1));
    // Of two letters, "CA" may be a state and "IN" a word.
    constexpr std::size_t shortest_name = 3;
    if (last.size() < shortest_name || last.find_first_of(digits) != std::string_view::npos) {
        return;
    }
    if (const auto code = entity::find_country(last)) {
        add_unique(into.address_countries, std::string(*code));
    }
}

/// Prefixes of countries and of long-distance calls differ in writing; the last digits do not.
void add_phone(Prepared& into, std::string_view text) {
    std::string number;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            number += c;
        }
    }
    constexpr std::size_t least = 7;
    constexpr std::size_t most = 9;
    if (number.size() >= least) {
        add_unique(into.contacts, number.substr(number.size() - std::min(number.size(), most)));
    }
}

void add_email(Prepared& into, std::string_view text) {
    std::string address(base::trim(text));
    std::ranges::transform(address, address.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (address.find('@') != std::string::npos) {
        add_unique(into.contacts, std::move(address));
    }
}

void add_folded(std::vector<std::string>& into, const entity::Entity& entity, std::string_view property) {
    for (const std::string& value : entity.values(property)) {
        add_unique(into, text::fold(value).joined());
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
    add_folded(made.addresses, entity, "address");
    for (const std::string& value : entity.values("address")) {
        add_address_country(made, value);
    }
    add_folded(made.birth_places, entity, "birthPlace");
    std::erase_if(made.birth_places, [](const std::string& place) { return place == "unknown" || place == "not known"; });
    add_folded(made.given_names, entity, "firstName");
    add_folded(made.family_names, entity, "lastName");
    for (const std::string& value : entity.values("phone")) {
        add_phone(made, value);
    }
    for (const std::string& value : entity.values("email")) {
        add_email(made, value);
    }
    return made;
}

} // namespace tidewaiter::match
