// Names in two scripts, known names, and names that can be read in several ways.
#include "names/chinese.hpp"
#include "names/known_names.hpp"
#include "names/name.hpp"
#include "names/transliteration.hpp"
#include "names/variants.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tidewaiter::names {
namespace {

using testing::Contains;

/// The best score of any reading of one name against any of the other, as persons.
double best_score(std::string_view a, std::string_view b) {
    double best = 0;
    for (const Name& ours : parse_readings(a, NameKind::person)) {
        for (const Name& theirs : parse_readings(b, NameKind::person)) {
            const double score = compare_names(ours, theirs, 0).score;
            EXPECT_DOUBLE_EQ(score, compare_names(theirs, ours, 0).score) << a << " " << b;
            best = std::max(best, score);
        }
    }
    return best;
}

TEST(TwoScripts, TheSameNameIsFound) {
    for (const auto& [latin, other] : {std::pair("Muammar Gaddafi", "معمر القذافي"),
                                       {"Barack Obama", "贝拉克·奥巴马"},
                                       {"Qasem Soleimani", "قاسم سلیمانی"},
                                       {"Benjamin Netanyahu", "בנימין נתניהו"},
                                       {"Sergei Shoigu", "Сергей Шойгу"},
                                       {"Kim Jong-un", "김정은"},
                                       {"Kalika", "カリカ"}}) {
        EXPECT_GE(best_score(latin, other), 0.70) << latin;
    }
}

TEST(TwoScripts, AnotherNameIsNot) {
    for (const auto& [latin, other] : {std::pair("Muammar Gaddafi", "قاسم سلیمانی"),
                                       {"Sergei Lavrov", "Сергей Шойгу"},
                                       {"Jang Song-thaek", "김정은"},
                                       {"Warrington", "ホルンシュテット"},
                                       {"Zhang Jiangping", "张建平"}}) {
        EXPECT_LT(best_score(latin, other), 0.70) << latin;
    }
}

TEST(Transliteration, PassesItsCheapTestWhereverItAgrees) {
    for (const std::string_view latin : {"gaddafi", "qadhafi", "kaddafi", "muhammad", "netanyahu", "kim", "wright", "zeppelin"}) {
        for (const std::string_view romanised : {"qdhafy", "mhmd", "ntnyhw", "gim", "raiteu"}) {
            for (const text::Script script : {text::Script::arabic, text::Script::hebrew, text::Script::hangul, text::Script::latin}) {
                const float agreement = transliteration_agreement(script, romanised, latin, to_letters(latin));
                EXPECT_LE(agreement, 0.97F);
                EXPECT_TRUE(agreement == 0 || may_spell(script, romanised, to_letters(latin))) << romanised << " " << latin;
            }
        }
    }
}

/// What an index leaves out must never agree, in whatever order the words come.
TEST(Transliteration, AScanLeavesOutNoWordThatAgrees) {
    std::mt19937 random(5);
    std::vector<std::string> words = {"gaddafi", "qadhafi", "muhammad", "netanyahu", "kim",    "wright", "qdhafy", "mhmd", "ntnyhw",
                                      "gim",     "raiteu",  "shoigu",   "shoygu",    "khashoggi", "a", "1x", "x1", ""};
    for (int i = 0; i < 150; ++i) {
        std::string made(1 + random() % 9, ' ');
        for (char& c : made) {
            c = static_cast<char>('a' + random() % 26);
        }
        words.push_back(made);
    }
    words.emplace_back(40, 'a');
    std::size_t agreed = 0;
    std::size_t let_through = 0;
    const auto check = [&](text::Script script) {
        for (const std::string& one : words) {
            SpellingScan of_romanised(script, one, false);
            SpellingScan of_latin(script, one, true);
            for (const std::string& other : words) {
                const bool spelt = transliteration_agreement(script, one, other, to_letters(other)) >= least_agreement;
                const bool spells = transliteration_agreement(script, other, one, to_letters(one)) >= least_agreement;
                const bool may = of_romanised.may_agree(other);
                ASSERT_TRUE(!spelt || may) << one << " " << other;
                ASSERT_TRUE(!spells || of_latin.may_agree(other)) << other << " " << one;
                agreed += spelt ? 1U : 0U;
                let_through += may ? 1U : 0U;
            }
        }
    };
    for (int order = 0; order < 2; ++order) {
        for (const text::Script script : {text::Script::cyrillic, text::Script::arabic, text::Script::hebrew, text::Script::han,
                                          text::Script::kana, text::Script::hangul, text::Script::thai}) {
            check(script);
        }
        std::ranges::sort(words, {}, [](const std::string& word) { return std::pair(word.size(), word); });
    }
    EXPECT_GT(agreed, 200U);
    EXPECT_LT(let_through, 2 * agreed) << "or it is of no use";
}

/// 64 words at once or one after the other: the same words, and the same agreement to the last bit.
TEST(Transliteration, LanesFindWhatComparingEachWordFinds) {
    std::mt19937 random(6);
    std::vector<std::string> words = {"gaddafi", "qadhafi", "qdhafy", "shoigu", "shoygu", "wright", "raiteu", "netanyahu", "ntnyhw", "a", "", "1x"};
    constexpr std::string_view syllables[] = {"a", "sh", "ya", "khr", "mo", "dzh", "in", "o", "v", "ts", "ei", "ng", "ko", "b", "ul", "m"};
    for (int i = 0; i < 400; ++i) {
        std::string made;
        for (auto count = random() % (i % 40 == 0 ? 20 : 4) + 1; count > 0; --count) {
            made += random() % 3 == 0 ? std::string(1, static_cast<char>('a' + random() % 26)) : std::string(syllables[random() % std::size(syllables)]);
        }
        words.push_back(made);
    }
    SpelledWords all;
    for (std::size_t i = 0; i < words.size(); ++i) {
        all.add(static_cast<std::uint32_t>(i), words[i]);
    }
    std::size_t agreed = 0;
    for (const text::Script script : {text::Script::cyrillic, text::Script::greek, text::Script::arabic, text::Script::hebrew, text::Script::armenian,
                                      text::Script::georgian, text::Script::han, text::Script::kana, text::Script::hangul, text::Script::indic}) {
        for (std::size_t i = 0; i < words.size(); i += 3) {
            for (const bool is_latin : {false, true}) {
                std::map<std::uint32_t, float> each;
                for (std::size_t j = 0; j < words.size(); ++j) {
                    const std::string& latin = is_latin ? words[i] : words[j];
                    const float agreement = transliteration_agreement(script, is_latin ? words[j] : words[i], latin, to_letters(latin));
                    if (agreement >= least_agreement) {
                        each[static_cast<std::uint32_t>(j)] = agreement;
                    }
                }
                const auto found_by = [&](const auto& find) {
                    std::vector<Spelling> spellings;
                    find(script, words[i], is_latin, all, spellings);
                    std::map<std::uint32_t, float> found;
                    for (const Spelling& spelling : spellings) {
                        found[spelling.number] = spelling.agreement;
                    }
                    return found;
                };
                ASSERT_EQ(found_by(find_spellings), each) << words[i] << " " << is_latin;
                if (i % 12 == 0) {
                    ASSERT_EQ(found_by(find_spellings_plainly), each) << words[i] << " " << is_latin;
                }
                agreed += each.size();
            }
        }
    }
    EXPECT_GT(agreed, 10'000U); // the test tests something
}

TEST(Transliteration, TakesAnyWord) {
    const std::string longest(2'000, 'a');
    for (const std::string_view word : {"", "a", "1", "a1", "\xff", longest.c_str()}) {
        const float agreement = transliteration_agreement(text::Script::cyrillic, word, word, to_letters(word));
        EXPECT_GE(agreement, 0.0F);
        EXPECT_LE(agreement, 0.97F);
    }
}

TEST(KnownNames, NamesAreKnownAndSlipsAreNot) {
    for (const std::string_view name : {"maria", "mario", "mohammed", "ivan", "jianping"}) {
        EXPECT_TRUE(is_known_name(name)) << name;
    }
    for (const std::string_view slip : {"mraio", "ivvan", "mohxmmed", "tkljrz", ""}) {
        EXPECT_FALSE(is_known_name(slip)) << slip;
    }
}

TEST(KnownNames, SpellingsAreToldFromOtherNames) {
    EXPECT_GT(share_of_spellings("sergei", "sergej"), 0.5F);
    EXPECT_LT(share_of_spellings("mario", "maria"), 0.1F);
    EXPECT_EQ(share_of_spellings("mario", "maria"), share_of_spellings("maria", "mario"));
    EXPECT_EQ(share_of_spellings("wolfgang", "maria"), 0.0F);
}

TEST(Chinese, SyllablesAreCounted) {
    EXPECT_EQ(count_pinyin("jianping"), 2U);
    EXPECT_EQ(count_pinyin("zhang"), 1U);
    EXPECT_EQ(count_pinyin("smith"), 0U);
    EXPECT_EQ(count_pinyin(""), 0U);
    EXPECT_EQ(to_pinyin("tse"), "ze");
    EXPECT_EQ(to_pinyin("p'ing"), "ping");
    EXPECT_EQ(to_pinyin("smith"), "");
}

std::vector<std::string> readings(std::string_view name) {
    std::vector<std::string> shown;
    for (const Name& reading : parse_readings(name, NameKind::person)) {
        std::string text;
        for (const Part& part : reading.parts) {
            text += (text.empty() ? "" : " ") + part.text;
        }
        shown.push_back(text);
    }
    return shown;
}

TEST(Readings, AreThoseThatANameMayHave) {
    EXPECT_THAT(readings("Mao Tse-tung"), Contains("mao zedong"));
    EXPECT_THAT(readings("김정은"), Contains("gim jeong eun"));
    EXPECT_EQ(readings("Wolfgang Oberreuter").size(), 1U);
    EXPECT_EQ(readings("").size(), 1U);
    for (const std::string_view name : {"高迪諾", "李伟", "남궁민수", "王", "김"}) {
        EXPECT_LE(readings(name).size(), 3U) << name;
    }
    EXPECT_THAT(readings("J. C. Juncker"), Contains("jc juncker"));
    EXPECT_EQ(readings("J. Juncker").size(), 1U);
}

TEST(Readings, ArabicCompoundsStandApartAndJoined) {
    for (const std::string_view name : {"عبد الرحمن", "عبدالرحمن"}) {
        for (const std::string_view latin : {"Abd al-Rahman", "Abdul Rahman", "Abdulrahman", "Abdel Rahman"}) {
            EXPECT_GE(best_score(std::string(latin) + " Tikriti", std::string(name) + " تكريتي"), 0.70) << latin << " " << name;
        }
    }
    EXPECT_GE(best_score("Hidayatullah", "هدايت الله"), 0.70);
    EXPECT_GE(best_score("Jalaluddin Haqqani", "جلال الدين حقانی"), 0.70);
    EXPECT_GE(best_score("Jalal al-Din Haqqani", "جلال الدين حقانی"), 0.70);
    EXPECT_GE(best_score("Bilal bin Marwan", "بلال بن مروان"), 0.70);
    EXPECT_LT(best_score("Abdul Karim", "عبد الرحمن"), 0.70);
    EXPECT_LE(readings("عبد الرحمن عبدالله الدوري").size(), 4U);
}

} // namespace
} // namespace tidewaiter::names
