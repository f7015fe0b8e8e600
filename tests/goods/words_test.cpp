// Codes by words.
#include "goods/goods.hpp"
#include "goods/words.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::goods;
using tidewaiter::test::ScratchFolder;

static std::string best(const GoodsBook& book, std::string_view words) {
    const auto found = book.propose(words, 1);
    return found.empty() ? "none" : found[0].hs;
}

TEST(Words, StemDropsThePluralOnly) {
    for (const auto& [word, stem] :
         {std::pair("bearings", "bearing"), std::pair("batteries", "battery"), std::pair("boxes", "box"), std::pair("switches", "switch"),
          std::pair("lenses", "lense"), std::pair("glass", "glass"), std::pair("gas", "gas"), std::pair("apparatus", "apparatus"),
          std::pair("knives", "knife"), std::pair("valves", "valve"), std::pair("shelves", "shelf"), std::pair("chips", "chip")}) {
        EXPECT_EQ(to_stem(word), stem);
    }
}

TEST(Words, BestProposalForWhatPeopleWrite) {
    const GoodsBook book;
    for (const auto& [words, hs] :
         {std::pair("ball bearings", "848210"), std::pair("BALL BEARING", "848210"), std::pair("tantalum capacitor", "853221"),
          std::pair("microcontroller chip", "854231"), std::pair("CNC machining centre", "845710"), std::pair("oscilloscopes", "903020"),
          std::pair("live horses", "0101"), std::pair("drone propellers", "880710"), std::pair("night vision camera", "852583"),
          std::pair("gps receiver", "852691"), std::pair("ammunition", "9306"), std::pair("apples", "0808")}) {
        EXPECT_EQ(best(book, words), hs) << words;
    }
}

TEST(Words, FullMeetingScoresOneAndUnknownWordsLowerIt) {
    const GoodsBook book;
    EXPECT_DOUBLE_EQ(book.propose("ball bearings", 1)[0].score, 1.0);
    EXPECT_LT(book.propose("ball bearings for zyzzyva", 1)[0].score, 0.8);
    EXPECT_EQ(book.propose("Ball Bearings", 1)[0].because, "ball bearings");
    EXPECT_TRUE(book.propose("zyzzyva", 5).empty());
    EXPECT_TRUE(book.propose("", 5).empty());
    EXPECT_TRUE(book.propose("of the and", 5).empty());
    EXPECT_EQ(book.propose("machine", 3).size(), 3U);
}

TEST(Words, EveryHeadingAndEveryListedCodeHasWords) {
    const GoodsBook book;
    const WordTable table = builtin_words();
    for (int number = 100; number <= 9999; ++number) {
        char digits[8];
        std::snprintf(digits, sizeof digits, "%04d", number);
        if (is_known(*HsCode::parse(digits), HsRevision::hs2022)) {
            EXPECT_TRUE(table.has(digits)) << digits;
        }
    }
    for (int number = 840000; number <= 909999; ++number) {
        const std::string digits = std::to_string(number);
        const auto code = *HsCode::parse(digits);
        if (is_known(code, HsRevision::hs2022) && !book.find_controls(code, "chpl")->empty()) {
            EXPECT_TRUE(table.has(digits)) << digits;
        }
    }
}

TEST(Words, DescriptionsOfTheUserTakeTheirPlace) {
    const ScratchFolder folder;
    GoodsBook book;
    book.load_descriptions(folder.write("own.csv", "hs,parent,description\n8482,,Rolling things\n848210,8482,\"Balls, small\"\n"));
    EXPECT_EQ(best(book, "small ball"), "848210");
    EXPECT_EQ(best(book, "oscilloscope"), "none");
    EXPECT_EQ(book.words(*HsCode::parse("84821010")), "Balls, small");
    EXPECT_THROW(book.load_descriptions(folder.write("a.csv", "x,y\n1,2\n")), tidewaiter::base::Failure);
    EXPECT_THROW(book.load_descriptions(folder.write("b.csv", "")), tidewaiter::base::Failure);
    EXPECT_THROW(book.load_descriptions(folder.write("c.csv", "hs,description\nlathe,84\n")), tidewaiter::base::Failure);
    EXPECT_EQ(best(book, "small ball"), "848210") << "a refused file leaves what was there";
}
