// What holds for any two parties: made up at random from parts that are made to meet.
#include "match/algorithms.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>

namespace tidewaiter::match {
namespace {

constexpr std::string_view words[] = {"vladimir", "wladimir", "putin", "poutine", "ali", "mohammed", "bin", "trading", "gmbh", "ag",
                                      "v",        "jc",       "2",     "second",  "oberreuter", "oberreiter", "Ольга", "محمد", "star", "snow"};

/// Values of which some agree with one another and some do not, by property.
struct Choice {
    std::string_view property;
    std::vector<std::string_view> values;
};

const std::vector<Choice>& choices() {
    static const std::vector<Choice> all{
        {"birthDate", {"1961-02-03", "1961-03-02", "1961", "circa 1962", "1975-05-05", "1955..1965"}},
        {"birthPlace", {"Tripoli, Libya", "Tripolis", "Benghazi"}},
        {"country", {"de", "Germany", "ly", "fr"}},
        {"address", {"1 Long Street, Tripoli, Libya", "Long Street 1, Tripoli", "2 Other Road, Paris, France"}},
        {"gender", {"male", "female"}},
        {"phone", {"+49 30 1234567", "030 1234567"}},
        {"passportNumber", {"AB123456", "XY999999"}},
        {"idNumber", {"AB123456"}},
        {"imoNumber", {"9187629", "9074729"}},
        {"firstName", {"Hans", "Friedrich"}},
        {"lastName", {"Hans", "Friedrich"}},
    };
    return all;
}

constexpr std::string_view schemata[] = {"Person", "Company", "Vessel", "LegalEntity", ""};

std::string random_name(std::mt19937& random) {
    std::string name;
    for (std::size_t i = random() % 3 + 1; i > 0; --i) {
        name += std::string(words[random() % std::size(words)]) + " ";
    }
    return name;
}

entity::Entity random_party(std::mt19937& random) {
    entity::Entity party;
    party.id = "x";
    party.schema = schemata[random() % std::size(schemata)];
    party.add("name", random_name(random));
    if (random() % 3 == 0) {
        party.add("alias", random_name(random));
    }
    if (random() % 8 == 0) {
        party.add("weakAlias", random_name(random));
    }
    for (const Choice& choice : choices()) {
        if (random() % 3 == 0) {
            party.add(choice.property, choice.values[random() % choice.values.size()]);
        }
    }
    return party;
}

constexpr int rounds = 4'000;

TEST(Property, ScoresAreBoundedAndSharesAddUp) {
    std::mt19937 random(7);
    for (int i = 0; i < rounds; ++i) {
        const Match match = compare(prepare(random_party(random)), prepare(random_party(random)), 0);
        double sum = 0;
        for (const FeatureResult& result : match.features) {
            sum += result.share;
            EXPECT_LE(result.share * (result.stance == Stance::contradicts ? 1 : -1), 1e-12);
        }
        ASSERT_GE(match.score, 0);
        ASSERT_LE(match.score, 1);
        ASSERT_LE(match.score, match.unrefuted + 1e-12);
        ASSERT_NEAR(sum, match.score, 1e-9);
    }
}

/// But for a hair: where two alignments of the words tie, the rarity of those that agree is taken from the first one found.
TEST(Property, IsSymmetric) {
    constexpr double tie = 0.02;
    std::mt19937 random(8);
    for (int i = 0; i < rounds; ++i) {
        const Prepared a = prepare(random_party(random));
        const Prepared b = prepare(random_party(random));
        ASSERT_NEAR(compare(a, b, 0).score, compare(b, a, 0).score, tie) << a.names.front().name.original << " | " << b.names.front().name.original;
    }
}

TEST(Property, APartyIsMostLikeItself) {
    std::mt19937 random(9);
    for (int i = 0; i < rounds; ++i) {
        const Prepared a = prepare(random_party(random));
        const Prepared b = prepare(random_party(random));
        ASSERT_GE(compare(a, a, 0).score, compare(a, b, 0).score - 1e-6);
    }
}

/// A value of the candidate, given to the query as well, is an agreement more.
TEST(Property, AnAgreeingValueNeverLowers) {
    std::mt19937 random(10);
    for (int i = 0; i < rounds; ++i) {
        entity::Entity query = random_party(random);
        const entity::Entity listed = random_party(random);
        const Prepared candidate = prepare(listed);
        const double before = compare(prepare(query), candidate, 0).score;
        const auto& [property, values] = listed.properties[random() % listed.properties.size()];
        if (property == "weakAlias") {
            continue; // another use of a name is another name
        }
        query.add(property, values.front());
        ASSERT_GE(compare(prepare(query), candidate, 0).score, before - 1e-9) << property << " " << values.front();
    }
}

/// The index leaves out names below least_name_score: no pair whose names score less may reach the cutoff.
TEST(Property, LeastNameScoreIsABound) {
    std::mt19937 random(11);
    for (int i = 0; i < rounds; ++i) {
        const Prepared query = prepare(random_party(random));
        const Prepared candidate = prepare(random_party(random));
        for (const double cutoff : {0.5, 0.7, 0.8, 0.9, 0.95, 0.98}) {
            const double least = least_name_score(query, cutoff);
            const double names = compare_all_names(query, candidate, 0).value;
            if (names < least && !share_identifier(query, candidate)) {
                ASSERT_LT(compare(query, candidate, 0).unrefuted, cutoff);
            }
        }
    }
}

TEST(Property, TheBoundIsSharp) {
    Prepared query = prepare(random_party(*std::make_unique<std::mt19937>(1)));
    for (const double cutoff : {0.6, 0.7, 0.9, 0.96}) {
        EXPECT_LE(least_name_score(query, cutoff), cutoff);
        EXPECT_GT(least_name_score(query, cutoff), cutoff - 0.35);
    }
}

TEST(Property, ACutoffThatIsReachedChangesNothing) {
    std::mt19937 random(12);
    for (int i = 0; i < rounds; ++i) {
        const Prepared a = prepare(random_party(random));
        const Prepared b = prepare(random_party(random));
        const Match whole = compare(a, b, 0);
        const double cutoff = 0.7 + 0.05 * (i % 6);
        const Match cut = compare(a, b, cutoff);
        if (whole.unrefuted >= cutoff) {
            ASSERT_NEAR(whole.score, cut.score, 1e-9);
        } else {
            ASSERT_EQ(cut.score, 0);
        }
    }
}

/// Whatever weights a user sets, what holds above still does.
TEST(Property, UsersWeightsKeepTheBound) {
    std::mt19937 random(13);
    for (int i = 0; i < rounds / 4; ++i) {
        Weights weights = default_weights();
        for (const Feature& row : default_weights()) {
            ASSERT_TRUE(set_weight(weights, row.name, "contradicts", static_cast<double>(random() % 101) / 100));
            ASSERT_TRUE(set_weight(weights, row.name, "supports", static_cast<double>(random() % 101) / 100));
        }
        Prepared query = prepare(random_party(random));
        query.weights = &weights;
        const Prepared candidate = prepare(random_party(random));
        const Match match = compare(query, candidate, 0);
        ASSERT_GE(match.score, 0);
        ASSERT_LE(match.score, 1);
        if (compare_all_names(query, candidate, 0).value < least_name_score(query, 0.7) && !share_identifier(query, candidate)) {
            ASSERT_LT(match.unrefuted, 0.7);
        }
    }
}

TEST(Weights, MistakesAreNamed) {
    Weights weights = default_weights();
    EXPECT_EQ(set_weight(weights, "height", "supports", 0.1).error().message, "there is no feature 'height'");
    EXPECT_EQ(set_weight(weights, "gender", "support", 0.1).error().message, "unknown key 'support'");
    EXPECT_EQ(set_weight(weights, "gender", "supports", 1.5).error().message, "'supports' wants a number from 0 to 1");
    EXPECT_EQ(set_weight(weights, "gender", "floor", 0.9).error().message, "'gender' is no identifier and can have no floor");
    EXPECT_EQ(set_weight(weights, "lei", "floor", 0).error().message, "the floor of 'lei' cannot be 0");
    ASSERT_TRUE(set_weight(weights, "gender", "contradicts", 0.5));
    EXPECT_EQ(std::ranges::find(weights, "gender", &Feature::name)->contradicts, 0.5);
}

TEST(Weights, EveryRowHasItsNumbers) {
    std::set<std::string_view> names;
    for (const Feature& row : all_features()) {
        EXPECT_TRUE(names.insert(row.name).second);
        EXPECT_GE(row.supports, 0);
        EXPECT_GE(row.contradicts, 0);
        EXPECT_GT(row.supports + row.contradicts + row.floor, 0) << row.name << " says nothing";
        EXPECT_FALSE(row.refutes && row.floor == 0) << "only an identifier refutes";
    }
}

} // namespace
} // namespace tidewaiter::match
