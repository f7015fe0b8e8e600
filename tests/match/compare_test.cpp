#include "match/match.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace tidewaiter::match {
namespace {

using testing::HasSubstr;

constexpr double worked_score = 0.9763;

entity::Entity make(std::string_view schema, std::vector<std::pair<std::string_view, std::string_view>> properties) {
    entity::Entity made;
    made.id = "x";
    made.schema = schema;
    for (const auto& [property, value] : properties) {
        made.add(property, value);
    }
    return made;
}

Match judge(const entity::Entity& query, const entity::Entity& candidate, double cutoff = 0) {
    return compare(prepare(query), prepare(candidate), cutoff);
}

const FeatureResult& feature(const Match& match, std::string_view name) {
    for (const FeatureResult& result : match.features) {
        if (result.feature == name) {
            return result;
        }
    }
    throw std::runtime_error("no feature " + std::string(name));
}

const entity::Entity listed_person = make("Person", {{"name", "Wolfgang Oberreuter"}, {"birthDate", "1962-11-23"}, {"nationality", "de"}, {"gender", "male"}});

TEST(Compare, TheSameNameAloneIsAMatch) {
    const Match match = judge(make("Person", {{"name", "Oberreuter, Wolfgang"}}), listed_person);
    EXPECT_GT(match.score, 0.95);
    EXPECT_FALSE(match.refuted);
}

TEST(Compare, CommonNamesAreLessEvidence) {
    const double common = judge(make("Person", {{"name", "Mohammed Ali"}}), make("Person", {{"name", "Mohammed Ali"}})).score;
    EXPECT_LT(common, judge(make("Person", {{"name", "Wolfgang Oberreuter"}}), listed_person).score);
    EXPECT_GT(common, 0.70);
}

double score_of_persons(std::string_view query, std::string_view listed) {
    return judge(make("Person", {{"name", query}}), make("Person", {{"name", listed}})).score;
}

TEST(Compare, PartsLeftOutMakeCommonNamesDoubtful) {
    EXPECT_LT(score_of_persons("Fernando Rodriguez", "RODRIGUEZ OLIVERA, Luis Fernando"), match_score);
    EXPECT_GT(score_of_persons("Wolfgang Oberreuter", "Wolfgang Heinrich Oberreuter"), 0.85);
}

TEST(Compare, PartsLeftOutMakeNearNamesDoubtful) {
    EXPECT_LT(score_of_persons("Catalina Fernandez", "FERNANDEZ GONZALEZ, Carolina"), match_score);
    EXPECT_GT(score_of_persons("Wolfgang Oberreiter", "Wolfgang Heinrich Oberreuter"), match_score); // a slip
}

TEST(Compare, ANumberTellsGenericNamesApart) {
    const auto score = [](std::string_view schema, std::string_view a, std::string_view b) {
        return judge(make(schema, {{"name", a}}), make(schema, {{"name", b}})).score;
    };
    EXPECT_LT(score("Company", "Management Company 23", "Management Company"), match_score);
    EXPECT_GT(score("Vessel", "Victory 3", "Victory"), match_score);
}

TEST(Compare, MoreAgreementNeverLowers) {
    const auto with = [](std::vector<std::pair<std::string_view, std::string_view>> more) {
        more.insert(more.begin(), {"name", "Wolfgang Oberreiter"});
        return judge(make("Person", more), listed_person).score;
    };
    const double name = with({});
    const double country = with({{"nationality", "Germany"}});
    const double year = with({{"nationality", "Germany"}, {"birthDate", "1962"}});
    const double day = with({{"nationality", "Germany"}, {"birthDate", "1962-11-23"}});
    const double all = with({{"nationality", "Germany"}, {"birthDate", "1962-11-23"}, {"gender", "m"}});
    EXPECT_LE(name, country);
    EXPECT_LE(country, year);
    EXPECT_LE(year, day);
    EXPECT_LE(day, all);
    EXPECT_LE(all, 1.0);
}

TEST(Compare, AnotherYearOfBirthContradicts) {
    const Match match = judge(make("Person", {{"name", "Wolfgang Oberreuter"}, {"birthDate", "1980-01-01"}}), listed_person);
    EXPECT_LT(match.score, 0.70);
    EXPECT_EQ(feature(match, "birth_date").stance, Stance::contradicts);
    EXPECT_LT(feature(match, "birth_date").share, 0);
}

TEST(Compare, SharesAddUpToTheScore) {
    const Match match = judge(make("Person", {{"name", "Wolfgang Oberreiter"}, {"birthDate", "1962"}, {"nationality", "fr"}, {"gender", "male"}}), listed_person);
    const double sum = std::accumulate(match.features.begin(), match.features.end(), 0.0,
                                       [](double total, const FeatureResult& result) { return total + result.share; });
    EXPECT_NEAR(sum, match.score, 1e-9);
    EXPECT_EQ(match.features.size(), 4U);
}

const entity::Entity listed_ship = make("Vessel", {{"name", "SNOW STORM"}, {"imoNumber", "IMO 9187629"}});

TEST(Compare, TheSameNameWithAnotherImoIsRefuted) {
    const Match match = judge(make("Vessel", {{"name", "Snow Storm"}, {"imoNumber", "9074729"}}), listed_ship);
    EXPECT_TRUE(match.refuted);
    EXPECT_LT(match.score, 0.70);
    EXPECT_GT(match.unrefuted, 0.90);
    EXPECT_THAT(explain(match), HasSubstr("refutes"));
}

TEST(Compare, AListedImoIsFoundUnderAnotherName) {
    const Match match = judge(make("Vessel", {{"name", "Happy Fisher"}, {"imoNumber", "9187629"}}), listed_ship, 0.7);
    EXPECT_GE(match.score, 0.95);
    EXPECT_FALSE(match.refuted);
}

TEST(Compare, AnInvalidNumberProvesNothing) {
    EXPECT_EQ(judge(make("Vessel", {{"name", "Happy Fisher"}, {"imoNumber", "1234568"}}),
                    make("Vessel", {{"name", "Snow Storm"}, {"imoNumber", "1234568"}})).score, 0);
}

TEST(Compare, AWeakAliasMatchesOnlyExactly) {
    const entity::Entity listed = make("Person", {{"name", "Ahmed Khalfan Ghailani"}, {"weakAlias", "Foopie"}});
    EXPECT_GE(judge(make("Person", {{"name", "Foopie"}}), listed).score, 0.70);
    EXPECT_EQ(judge(make("Person", {{"name", "Fooopie"}}), listed).score, 0);
}

TEST(Compare, ANumberFiledAsAnotherPaperStillMeets) {
    const Match match = judge(make("Person", {{"name", "W. Oberreuter"}, {"passportNumber", "C01X00T47"}}),
                              make("Person", {{"name", "Hans Muster"}, {"idNumber", "C01X00T47"}}), 0.7);
    EXPECT_GE(match.score, 0.85);
}

TEST(Compare, PartsOfANameMakeAName) {
    EXPECT_GE(judge(make("Person", {{"firstName", "Wolfgang"}, {"lastName", "Oberreuter"}}), listed_person).score, 0.95);
}

TEST(Compare, BelowTheCutoffIsZero) {
    const Match match = judge(make("Person", {{"name", "Franz Huber"}}), listed_person, 0.7);
    EXPECT_EQ(match.score, 0);
    EXPECT_TRUE(match.features.empty());
}

TEST(Compare, LeastNameScoreIsABound) {
    const Prepared query = prepare(make("Person", {{"name", "Wolfgang Oberreiter"}, {"birthDate", "1962-11-23"}, {"nationality", "de"}}));
    EXPECT_LT(least_name_score(query, 0.7), 0.7);
    EXPECT_GT(least_name_score(query, 0.7), 0.4);
    EXPECT_NEAR(least_name_score(prepare(make("Person", {{"name", "A B"}})), 0.7), 0.7, 1e-6);
}

TEST(Explain, IsOneSentenceAboutBothSides) {
    const Match match = judge(make("Person", {{"name", "Wolfgang Oberreiter"}, {"birthDate", "1980-01-01"}, {"nationality", "de"}}), listed_person);
    EXPECT_EQ(explain(match),
              "The name \"Wolfgang Oberreiter\" agrees with the listed name \"Wolfgang Oberreuter\" (1 part equal, \"oberreiter\" is spelt "
              "nearly as \"oberreuter\"); the country Germany agrees; but the date of birth differs (1980-01-01; listed: 1962-11-23).");
}

TEST(Explain, SaysWhatOnlyOneSideHas) {
    const Match match = judge(make("Person", {{"name", "W. Oberreuter Maria"}}), listed_person);
    EXPECT_THAT(explain(match), testing::AllOf(HasSubstr("\"w\" is an initial of \"wolfgang\""), HasSubstr("the listed name lacks \"maria\"")));
}

TEST(Explain, ANearDateIsCalledNear) {
    const Match match = judge(make("Person", {{"name", "Wolfgang Oberreuter"}, {"birthDate", "1963"}}), listed_person);
    EXPECT_THAT(explain(match), HasSubstr("the date of birth is near but not the same (1963; listed: 1962-11-23)"));
    const Match other = judge(make("Person", {{"name", "Wolfgang Oberreuter"}, {"birthDate", "1967"}}), listed_person);
    EXPECT_THAT(explain(other), HasSubstr("the date of birth differs (1967; listed: 1962-11-23)"));
}

/// docs/methods/matching.md shows these numbers.
TEST(Explain, TheWorkedExampleOfTheMethod) {
    const Match match = judge(make("Person", {{"name", "Wolfgang Oberreuter"}, {"birthDate", "1962"}, {"nationality", "de"}}), listed_person);
    EXPECT_NEAR(feature(match, "name").value, 0.97, 1e-9);
    EXPECT_EQ(feature(match, "birth_date").value, 0.5);
    EXPECT_NEAR(match.score, worked_score, 1e-4);
}

} // namespace
} // namespace tidewaiter::match
