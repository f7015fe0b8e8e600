#include "text/fold.hpp"

#include <gtest/gtest.h>

#include <string>

using tidewaiter::text::fold;
using tidewaiter::text::Script;
using tidewaiter::text::script_of;

namespace {

std::string folded(std::string_view name) { return fold(name).joined(); }

TEST(Fold, CaseAndAccentsGo) { EXPECT_EQ(folded("MÜLLER Ångström Čapek"), "muller angstrom capek"); }

TEST(Fold, LettersWithoutDecompositionAreSpelled) { EXPECT_EQ(folded("Weiß Øster Łódź Đinđić Æbelø"), "weiss oster lodz dindic aebelo"); }

TEST(Fold, ApostrophesJoin) { EXPECT_EQ(folded("O'Neil Qur’an"), "oneil quran"); }

TEST(Fold, DashesAndCommasSplit) { EXPECT_EQ(folded("AL-QAIDA, (the)"), "al qaida the"); }

TEST(Fold, DotsBetweenSingleLettersJoin) { EXPECT_EQ(folded("U.S.A. Trading S.A.R.L."), "usa trading sarl"); }

TEST(Fold, DotAfterAWordSplits) { EXPECT_EQ(folded("Co.Ltd."), "co ltd"); }

TEST(Fold, InitialBeforeAWordStaysAlone) { EXPECT_EQ(folded("J.Bond J.R.Tolkien"), "j bond j r tolkien"); }

TEST(Fold, AmpersandIsAnd) { EXPECT_EQ(folded("Smith&Sons"), "smith and sons"); }

TEST(Fold, CyrillicAsEnglishListsWriteIt) { EXPECT_EQ(folded("Чехов ЮЖНЫЙ Щукин"), "chekhov yuzhnyy shchukin"); }

TEST(Fold, GreekAndChineseAndKoreanBecomeLatin) {
    EXPECT_EQ(folded("Παπαδόπουλος"), "papadopoulos");
    EXPECT_EQ(folded("习近平"), "xi jin ping");
    EXPECT_EQ(folded("김정은"), "gimjeongeun");
}

TEST(Fold, ArabicVowelMarksDoNotMatter) { EXPECT_EQ(folded("مُحَمَّد"), folded("محمد")); }

TEST(Fold, ZeroWidthAndDirectionMarksVanish) { EXPECT_EQ(folded("\u200fMo\u200bscow\u202e"), "moscow"); }

TEST(Fold, ArabicIsRomanisedByItsConsonants) {
    EXPECT_EQ(folded("عمر"), "emr");
    EXPECT_EQ(folded("ځدران"), "zdran");
    EXPECT_EQ(folded("پرویز گلاب"), "prwyz glab");
    EXPECT_EQ(folded("\uFEE3\uFEA4\uFEE4\uFEAA"), folded("محمد")) << "letters in the forms that they take in print";
    EXPECT_EQ(folded("يحيى"), folded("یحیی")) << "Persian ya is the Arabic one";
}

TEST(Fold, ArabicDigitsAreDigits) { EXPECT_EQ(folded("٢٠٢٤"), "2024"); }

TEST(Fold, BrokenUtf8Separates) { EXPECT_EQ(folded("a\xff\xfe b\xc3"), "a b"); }

TEST(Fold, LettersThatCannotBeRomanisedEndTheSearch) {
    const auto runes = fold("\u16A0\u16A2 \U00010400 \U0001D400 \uA8CE \u0F40\u0F7C");
    for (const auto& token : runes.tokens) {
        for (const char c : token.text) {
            EXPECT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) << token.text;
        }
    }
}

TEST(Fold, PunctuationAloneIsNothing) { EXPECT_TRUE(fold("...—!?  ").tokens.empty()); }

TEST(Fold, LongTextIsCutAndSaysSo) {
    const auto result = fold(std::string(1'000'000, 'a'));
    EXPECT_TRUE(result.cut);
    EXPECT_EQ(result.tokens.size(), 1U);
}

TEST(ScriptOf, MajorityOfLetters) {
    EXPECT_EQ(script_of("Роснефть PJSC"), Script::cyrillic);
    EXPECT_EQ(script_of("123 --"), Script::none);
}

} // namespace
