// FollowTheMoney JSON in and out: nothing is lost, and what is no entity is named.
#include "entity/ftm_json.hpp"

#include "base/file.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>
#include <simdjson.h>

#include <map>
#include <random>
#include <sstream>

using namespace tidewaiter;
using namespace tidewaiter::entity;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

Entity parse(std::string_view line) {
    FtmParser parser;
    auto entity = parser.parse(line);
    EXPECT_TRUE(entity) << (entity ? "" : entity.error().message);
    return entity ? *entity : Entity{};
}

std::string problem_of(std::string_view line) {
    FtmParser parser;
    const auto entity = parser.parse(line);
    return entity ? "none" : entity.error().message;
}

/// JSON text with the members of every object in the order of their names; absent lists of ours are
/// empty ones.
std::string canonical(simdjson::dom::element value, bool is_entity = true) {
    simdjson::dom::object object;
    if (value.get(object) == simdjson::SUCCESS) {
        std::map<std::string, std::string> members;
        for (const auto member : object) {
            members.emplace(member.key, canonical(member.value, false));
        }
        if (is_entity) {
            members.emplace("datasets", "[]");
            members.emplace("referents", "[]");
        }
        std::string text = "{";
        for (const auto& [name, content] : members) {
            text += name + ":" + content + ",";
        }
        return text + "}";
    }
    return simdjson::to_string(value);
}

std::string canonical_text(const std::string& line) {
    simdjson::dom::parser parser;
    return canonical(parser.parse(line).value());
}

/// Every line comes out as the same JSON value. Out: number of lines.
std::size_t check_lines(const std::string& path) {
    std::istringstream lines(base::load_file(path));
    FtmParser parser;
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        const auto entity = parser.parse(line);
        EXPECT_TRUE(entity) << path << " line " << count + 1 << ": "
                            << (entity ? "" : entity.error().message);
        if (entity) {
            EXPECT_EQ(canonical_text(to_ftm_json(*entity)), canonical_text(line));
        }
    }
    EXPECT_EQ(parser.irregular_values(), 0U);
    return count;
}

/// Text with what JSON must escape, several scripts and astral characters.
std::string random_text(std::mt19937& random) {
    static const std::vector<std::string> pieces{"a",
                                                 "Z",
                                                 " ",
                                                 "\"",
                                                 "\\",
                                                 "\n",
                                                 "\t",
                                                 std::string(1, '\0'),
                                                 "\x1f",
                                                 "\x7f",
                                                 "é",
                                                 "Я",
                                                 "中",
                                                 "\xF0\x9F\x9A\xA2",
                                                 "\xE2\x80\xA8",
                                                 "/",
                                                 "{",
                                                 "]",
                                                 "\\u0041"};
    std::string text;
    for (auto length = random() % 12; length > 0; --length) {
        text += pieces[random() % pieces.size()];
    }
    return text;
}

Entity random_entity(std::mt19937& random) {
    Entity entity;
    entity.id = "id-" + random_text(random);
    entity.schema = "Person";
    entity.caption = random_text(random);
    for (auto count = random() % 6; count > 0; --count) {
        const std::string property = "p" + random_text(random);
        for (auto values = random() % 200; values > 0; --values) {
            entity.add(property, random_text(random));
        }
    }
    for (auto count = random() % 3; count > 0; --count) {
        entity.datasets.push_back(random_text(random));
        entity.referents.push_back(random_text(random));
    }
    if (random() % 2 == 0) {
        entity.target = random() % 2 == 0;
    }
    entity.first_seen = random_text(random);
    entity.last_change = random_text(random);
    entity.unknown_members.emplace_back("x" + random_text(random), R"({"a":[1,2.5,null,"b"]})");
    return entity;
}

} // namespace

