// The index promises that it loses nothing: everything that comparing with every name finds, it finds, with the same
// score. Proved over generated names that are made to be hard for it, and over the real lists where they are.
#include "fixture.hpp"

#include "base/csv.hpp"
#include "base/file.hpp"

#include <gmock/gmock.h>

#include <map>
#include <random>
#include <set>

namespace tidewaiter::index {
namespace {

using Found = std::map<std::uint32_t, double>;

Found search(const Index& index, const entity::Entity& query, double cutoff, bool exhaustive) {
    SearchOptions options;
    options.cutoff = cutoff;
    options.limit = 1'000'000;
    options.exhaustive = exhaustive;
    options.keep_refuted = true;
    Found found;
    for (const Hit& hit : index.search(match::prepare(query), options)) {
        found[hit.entity] = hit.match.score;
    }
    return found;
}

/// Words that relate in every way there is: near, alike in sound, short forms, initials, parts of one another, light.
constexpr std::string_view pool[] = {"ali",     "alli",   "aly",     "hasan",   "hassan",  "hasen",  "omar",    "umar",   "bin",     "al",
                                     "v",       "o",      "vladimir", "wladimir", "benjamin", "ben",  "bibi",    "kim",    "jong",    "jongun",
                                     "un",      "ivanov", "ivanova", "ivanoff", "smirnov", "jc",     "jean",    "claude", "van",     "der",
                                     "vander",  "bilt",   "hajji",   "sheikh",  "trading", "group",  "владимир", "иванов", "حسن", "김",  "limited", "2",      "second",  "oberreuter"};

std::string random_name(std::mt19937& random) {
    std::string name;
    for (std::size_t i = random() % 5 + 1; i > 0; --i) {
        std::string word(pool[random() % std::size(pool)]);
        if (random() % 4 == 0 && word.size() > 2) {
            word[random() % word.size()] = static_cast<char>('a' + random() % 26);
        }
        name += word + (random() % 8 == 0 ? "" : " ");
    }
    return name;
}

entity::Entity random_query(std::mt19937& random, std::string_view schema) {
    entity::Entity query = test::make("q", schema, {{"name", random_name(random)}});
    if (random() % 3 == 0) {
        query.add("birthDate", std::to_string(1950 + random() % 4));
    }
    if (random() % 3 == 0) {
        query.add("country", random() % 2 == 0 ? "de" : "fr");
    }
    if (random() % 4 == 0) {
        query.add("alias", random_name(random));
    }
    return query;
}

TEST(IndexOracle, FindsAllThatComparingWithEveryNameFinds) {
    std::mt19937 random(20);
    IndexBuilder builder;
    constexpr std::string_view schemata[] = {"Person", "Company", "Vessel", "LegalEntity"};
    for (int i = 0; i < 3'000; ++i) {
        entity::Entity listed = random_query(random, schemata[random() % std::size(schemata)]);
        listed.id = "e" + std::to_string(i);
        if (random() % 10 == 0) {
            listed.add("weakAlias", random_name(random));
        }
        builder.add(std::move(listed));
    }
    builder.end_list(test::version("generated"));
    const tidewaiter::test::ScratchFolder folder;
    builder.write(folder.path("watch.tw"));
    const Index index(folder.path("watch.tw"));
    std::size_t hits = 0;
    for (int round = 0; round < 300; ++round) {
        const entity::Entity query = random_query(random, schemata[random() % std::size(schemata)]);
        for (const double cutoff : {0.70, 0.85, 0.60, 0.55, 0.40, 0.10}) {
            const Found all = search(index, query, cutoff, true);
            const Found found = search(index, query, cutoff, false);
            for (const auto& [number, score] : all) {
                ASSERT_TRUE(found.contains(number)) << query.first("name") << " at " << cutoff << " loses "
                                                    << index.listed(number).entity.first("name") << ", " << score;
            }
            ASSERT_EQ(found, all) << query.first("name") << " at " << cutoff;
            hits += all.size();
        }
    }
    EXPECT_GT(hits, 5'000U); // the test tests something
}

TEST(IndexOracle, ScoresAsComparingTheEntitiesDoes) {
    const tidewaiter::test::ScratchFolder folder;
    const Index index(test::write_index(folder));
    std::mt19937 random(21);
    for (std::uint32_t number = 0; number < index.size(); ++number) {
        const entity::Entity listed = index.listed(number).entity;
        for (const std::string_view name : {"Wolfgang Oberreiter", "Snow Storm 2", "Mohamed Ali", "PLA", "Janet Vanderbilt", "Oberreuter GmbH"}) {
            const match::Prepared query = match::prepare(test::make("q", "", {{"name", name}}));
            const double score = match::compare(query, match::prepare(listed), 0.7).score;
            SearchOptions options;
            double found = 0;
            for (const Hit& hit : index.search(query, options)) {
                found = hit.entity == number ? hit.match.score : found;
            }
            EXPECT_NEAR(found, score, 1e-9) << name << " " << listed.id;
        }
    }
}

} // namespace
} // namespace tidewaiter::index
