#include "lists/nationality.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidewaiter::lists {

using ::testing::ElementsAre;

TEST(Nationality, WordsForNationalsNameTheirCountry) {
    EXPECT_EQ(find_country_of_nationals("Afghan"), "af");
    EXPECT_EQ(find_country_of_nationals("north korean"), "kp");
    EXPECT_EQ(find_country_of_nationals("Atlantean"), std::nullopt);
}

TEST(Nationality, SeveralInOneFieldAreTakenApart) {
    EXPECT_THAT(split_nationalities("Russian and/or Ukrainian"), ElementsAre("Russian", "Ukrainian"));
    EXPECT_THAT(split_nationalities("(a) Jordanian (b) American"), ElementsAre("Jordanian", "American"));
    EXPECT_THAT(split_nationalities("Russian, Uzbekistani, British"), ElementsAre("Russian", "Uzbekistani", "British"));
    EXPECT_THAT(split_nationalities("Syrian/Lebanese"), ElementsAre("Syrian", "Lebanese"));
    EXPECT_THAT(split_nationalities("Tunisian (dual nationality)"), ElementsAre("Tunisian"));
    EXPECT_THAT(split_nationalities("Trinidad and Tobago"), ElementsAre("Trinidad and Tobago"));
}

TEST(Nationality, TextThatTakesItBackStaysWhole) {
    EXPECT_THAT(split_nationalities("Kuwaiti citizenship withdrawn in 2002"), ElementsAre("Kuwaiti citizenship withdrawn in 2002"));
    EXPECT_THAT(split_nationalities("Bahrain (citizenship revoked in January 2015)"),
                ElementsAre("Bahrain (citizenship revoked in January 2015)"));
    EXPECT_TRUE(split_nationalities("").empty());
}

} // namespace tidewaiter::lists
