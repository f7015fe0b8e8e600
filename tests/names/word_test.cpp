#include "names/word.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace tidewaiter::names {
namespace {

/// The table of the textbook, without tricks.
std::size_t slow_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            const std::size_t swap_cost = a[i - 1] == b[j - 1] ? 0 : 1;
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + swap_cost});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
            }
        }
    }
    return table[a.size()][b.size()];
}

std::vector<std::string> all_words(std::size_t longest, std::string_view alphabet) {
    std::vector<std::string> words{""};
    for (std::size_t from = 0, length = 0; length < longest; ++length) {
        const std::size_t to = words.size();
        for (; from < to; ++from) {
            for (const char c : alphabet) {
                words.push_back(words[from] + c);
            }
        }
    }
    return words;
}

Word word(std::string_view text) {
    static std::vector<std::string> sounds; // words view their sound
    static const bool reserved = (sounds.reserve(10'000), true);
    EXPECT_TRUE(reserved);
    sounds.push_back(to_sound(text));
    return {text, sounds.back(), text.size() == 1 ? PartKind::initial : PartKind::plain, {}, 0, 1};
}

TEST(EditDistance, EqualsTheTableForAllShortWords) {
    const auto words = all_words(4, "abc");
    for (const std::string& a : words) {
        for (const std::string& b : words) {
            ASSERT_EQ(edit_distance(a, b, 9), slow_distance(a, b)) << a << " " << b;
        }
    }
}

TEST(EditDistance, EqualsTheTableForLongWords) {
    std::mt19937 random(5);
    for (int round = 0; round < 20'000; ++round) {
        std::string a;
        std::string b;
        for (std::size_t i = random() % 64; i > 0; --i) {
            a += static_cast<char>('a' + random() % 4);
        }
        b = a;
        for (std::size_t edits = random() % 6; edits > 0 && !b.empty(); --edits) {
            const std::size_t at = random() % b.size();
            switch (random() % 3) {
            case 0: b.erase(at, 1); break;
            case 1: b.insert(at, 1, static_cast<char>('a' + random() % 4)); break;
            default: std::swap(b[at], b[(at + 1) % b.size()]);
            }
        }
        b = b.substr(0, 64);
        ASSERT_EQ(edit_distance(a, b, 99), slow_distance(a, b)) << a << " " << b;
    }
}

TEST(EditDistance, StopsAtTheMostAskedFor) {
    EXPECT_EQ(edit_distance("putin", "petrov", 2), 3U);
    EXPECT_EQ(edit_distance("a", "abcdefgh", 2), 3U);
}

TEST(Sound, RomanisationsOfOneNameSoundAlike) {
    const std::vector<std::vector<std::string_view>> names = {
        {"mohammed", "muhammad", "mohamad", "mohamed", "muhammed"},
        {"hussain", "hussein", "husain", "husayn"},
        {"usama", "osama"},
        {"laden", "ladin"},
        {"qadhdhafi", "gaddafi"}, // q and g differ: near, not alike
        {"dawood", "daoud", "dawud", "daud"},
        {"abdullah", "abdulla"},
        {"sergei", "sergey", "sergej", "serguei"},
        {"igor", "ig0r", "i9or"},
        {"shevchenko", "schewtschenko"},
    };
    for (const auto& forms : names) {
        for (const std::string_view form : forms) {
            const Agreement agreement = agree(word(forms.front()), word(form));
            EXPECT_GE(agreement.value, 0.70F) << forms.front() << " " << form << " " << to_sound(forms.front()) << " " << to_sound(form);
        }
    }
}

TEST(Agree, IsSymmetric) {
    const auto words = all_words(4, "abhu");
    for (const std::string& a : words) {
        for (const std::string& b : words) {
            if (!a.empty() && !b.empty()) {
                const Word left{a, a, PartKind::plain, {}, 0, 1};
                const Word right{b, b, PartKind::plain, {}, 0, 1};
                ASSERT_EQ(agree(left, right).value, agree(right, left).value) << a << " " << b;
            }
        }
    }
}

TEST(Agree, OneSlipInFourLettersIsStillTheName) {
    EXPECT_GE(agree(word("cook"), word("cock")).value, 0.70F);
    EXPECT_LT(agree(word("olga"), word("oleg")).value, 0.70F);
    EXPECT_EQ(agree(word("boris"), word("roman")).value, 0.0F);
}

TEST(Agree, AnInitialMeetsItsWord) {
    EXPECT_EQ(agree(word("v"), word("vladimir")).relation, Relation::initial);
    EXPECT_EQ(agree(word("b"), word("vladimir")).value, 0.0F);
}

TEST(Agree, ShortFormsMeetTheirNames) {
    EXPECT_EQ(agree(word("bibi"), word("benjamin")).relation, Relation::nickname);
    EXPECT_EQ(agree(word("theodore"), word("ted")).relation, Relation::nickname);
}

/// No word that agrees so much may be further away than the index searches.
TEST(Agree, EditsWithinNeverMissesAWord) {
    const auto words = all_words(5, "ab");
    for (const float value : {0.3F, 0.5F, 0.7F, 0.76F, 0.9F}) {
        for (const std::string& a : words) {
            for (const std::string& b : words) {
                if (a.empty() || b.empty()) {
                    continue;
                }
                const Word left{a, "x", PartKind::plain, {}, 0, 1};
                const Word right{b, "yyyyyyy", PartKind::plain, {}, 0, 1};
                if (agree(left, right).value >= value) {
                    ASSERT_LE(edit_distance(a, b, 9), edits_within(a.size(), b.size(), value)) << a << " " << b << " " << value;
                }
            }
        }
    }
}

} // namespace
} // namespace tidewaiter::names
