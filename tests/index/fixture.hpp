// A small index of made-up parties.
#pragma once

#include "index/index.hpp"
#include "support/files.hpp"

#include <string>
#include <utility>
#include <vector>

namespace tidewaiter::index::test {

using Properties = std::vector<std::pair<std::string_view, std::string_view>>;

inline entity::Entity make(std::string_view id, std::string_view schema, const Properties& properties) {
    entity::Entity made;
    made.id = id;
    made.schema = schema;
    for (const auto& [property, value] : properties) {
        made.add(property, value);
    }
    return made;
}

inline lists::ListVersion version(std::string_view list) {
    lists::ListVersion made;
    made.list = list;
    made.version = "2026-01-01";
    made.jurisdiction = "us";
    return made;
}

inline void add_parties(IndexBuilder& builder) {
    // What hangs on a party may come before it.
    builder.add(make("s-1", "Sanction", {{"entity", "p-1"}, {"program", "TEST"}, {"authorityId", "17"}, {"listingDate", "2024-05-01"}}));
    builder.add(make("p-1", "Person", {{"name", "Wolfgang Oberreuter"}, {"alias", "Вольфганг Оберройтер"}, {"birthDate", "1962-11-23"}, {"nationality", "de"}, {"addressEntity", "a-1"}}));
    builder.add(make("a-1", "Address", {{"street", "Musterstrasse 1"}, {"city", "Berlin"}, {"country", "de"}}));
    builder.add(make("i-1", "Passport", {{"holder", "p-1"}, {"number", "C01X00T47"}}));
    builder.add(make("p-2", "Person", {{"name", "Mohammed Ali Hassan"}, {"weakAlias", "Abu Test"}, {"nationality", "eg"}}));
    builder.add(make("c-1", "Company", {{"name", "Oberreuter Handels GmbH"}, {"country", "at"}, {"ogrnCode", "1027700132195"}}));
    builder.add(make("v-1", "Vessel", {{"name", "SNOW STORM"}, {"imoNumber", "9187629"}}));
    builder.add(make("v-2", "Vessel", {{"name", "SNOW STORM 2"}, {"imoNumber", "9074729"}}));
    builder.add(make("o-1", "Organization", {{"name", "People's Liberation Army"}}));
    builder.add(make("l-1", "Ownership", {{"owner", "p-1"}, {"asset", "c-1"}, {"percentage", "51"}}));
    builder.end_list(version("us_test"));
    entity::Entity former = make("x-1", "Person", {{"name", "Janet van der Bilt"}});
    former.referents = {"x-old"};
    builder.add(former);
    builder.end_list(version("eu_test"));
}

inline std::string write_index(const tidewaiter::test::ScratchFolder& folder, std::string_view name = "watch.tw") {
    IndexBuilder builder;
    add_parties(builder);
    const std::string path = folder.path(name);
    builder.write(path);
    return path;
}

} // namespace tidewaiter::index::test
