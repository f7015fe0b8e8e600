#include "base/failure.hpp"
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class UserJson : public ::testing::Test {
protected:
    test::ReadList load(std::string_view text, std::string_view mapping = {}, std::string_view name = "customers.jsonl") {
        const ListFiles files{folder_.write_on(std::chrono::year{2020} / 1 / 2, name, text)};
        ReadOptions options;
        if (!mapping.empty()) {
            options.mapping = folder_.write("mapping.toml", mapping);
        }
        return test::load(files, options);
    }

    test::ScratchFolder folder_;
};

} // namespace

TEST_F(UserJson, MembersAreReadAsHeadersWouldBe) {
    const auto list = load(R"({"id": 7, "Full Name": "Doe, John", "Date of birth": "1963-05-12", "Country": ["Germany", "nl"], "colour": "red"})"
                           "\n\n"
                           R"({"name": ["Sea Star", "Star of the Sea"], "IMO number": "9187629", "aka": "Old Star; Elder Star"})"
                           "\n");
    EXPECT_EQ(list.version.format, "user-json");
    EXPECT_EQ(list.version.list, "customers");
    EXPECT_EQ(list.version.version, "2020-01-02");
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.version.layout, 1U);
    EXPECT_THAT(list.version.remarks, ElementsAre(HasSubstr("members that were not read: colour")));
    const entity::Entity& person = list.sink.at("customers-7");
    EXPECT_EQ(person.schema, "Person");
    EXPECT_THAT(person.values("country"), ElementsAre("de", "nl"));
    const auto ships = list.sink.with("Vessel", "name", "Sea Star");
    ASSERT_EQ(ships.size(), 1U);
    EXPECT_THAT(ships[0].values("alias"), ElementsAre("Star of the Sea", "Old Star", "Elder Star"));
}

TEST_F(UserJson, AMappingNamesMembersAndRole) {
    const auto list = load(R"({"party": "Acme", "land": "NL"})"
                           "\n",
                           "[list]\nid = \"known\"\nrole = \"customers\"\n[columns]\nname = \"party\"\ncountry = \"land\"\n");
    EXPECT_EQ(list.version.list, "known");
    const auto sanctions = list.sink.with("Sanction", "measure", "warning_only");
    ASSERT_EQ(sanctions.size(), 1U);
    EXPECT_THAT(sanctions[0].values("program"), ElementsAre("customers"));
}

TEST_F(UserJson, BadLinesAreRejectedAndNamed) {
    std::string text;
    for (int i = 0; i < 5'000; ++i) {
        text += "{\"name\": \"Party " + std::to_string(i) + "\"}\n";
    }
    const auto list = load(text + "{\"name\": \"\"}\n{broken\n");
    EXPECT_EQ(list.version.records, 5'002U);
    ASSERT_EQ(list.rejects.kept().size(), 2U);
    EXPECT_EQ(list.rejects.kept()[0].row, 5'001U);
    EXPECT_EQ(list.rejects.kept()[0].reason, "the object names nobody");
    EXPECT_EQ(list.rejects.kept()[1].reason, "no JSON object");
}

TEST_F(UserJson, LinesOfOneIdAreOneParty) {
    const auto list = load("{\"id\":\"1\",\"name\":\"Acme\"}\n{\"id\":\"1\",\"name\":\"Acme Trading\"}\n");
    EXPECT_EQ(list.version.entities, 1U);
    EXPECT_THAT(list.sink.at("customers-1").values("alias"), ElementsAre("Acme Trading"));
}

TEST_F(UserJson, TooManyBadLinesRefuseTheList) {
    EXPECT_THROW(load("{\"name\":\"Acme\"}\n[1]\n[2]\n[3]\n[4]\n"), base::Failure);
}

TEST_F(UserJson, AnAllowListMayNotForbid) {
    try {
        load("{\"name\":\"Acme\"}\n", "[list]\nrole = \"allow\"\nmeasure = \"asset_freeze\"\n");
        ADD_FAILURE() << "it was read";
    } catch (const base::Failure& caught) {
        EXPECT_THAT(caught.what(), HasSubstr("line 3: a list whose role is allow can have no measure but warning_only"));
    }
}

TEST_F(UserJson, AMappingMayLeaveTheColumnsAsTheyAreCalled) {
    const auto list = load("name,country\nAcme,nl\n", "[list]\nrole = \"allow\"\n", "friends.csv");
    EXPECT_EQ(list.version.format, "user-csv");
    EXPECT_THAT(list.sink.with("Sanction", "program", "allow list"), testing::SizeIs(1));
}

} // namespace tidewaiter::lists
