// Sinks that keep what a list reader yields, for the tests.
#pragma once

#include "base/reject.hpp"
#include "lists/list_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::test {

class Collected final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override { entities.push_back(std::move(entity)); }

    /// The entity of that id; fails the test when there is none.
    const entity::Entity& at(std::string_view id) const {
        const auto found = std::ranges::find(entities, id, &entity::Entity::id);
        if (found == entities.end()) {
            ADD_FAILURE() << "no entity " << id;
            static const entity::Entity none;
            return none;
        }
        return *found;
    }

    /// All of a schema whose `property` holds `value`.
    std::vector<entity::Entity> with(std::string_view schema, std::string_view property,
                                     std::string_view value) const {
        std::vector<entity::Entity> found;
        for (const entity::Entity& entity : entities) {
            if (entity.schema == schema && std::ranges::find(entity.values(property), value) !=
                                               entity.values(property).end()) {
                found.push_back(entity);
            }
        }
        return found;
    }

    std::map<std::string, int> schemata() const {
        std::map<std::string, int> counts;
        for (const entity::Entity& entity : entities) {
            ++counts[entity.schema];
        }
        return counts;
    }

    std::vector<entity::Entity> entities;
};

/// A list read by one format's reader.
struct ReadList {
    lists::ListVersion version;
    Collected sink;
    base::RejectList rejects;
};

inline ReadList read_list(const lists::ListFormat& format, const lists::ListFiles& files,
                          const lists::ReadOptions& options = {}) {
    ReadList list;
    list.version = format.read(files, options, list.sink, list.rejects);
    return list;
}

/// The same through load_list, with the rules that every list passes.
inline ReadList load(const lists::ListFiles& files, const lists::ReadOptions& options = {}) {
    ReadList list;
    list.version = lists::load_list(files, options, list.sink, list.rejects);
    return list;
}

} // namespace tidewaiter::test
