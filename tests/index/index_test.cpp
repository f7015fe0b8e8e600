#include "fixture.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::index {
namespace {

using testing::HasSubstr;

std::vector<std::string> ids(const Index& index, const std::vector<Hit>& hits) {
    std::vector<std::string> found;
    for (const Hit& hit : hits) {
        found.push_back(index.listed(hit.entity).entity.id);
    }
    return found;
}

std::vector<std::string> search(const Index& index, std::string_view schema, const test::Properties& properties, SearchOptions options = {}) {
    return ids(index, index.search(match::prepare(test::make("q", schema, properties)), options));
}

using Ids = std::vector<std::string>;

class IndexTest : public testing::Test {
protected:
    tidewaiter::test::ScratchFolder folder;
    std::string path = test::write_index(folder);
};

TEST_F(IndexTest, FindsByNameInAnyScript) {
    const Index index(path);
    EXPECT_EQ(index.size(), 7U);
    EXPECT_EQ(index.names(), 9U);
    EXPECT_EQ(search(index, "Person", {{"name", "Oberreuter, Wolfgang"}}), Ids{"p-1"});
    EXPECT_EQ(search(index, "Person", {{"name", "Wolfgang Oberreiter"}}), Ids{"p-1"});
    EXPECT_EQ(search(index, "Person", {{"name", "WolfgangOberreuter"}}), Ids{"p-1"});
    EXPECT_EQ(search(index, "Person", {{"name", "Вольфганг Оберройтер"}}), Ids{"p-1"});
    EXPECT_EQ(search(index, "Person", {{"name", "Janet Vanderbilt"}}), Ids{"x-1"});
    EXPECT_EQ(search(index, "Organization", {{"name", "PLA"}}), Ids{"o-1"});
    EXPECT_EQ(search(index, "Person", {{"name", "Franz Huber"}}), Ids{});
    EXPECT_EQ(search(index, "Person", {{"name", ""}}), Ids{});
}

TEST_F(IndexTest, ASchemaThatCannotBeMeantIsLeftOut) {
    const Index index(path);
    EXPECT_EQ(search(index, "Company", {{"name", "Wolfgang Oberreuter"}}), Ids{});
    EXPECT_EQ(search(index, "LegalEntity", {{"name", "Wolfgang Oberreuter"}}), Ids{"p-1"});
}

TEST_F(IndexTest, WhatHangsOnAPartyIsFoldedIntoIt) {
    const Index index(path);
    const auto number = index.find("p-1");
    ASSERT_TRUE(number);
    const Listed listed = index.listed(*number);
    EXPECT_EQ(listed.entity.first("address"), "Musterstrasse 1, Berlin, de");
    EXPECT_EQ(listed.entity.first("passportNumber"), "C01X00T47");
    ASSERT_EQ(listed.listings.size(), 1U);
    EXPECT_EQ(listed.listings[0].list, "us_test");
    EXPECT_EQ(listed.listings[0].list_version, "2026-01-01");
    EXPECT_EQ(listed.listings[0].entry_id, "17");
    EXPECT_EQ(listed.listings[0].listed_on, "2024-05-01");
    ASSERT_EQ(index.links(*number).size(), 1U);
    EXPECT_EQ(index.links(*number)[0].first("asset"), "c-1");
    EXPECT_EQ(index.links(*index.find("c-1"))[0].id, "l-1");
}

TEST_F(IndexTest, AFormerIdStillResolves) {
    const Index index(path);
    EXPECT_EQ(index.find("x-old"), index.find("x-1"));
    EXPECT_TRUE(index.find("x-1"));
    EXPECT_FALSE(index.find("nobody"));
}

TEST_F(IndexTest, AnIdentifierFindsItsPartyUnderAnyName) {
    const Index index(path);
    EXPECT_EQ(search(index, "Vessel", {{"name", "Happy Fisher"}, {"imoNumber", "IMO 9187629"}}), Ids{"v-1"});
    EXPECT_EQ(search(index, "Person", {{"name", "Hans Muster"}, {"idNumber", "C01X00T47"}}), Ids{"p-1"});
    EXPECT_EQ(index.find_identifier(entity::IdentifierKind::imo, "9187629").size(), 1U);
    EXPECT_TRUE(index.find_identifier(entity::IdentifierKind::imo, "9187630").empty());
}

TEST_F(IndexTest, WhatAnIdentifierRefutesIsKeptOnlyWhenAskedFor) {
    const Index index(path);
    const test::Properties query = {{"name", "Snow Storm"}, {"imoNumber", "9395044"}};
    EXPECT_EQ(search(index, "Vessel", query), Ids{});
    SearchOptions options;
    options.keep_refuted = true;
    const auto hits = index.search(match::prepare(test::make("q", "Vessel", query)), options);
    ASSERT_FALSE(hits.empty());
    EXPECT_TRUE(hits[0].match.refuted);
}

TEST_F(IndexTest, OnlyTheListsAskedFor) {
    const Index index(path);
    SearchOptions options;
    options.lists = {"eu_test"};
    EXPECT_EQ(search(index, "Person", {{"name", "Wolfgang Oberreuter"}}, options), Ids{});
    EXPECT_EQ(search(index, "Person", {{"name", "Janet van der Bilt"}}, options), Ids{"x-1"});
    options.lists = {"no_such_list"};
    EXPECT_THROW(search(index, "Person", {{"name", "X"}}, options), base::Failure);
}

TEST_F(IndexTest, AWeakAliasFindsOnlyWordForWord) {
    const Index index(path);
    EXPECT_EQ(search(index, "Person", {{"name", "Abu Test"}}), Ids{"p-2"});
    EXPECT_EQ(search(index, "Person", {{"name", "Abu Tset"}}), Ids{});
}

TEST_F(IndexTest, TheSameInputGivesTheSameBytes) {
    EXPECT_EQ(tidewaiter::test::read_file(path), tidewaiter::test::read_file(test::write_index(folder, "again.tw")));
}

TEST_F(IndexTest, OneFlippedByteIsRefused) {
    const std::string bytes = tidewaiter::test::read_file(path);
    for (std::size_t at = 0; at < bytes.size();
         at += at < 300 || at + 400 > bytes.size() ? std::size_t{1} : std::size_t{997}) {
        std::string broken = bytes;
        broken[at] = static_cast<char>(broken[at] ^ 0x10);
        const std::string file = folder.write("broken.tw", broken);
        try {
            const Index index(file);
            index.check_all();
            FAIL() << "byte " << at;
        } catch (const base::Failure& failure) {
            EXPECT_THAT(failure.hint(), HasSubstr("Build it again"));
        }
    }
}

TEST_F(IndexTest, ACutFileIsRefused) {
    const std::string bytes = tidewaiter::test::read_file(path);
    for (const std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{127}, std::size_t{70'000}, bytes.size() - 1}) {
        EXPECT_THROW(Index(folder.write("cut.tw", bytes.substr(0, size))), base::Failure) << size;
    }
    EXPECT_THROW(Index(folder.write("long.tw", bytes + "x")), base::Failure);
}

TEST_F(IndexTest, AnotherFormatVersionSaysWhatToDo) {
    std::string bytes = tidewaiter::test::read_file(path);
    bytes[8] = 0;
    try {
        const Index index(folder.write("old.tw", bytes));
        FAIL();
    } catch (const base::Failure& failure) {
        EXPECT_EQ(std::string(failure.what()), folder.path("old.tw") + " has index format 0, this program reads format 3");
        EXPECT_EQ(failure.hint(), "Build it again: tidewaiter build LIST... --output FILE");
        EXPECT_EQ(failure.kind(), base::FailureKind::bad_input);
    }
}

TEST_F(IndexTest, AFailedWriteLeavesWhatWasThere) {
    const std::string before = tidewaiter::test::read_file(path);
    IndexBuilder builder;
    test::add_parties(builder);
    EXPECT_THROW(builder.write(path + "/below-a-file.tw"), base::Failure);
    EXPECT_EQ(tidewaiter::test::read_file(path), before);
}

TEST(IndexBuilder, AListGivenTwiceIsRefused) {
    IndexBuilder builder;
    test::add_parties(builder);
    EXPECT_THROW(builder.end_list(test::version("us_test")), base::Failure);
}

TEST(IndexBuilder, WhoIsOnlyMentionedIsNotListed) {
    const tidewaiter::test::ScratchFolder folder;
    IndexBuilder builder;
    entity::Entity relative = test::make("r", "Person", {{"name", "Rae Mentioned"}});
    relative.target = false;
    entity::Entity early = test::make("e", "Person", {{"name", "Eve Listed"}});
    early.target = false; // met below another party before its own line
    entity::Entity listed = test::make("e", "Person", {{"alias", "Eva Listed"}});
    listed.target = true;
    for (const auto& each : {relative, early, listed}) {
        builder.add(each);
    }
    builder.add(test::make("f", "Family", {{"person", "e"}, {"relative", "r"}}));
    builder.end_list(test::version("list"));
    builder.write(folder.path("w.tw"));
    const Index built(folder.path("w.tw"));
    ASSERT_EQ(built.size(), 1U);
    EXPECT_TRUE(built.find("e"));
    EXPECT_FALSE(built.find("r"));
}

TEST(IndexBuilder, AnEmptyIndexAnswers) {
    const tidewaiter::test::ScratchFolder folder;
    IndexBuilder builder;
    builder.write(folder.path("empty.tw"));
    const Index index(folder.path("empty.tw"));
    EXPECT_EQ(index.size(), 0U);
    EXPECT_TRUE(index.search(match::prepare(test::make("q", "Person", {{"name", "Anyone"}}))).empty());
}

} // namespace
} // namespace tidewaiter::index