TEST(FtmJson, ReadsEveryMember) {
    const Entity entity = parse(
        R"({"id":"Q1","caption":"Ann","schema":"Person","properties":{"name":["Ann","Anna"],)"
        R"("birthDate":["1970"]},"referents":["x-1"],"datasets":["d"],"first_seen":"2024-01-01",)"
        R"("last_seen":"2024-02-01","last_change":"2024-01-15","target":true})");
    EXPECT_EQ(entity.id, "Q1");
    EXPECT_EQ(entity.schema, "Person");
    EXPECT_EQ(entity.caption, "Ann");
    EXPECT_THAT(entity.values("name"), ElementsAre("Ann", "Anna"));
    EXPECT_THAT(entity.values("birthDate"), ElementsAre("1970"));
    EXPECT_THAT(entity.referents, ElementsAre("x-1"));
    EXPECT_THAT(entity.datasets, ElementsAre("d"));
    EXPECT_EQ(entity.first_seen + entity.last_seen + entity.last_change,
              "2024-01-012024-02-012024-01-15");
    EXPECT_EQ(entity.target, true);
    EXPECT_TRUE(entity.unknown_members.empty());
}

TEST(FtmJson, KeepsMembersItDoesNotKnow) {
    const std::string line =
        R"({"id":"a","schema":"Person","properties":{},"last_seen":null,"extra":{"deep":[1,2.5e300,"\u00e9"]}})";
    const Entity entity = parse(line);
    ASSERT_EQ(entity.unknown_members.size(), 2U);
    EXPECT_EQ(entity.unknown_members[0],
              std::make_pair(std::string("last_seen"), std::string("null")));
    EXPECT_EQ(canonical_text(to_ftm_json(entity)), canonical_text(line));
}

TEST(FtmJson, AMemberOfAnotherTypeIsNotWrittenTwice) {
    const Entity entity = parse(
        R"({"id":"a","schema":"Person","properties":{},"datasets":[1],"caption":7,"target":"yes"})");
    EXPECT_EQ(parse(to_ftm_json(entity)), entity);
}

TEST(FtmJson, NestedEntitiesAreHandedOverAndReplacedByTheirIds) {
    FtmParser parser;
    std::vector<Entity> nested;
    const auto entity = parser.parse(
        R"({"id":"p","schema":"Person","properties":{"familyPerson":[{"id":"f","schema":"Family","properties":)"
        R"({"relative":[{"id":"r","schema":"Person","properties":{"name":["Bo"]}}],"person":["p"]}}]}})",
        [&](Entity inner) { nested.push_back(std::move(inner)); });
    ASSERT_TRUE(entity);
    EXPECT_THAT(entity->values("familyPerson"), ElementsAre("f"));
    ASSERT_EQ(nested.size(), 2U);
    EXPECT_EQ(nested[0].id, "r");
    EXPECT_EQ(nested[1].id, "f");
    EXPECT_THAT(nested[1].values("relative"), ElementsAre("r"));
    EXPECT_THAT(nested[1].values("person"), ElementsAre("p"));
}

TEST(FtmJson, ValuesOutsideTheFormatAreKeptAndCounted) {
    FtmParser parser;
    const auto entity = parser.parse(
        R"({"id":"p","schema":"Person","properties":{"name":"Ann","height":[1.85],"spouse":)"
        R"([{"name":"Bo"}],"note":null,"alias":["","A","A",null],"title":[]}})");
    ASSERT_TRUE(entity);
    EXPECT_THAT(entity->values("name"), ElementsAre("Ann"));
    EXPECT_THAT(entity->values("height"), ElementsAre("1.85"));
    EXPECT_THAT(entity->values("spouse"), ElementsAre(R"({"name":"Bo"})"));
    EXPECT_THAT(entity->values("alias"), ElementsAre("A"));
    EXPECT_FALSE(entity->has("note"));
    EXPECT_EQ(parser.irregular_values(), 3U);
}

