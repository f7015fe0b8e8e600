// R12, R18, R19, R21, R27: rules that a shipment's own fields answer, and payments beside it.
#include "beside_fixture.hpp"

namespace tidewaiter::screen {
namespace {

using test::line;
using test::party;
using test::shipment;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ShipmentRules : public test::BesideTest {};

// --- R12 -------------------------------------------------------------------------------------------------------------

TEST_F(ShipmentRules, R12FindsChipsDeclaredAsToys) {
    Shipment made = shipment("kz", "950300");
    made.lines[0].description = "Integrated circuits, microprocessors";
    const auto hits = found(made, "R12");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].tier, "1");
    EXPECT_EQ(hits[0].strength, 2);
    EXPECT_THAT(hits[0].sentence, HasSubstr("is declared as 950300, but its words are those of 854231"));
}

TEST_F(ShipmentRules, R12IsSilentWhereCodeAndWordsAgree) {
    Shipment made = shipment("kz", "854231");
    made.lines[0].description = "Integrated circuits, microprocessors";
    EXPECT_THAT(found(made, "R12"), IsEmpty());
    made = shipment("kz", "640399");
    made.lines[0].description = "Leather shoes";
    EXPECT_THAT(found(made, "R12"), IsEmpty());
    made.lines[0].description = "Qwertzuiop";
    EXPECT_THAT(found(made, "R12"), IsEmpty()) << "words that nothing knows";
    made.lines[0].description = "Integrated circuits";
    EXPECT_EQ(found(made, "R12").at(0).strength, 1) << "a heading, not a code";
    made = shipment("kz", "854231");
    made.lines[0].description = "Ball bearings";
    EXPECT_THAT(found(made, "R12"), IsEmpty()) << "the declared code stands higher";
}

TEST_F(ShipmentRules, R12SaysWhatIsMissing) {
    Shipment made = shipment("kz", "640399");
    EXPECT_THAT(found(made, "R12"), IsEmpty());
    EXPECT_EQ(not_evaluated("R12"), "description");
}

// --- R18 -------------------------------------------------------------------------------------------------------------

TEST_F(ShipmentRules, R18FindsALateChange) {
    Shipment made = shipment("kz", "854231"); // departs on 2026-03-01
    made.changed_on = "2026-02-25";
    made.change = "consignee";
    const auto hits = found(made, "R18");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].sentence, "Changed 4 days before departure: consignee.");
    made.changed_on = "2026-02-24";
    EXPECT_THAT(found(made, "R18"), IsEmpty()) << "five days";
    made.changed_on = "2026-03-02";
    EXPECT_EQ(found(made, "R18").at(0).strength, 2) << "after departure";
}

TEST_F(ShipmentRules, R18SaysWhatIsMissing) {
    Shipment made = shipment("kz", "854231");
    EXPECT_THAT(found(made, "R18"), IsEmpty());
    EXPECT_EQ(not_evaluated("R18"), "") << "no change is recorded";
    made.changed_on = "yesterday";
    EXPECT_THAT(found(made, "R18"), IsEmpty());
    EXPECT_EQ(not_evaluated("R18"), "changed_on");
    made.changed_on = "2026-02-25";
    made.date = "";
    EXPECT_THAT(found(made, "R18"), IsEmpty());
    EXPECT_EQ(not_evaluated("R18"), "date");
}

// --- R19 -------------------------------------------------------------------------------------------------------------

TEST_F(ShipmentRules, R19FindsAPayerOfAThirdCountry) {
    Shipment made = shipment("kz", "854231");
    made.parties.push_back(party(Role::payer, "Lagoon Holdings", "ae"));
    const auto hits = found(made, "R19");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].role, "payer");
    EXPECT_EQ(hits[0].evidence_for, "payer: Lagoon Holdings; of ae; dispatch: de; destination: kz");
    made.parties.push_back(party(Role::payer_bank, "Bank of Lagoon", "hk"));
    EXPECT_EQ(found(made, "R19").at(0).strength, 2) << "and a bank of a fourth";
}

