#include "names/name.hpp"

#include <gtest/gtest.h>

#include <random>

namespace tidewaiter::names {
namespace {

double score(std::string_view a, std::string_view b, NameKind kind) {
    return compare_names(parse_name(a, kind), parse_name(b, kind), 0).score;
}

struct Pair {
    std::string_view a;
    std::string_view b;
    NameKind kind;
    bool match;
    std::string_view reason;
};

constexpr NameKind person = NameKind::person;
constexpr NameKind org = NameKind::organization;
constexpr NameKind object = NameKind::object;

TEST(CompareNames, JudgesWhatAReviewerWould) {
    const Pair pairs[] = {
        {"Vladimir Putin", "PUTIN, Vladimir", person, true, "order"},
        {"Vladimir Putin", "Владимир Путин", person, true, "script"},
        {"VladimirPutin", "Vladimir Putin", person, true, "a lost blank"},
        {"Vladimir Pulin", "Vladimir Putin", person, true, "a slip"},
        {"V. Putin", "Vladimir Putin", person, true, "an initial"},
        {"Hans O Friedrich", "Hans Joachim Friedrich", person, false, "an initial that contradicts"},
        {"Boris Abramovich", "Roman Abramovich", person, false, "another given name"},
        {"Usama bin Ladin", "Osama bin Laden", person, true, "romanisation"},
        {"Bibi Netanyahu", "Benjamin Netanyahu", person, true, "a short form"},
        {"Mohammad Abdul Abbas Akhund", "Mohammad Abbas Akhund", person, true, "an additional middle name"},
        {"Walijan Abdul Ghafoor Haqqani", "Walijan", person, false, "one word of four"},
        {"Siemens AG", "Siemens Aktiengesellschaft", org, true, "a legal form written out"},
        {"Deutsche Bank AG", "Deutsche Bank GmbH", org, false, "AG is not GmbH"},
        {"JPMorgan Chase & Co.", "JPMorgan Chase and Co.", org, true, "and"},
        {"OJSC Tactical Kittens Corporation", "Tactical Missiles Corporation Joint Stock Company", org, false, "another word"},
        {"van der bilt corp", "vanderbilt corp", org, true, "joined words"},
        {"JC Juncker", "Jean Claude Juncker", person, true, "initials written together"},
        {"PLA", "People's Liberation Army", org, true, "an acronym"},
        {"현숙 은영 허", "HO, Hsiao", person, false, "first letters of another script are no initials"},
        {"상철 재호 이", "CHI, Sang-chun", person, false, "the same beside a word that is near"},
        {"Snow Storm 1", "Snow Storm 2", object, true, "another hull: a person should look"},
        {"Lady Leila", "Lady Rania", object, false, "another ship"},
    };
    for (const Pair& pair : pairs) {
        EXPECT_EQ(score(pair.a, pair.b, pair.kind) >= 0.70, pair.match)
            << pair.a << " | " << pair.b << ": " << pair.reason << ", " << score(pair.a, pair.b, pair.kind);
    }
}

TEST(CompareNames, EqualNamesScoreOne) {
    for (const std::string_view name : {"Vladimir Putin", "J S", "Al", "X", "The Company", "Snow Storm 1", "313", "Sp. z o.o.", "李娜", "a b c d e f g h"}) {
        for (const NameKind kind : {person, org, object, NameKind::unknown}) {
            EXPECT_NEAR(score(name, name, kind), 1.0, 1e-6) << name;
        }
    }
}

TEST(CompareNames, NumbersThatDifferContradict) {
    EXPECT_LT(score("Snow Storm 1", "Snow Storm 2", object), score("Snow Storm 1", "Snow Storm", object));
    EXPECT_LT(score("Snow Storm 1", "Snow Storm", object), score("Snow Storm 1", "Snow Storm 1", object));
}

TEST(CompareNames, NumbersInWordsAreNumbers) {
    EXPECT_GT(score("Brigade Forty 4", "Brigade 44", org), 0.90);
    EXPECT_GT(score("Plant Twenty-Two", "Plant 22", org), 0.90);
    EXPECT_LT(score("Brigade Forty 4", "Brigade 45", org), score("Brigade Forty 4", "Brigade 44", org));
}

TEST(CompareNames, SaysWhatMetWhat) {
    const Name query = parse_name("Vladimir Putin", person);
    const Name candidate = parse_name("Putin Vladimir Vladimirovich", person);
    const NameComparison comparison = compare_names(query, candidate, 0);
    ASSERT_EQ(comparison.parts.size(), 3U);
    EXPECT_EQ(comparison.parts[0].relation, Relation::equal);
    EXPECT_EQ(comparison.parts[0].candidate_part, 1);
    EXPECT_EQ(comparison.parts[1].candidate_part, 0);
    EXPECT_EQ(comparison.parts[2].relation, Relation::missing);
    EXPECT_EQ(comparison.parts[2].query_part, -1);
}

TEST(CompareNames, BelowTheCutoffIsZero) {
    const Name a = parse_name("Boris Abramovich", person);
    const Name b = parse_name("Roman Abramovich", person);
    EXPECT_EQ(compare_names(a, b, 0.7).score, 0);
    EXPECT_GT(compare_names(a, b, 0.0).score, 0.01);
}

std::vector<std::string> random_words(std::mt19937& random, std::size_t most) {
    constexpr std::string_view words[] = {"ali", "alli", "hasan", "hassan", "omar", "umar", "bin", "v", "vladimir", "kim", "al", "jong", "yong", "ivanov", "ivanova", "alihasan"};
    std::vector<std::string> made;
    for (std::size_t i = random() % most + 1; i > 0; --i) {
        made.emplace_back(words[random() % std::size(words)]);
    }
    return made;
}

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += word + " ";
    }
    return text;
}

