// A party keeps what the publisher wrote, in the place where matching looks for it.
#include "lists/party.hpp"

#include "collected.hpp"
#include "lists/document_types.hpp"
#include "lists/link_book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tidewaiter;
using namespace tidewaiter::lists;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

struct Yielded {
    test::Collected sink;
    ListVersion version;
    std::vector<std::string> remarks;

    const entity::Entity& party() const { return sink.entities.front(); }
    const std::vector<std::string>& values(std::string_view property) const { return party().values(property); }
    /// The first entity of a schema.
    const entity::Entity& first(std::string_view schema) const {
        return *std::ranges::find(sink.entities, schema, &entity::Entity::schema);
    }
};

/// What comes out of a party that `fill` has filled.
template <class Fill>
Yielded yielded(std::string_view schema, Fill fill) {
    Yielded result;
    RemarkTally remarks;
    Party party("p-1", schema, "test_list", remarks);
    fill(party);
    party.yield(result.sink, result.version);
    remarks.write_to(result.remarks);
    return result;
}

} // namespace

TEST(Party, NamesStandUnderTheirKinds) {
    const auto result = yielded("Person", [](Party& party) {
        party.add_name(" Ivan\n PETROV ", NameKind::primary);
        party.add_name("Vanya", NameKind::weak);
        party.add_name("Ivan IVANOV", NameKind::former);
        party.add_name("Iwan PETROW", NameKind::alias);
    });
    EXPECT_EQ(result.party().caption, "Ivan PETROV");
    EXPECT_THAT(result.values("weakAlias"), ElementsAre("Vanya"));
    EXPECT_THAT(result.values("previousName"), ElementsAre("Ivan IVANOV"));
    EXPECT_THAT(result.values("alias"), ElementsAre("Iwan PETROW"));
    EXPECT_EQ(result.version.names, 4U);
    EXPECT_EQ(result.version.entities, 1U);
    EXPECT_EQ(result.party().datasets, std::vector<std::string>{"test_list"});
}

TEST(Party, NameStandsOnceUnderItsStrongestKind) {
    const auto result = yielded("Organization", [](Party& party) {
        party.add_name("BNC", NameKind::weak);
        party.add_name("BNC", NameKind::alias);
        party.add_name("BANK", NameKind::alias);
        party.add_name("BANK", NameKind::primary);
    });
    EXPECT_THAT(result.values("alias"), ElementsAre("BNC"));
    EXPECT_THAT(result.values("weakAlias"), IsEmpty());
    EXPECT_EQ(result.version.names, 2U);
}

TEST(Party, LanguagesOfNamesAreKeptBesideThem) {
    const auto result = yielded("Organization", [](Party& party) {
        party.add_name("Front", NameKind::primary, "EN");
        party.add_name("Фронт", NameKind::alias, "BG");
    });
    EXPECT_EQ(result.party().unknown_members.at(0), (std::pair<std::string, std::string>("name_languages", R"({"bg":["Фронт"],"en":["Front"]})")));
}

TEST(Party, TextLosesEscapesAndNoBreakBlanks) {
    const auto result = yielded("Organization", [](Party& party) {
        party.add_name("A&nbsp;B_x000D_\n\xc2\xa0" "C\xe2\x80\x8b", NameKind::primary);
    });
    EXPECT_THAT(result.values("name"), ElementsAre("A B C"));
}

TEST(Party, DatesAreNormalisedAndCircaIsNoted) {
    const auto result = yielded("Person", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_date("birthDate", "12 May 1963");
        party.add_date("birthDate", "circa 1961");
        party.add_date("birthDate", "1955 to 1958");
        party.add_date("birthDate", "00/00/1980");
        party.add_date("birthDate", "2015-04-14-04:00");
    });
    EXPECT_THAT(result.values("birthDate"), ElementsAre("1963-05-12", "1961", "1955..1958", "1980", "2015-04-14"));
    EXPECT_THAT(result.values("notes"), ElementsAre("birthDate: circa 1961"));
    EXPECT_THAT(result.remarks, IsEmpty());
}

TEST(Party, DateThatCannotBeReadIsKeptAndSaid) {
    const auto result = yielded("Person", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_date("birthDate", "31 February 1970");
        party.add_date("birthDate", "24/06/1402 (Hijri Calendar)");
    });
    EXPECT_THAT(result.values("birthDate"), IsEmpty());
    EXPECT_THAT(result.values("notes"), ElementsAre("birthDate: 31 February 1970", "birthDate: 24/06/1402 (Hijri Calendar)"));
    EXPECT_THAT(result.remarks, ElementsAre(testing::StartsWith(
        "dates that could not be read, kept in notes: 2 (first: birthDate '31 February 1970' of p-1")));
}