TEST_F(ShipmentRules, R19LeavesReceiversAndTheTwoCountries) {
    Shipment made = shipment("kz", "854231");
    made.parties.push_back(party(Role::payer, "PLUMBURY Orchard Tools", "ae"));
    EXPECT_THAT(found(made, "R19"), IsEmpty()) << "the consignee pays, from wherever";
    made.parties.back() = party(Role::payer, "Lagoon Holdings", "de");
    EXPECT_THAT(found(made, "R19"), IsEmpty());
    made.parties.back() = party(Role::payer, "Lagoon Holdings", "kz");
    EXPECT_THAT(found(made, "R19"), IsEmpty());
    made.parties.push_back(party(Role::payer_bank, "Bank of Lagoon", "ae"));
    EXPECT_THAT(found(made, "R19"), SizeIs(1)) << "but the bank is of a third country";
}

TEST_F(ShipmentRules, R19ReadsPaymentsOfTheShipment) {
    payments = "date;payer;payer_country;payer bank country;amount;currency;shipment no\n2026-02-20;Lagoon Holdings;KZ;AE;1200,50;EUR;S1\n2026-02-21;Elsewhere Ltd;HK;HK;5;EUR;S2\n";
    const auto hits = found(shipment("kz", "854231"), "R19");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].country_given, "ae");
    EXPECT_THAT(hits[0].evidence_for, HasSubstr("payments line 2: 1200,50 EUR on 2026-02-20"));
}

TEST_F(ShipmentRules, R19SaysWhatIsMissing) {
    payments = "date,payer,shipment_id\n2026-02-21,Elsewhere Ltd,S2\n";
    EXPECT_THAT(found(shipment("kz", "854231"), "R19"), IsEmpty());
    EXPECT_EQ(not_evaluated("R19"), "payer.name") << "no payment of this shipment";
    payments += "2026-02-21,Lagoon Holdings,S1\n";
    EXPECT_THAT(found(shipment("kz", "854231"), "R19"), IsEmpty());
    EXPECT_EQ(not_evaluated("R19"), "payer.country");
}

// --- R21 -------------------------------------------------------------------------------------------------------------

TEST_F(ShipmentRules, R21FindsGoodsConsignedToTheIssuer) {
    Shipment made = shipment("kz", "854231");
    made.letter_of_credit = "LC 4711";
    made.parties = {party(Role::consignee, "To the order of Altyn Bank", "kz"), party(Role::issuing_bank, "ALTYN BANK", "kz")};
    const auto hits = found(made, "R21");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].strength, 2);
    made.parties.pop_back();
    EXPECT_EQ(found(made, "R21").at(0).strength, 1) << "a bank by its name, of which nobody says that it issued";
    EXPECT_EQ(test::of_rule(result, "R21")[0].missing, "issuing_bank.name");
}

TEST_F(ShipmentRules, R21NeedsACreditAndTheSameBank) {
    Shipment made = shipment("kz", "854231");
    made.parties = {party(Role::consignee, "Altyn Bank", "kz")};
    EXPECT_THAT(found(made, "R21"), IsEmpty()) << "no letter of credit";
    made.letter_of_credit = "LC 4711";
    made.parties.push_back(party(Role::issuing_bank, "Halyk Bank", "kz"));
    EXPECT_THAT(found(made, "R21"), IsEmpty()) << "another bank issued it";
    made.parties = {party(Role::consignee, "Altynkum Trade", "kz")};
    EXPECT_THAT(found(made, "R21"), IsEmpty());
    EXPECT_EQ(not_evaluated("R21"), "issuing_bank.name");
}

// --- R27 -------------------------------------------------------------------------------------------------------------

TEST_F(ShipmentRules, R27FindsARefusedService) {
    Shipment made = shipment("kz", "845710");
    made.notes = "Delivery ex works. Customer declines installation; no spare parts.";
    const auto hits = found(made, "R27");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].sentence, "The notes refuse a service that goods of 845710 normally need: 'declines installation'.");
    made.notes = "Без пусконаладки.";
    EXPECT_THAT(found(made, "R27"), SizeIs(1));
}

TEST_F(ShipmentRules, R27NeedsGoodsThatNeedIt) {
    Shipment made = shipment("kz", "640399");
    made.notes = "No training.";
    EXPECT_THAT(found(made, "R27"), IsEmpty()) << "shoes";
    made = shipment("kz", "845710");
    made.notes = "Installation and training included; nothing to note.";
    EXPECT_THAT(found(made, "R27"), IsEmpty());
    made.notes = "";
    EXPECT_THAT(found(made, "R27"), IsEmpty());
    EXPECT_EQ(not_evaluated("R27"), "notes");
}

} // namespace
} // namespace tidewaiter::screen
