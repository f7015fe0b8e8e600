// One field, several names: the cases are the forms that real lists have, with other names in them.
#include "lists/split_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tidewaiter::lists;
using testing::ElementsAre;

TEST(SplitNames, SemicolonsPart) { EXPECT_THAT(split_names("Azim Adjani; Azim  Agha-Jani;"), ElementsAre("Azim Adjani", "Azim Agha-Jani")); }

TEST(SplitNames, SlashPartsOnlyBetweenBlanks) {
    EXPECT_THAT(split_names("AL-ITIHAAD / AIAI"), ElementsAre("AL-ITIHAAD", "AIAI"));
    EXPECT_THAT(split_names("Ryenha Machinery J/V Corporation"), ElementsAre("Ryenha Machinery J/V Corporation"));
    EXPECT_THAT(split_names("Resistance Movement/Army (RM/A)"), ElementsAre("Resistance Movement/Army (RM/A)"));
}

TEST(SplitNames, LetterMarkersPart) { EXPECT_THAT(split_names("Mohammad Sabt b) M. Javad Sabt"), ElementsAre("Mohammad Sabt", "M. Javad Sabt")); }

TEST(SplitNames, AcronymInBracketsStays) { EXPECT_THAT(split_names("HAQANI NETWORK (HQN)"), ElementsAre("HAQANI NETWORK (HQN)")); }

TEST(SplitNames, BracketWithAListIsNames) {
    EXPECT_THAT(split_names("حسن غول (Hassan Gul; Hasan Gul)"), ElementsAre("حسن غول", "Hassan Gul", "Hasan Gul"));
}

TEST(SplitNames, BracketInAnotherScriptIsAName) {
    EXPECT_THAT(split_names("Akhter son of Noor (اختر ولد نور),"), ElementsAre("Akhter son of Noor", "اختر ولد نور"));
}

TEST(SplitNames, BracketsInBracketsAreTakenApart) {
    EXPECT_THAT(split_names("Hay’at Sham (HTS) (هيئة الشام (original script); Hayat Sham)"),
                ElementsAre("Hay’at Sham (HTS)", "هيئة الشام", "Hayat Sham"));
}

TEST(SplitNames, TwoScriptsSideBySideAreTwoNames) {
    EXPECT_THAT(split_names("Agha Jan Alizai اغا جان عالیزی"), ElementsAre("Agha Jan Alizai", "اغا جان عالیزی"));
}

TEST(SplitNames, OneNameInTwoScriptsStays) {
    EXPECT_THAT(split_names("Ομάδα Wagner"), ElementsAre("Ομάδα Wagner"));
    EXPECT_THAT(split_names("ООО «A71»"), ElementsAre("ООО «A71»"));
    EXPECT_THAT(split_names("Мрежа от обменни бюра Roshan money exchange"), ElementsAre("Мрежа от обменни бюра Roshan money exchange"));
}

TEST(SplitNames, BracketWithAnotherWordInAnotherScriptStays) {
    EXPECT_THAT(split_names("Al-Haramain Foundation (Κομόρες)"), ElementsAre("Al-Haramain Foundation (Κομόρες)"));
    EXPECT_THAT(split_names("Rosneft (Роснефть)"), ElementsAre("Rosneft", "Роснефть"));
}

TEST(SplitNames, SlashBeforeALegalFormStays) {
    EXPECT_THAT(split_names("بيتبابا اي سي ش.م.ح / ذ.م.م"), ElementsAre("بيتبابا اي سي ش.م.ح / ذ.م.م"));
}

TEST(SplitNames, LatinNameWithOneForeignLetterStays) { EXPECT_THAT(split_names("Łukasz Müller"), ElementsAre("Łukasz Müller")); }

TEST(SplitNames, HostileBracketsEnd) {
    const std::string deep(5'000, '(');
    EXPECT_THAT(split_names(deep + ";"), testing::SizeIs(1));
    EXPECT_THAT(split_names(std::string(1'000'000, '(') + std::string(1'000'000, ')')), testing::SizeIs(1));
    EXPECT_THAT(split_names(""), ElementsAre());
}

TEST(SplitLettered, PartsLoseTheirMarkers) {
    EXPECT_THAT(split_lettered("(a) Minister (b) Member of Parliament"), ElementsAre("Minister", "Member of Parliament"));
    EXPECT_THAT(split_lettered("a) Director b) Envoy"), ElementsAre("Director", "Envoy"));
    EXPECT_THAT(split_lettered("1) Saudi Arabia 2) Qatar"), ElementsAre("Saudi Arabia", "Qatar"));
    EXPECT_THAT(split_lettered("a) Director of Affairs"), ElementsAre("Director of Affairs"));
}

TEST(SplitLettered, MarkersCountOnlyInOrder) {
    EXPECT_THAT(split_lettered("Minister (b) of Trade"), ElementsAre("Minister (b) of Trade"));
    EXPECT_THAT(split_lettered("(a) Office (c) wing (b) Hall"), ElementsAre("Office (c) wing", "Hall"));
    EXPECT_THAT(split_lettered("Paragraph 1) is meant"), ElementsAre("Paragraph 1) is meant"));
}
