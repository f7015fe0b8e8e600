#include "base/failure.hpp"
#include "lists/list_reader.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string primary(int first, int count) {
    std::string text;
    for (int i = first; i < first + count; ++i) {
        text += std::to_string(i) + ",\"NAME\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
    }
    return text + "\x1a\r\n";
}

std::string alternates(int first, int count) {
    std::string text;
    for (int i = first; i < first + count; ++i) {
        text += std::to_string(i) + ",1,\"aka\",\"OTHER\",-0- \r\n";
    }
    return text;
}

std::string failure(const std::vector<std::string>& paths) {
    try {
        group_files(paths);
    } catch (const base::Failure& caught) {
        return caught.what();
    }
    return {};
}

} // namespace

TEST(GroupFiles, AlternatesGoToThePrimaryFileTheyShareEntriesWith) {
    const test::ScratchFolder folder;
    const auto sdn = folder.write("a/one.csv", primary(1, 50));
    const auto cons = folder.write("a/two.csv", primary(100, 50));
    const auto alt = folder.write("b/alt.csv", alternates(120, 10));
    EXPECT_THAT(group_files(std::vector{alt, sdn, cons}), ElementsAre(ElementsAre(sdn), ElementsAre(cons, alt)));
}

TEST(GroupFiles, OfEqualsTheOneInTheSameFolderIsHome) {
    const test::ScratchFolder folder;
    const auto first = folder.write("monday/sdn.csv", primary(1, 50));
    const auto second = folder.write("tuesday/sdn.csv", primary(1, 50));
    const auto alt = folder.write("tuesday/alt.csv", alternates(1, 10));
    EXPECT_THAT(group_files(std::vector{first, second, alt}), ElementsAre(ElementsAre(first), ElementsAre(second, alt)));
}

TEST(GroupFiles, AFolderStandsForTheListsInIt) {
    const test::ScratchFolder folder;
    const auto sdn = folder.write("lists/ofac/SDN.CSV", primary(1, 5));
    const auto alt = folder.write("lists/ofac/ALT.CSV", alternates(1, 5));
    folder.write("lists/README.md", "notes");
    folder.write("lists/.hidden/x.csv", "a,b\n");
    EXPECT_THAT(group_files(std::vector{folder.path("lists")}), ElementsAre(ElementsAre(sdn, alt)));
}

TEST(GroupFiles, ABrokenListInAFolderIsNotSkipped) {
    const test::ScratchFolder folder;
    folder.write("lists/SDN.CSV", primary(1, 5));
    folder.write("lists/UN.xml", "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>");
    EXPECT_THAT(failure({folder.path("lists")}), HasSubstr("UN.xml is no list that can be read here: it is an HTML page"));
}

TEST(GroupFiles, AnEmptyFolderAndAlternatesAloneAreRefused) {
    const test::ScratchFolder folder;
    folder.write("empty/README.md", "");
    EXPECT_THAT(failure({folder.path("empty")}), HasSubstr("holds no list"));
    EXPECT_THAT(failure({folder.write("alt.csv", alternates(1, 5))}), HasSubstr("belongs to one of OFAC's primary files"));
    EXPECT_THAT(failure({folder.path("nowhere.csv")}), HasSubstr("cannot open"));
}

} // namespace tidewaiter::lists
