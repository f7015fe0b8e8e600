#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace tidewaiter::base;

namespace {

TEST(Utf8, OverlongSurrogateAndTooLargeAreNotWellFormed) {
    EXPECT_FALSE(is_utf8("\xc0\xaf"));
    EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
    EXPECT_FALSE(is_utf8("\xf4\x90\x80\x80"));
    EXPECT_FALSE(is_utf8("\xe2\x82"));
    EXPECT_TRUE(is_utf8("\xf0\x9f\x9a\xa2 \xe2\x82\xac"));
}

TEST(Utf8, EveryCodePointGoesThereAndBack) {
    for (char32_t c = 0; c <= 0x10FFFF; c += (c < 0x900 ? 1 : 97)) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            continue;
        }
        std::string text;
        append_utf8(text, c);
        std::string_view rest = text;
        EXPECT_EQ(take_code_point(rest), c);
        EXPECT_TRUE(rest.empty());
    }
}

TEST(Cp1252, QuotesAndEuro) { EXPECT_EQ(from_cp1252("\x91" "a\x92 \x80 \xe9"), "\u2018a\u2019 \u20ac \u00e9"); }

TEST(Utf8Prefix, CutsBetweenCodePoints) { EXPECT_EQ(utf8_prefix("a\u20acb", 2), "a"); }

TEST(Trim, NoBreakAndZeroWidthBlanksToo) {
    EXPECT_EQ(trim(" \u00a0x y\u200b\r\n"), "x y");
    EXPECT_EQ(trim("\u3000\u00a0"), "");
    EXPECT_EQ(squash("\n  MOHAMMED \u00a0 ALI\t"), "MOHAMMED ALI");
    EXPECT_EQ(squash("a\u2013b \u00ab c\u3001 \uff21"), "a\u2013b \u00ab c\u3001 \uff21"); // same first bytes as blanks
}

TEST(ToValid, BadBytesAreReplaced) { EXPECT_EQ(to_valid_utf8("a\xff\xc3"), "a\ufffd\ufffd"); }

TEST(IsUtf8, FindsABadByteWhereverItStands) {
    for (std::size_t length = 1; length < 40; ++length) {
        for (std::size_t at = 0; at < length; ++at) {
            std::string text(length, 'a');
            EXPECT_TRUE(is_utf8(text));
            text[at] = '\xff';
            EXPECT_FALSE(is_utf8(text)) << length << ' ' << at;
        }
    }
}

} // namespace
