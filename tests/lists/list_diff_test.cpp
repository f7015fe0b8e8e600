#include "lists/list_diff.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::string party(std::string_view id, std::string_view properties) {
    return "{\"id\":\"" + std::string(id) + "\",\"schema\":\"Person\",\"caption\":\"" + std::string(id) +
           "\",\"properties\":{" + std::string(properties) + "},\"datasets\":[\"made_up\"],\"target\":true}\n";
}

std::string sanction(std::string_view id, std::string_view of, std::string_view program) {
    return "{\"id\":\"" + std::string(id) + "\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"" + std::string(of) +
           "\"],\"program\":[\"" + std::string(program) + "\"]},\"datasets\":[\"made_up\"]}\n";
}

lists::ListDiff compare(std::string_view before, std::string_view after) {
    const ScratchFolder folder;
    base::RejectList rejects;
    return lists::compare_lists({folder.write("before.json", before)}, {folder.write("after.json", after)}, {}, rejects);
}

std::vector<std::string> ids(const std::vector<lists::PartyChange>& changes) {
    std::vector<std::string> all;
    for (const auto& change : changes) {
        all.push_back(change.id);
    }
    return all;
}

} // namespace

TEST(ListDiff, SaysWhoCameWhoWentAndWhatChanged) {
    const auto diff = compare(party("b", R"("name":["B"],"alias":["BB","BBB"])") + party("c", R"("name":["C"])") + party("a", R"("name":["A"])"),
                              party("d", R"("name":["D"])") + party("b", R"("alias":["B2","BB"],"name":["B"])") + party("a", R"("name":["A"])") +
                                  party("0", R"("name":["Zero"])"));
    EXPECT_THAT(ids(diff.added), ElementsAre("0", "d"));
    EXPECT_THAT(ids(diff.removed), ElementsAre("c"));
    ASSERT_THAT(ids(diff.changed), ElementsAre("b"));
    EXPECT_THAT(diff.changed[0].fields, ElementsAre(lists::FieldChange{"alias", {"BBB"}, {"B2"}}));
    EXPECT_EQ(diff.same, 1U);
}

TEST(ListDiff, OrderOfPartiesAndValuesIsNoChange) {
    const auto diff = compare(party("a", R"("name":["A","B"])") + party("b", R"("name":["C"])"),
                              party("b", R"("name":["C"])") + party("a", R"("name":["B","A"])"));
    EXPECT_EQ(diff.added.size() + diff.removed.size() + diff.changed.size(), 0U);
    EXPECT_EQ(diff.same, 2U);
}

TEST(ListDiff, WhatHangsOnAPartyIsPartOfItWhereverItStands) {
    const auto diff = compare(party("a", R"("name":["A"])") + party("b", R"("name":["B"])") + sanction("s1", "a", "ONE"),
                              sanction("s2", "a", "TWO") + party("b", R"("name":["B"])") + party("a", R"("name":["A"])"));
    ASSERT_THAT(ids(diff.changed), ElementsAre("a"));
    EXPECT_THAT(diff.changed[0].fields, ElementsAre(lists::FieldChange{"Sanction.program", {"ONE"}, {"TWO"}}));
    EXPECT_EQ(diff.same, 1U);
}

TEST(ListDiff, VersionsOfDifferentListsAreRefused) {
    const ScratchFolder folder;
    base::RejectList rejects;
    std::string other = party("a", R"("name":["A"])");
    other.replace(other.find("made_up"), 7, "another");
    try {
        lists::compare_lists({folder.write("a.json", party("a", R"("name":["A"])"))}, {folder.write("b.json", other)}, {}, rejects);
        FAIL();
    } catch (const base::Failure& failure) {
        EXPECT_THAT(failure.what(), HasSubstr("is a version of made_up, and "));
        EXPECT_THAT(failure.what(), HasSubstr("is one of another"));
    }
}

TEST(ListDiff, OfacOfTheFirstTwoDaysOfMay2024) {
    const std::string before = shared_data("lists/us_ofac/sdn_20240501.csv.gz");
    const std::string after = shared_data("lists/us_ofac/sdn_20240502.csv.gz");
    if (before.empty() || after.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    base::RejectList rejects;
    const auto diff = lists::compare_lists({before}, {after}, {}, rejects);
    EXPECT_EQ(diff.added.size(), 7U);
    EXPECT_EQ(diff.removed.size(), 0U);
    EXPECT_EQ(ids(diff.added), (std::vector<std::string>{"ofac-48321", "ofac-48323", "ofac-48325", "ofac-48326", "ofac-48328", "ofac-48329", "ofac-48330"}));
    EXPECT_EQ(diff.added[5].caption, "TELEPORT COMPANY SAL");
    EXPECT_EQ(diff.changed.size(), 0U); // the two files differ in seven lines, all of them new
    EXPECT_EQ(diff.same + diff.added.size() + diff.changed.size(), diff.after.entities);
}

TEST(ListDiff, OneFieldOfARealListIsFound) {
    const std::string before = shared_data("lists/us_ofac/sdn_20240501.csv.gz");
    if (before.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const ScratchFolder folder;
    std::string bytes = base::load_file(before);
    const std::string_view row = "36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\"";
    const std::size_t at = bytes.find(row);
    ASSERT_NE(at, std::string::npos);
    bytes.replace(at + row.size() - 6, 6, "\"IRAN\"");
    base::RejectList rejects;
    const auto diff = lists::compare_lists({before}, {folder.write("after.csv", bytes)}, {}, rejects);
    ASSERT_THAT(ids(diff.changed), ElementsAre("ofac-36"));
    EXPECT_THAT(diff.changed[0].fields, testing::Contains(lists::FieldChange{"program", {"CUBA"}, {"IRAN"}}));
    EXPECT_EQ(diff.added.size() + diff.removed.size(), 0U);
}
