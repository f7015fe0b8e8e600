// What agrees across scripts counts less in a list where as much would agree by chance.
#include "index/index.hpp"

#include "index/fixture.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tidewaiter::index {
namespace {

/// The best score of `query` in a list of these persons.
double best_score(const std::string& query, const std::vector<std::string>& listed, bool exhaustive = false) {
    tidewaiter::test::ScratchFolder folder;
    IndexBuilder builder;
    for (std::size_t i = 0; i < listed.size(); ++i) {
        builder.add(test::make("p-" + std::to_string(i), "Person", {{"name", listed[i]}}));
    }
    builder.end_list(test::version("names"));
    builder.write(folder.path("chance.tw"));
    const Index index(folder.path("chance.tw"));
    SearchOptions options;
    options.cutoff = 0.30;
    options.exhaustive = exhaustive;
    const auto hits = index.search(match::prepare(test::make("q", "Person", {{"name", query}})), options);
    return hits.empty() ? 0 : hits.front().match.score;
}

std::vector<std::string> with_others(std::vector<std::string> listed, std::size_t count) {
    const std::vector<std::string> given = {"Mohammad", "Mohamed", "Muhammad", "Mohammed"};
    const std::vector<std::string> family = {"Yakub", "Yaqub", "Yakoub", "Yaqoob", "Yakoob"};
    for (std::size_t i = 0; i < count; ++i) {
        const std::string far = "Brandt" + std::string(1, static_cast<char>('a' + i % 26));
        listed.push_back(i % 2 == 0 ? given[i % given.size()] + " " + far : far + " " + family[i % family.size()]);
    }
    return listed;
}

TEST(Chance, CommonWordsAcrossScriptsCountLessInALongList) {
    const std::string query = "محمد يعقوب";
    const double alone = best_score(query, {"Mohammad Yaqoub"});
    const double among = best_score(query, with_others({"Mohammad Yaqoub"}, 300));
    EXPECT_GT(alone, 0.70);
    EXPECT_LT(among, alone);
    EXPECT_GT(among, 0.30);
}

TEST(Chance, OneScriptIsNotAsked) {
    EXPECT_DOUBLE_EQ(best_score("Mohammad Yaqoub", with_others({"Mohammad Yaqoub"}, 300)), best_score("Mohammad Yaqoub", {"Mohammad Yaqoub"}));
}

TEST(Chance, ALongWordThatNoOtherIsLikeKeepsItsScore) {
    const std::string query = "Сургутнефтегаз";
    EXPECT_DOUBLE_EQ(best_score(query, with_others({"Surgutneftegas"}, 300)), best_score(query, {"Surgutneftegas"}));
}

TEST(Chance, KoreanNamesCountLessInALongList) {
    const std::string query = "마이클 안가라노";
    const double alone = best_score(query, {"Michael Angarano"});
    EXPECT_GT(alone, 0.70);
    EXPECT_LT(best_score(query, with_others({"Michael Angarano"}, 300)), alone);
}

TEST(Chance, IsTheSameWhenAllAreCompared) {
    for (const std::string query : {"محمد يعقوب", "Сургутнефтегаз", "마이클 안가라노", "Mohammad Yaqoub"}) {
        const auto listed = with_others({"Mohammad Yaqoub", "Surgutneftegas", "Michael Angarano"}, 100);
        EXPECT_DOUBLE_EQ(best_score(query, listed, true), best_score(query, listed)) << query;
    }
}

} // namespace
} // namespace tidewaiter::index