TEST(Party, CountryThatNobodyKnowsIsKeptAndSaid) {
    const auto result = yielded("Person", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_country("nationality", "Iran (Islamic Republic of)");
        party.add_country("nationality", "CN-XZ");
        party.add_country("nationality", "Ruritania");
    });
    EXPECT_THAT(result.values("nationality"), ElementsAre("ir", "cn"));
    EXPECT_THAT(result.values("notes"), ElementsAre("nationality: Ruritania"));
    EXPECT_THAT(result.remarks, ElementsAre("countries that are not known, kept in notes: 1 (first: nationality 'Ruritania' of p-1)"));
}

TEST(Party, AddressIsAnEntityAndFlattened) {
    const auto result = yielded("Organization", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_address({.street = "Main St 1", .post_office_box = "77", .city = "Town", .postal_code = "123", .country = "IR", .remarks = "branch"});
    });
    EXPECT_THAT(result.values("address"), ElementsAre("Main St 1, P.O. Box 77, 123 Town, Iran"));
    EXPECT_THAT(result.values("country"), ElementsAre("ir"));
    const auto& place = result.first("Address");
    EXPECT_EQ(result.values("addressEntity").at(0), place.id);
    EXPECT_EQ(place.first("city"), "Town");
    EXPECT_EQ(place.first("remarks"), "branch");
}

TEST(Party, CountryAloneIsNoAddressToMatch) {
    const auto result = yielded("Person", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_address({.country = "Yemen"});
    });
    EXPECT_THAT(result.values("address"), IsEmpty());
    EXPECT_THAT(result.values("country"), ElementsAre("ye"));
}

TEST(Party, PassportIsAnEntityAndFlattened) {
    const auto result = yielded("Person", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_document({.type = "Numéro de passeport", .number = "A-12 34", .country = "Jordan", .issued = "01 Oct 2001", .expires = "23 Jan 2011"});
    });
    EXPECT_THAT(result.values("passportNumber"), ElementsAre("A-12 34"));
    const auto& passport = result.first("Passport");
    EXPECT_EQ(passport.first("holder"), "p-1");
    EXPECT_EQ(passport.first("country"), "jo");
    EXPECT_EQ(passport.first("startDate"), "2001-10-01");
    EXPECT_EQ(passport.first("endDate"), "2011-01-23");
}

TEST(Party, NumberGoesWhereTheSchemaHasRoom) {
    const auto company = yielded("Organization", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_document({.type = "Passport", .number = "A1234"});
    });
    EXPECT_THAT(company.values("idNumber"), ElementsAre("A1234"));
    const auto ship = yielded("Vessel", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_document({.type = "Tax ID No.", .number = "T99"});
    });
    EXPECT_THAT(ship.values("registrationNumber"), ElementsAre("T99"));
}

TEST(Party, RussianAndChineseNumbersAreRecognisedByCheckDigit) {
    const auto result = yielded("Organization", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_document({.type = "Tax ID No.", .number = "7707083893", .country = "Russia"});
        party.add_document({.type = "Registration ID", .number = "1027700132195", .country = "Russia"});
        party.add_document({.type = "Registration ID", .number = "1027700132196", .country = "Russia"});
    });
    EXPECT_THAT(result.values("innCode"), ElementsAre("7707083893"));
    EXPECT_THAT(result.values("ogrnCode"), ElementsAre("1027700132195"));
    EXPECT_THAT(result.values("registrationNumber"), ElementsAre("1027700132195", "1027700132196"));
}

TEST(Party, NumberOfAnotherKindThanItsWordKeepsAPlace) {
    const auto result = yielded("Organization", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_document({.type = "ИНН", .number = "190950894", .country = "Belarus"});
        party.add_document({.type = "Legal Entity Number", .number = "000000052"});
    });
    EXPECT_THAT(result.values("taxNumber"), ElementsAre("190950894"));
    EXPECT_THAT(result.values("registrationNumber"), ElementsAre("000000052"));
    EXPECT_THAT(result.remarks, IsEmpty());
}

TEST(Party, MisprintedImoNumberDoesNotStandWhereItWouldRefute) {
    const auto result = yielded("Vessel", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_identifier(entity::IdentifierKind::imo, "IMO 9074729");
        party.add_identifier(entity::IdentifierKind::imo, "IMO 9074728");
    });
    EXPECT_THAT(result.values("imoNumber"), ElementsAre("9074729"));
    EXPECT_THAT(result.values("notes"), ElementsAre("imoNumber: IMO 9074728"));
    EXPECT_THAT(result.remarks, ElementsAre("imoNumber values with a wrong check digit or form, kept in notes: 1 (first: 'IMO 9074728' of p-1)"));
}

