#include "entity/country.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace tidewaiter::entity;

namespace {

std::string code(std::string_view text) { return std::string(find_country(text).value_or("-")); }

TEST(FindCountry, CodesAndEnglishNames) {
    EXPECT_EQ(code("DE"), "de");
    EXPECT_EQ(code("deu"), "de");
    EXPECT_EQ(code("276"), "de");
    EXPECT_EQ(code(" Germany "), "de");
    EXPECT_EQ(code("008"), "al");
    EXPECT_EQ(code("NA"), "na");
}

TEST(FindCountry, SpellingsOfTheLists) {
    EXPECT_EQ(code("Korea, North"), "kp");
    EXPECT_EQ(code("Korea, South"), "kr");
    EXPECT_EQ(code("Congo, Democratic Republic of the"), "cd");
    EXPECT_EQ(code("Burma"), "mm");
    EXPECT_EQ(code("Iran (Islamic Republic of)"), "ir");
    EXPECT_EQ(code("Russian Federation (Russia)"), "ru");
    EXPECT_EQ(code("Bosnia and Herzegovina"), "ba");
    EXPECT_EQ(code("Saint Kitts and Nevis"), "kn");
    EXPECT_EQ(code("Other Asia, nes"), "tw");
    EXPECT_EQ(code("Turkey"), "tr");
    EXPECT_EQ(code("Türkiye"), "tr");
    EXPECT_EQ(code("Cote d Ivoire"), "ci");
    EXPECT_EQ(code("Republic of Lebanon"), "lb");
    EXPECT_EQ(code("State of Israel"), "il");
}

TEST(FindCountry, OtherLanguages) {
    EXPECT_EQ(code("Deutschland"), "de");
    EXPECT_EQ(code("Германия"), "de");
    EXPECT_EQ(code("德国"), "de");
    EXPECT_EQ(code("中国"), "cn");
    EXPECT_EQ(code("ایران"), "ir");
    EXPECT_EQ(code("Vereinigte Arabische Emirate"), "ae");
    EXPECT_EQ(code("République tchèque"), "cz");
}

TEST(FindCountry, NobodyKnows) {
    for (const char* text : {"", "??", "Atlantis", "QQ", "999", "World", "Areas, nes"}) {
        EXPECT_EQ(code(text), "-") << text;
    }
}

TEST(CountryName, EnglishShortName) {
    EXPECT_EQ(country_name("de"), "Germany");
    EXPECT_EQ(country_name("xk"), "Kosovo");
    EXPECT_EQ(country_name("qq"), "qq");
}

/// Every code of the table must be found by itself: the look-up goes by the place of its two letters.
TEST(CountryName, EveryTwoLettersAreOneCountryOrNone) {
    std::size_t known = 0;
    for (char first = 'a'; first <= 'z'; ++first) {
        for (char second = 'a'; second <= 'z'; ++second) {
            const std::string letters{first, second};
            if (country_name(letters) != letters) { // else no country, or a short form such as "uk"
                EXPECT_EQ(find_country(letters), letters);
                ++known;
            }
        }
    }
    EXPECT_EQ(known, 257U);
    for (const char* text : {"", "d", "DE", "d{", "`e", "deu", "\xff\xff"}) {
        EXPECT_EQ(country_name(text), text);
    }
}

TEST(Phone, LongestPrefixWins) {
    EXPECT_EQ(find_country_by_phone("+49 30 1234"), "de");
    EXPECT_EQ(find_country_by_phone("0090 212 555"), "tr");
    EXPECT_EQ(find_country_by_phone("+1-242-555"), "bs");
    EXPECT_EQ(find_country_by_phone("+7 727 123"), "kz");
    EXPECT_EQ(find_country_by_phone("+7 495 123"), "ru");
    EXPECT_EQ(find_country_by_phone("030 1234"), std::nullopt);
    EXPECT_TRUE(share_dialling_prefix("us", "ca"));
    EXPECT_FALSE(share_dialling_prefix("de", "fr"));
}

} // namespace
