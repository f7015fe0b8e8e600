#include "index/merge.hpp"

#include "entity/schema.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tidewaiter::index {

namespace {

using entity::Entity;

enum class Part { party, sanction, address, paper, wallet, link };

bool is_a(const entity::Schema* schema, std::string_view other) { return schema != nullptr && schema->is(other); }

/// An unknown schema with a name is a party: better found than lost.
Part part_of(const Entity& entity) {
    const entity::Schema* schema = entity::find_schema(entity.schema);
    if (is_a(schema, "Sanction")) {
        return Part::sanction;
    }
    if (is_a(schema, "Address")) {
        return Part::address;
    }
    if (is_a(schema, "Identification") || is_a(schema, "Passport")) {
        return Part::paper;
    }
    if (is_a(schema, "CryptoWallet") && entity.has("holder")) {
        return Part::wallet;
    }
    if (is_a(schema, "Interval") || is_a(schema, "UnknownLink")) {
        return Part::link;
    }
    return Part::party;
}

void add_all(Entity& into, std::string_view property, const Entity& from, std::string_view source) {
    for (const std::string& value : from.values(source)) {
        into.add(property, value);
    }
}

void unite(Entity& into, const Entity& from) {
    // Met below another party first, and listed by a line of its own later: it is listed.
    if (into.target == false && from.target != false) {
        into.target = true;
    }
    for (const auto& [property, values] : from.properties) {
        for (const std::string& value : values) {
            into.add(property, value);
        }
    }
    for (const auto& text : {&Entity::datasets, &Entity::referents}) {
        for (const std::string& value : from.*text) {
            if (std::ranges::find(into.*text, value) == (into.*text).end()) {
                (into.*text).push_back(value);
            }
        }
    }
}

/// "Musterstrasse 1, 12345 Berlin, Germany" from the parts, when the address has no full text.
std::string full_address(const Entity& address) {
    if (address.has("full")) {
        return std::string(address.first("full"));
    }
    std::string text;
    for (const std::string_view property : {"street", "street2", "postOfficeBox", "postalCode", "city", "region", "state", "country"}) {
        if (const std::string_view value = address.first(property); !value.empty()) {
            text += text.empty() ? "" : ", ";
            text += value;
        }
    }
    return text;
}

void fold_paper(Entity& party, const Entity& paper) {
    const bool passport = is_a(entity::find_schema(paper.schema), "Passport");
    for (const std::string& number : paper.values("number")) {
        // Readers of our own lists have filed the number under its property already.
        const bool filed = std::ranges::any_of(party.properties, [&](const auto& property) {
            return entity::property_type(property.first) == entity::PropertyType::identifier &&
                   std::ranges::find(property.second, number) != property.second.end();
        });
        if (!filed) {
            party.add(passport ? "passportNumber" : "idNumber", number);
        }
    }
}

void fold_address(Entity& party, const Entity& address) {
    party.add("address", full_address(address));
    if (!party.has("country")) {
        add_all(party, "country", address, "country");
    }
}

} // namespace

MergedList merge(std::vector<Entity> entities, const lists::ListVersion& version) {
    // Entities of one id are one; the first keeps its place.
    std::vector<Entity> distinct;
    std::unordered_map<std::string, std::size_t> by_id;
    for (Entity& entity : entities) {
        const auto [found, is_new] = by_id.emplace(entity.id, distinct.size());
        if (is_new) {
            distinct.push_back(std::move(entity));
        } else {
            unite(distinct[found->second], entity);
        }
    }
    entities.clear();

    MergedList merged;
    std::unordered_map<std::string_view, std::size_t> parties;
    std::vector<std::pair<Part, const Entity*>> rest;
    for (const Entity& entity : distinct) {
        const Part part = part_of(entity);
        if (part == Part::party && entity.target == false) {
            continue; // an owner or a relative that the file only mentions: nobody has listed it
        }
        if (part == Part::party) {
            parties.emplace(entity.id, merged.parties.size());
            merged.parties.push_back({entity, {}});
        } else {
            rest.emplace_back(part, &entity);
        }
    }
    const auto each_party = [&](const std::vector<std::string>& ids, const auto& act) {
        for (const std::string& id : ids) {
            if (const auto found = parties.find(id); found != parties.end()) {
                act(merged.parties[found->second]);
            }
        }
    };
    std::unordered_map<std::string_view, const Entity*> addresses;
    for (const auto& [part, entity] : rest) {
        switch (part) {
        case Part::sanction:
            each_party(entity->values("entity"), [&](MergedParty& party) {
                party.listings.push_back(entity::to_listing(*entity, version.list, version.version));
            });
            break;
        case Part::address: addresses.emplace(entity->id, entity); break;
        case Part::paper: each_party(entity->values("holder"), [&](MergedParty& party) { fold_paper(party.entity, *entity); }); break;
        case Part::wallet:
            each_party(entity->values("holder"), [&](MergedParty& party) { add_all(party.entity, "publicKey", *entity, "publicKey"); });
            break;
        case Part::link: merged.links.push_back(*entity); break;
        case Part::party: break;
        }
    }
    for (MergedParty& party : merged.parties) {
        const std::vector<std::string> ids = party.entity.values("addressEntity");
        for (const std::string& id : ids) {
            if (const auto found = addresses.find(id); found != addresses.end()) {
                fold_address(party.entity, *found->second);
            }
        }
    }
    return merged;
}

} // namespace tidewaiter::index