TEST(Party, ListingBecomesASanctionThatReadsBackAsListing) {
    const auto result = yielded("Person", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_listing({.authority = "Ministry", .entry_id = "E.1", .programs = {"Programme"}, .jurisdiction = "gb",
                           .measure = entity::Measure::sectoral, .provisions = {"Travel ban", "Trade"}, .listed_on = "03/04/2021",
                           .source_url = "https://example.org", .order = entity::DayOrder::day_first});
    });
    const auto listing = entity::to_listing(result.first("Sanction"), "test_list", "v1");
    EXPECT_EQ(listing.entry_id, "E.1");
    EXPECT_EQ(listing.measure, entity::Measure::sectoral);
    EXPECT_EQ(listing.listed_on, "2021-04-03");
    EXPECT_EQ(listing.provisions, "Travel ban; Trade");
    EXPECT_EQ(result.first("Sanction").first("entity"), "p-1");
    EXPECT_THAT(result.values("program"), ElementsAre("Programme"));
}

TEST(Party, IdsOfWhatHangsOnThePartyDoNotDependOnOrder) {
    const auto ids = [](bool swapped) {
        const auto result = yielded("Person", [&](Party& party) {
            party.add_name("X", NameKind::primary);
            party.add_address({.city = swapped ? "B" : "A", .country = "FR"});
            party.add_address({.city = swapped ? "A" : "B", .country = "FR"});
            party.add_document({.type = "Passport", .number = swapped ? "P2" : "P1"});
            party.add_document({.type = "Passport", .number = swapped ? "P1" : "P2"});
        });
        std::vector<std::string> all;
        for (const auto& entity : result.sink.entities) {
            all.push_back(entity.id);
        }
        std::ranges::sort(all);
        return all;
    };
    EXPECT_EQ(ids(false), ids(true));
    EXPECT_EQ(ids(false).size(), 5U);
}

TEST(Party, SameAddressTwiceIsOneEntity) {
    const auto result = yielded("Person", [](Party& party) {
        party.add_name("X", NameKind::primary);
        party.add_address({.city = "A", .country = "FR"});
        party.add_address({.city = " A ", .country = "France"});
    });
    EXPECT_EQ(result.sink.schemata().at("Address"), 1);
}

TEST(DocumentTypes, WordsDecideTheProperty) {
    EXPECT_EQ(property_of_document("Número de pasaporte"), "passportNumber");
    EXPECT_EQ(property_of_document("Cedula No."), "idNumber");
    EXPECT_EQ(property_of_document("V.A.T. Number"), "vatCode");
    EXPECT_EQ(property_of_document("IMO (vessel identification)"), "imoNumber");
    EXPECT_EQ(property_of_document("National Fiscal Code"), "taxNumber");
    EXPECT_EQ(property_of_document("ИНН"), "innCode");
    EXPECT_EQ(property_of_document("Registration number УНН/ИНН"), "taxNumber");
    EXPECT_EQ(find_property_of_document("Gender"), std::nullopt);
    EXPECT_EQ(property_of_document("Something else"), "idNumber");
}

TEST(LinkBook, ResolvesNamesInAnyOrderAndSaysWhatItCannot) {
    RemarkTally remarks;
    test::Collected sink;
    ListVersion version;
    LinkBook book;
    for (const auto& [id, name] : {std::pair{"p-1", "Ali FAISAL"}, std::pair{"p-2", "TWIN"}, std::pair{"p-3", "TWIN"}}) {
        Party party(id, "Person", "l", remarks);
        party.add_name(name, NameKind::primary);
        book.add_names(party.entity());
    }
    book.add_key("QDe.004", "p-1");
    book.add_link("p-2", "FAISAL, Ali", "Linked To");
    book.add_link("p-3", "QDe.004", "named in the comments");
    book.add_link("p-1", "TWIN", "Linked To");
    book.add_link("p-1", "Nobody", "Linked To");
    book.add_link("p-1", "Ali Faisal", "Linked To");
    book.yield_links("l", sink, remarks);
    ASSERT_EQ(sink.entities.size(), 2U);
    EXPECT_EQ(sink.entities[0].first("subject"), "p-2");
    EXPECT_EQ(sink.entities[0].first("object"), "p-1");
    EXPECT_EQ(sink.entities[1].first("role"), "named in the comments");
    std::vector<std::string> said;
    remarks.write_to(said);
    EXPECT_THAT(said, ElementsAre("links to a name that several parties bear, kept in notes: 1 (first: 'TWIN' of p-1)",
                                  "links to a party that is not in the file, kept in notes: 1 (first: 'Nobody' of p-1)"));
}

TEST(Party, MarksOfWritingDirectionAreNoPartOfAName) {
    RemarkTally remarks;
    Party party("p-1", "Person", "l", remarks);
    party.add_name("\u202bعلی حسن\u202c", NameKind::primary); // as OFAC's enhanced XML has it
    party.add_name("\u200eАли\u2069 Хасан", NameKind::alias);
    party.add_name("می\u200cخواهم", NameKind::alias); // the joiner is part of the spelling
    EXPECT_THAT(party.entity().values("name"), ElementsAre("علی حسن"));
    EXPECT_THAT(party.entity().values("alias"), ElementsAre("Али Хасан", "می\u200cخواهم"));
}