/// "l ee" and "ee e" are acronyms of each other's words, and take the same words: whichever is asked for first used to win.
TEST(CompareNames, IsSymmetricWhereRunsOfBothNamesOverlap) {
    const Name a = parse_name("Vladimir ee l ee e e", NameKind::person);
    const Name b = parse_name("e ee e enr vladiu 0sip", NameKind::person);
    EXPECT_EQ(compare_names(a, b, 0).score, compare_names(b, a, 0).score);
}

TEST(CompareNames, IsSymmetric) {
    std::mt19937 random(11);
    for (int round = 0; round < 20'000; ++round) {
        const std::string a = join(random_words(random, 5));
        const std::string b = join(random_words(random, 5));
        ASSERT_NEAR(score(a, b, person), score(b, a, person), 1e-6) << a << "| " << b;
    }
}

/// The parts with the same rarity for all, so that only agreement differs.
std::vector<Word> words_of(const Name& name) {
    std::vector<Word> made;
    for (const Part& part : name.parts) {
        made.emplace_back(part.text, part.sound, part.kind, part.legal_class, part.number, 1.0F);
    }
    return made;
}

double compare_persons(const Name& a, const Name& b) {
    const auto ours = words_of(a);
    const auto theirs = words_of(b);
    return compare_words({ours, true}, {theirs, true}, 0);
}

TEST(CompareNames, AddingTheSameWordToBothNeverLowers) {
    std::mt19937 random(12);
    const Name extra = parse_name("oberreuter", person);
    for (int round = 0; round < 20'000; ++round) {
        const Name a = parse_name(join(random_words(random, 5)), person);
        const Name b = parse_name(join(random_words(random, 5)), person);
        auto ours = words_of(a);
        auto theirs = words_of(b);
        const double before = compare_words({ours, true}, {theirs, true}, 0);
        ours.push_back(extra.parts.front().word());
        theirs.push_back(extra.parts.front().word());
        ASSERT_GE(compare_words({ours, true}, {theirs, true}, 0) + 1e-6, before) << a.original << "| " << b.original;
    }
}

TEST(CompareNames, CorrectingAWordNeverLowers) {
    std::mt19937 random(13);
    for (int round = 0; round < 20'000; ++round) {
        const auto truth = random_words(random, 5);
        auto typed = truth;
        for (std::string& word : typed) {
            if (random() % 2 == 0 && word.size() > 3) {
                word[random() % word.size()] = 'z';
            }
        }
        const std::size_t fixed = random() % truth.size();
        auto better = typed;
        better[fixed] = truth[fixed];
        const Name names[] = {parse_name(join(truth), person), parse_name(join(typed), person), parse_name(join(better), person)};
        const double before = compare_persons(names[1], names[0]);
        const double after = compare_persons(names[2], names[0]);
        ASSERT_GE(after + 1e-6, before) << join(truth) << "| " << join(typed) << "| " << join(better);
    }
}

TEST(CompareNames, AnyBytesAreAnswered) {
    std::mt19937 random(14);
    for (int round = 0; round < 2'000; ++round) {
        std::string a;
        std::string b;
        for (std::size_t i = random() % 40; i > 0; --i) {
            a += static_cast<char>(random() % 256);
            b += static_cast<char>(random() % 256);
        }
        const double value = score(a, b, NameKind::unknown);
        ASSERT_GE(value, 0);
        ASSERT_LE(value, 1);
    }
}

} // namespace
} // namespace tidewaiter::names
