// What prose says and nothing else: numbers, references and dates in the forms that lists have.
#include "lists/free_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tidewaiter;
using namespace tidewaiter::lists;
using testing::ElementsAre;

namespace {

std::vector<std::string> numbers_of(std::string_view text) {
    std::vector<std::string> numbers;
    for (const ImoMention& mention : find_imo_numbers(text)) {
        numbers.push_back(mention.number + (mention.ship ? "s" : "") + (mention.company ? "c" : ""));
    }
    return numbers;
}

std::vector<std::string> imo_of(std::string_view schema, std::string_view text) {
    RemarkTally remarks;
    Party party("p", schema, "l", remarks);
    add_imo_number(party, text);
    return party.entity().values("imoNumber");
}

} // namespace

TEST(FreeText, ImoNumbersAreFoundInTheirSpellings) {
    EXPECT_THAT(numbers_of("IMO number: 8412467."), ElementsAre("8412467s"));
    EXPECT_THAT(numbers_of("the vessel X (IMO 9074729) sailed"), ElementsAre("9074729s"));
    EXPECT_THAT(numbers_of("Imo: IMO9074729"), ElementsAre("9074729s"));
    EXPECT_THAT(numbers_of("vessels with IMO Number: (a) A 8606173, (b) B 8909575"), ElementsAre("8606173s", "8909575s"));
}

TEST(FreeText, NumbersThatAreNoImoNumbersStay) {
    EXPECT_THAT(numbers_of("telephone 9074729"), ElementsAre());           // nothing says IMO
    EXPECT_THAT(numbers_of("IMO 9074728"), ElementsAre());                 // wrong check digit
    EXPECT_THAT(numbers_of("IMO 90747290"), ElementsAre());                // eight digits
    EXPECT_THAT(numbers_of("Imotep carried 9074729 stones"), ElementsAre()); // a word that begins with the letters
}

TEST(FreeText, ShipGetsAShipNumberAndCompanyACompanyNumber) {
    EXPECT_THAT(imo_of("Vessel", "AVAX (IMO 9058713) was listed"), ElementsAre("9058713"));
    EXPECT_THAT(imo_of("Organization", "Registered owner. IMO number: 5571322."), ElementsAre("5571322"));
    EXPECT_THAT(imo_of("Organization", "owner of the vessel X (IMO 9058713)"), ElementsAre());
    EXPECT_THAT(imo_of("Vessel", "managed by a company, IMO 5571322"), ElementsAre());
    EXPECT_THAT(imo_of("Person", "captain of IMO 9058713"), ElementsAre());
}

TEST(FreeText, FleetOfNumbersIsNobodysOwn) { EXPECT_THAT(imo_of("Vessel", "IMO 8606173 and IMO 8909575"), ElementsAre()); }

TEST(FreeText, PassportNumbersAreFound) {
    EXPECT_THAT(find_passport_numbers("(DPOB - 1970) - Passport No. 284158, expires 21 August 2005"), ElementsAre("284158"));
    EXPECT_THAT(find_passport_numbers("Passport number: B0515260; DOB: 1948"), ElementsAre("B0515260"));
    EXPECT_THAT(find_passport_numbers("holds passport OA462456"), ElementsAre("OA462456"));
    EXPECT_THAT(find_passport_numbers("passport issued in 2003"), ElementsAre());
    EXPECT_THAT(find_passport_numbers("Additional passport, 2010"), ElementsAre());
}

TEST(FreeText, ReferencesAreWholeWords) {
    EXPECT_THAT(find_un_references("with A (TAi.162), B (QDe.004) and QDe.0045"), ElementsAre("TAi.162", "QDe.004"));
    EXPECT_THAT(find_uk_references("wife (RUS0702), not XRUS0702 or RUS07021"), ElementsAre("RUS0702"));
}

TEST(FreeText, DateAfterAWord) {
    EXPECT_EQ(find_date_after("expired on 26 Mar. 2011", {"expir"}), "26 Mar 2011");
    EXPECT_EQ(find_date_after("Expiration date: 2023-06-04. ", {"expir"}), "2023-06-04");
    EXPECT_EQ(find_date_after("issued on 5 April 1999 at Zarqa, expired on 4 April 2004", {"issued on"}), "5 April 1999");
    EXPECT_EQ(find_date_after("Date of listing: 1.12.2011 (UN)", {"date of listing"}, entity::DayOrder::day_first), "1.12.2011");
    EXPECT_EQ(find_date_after("valid until further notice", {"valid until"}), "");
    EXPECT_EQ(find_date_after("no date", {"expir"}), "");
}

TEST(FreeText, LabelledNumbersNeedTheirCheckDigits) {
    RemarkTally remarks;
    Party party("p", "Organization", "l", remarks);
    add_numbers_in_prose(party, "OGRN: 1027700132195; INN: 7707083893; SWIFT/BIC: SABRRUMM; OGRN: 1027700132190. INN is 1234567890. "
                                "Digital Currency Address: XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h");
    EXPECT_THAT(party.entity().values("ogrnCode"), ElementsAre("1027700132195"));
    EXPECT_THAT(party.entity().values("innCode"), ElementsAre("7707083893"));
    EXPECT_THAT(party.entity().values("swiftBic"), ElementsAre("SABRRUMM"));
    EXPECT_THAT(party.entity().values("publicKey"), ElementsAre("12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"));
}
