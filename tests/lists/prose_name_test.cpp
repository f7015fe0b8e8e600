#include "lists/prose_name.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ProseName, SuccessorsAreNoPartOfTheName) {
    const ProseName name = to_prose_name("Asia-Invest LLC and any successor, sub-unit, or subsidiary thereof");
    EXPECT_EQ(name.name, "Asia-Invest LLC");
    EXPECT_THAT(name.notes, ElementsAre("and any successor, sub-unit, or subsidiary thereof"));
    EXPECT_EQ(to_prose_name("PMC Wagner; and any successor, subunit thereof").name, "PMC Wagner");
    EXPECT_EQ(to_prose_name("Poly (PTI), and its sub-units and successors").name, "Poly (PTI)");
}

TEST(ProseName, AMemberIsNotItsHead) {
    const ProseName member = to_prose_name("Big Technologies Co., Ltd. (Big).  Affiliated Entity: Big Marine Co., Ltd. ");
    EXPECT_EQ(member.name, "Big Marine Co., Ltd.");
    EXPECT_EQ(member.head, "Big Technologies Co., Ltd. (Big)");
    EXPECT_EQ(member.relation, "Affiliated Entity");
    EXPECT_EQ(to_prose_name("13th Institute (X 13).  Subordinate Institution - Envoltek ").name, "Envoltek");
    EXPECT_EQ(to_prose_name("Affiliated Supply and Consultancy Services").head, "");
}

TEST(ProseName, OtherNamesStandInBracketsOrBehindAComma) {
    const ProseName brackets = to_prose_name("Mexpar International, Inc. (a.k.a. Pasadena Aerospace; Aviation Supply)");
    EXPECT_EQ(brackets.name, "Mexpar International, Inc.");
    EXPECT_THAT(brackets.aliases, ElementsAre("Pasadena Aerospace", "Aviation Supply"));
    const ProseName square = to_prose_name("Universal Ltd [aka General Ltd, aka Tiger Electronics] (Hong Kong Entity)");
    EXPECT_EQ(square.name, "Universal Ltd");
    EXPECT_THAT(square.aliases, ElementsAre("General Ltd", "Tiger Electronics"));
    EXPECT_THAT(square.notes, ElementsAre("Hong Kong Entity"));
    EXPECT_THAT(to_prose_name("Far East, Inc. (a.k.a. FETCO, Inc.)").aliases, ElementsAre("FETCO, Inc."));
    EXPECT_THAT(to_prose_name("Chitron Ltd., a.k.a. Chi-Chung Ltd. (Shenzhen)").aliases,
                ElementsAre("Chi-Chung Ltd. (Shenzhen)"));
}

TEST(ProseName, BlanksAndTrailingCommasGo) {
    EXPECT_EQ(to_prose_name(" I. ASH").name, "I. ASH");
    EXPECT_EQ(to_prose_name("Tenco Technology Company Ltd., ").name, "Tenco Technology Company Ltd.");
    EXPECT_EQ(to_prose_name("Precise Instrument\nCo. Ltd ").name, "Precise Instrument Co. Ltd");
}

TEST(ProseAliases, TheLastOneLosesItsAnd) {
    EXPECT_THAT(to_prose_aliases("Open 140 Plant; and JSC 140 Plant").names, ElementsAre("Open 140 Plant", "JSC 140 Plant"));
    const auto noted = to_prose_aliases("Ninth Academy; (all of preceding located in Mianyang); Laser Laboratory");
    EXPECT_THAT(noted.names, ElementsAre("Ninth Academy", "Laser Laboratory"));
    EXPECT_THAT(noted.notes, ElementsAre("(all of preceding located in Mianyang)"));
    EXPECT_THAT(to_prose_aliases("").names, IsEmpty());
}

TEST(MendQuestionMarks, LostQuotesDashesAndApostrophes) {
    EXPECT_EQ(mend_question_marks("3rd Academy?s 159 Factory"), "3rd Academy's 159 Factory");
    EXPECT_EQ(mend_question_marks("OOO ?DSK?"), "OOO DSK");
    EXPECT_EQ(mend_question_marks("OOO ?STG?EKO?"), "OOO STG EKO");
    EXPECT_EQ(mend_question_marks("Muhammad ?ulwan Al-Shawi"), "Muhammad ulwan Al-Shawi");
    EXPECT_EQ(mend_question_marks("Association ??Lianozovo Plant?? (NPO)"), "Association Lianozovo Plant (NPO)");
    EXPECT_EQ(mend_question_marks("no mark"), "no mark");
}

} // namespace tidewaiter::lists
