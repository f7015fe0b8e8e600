#include "collected.hpp"
#include "lists/formats.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::ElementsAre;

namespace {

constexpr std::string_view record =
    R"({"DATA_SOURCE":"OS_MADE_UP","RECORD_ID":"m-1","RECORD_TYPE":"PERSON","LAST_CHANGE":"2024-03-21T08:44:01",)"
    R"("NAMES":[{"NAME_TYPE":"PRIMARY","NAME_FULL":"Made Up"},{"NAME_TYPE":"ALIAS","NAME_FULL":"Мейд Ап"}],"GENDER":"M",)"
    R"("RISKS":[{"TOPIC":"sanction"}],"DATES":[{"DATE_OF_BIRTH":"1972"}],"COUNTRIES":[{"NATIONALITY":"us"},{"CITIZENSHIP":"fr"}],)"
    R"("IDENTIFIERS":[{"PASSPORT_NUMBER":"P0000001","PASSPORT_COUNTRY":"us"},{"OTHER_ID_TYPE":"OPEN_SANCTIONS","OTHER_ID_NUMBER":"m-1"},)"
    R"({"TRUSTED_ID_TYPE":"WIKIDATA","TRUSTED_ID_NUMBER":"Q1"}],"RELATIONSHIPS":[{"REL_POINTER_ROLE":"Family","REL_POINTER_KEY":"m-2"}],)"
    R"("STRANGE":[{"NEW_KEY":"kept"}],"URL":"https://example.org/m-1"})"
    "\n";

} // namespace

TEST(SenzingJson, FeaturesBecomeProperties) {
    const ScratchFolder folder;
    const ReadList list = load({folder.write("a.dat", record)});
    EXPECT_EQ(list.version.format, "senzing-json");
    EXPECT_EQ(list.version.list, "made_up");
    EXPECT_EQ(list.version.version, "2024-03-21T08:44:01");
    const auto& party = list.sink.at("m-1");
    EXPECT_EQ(party.schema, "Person");
    EXPECT_THAT(party.values("alias"), ElementsAre("Мейд Ап"));
    EXPECT_EQ(party.first("gender"), "male");
    EXPECT_EQ(party.first("birthDate"), "1972");
    EXPECT_EQ(party.first("citizenship"), "fr");
    EXPECT_EQ(party.first("passportNumber"), "P0000001");
    EXPECT_EQ(party.first("wikidataId"), "Q1");
    EXPECT_THAT(party.values("topics"), ElementsAre("sanction"));
    EXPECT_THAT(party.values("notes"), ElementsAre("NEW_KEY: kept"));
    EXPECT_EQ(list.sink.with("UnknownLink", "object", "m-2").size(), 1U);
}

TEST(SenzingJson, ARepeatedIdIsRejected) {
    const ScratchFolder folder;
    const ReadList list = load({folder.write("a.dat", std::string(record) + std::string(record))});
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.version.rejects, 1U);
}

TEST(SenzingJson, TheCongressAndAnExportSet) {
    const std::string congress = shared_data("lists/ftm/us_congress.senzing.json.gz");
    const std::string set = shared_data("lists/ftm/export_set_2024/senzing.json");
    if (congress.empty() || set.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const ReadList list = load({congress});
    EXPECT_EQ(list.version.list, "us_congress");
    EXPECT_EQ(list.version.entities, 1'319U);
    EXPECT_EQ(list.version.names, 1'352U);
    EXPECT_EQ(list.sink.at("NK-AQ4HymsADSK2D63MkyTqfC").caption, "Jennifer L. McClellan");
    const ReadList persons = load({set});
    EXPECT_EQ(persons.version.entities, 14U);
    EXPECT_EQ(persons.version.names, 23U);
    EXPECT_EQ(persons.sink.at("Q10279737").first("birthPlace"), "Saudi Arabia");
}
