#include "match/algorithms.hpp"
#include "match/jaro.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidewaiter::match {
namespace {

Prepared make(std::string_view schema, std::string_view name, std::string_view birth_date = {}) {
    entity::Entity made;
    made.id = "x";
    made.schema = schema;
    made.add("name", name);
    made.add("birthDate", birth_date);
    return prepare(made);
}

double shown(std::string_view query, std::string_view listed) {
    return 100 * compare_as_ofac(make("Person", query), make("Person", listed), 0).score;
}

/// Of Winkler's paper and of many textbooks.
TEST(JaroWinkler, KnownValues) {
    EXPECT_NEAR(jaro_winkler("martha", "marhta"), 0.9611, 1e-4);
    EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), 0.8133, 1e-4);
    EXPECT_NEAR(jaro_winkler("dwayne", "duane"), 0.8400, 1e-4);
    EXPECT_EQ(jaro_winkler("abc", "abc"), 1);
    EXPECT_EQ(jaro_winkler("abc", "xyz"), 0);
    EXPECT_EQ(jaro_winkler("", ""), 0);
}

TEST(JaroWinkler, IsBoundedForLongTexts) {
    const std::string a(1'000'000, 'a');
    EXPECT_NEAR(jaro_winkler(a, a), 1, 1e-9);
}

TEST(Soundex, KnownCodes) {
    EXPECT_EQ(to_soundex("Robert"), "r163");
    EXPECT_EQ(to_soundex("Rupert"), "r163");
    EXPECT_EQ(to_soundex("Tymczak"), "t522");
    EXPECT_EQ(to_soundex("Pfister"), "p236");
    EXPECT_EQ(to_soundex("Ashcraft"), "a261");
    EXPECT_EQ(to_soundex("Honeyman"), "h555");
    EXPECT_EQ(to_soundex("1234"), "");
}

TEST(Ofac, PartsMeetInAnyOrder) {
    EXPECT_EQ(shown("VLADIMIR PUTIN", "PUTIN, Vladimir"), 100);
    EXPECT_EQ(shown("Vladimir Putin", "Vladimir PUTIN"), 100);
}

TEST(Ofac, PartsOfTheListedNameAloneCostNothing) { EXPECT_EQ(shown("PUTIN", "PUTIN, Vladimir Vladimirovich"), 100); }

TEST(Ofac, PartsOfTheQueryAloneCostTheirShare) { EXPECT_LT(shown("Vladimir Xyzzyx", "PUTIN, Vladimir"), 80); }

TEST(Ofac, ShortPartsArePassedOverUnlessThereAreNoOthers) {
    EXPECT_EQ(shown("J P Morgan", "MORGAN HUERTA, Jose Arnoldo"), 100);
    EXPECT_EQ(shown("Z", "DONCOALTRADE SP Z O O"), 100);
}

TEST(Ofac, ScoresAreWholePercentsRoundedUp) {
    EXPECT_EQ(shown("POUTINE", "PUTIN, Vladimir"), 92); // 0.9143 by its part
    EXPECT_EQ(shown("PUTIN", "PUNTI, Pere"), 90);       // 0.8933
}

/// Lists write family names in capitals; the tool prints them first.
TEST(Ofac, WholeStringsAreComparedAsTheToolPrintsThem) {
    const Match match = compare_as_ofac(make("Person", "BIN LADEN, Osama"), make("Person", "Osama BIN LADEN"), 0);
    EXPECT_EQ(match.features.size(), 2U);
    EXPECT_EQ(match.features[0].value, 1);
    EXPECT_EQ(match.features[1].value, 1);
}

TEST(Ofac, OnlyNamesCount) {
    const Match with = compare_as_ofac(make("Person", "Vladimir Putin", "1952-10-07"), make("Person", "Vladimir PUTIN", "1990-01-01"), 0);
    EXPECT_EQ(with.score, 1);
}

TEST(Ofac, BelowTheCutoffIsNothing) {
    const Match match = compare_as_ofac(make("Person", "Franz Huber"), make("Person", "Vladimir PUTIN"), 0.9);
    EXPECT_EQ(match.score, 0);
    EXPECT_TRUE(match.features.empty());
}

TEST(Ofac, TheHigherTechniqueGivesTheShare) {
    const Match match = compare_as_ofac(make("Person", "OSAMA BIN LADEN"), make("Person", "BIN LADIN, Osama"), 0.5);
    EXPECT_EQ(match.features.front().feature, "name_parts");
    EXPECT_EQ(match.features.front().share, match.score);
    EXPECT_EQ(match.features.back().share, 0);
    EXPECT_THAT(explain(match), testing::StartsWith("Sanctions List Search would show 97 for"));
}

TEST(Algorithms, AreFoundByNameAndVersion) {
    EXPECT_EQ(find_algorithm("ofac"), find_algorithm("ofac-1"));
    EXPECT_EQ(find_algorithm("tidewaiter"), &all_algorithms().front());
    EXPECT_EQ(find_algorithm("soundex"), nullptr);
}

} // namespace
} // namespace tidewaiter::match
