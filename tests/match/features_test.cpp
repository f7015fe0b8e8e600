// One rule a test: what each feature beside the name says.
#include "match/match.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidewaiter::match {
namespace {

using Properties = std::vector<std::pair<std::string_view, std::string_view>>;

entity::Entity make(std::string_view schema, const Properties& properties) {
    entity::Entity made;
    made.id = "x";
    made.schema = schema;
    made.add("name", "Wolfgang Oberreuter");
    for (const auto& [property, value] : properties) {
        made.add(property, value);
    }
    return made;
}

/// What the feature says of two parties of one name; 0 when it says nothing.
double value(std::string_view feature, const Properties& a, const Properties& b, std::string_view schema = "Person", std::string_view other = {}) {
    const Match match = compare(prepare(make(schema, a)), prepare(make(other.empty() ? schema : other, b)), 0);
    for (const FeatureResult& result : match.features) {
        if (result.feature == feature) {
            return result.value;
        }
    }
    return 0;
}

double dates(std::string_view a, std::string_view b) { return value("birth_date", {{"birthDate", a}}, {{"birthDate", b}}); }

TEST(BirthDate, AgreesByDegree) {
    EXPECT_EQ(dates("1962-11-23", "1962-11-23"), 1);
    EXPECT_EQ(dates("1962", "1962"), 0.7);
    EXPECT_EQ(dates("1962", "1962-11-23"), 0.5);
    EXPECT_EQ(dates("1955..1965", "1962"), 0.5) << "a range that holds it";
    EXPECT_EQ(dates("circa 1962", "1962-11-23"), 0.5);
    EXPECT_EQ(dates("1962-03-04", "1962-04-03"), 0.4) << "day and month swapped";
    EXPECT_EQ(dates("circa 1962", "1964"), 0) << "near enough for circa";
}

TEST(BirthDate, DisagreesTheMoreTheFartherApart) {
    EXPECT_EQ(dates("1962-11-23", "1962-05-01"), -0.5) << "the same year";
    EXPECT_NEAR(dates("1962", "1963"), -0.55, 1e-9);
    EXPECT_LT(dates("1962", "1968"), dates("1962", "1963"));
    EXPECT_EQ(dates("1962", "1990"), -1) << "a generation";
    EXPECT_EQ(dates("1962", "2010"), -1);
}

TEST(BirthDate, TheBestPairOfSeveralCounts) {
    EXPECT_EQ(value("birth_date", {{"birthDate", "1962"}, {"birthDate", "1975-05-05"}}, {{"birthDate", "1975-05-05"}}), 1);
}

TEST(BirthDate, IsOfFoundingForOrganisations) {
    EXPECT_EQ(value("birth_date", {{"incorporationDate", "2001-02-03"}}, {{"incorporationDate", "2001-02-03"}}, "Company"), 1);
}

TEST(BirthPlace, MeetsBySharedWords) {
    const auto places = [](std::string_view a, std::string_view b) { return value("birth_place", {{"birthPlace", a}}, {{"birthPlace", b}}); };
    EXPECT_EQ(places("Tripoli, Libya", "TRIPOLI"), 1);
    EXPECT_EQ(places("Zeribat El Oued, Biskra, Algeria", "Zeribet El Oued, Wilaya (province) of Biskra"), 0.8) << "one letter is another spelling";
    EXPECT_EQ(places("Tripoli, Libya", "Benghazi"), -1);
    EXPECT_EQ(places("Tripoli", "..."), 0) << "no word, no answer";
}

TEST(Country, SaysMoreOfOrganisationsThanOfPersons) {
    EXPECT_EQ(value("country", {{"country", "de"}}, {{"nationality", "Germany"}}), 1);
    EXPECT_EQ(value("country", {{"country", "de"}}, {{"country", "fr"}}), -0.4);
    EXPECT_EQ(value("country", {{"country", "de"}}, {{"country", "fr"}}, "Company"), -1);
}

TEST(Country, OfAnAddressCountsHalf) {
    const Properties here{{"address", "57 Rue du Rhone, Geneva, Switzerland"}};
    EXPECT_EQ(value("country", here, {{"country", "ch"}}, "Company"), 0.5);
    EXPECT_EQ(value("country", here, {{"country", "pa"}}, "Company"), -0.5);
    EXPECT_EQ(value("country", here, {{"country", "pa"}}, "Person"), 0) << "people live abroad";
    EXPECT_EQ(value("country", {{"address", "1 Main St, Springfield, IN"}}, {{"country", "in"}}, "Company"), 0) << "two letters may be a state";
}

TEST(Gender, ContradictsAndHardlySupports) {
    EXPECT_EQ(value("gender", {{"gender", "male"}}, {{"gender", "M"}}), 1);
    EXPECT_EQ(value("gender", {{"gender", "male"}}, {{"gender", "female"}}), -1);
}

TEST(Contact, IsATelephoneNumberOrAnEmailAddress) {
    EXPECT_EQ(value("contact", {{"phone", "+49 (30) 123-4567"}}, {{"phone", "030 1234567"}}), 1);
    EXPECT_EQ(value("contact", {{"email", "Info@Example.org"}}, {{"email", "info@example.org"}}), 1);
    EXPECT_EQ(value("contact", {{"phone", "030 1234567"}}, {{"phone", "030 7654321"}}), 0) << "another number contradicts nothing";
    EXPECT_EQ(value("contact", {{"phone", "112"}}, {{"phone", "112"}}), 0) << "too short to be anybody's";
}

TEST(NameOrder, GivenAndFamilyNamesInEachOthersPlace) {
    EXPECT_EQ(value("name_order", {{"firstName", "Hans"}, {"lastName", "Friedrich"}}, {{"firstName", "Friedrich"}, {"lastName", "Hans"}}), -1);
    EXPECT_EQ(value("name_order", {{"firstName", "Hans"}, {"lastName", "Friedrich"}}, {{"firstName", "Hans"}, {"lastName", "Friedrich"}}), 0);
    EXPECT_EQ(value("name_order", {{"firstName", "Hans"}}, {{"firstName", "Friedrich"}, {"lastName", "Hans"}}), 0) << "one side does not say";
}

TEST(Schema, APersonIsNoCompanyAndNoShip) {
    EXPECT_EQ(value("schema", {}, {}, "Person", "Company"), -1);
    EXPECT_EQ(value("schema", {}, {}, "Vessel", "Person"), -1);
    EXPECT_EQ(value("schema", {}, {}, "Company", "Organization"), 0);
    EXPECT_EQ(value("schema", {}, {}, "LegalEntity", "Person"), 0) << "may be either";
}

TEST(Document, IsFoundAmongTheWordsAroundIt) {
    const auto papers = [](std::string_view a, std::string_view b) { return value("document", {{"passportNumber", a}}, {{"idNumber", b}}); };
    EXPECT_EQ(papers("Passport no. B/001897", "B001897"), 1);
    EXPECT_EQ(papers("284173, expires 21 Aug 2005 (Iraq)", "284173"), 1);
    EXPECT_EQ(papers("AB 123456", "123456"), 0) << "the series belongs to the number";
    EXPECT_EQ(papers("AB 123456", "AB-123456"), 1);
    EXPECT_EQ(papers("1234", "1234"), 0) << "too short to prove anything";
}

TEST(Document, AnotherNumberOfTheSameFormContradicts) {
    const auto papers = [](std::string_view property, std::string_view a, std::string_view b) { return value("document", {{property, a}}, {{property, b}}); };
    EXPECT_EQ(papers("idNumber", "3710415678711", "5420120134611"), -1);
    EXPECT_EQ(papers("idNumber", "3710415678711", "54201"), 0) << "another form may be another State's";
    EXPECT_EQ(papers("passportNumber", "AB123456", "XY999999"), 0) << "passports are renewed";
    EXPECT_EQ(value("document", {{"idNumber", "3710415678711"}, {"idNumber", "111111"}}, {{"idNumber", "111111"}, {"idNumber", "5420120134611"}}), 1)
        << "one that agrees is enough";
}

TEST(OtherNames, AreEvidenceWhereTheyAreOtherNames) {
    const auto others = [](const Properties& ours, const Properties& theirs) { return value("other_names", ours, theirs); };
    EXPECT_EQ(others({{"alias", "Fyodor Made-Up"}}, {{"alias", "Fyodor Made-Up"}}), 0.5);
    EXPECT_EQ(others({{"alias", "Fyodor Made-Up"}, {"alias", "Quentin Example"}}, {{"alias", "Fyodor Made-Up"}, {"alias", "Quentin Example"}}), 0.75);
    EXPECT_EQ(others({{"alias", "Wolfgang Oberreiter"}}, {{"alias", "Wolfgang Oberreiter"}}), 0) << "a spelling of the same name";
    EXPECT_EQ(others({{"alias", "Fyodor Made-Up"}}, {}), 0) << "only one side has it";
}

TEST(Identifier, ThatRefutesSaysSoOnBothSides) {
    entity::Entity a = make("Vessel", {{"imoNumber", "9187629"}});
    entity::Entity b = make("Vessel", {{"imoNumber", "IMO 9074729"}});
    const Match match = compare(prepare(a), prepare(b), 0);
    EXPECT_TRUE(match.refuted);
    EXPECT_LT(match.score, match_score);
    EXPECT_GE(match.unrefuted, match_score);
}

} // namespace
} // namespace tidewaiter::match
