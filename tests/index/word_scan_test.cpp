// A scan must not miss a word that is near enough, whatever way it goes about it.
#include "index/word_scan.hpp"
#include "names/word.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace tidewaiter::index {
namespace {

class WordScan : public testing::Test {
protected:
    std::string random_word(std::size_t length) {
        std::string word;
        for (std::size_t i = 0; i < length; ++i) {
            word += "abcdeimnorst019"[random_() % 15];
        }
        return word;
    }

    /// Checks a scan of `count` words of one length for one word.
    void check(const std::string& wanted_text, std::size_t length, std::size_t count, std::size_t edits) {
        std::string texts;
        std::vector<std::uint32_t> letters;
        std::vector<std::uint32_t> doubled;
        std::vector<std::uint32_t> numbers;
        std::vector<std::uint32_t> near;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string word = i % 3 == 0 && length == wanted_text.size() ? nearly(wanted_text) : random_word(length);
            texts += word;
            letters.push_back(names::to_letters(word));
            doubled.push_back(doubled_letters(word));
            numbers.push_back(static_cast<std::uint32_t>(1'000 + 7 * i));
            if (names::edit_distance(wanted_text, word, edits) <= edits) {
                near.push_back(numbers.back());
            }
        }
        texts.append(text_padding, '\0');
        const WantedWord wanted{wanted_text, names::to_letters(wanted_text), doubled_letters(wanted_text), edits};
        const WordStretch stretch{length, letters, doubled, texts.data(), numbers, 0};
        std::vector<std::uint32_t> room;
        std::vector<std::uint32_t> found;
        scan_words(wanted, stretch, room, found);
        std::vector<std::uint32_t> plainly;
        scan_words_plainly(wanted, stretch, plainly);
        EXPECT_EQ(plainly, near) << wanted_text;
        EXPECT_TRUE(std::ranges::includes(found, near)) << wanted_text << " " << length << " " << edits;
        EXPECT_LE(found.size(), near.size() + count / 4) << wanted_text; // it does tell near from far
        near_ += near.size();
    }

    std::string nearly(std::string word) {
        for (int slips = static_cast<int>(random_() % 3); slips > 0; --slips) {
            word[random_() % word.size()] = "abcdeimnorst019"[random_() % 15];
        }
        return word;
    }

    std::mt19937 random_{7};
    std::size_t near_ = 0;
};

TEST_F(WordScan, FindsEveryWordThatIsNearEnough) {
    for (std::size_t length = 1; length <= 40; ++length) {
        for (const std::size_t other : {length, length + 1, length > 2 ? length - 2 : length}) {
            for (const std::size_t count : {1U, 15U, 16U, 17U, 100U}) {
                check(random_word(length), other, count, length / 3);
            }
        }
    }
    EXPECT_GT(near_, 1'000U);
}

TEST_F(WordScan, AnEmptyStretchAndAnEmptyWordFindNothing) {
    std::vector<std::uint32_t> room;
    std::vector<std::uint32_t> found;
    scan_words({"word", names::to_letters("word"), 0, 1}, {}, room, found);
    EXPECT_TRUE(found.empty());
    const std::string texts = "ab" + std::string(text_padding, '\0');
    const std::vector<std::uint32_t> letters{names::to_letters("ab")};
    const std::vector<std::uint32_t> doubled{doubled_letters("ab")};
    scan_words({"", 0, 0, 1}, {2, letters, doubled, texts.data(), {}, 5}, room, found);
    EXPECT_TRUE(found.empty());
}

} // namespace
} // namespace tidewaiter::index
