// A real list against its manifest: counts, names by an independent count over the raw elements,
// and fields looked up in the file by hand.
#pragma once

#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::test {

struct ExpectedList {
    const char* file; ///< below shared/data/lists
    const char* list;
    const char* date;
    std::uint64_t records;
    std::uint64_t names;
};

/// One value that the raw file shows, under the entity it belongs to. "sanction:" and "document:"
/// name what hangs on it.
struct ExpectedField {
    const char* id;
    const char* property;
    const char* value;
};

inline std::vector<std::string> values_of(const ReadList& list, const ExpectedField& field) {
    std::vector<std::string> found;
    const std::string property = field.property;
    const std::size_t colon = property.find(':');
    if (colon == std::string::npos) {
        found = list.sink.at(field.id).values(property);
        return found;
    }
    const std::string prefix = std::string(field.id) + "-" + property.substr(0, colon) + "-";
    for (const entity::Entity& entity : list.sink.entities) {
        if (entity.id.starts_with(prefix)) {
            const auto& values = entity.values(property.substr(colon + 1));
            found.insert(found.end(), values.begin(), values.end());
        }
    }
    return found;
}

inline void check_real_list(const ExpectedList& expected,
                            const std::vector<ExpectedField>& fields) {
    const std::string path = shared_data(std::string("lists/") + expected.file);
    if (path.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const ReadList list = load({path});
    EXPECT_EQ(list.version.list, expected.list);
    EXPECT_EQ(list.version.date, expected.date);
    EXPECT_EQ(list.version.records, expected.records);
    EXPECT_EQ(list.version.entities, expected.records);
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.version.names, expected.names);
    EXPECT_EQ(list.version.files.at(0).sha256.size(), 64U);
    for (const ExpectedField& field : fields) {
        EXPECT_THAT(values_of(list, field), testing::Contains(field.value))
            << field.id << " " << field.property;
    }
    // Every party has a name, a topic and at least one listing; every link leads to a party of the
    // list.
    std::map<std::string, int> sanctions;
    std::vector<std::string> ids;
    for (const entity::Entity& entity : list.sink.entities) {
        ids.push_back(entity.id);
        if (entity.schema == "Sanction") {
            ++sanctions[std::string(entity.first("entity"))];
        }
    }
    std::ranges::sort(ids);
    EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end()) << "two entities of one id";
    for (const entity::Entity& entity : list.sink.entities) {
        if (entity.target.value_or(false)) {
            EXPECT_FALSE(entity.caption.empty()) << entity.id;
            EXPECT_TRUE(entity.has("topics")) << entity.id;
            EXPECT_GE(sanctions[entity.id], 1) << entity.id;
        }
        for (const char* end : {"object", "subject", "owner", "asset", "agent", "client",
                                "director", "organization"}) {
            const bool leads =
                !entity.has(end) || std::ranges::binary_search(ids, std::string(entity.first(end)));
            EXPECT_TRUE(leads) << entity.id << " " << end;
        }
    }
}

} // namespace tidewaiter::test