TEST(FtmJson, SaysWhatIsWrongWithALine) {
    EXPECT_THAT(problem_of(""), HasSubstr("this is no JSON"));
    EXPECT_THAT(problem_of("<html>"), HasSubstr("this is no JSON"));
    EXPECT_THAT(problem_of(R"({"id":"a","schema":"Person")"), HasSubstr("this is no JSON"));
    EXPECT_THAT(problem_of("{\"id\":\"\xff\",\"schema\":\"Person\"}"),
                HasSubstr("this is no JSON"));
    EXPECT_EQ(problem_of(R"(["a"])"), "this is JSON, but no object");
    EXPECT_EQ(problem_of(R"({"schema":"Person","properties":{}})"), "the entity has no id");
    EXPECT_EQ(problem_of(R"({"id":5,"schema":"Person","properties":{}})"), "the entity has no id");
    EXPECT_EQ(problem_of(R"({"id":"a","properties":{}})"), "entity 'a' has no schema");
    EXPECT_EQ(problem_of(R"({"id":"a","schema":"Person","properties":[]})"),
              "properties is no object");
    EXPECT_EQ(problem_of(R"({"id":"a","id":"b","schema":"Person"})"), "id is given twice");
    EXPECT_THAT(problem_of(std::string(100'000, '[')), HasSubstr("this is no JSON"));
}

TEST(FtmJson, HalfASurrogatePairBecomesTheReplacementCharacter) {
    const auto result =
        FtmParser().parse(R"({"id":"a","schema":"Person","properties":{"name":["x\ud800y"]}})");
    if (result) {
        EXPECT_TRUE(result->first("name").find("\xEF\xBF\xBD") != std::string_view::npos)
            << result->first("name");
        EXPECT_EQ(parse(to_ftm_json(*result)), *result);
    } else {
        EXPECT_THAT(result.error().message, HasSubstr("this is no JSON"));
    }
}

TEST(FtmJson, AMillionValuesInOnePropertyTakeNoQuadraticTime) {
    std::string line = R"({"id":"a","schema":"Person","properties":{"name":[)";
    for (int i = 0; i < 1'000'000; ++i) {
        line += (i == 0 ? "\"" : ",\"") + std::to_string(i % 999'999) + "\"";
    }
    EXPECT_EQ(parse(line + "]}}").values("name").size(), 999'999U);
}

TEST(FtmJson, ThousandsOfPropertiesAreRefused) {
    std::string line = R"({"id":"a","schema":"Person","properties":{"p":["1"])";
    for (int i = 0; i < 5'000; ++i) {
        line += ",\"p" + std::to_string(i) + "\":[\"1\"]";
    }
    EXPECT_EQ(problem_of(line + "}}"), "the entity has more than 1000 properties");
}

TEST(FtmJson, ParseOfPrintIsTheSameEntity) {
    std::mt19937 random(20240229);
    FtmParser parser;
    for (int i = 0; i < 500; ++i) {
        const Entity entity = random_entity(random);
        const auto again = parser.parse(to_ftm_json(entity));
        ASSERT_TRUE(again) << again.error().message;
        ASSERT_EQ(*again, entity) << to_ftm_json(entity);
    }
}

TEST(FtmJsonData, RealFilesComeOutAsTheSameJson) {
    const std::string path = test::shared_data("lists/ftm/eu_fsf_20220124.entities.ftm.json.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    EXPECT_EQ(check_lines(path), 6280U);
    EXPECT_EQ(
        check_lines(test::shared_data("lists/ftm/yente_fixtures/parteispenden/entities.ftm.json")),
        475U);
    EXPECT_EQ(check_lines(test::shared_data("lists/ftm/yente_fixtures/zala/entities.ftm.json")),
              91U);
    EXPECT_EQ(check_lines(test::shared_data("lists/ftm/yente_fixtures/t1/entities.ftm.json")), 7U);
}

TEST(FtmJsonData, AHandEditedExportIsReadWithNothingLost) {
    const std::string path = test::shared_data("lists/ftm/sa_wiki_peps.entities.ftm.json.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    std::istringstream lines(base::load_file(path));
    FtmParser parser;
    std::map<std::string, int> schemata;
    for (std::string line; std::getline(lines, line);) {
        const auto entity = parser.parse(line);
        ASSERT_TRUE(entity) << entity.error().message;
        ++schemata[entity->schema];
        EXPECT_EQ(*parser.parse(to_ftm_json(*entity)), *entity);
    }
    EXPECT_EQ(schemata,
              (std::map<std::string, int>{
                  {"Family", 756}, {"Occupancy", 102}, {"Person", 607}, {"Position", 100}}));
    EXPECT_GT(parser.irregular_values(), 900U);
}
