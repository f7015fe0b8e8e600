// Codes as people and spreadsheets write them.
#include "goods/goods.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::goods;

static std::string digits(std::string_view text, HsRevision revision = HsRevision::hs2022) {
    const auto code = HsCode::parse(text, revision);
    return code ? code->digits() : "error: " + code.error().message;
}

TEST(HsCode, SeparatorsBetweenDigitsAreLayout) {
    for (const char* text : {"85423190", "8542.31.90", "8542 31 90", "8542-31-90", "854231 90", " 8542.3190 "}) {
        EXPECT_EQ(digits(text), "85423190") << text;
    }
    EXPECT_EQ(HsCode::parse("85423190")->dotted(), "8542.31.90");
    EXPECT_EQ(HsCode::parse("8542")->dotted(), "8542");
}

TEST(HsCode, LeadingZerosStay) {
    const auto code = HsCode::parse("01012100");
    EXPECT_EQ(code->digits(), "01012100");
    EXPECT_FALSE(code->zero_added());
    EXPECT_EQ(code->chapter(), "01");
    EXPECT_EQ(code->heading(), "0101");
    EXPECT_EQ(code->subheading(), "010121");
}

TEST(HsCode, LostLeadingZeroIsAddedWhenThatMakesACode) {
    for (const auto& [given, read] : {std::pair("10121", "010121"), std::pair("1012100", "01012100"), std::pair("101", "0101"),
                                      std::pair("101210010", "0101210010")}) {
        const auto code = HsCode::parse(given);
        ASSERT_TRUE(code) << given;
        EXPECT_EQ(code->digits(), read);
        EXPECT_TRUE(code->zero_added()) << given;
    }
}

TEST(HsCode, OddLengthThatNoZeroMendsIsRefused) {
    EXPECT_EQ(digits("85423"), "error: '85423' has 5 digits, an odd number, and with a leading zero 085423 is no code of HS 2022");
    EXPECT_EQ(digits("8542319"), "error: '8542319' has 7 digits, an odd number, and with a leading zero 085423 is no code of HS 2022");
}

TEST(HsCode, ZeroIsJudgedByTheRevision) {
    // 0410.00 was one subheading until HS 2017 and was divided in HS 2022.
    EXPECT_EQ(digits("41000", HsRevision::hs2017), "041000");
    EXPECT_TRUE(digits("41000", HsRevision::hs2022).starts_with("error"));
}

TEST(HsCode, NumberFromASpreadsheetGetsAHint) {
    const auto code = HsCode::parse("854231.0");
    ASSERT_FALSE(code);
    EXPECT_EQ(code.error().hint, "A spreadsheet has turned the code into a number: store the column as text, without the '.0'.");
}

TEST(HsCode, LettersAreRefusedWithAHint) {
    const auto letter = HsCode::parse("85I2.31");
    ASSERT_FALSE(letter);
    EXPECT_EQ(letter.error().message, "'85I2.31' has the letter I where an HS code has digits only");
    EXPECT_EQ(letter.error().hint, "Write the digit 0 or 1 for the letter O, I or l.");
    const auto eccn = HsCode::parse("3A001");
    ASSERT_FALSE(eccn);
    EXPECT_EQ(eccn.error().hint, "Write the digits alone, such as 8542.31; an ECCN such as 3A001 is not an HS code.");
    EXPECT_FALSE(HsCode::parse("XXXXXXXXXX")); // secret trade of Russian customs
    EXPECT_FALSE(HsCode::parse("8542SSS9"));   // secret trade of Eurostat
}

TEST(HsCode, WhatIsNoCodeIsRefused) {
    for (const char* text : {"", "  ", "8", "12345678901", "8542..31", "-8542", "8542.", "85 42,31", "٨٥٤٢", "8\x01" "5", "\xff\xfe"}) {
        EXPECT_FALSE(HsCode::parse(text)) << text;
    }
    EXPECT_FALSE(HsCode::parse(std::string(100'000, '1')));
}

TEST(HsCode, KnownIsASeparateQuestion) {
    EXPECT_TRUE(is_known(*HsCode::parse("8542.31.90"), HsRevision::hs2022)); // by its six digits
    EXPECT_TRUE(is_known(*HsCode::parse("85"), HsRevision::hs2022));
    EXPECT_FALSE(is_known(*HsCode::parse("7700"), HsRevision::hs2022)); // chapter 77 is reserved
    EXPECT_FALSE(is_known(*HsCode::parse("854140"), HsRevision::hs2022));
    EXPECT_EQ(revisions_of(*HsCode::parse("854140")), (std::vector{HsRevision::hs2012, HsRevision::hs2017}));
    EXPECT_EQ(revisions_of(*HsCode::parse("854151")), std::vector{HsRevision::hs2022});
    EXPECT_TRUE(revisions_of(*HsCode::parse("854999")).size() == 1);
    EXPECT_TRUE(revisions_of(*HsCode::parse("854277")).empty());
}

TEST(HsRevision, NamesInUse) {
    EXPECT_EQ(find_revision("2017"), HsRevision::hs2017);
    EXPECT_EQ(find_revision("hs 2012"), HsRevision::hs2012);
    EXPECT_EQ(find_revision("H6"), HsRevision::hs2022);
    EXPECT_FALSE(find_revision("2007"));
    EXPECT_EQ(to_text(HsRevision::hs2017), "HS 2017");
}
