#include "fixture.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::screen {
namespace {

using test::of_rule;
using test::party;
using test::shipment;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class RulesTest : public testing::Test {
protected:
    test::Bench bench;

    std::vector<Finding> findings(const Shipment& of, std::string_view rule) { return of_rule(bench.screen(of), rule); }

    /// One customer and nothing else.
    std::vector<Finding> customer(const Party& one) {
        Shipment made;
        made.records = {1};
        made.record_ids = {"1"};
        made.parties = {one};
        return findings(made, "R07");
    }
};

// --- R07 ---------------------------------------------------------------------------------------------------------

TEST_F(RulesTest, R07FindsAListedPartyUnderAnAlias) {
    const auto found = customer(party(Role::customer, "Зарница Оптические Заводы", "RU"));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].entity_id, "us-zarnitsa");
    EXPECT_EQ(found[0].kind, FindingKind::match);
    EXPECT_EQ(found[0].name_kind, "alias");
    EXPECT_EQ(found[0].strength, 3) << "the country agrees as well";
    EXPECT_EQ(found[0].list, "us_test");
    EXPECT_EQ(found[0].list_entry_id, "1001");
    EXPECT_EQ(found[0].measure, "asset_freeze");
    EXPECT_EQ(found[0].jurisdiction, "us");
    EXPECT_EQ(found[0].programme, "TEST-EO");
    EXPECT_EQ(found[0].listed_on, "2023-02-24");
    EXPECT_EQ(found[0].listings, "us asset_freeze (us_test 1001): binds");
    EXPECT_THAT(found[0].alert_id, SizeIs(16));
    EXPECT_THAT(found[0].sentence, HasSubstr("similarity to a listed name is not identity"));
}

TEST_F(RulesTest, R07IsSilentOnOtherNames) {
    EXPECT_THAT(customer(party(Role::customer, "Plumbury Orchard Tools", "GB")), IsEmpty());
    EXPECT_THAT(customer(party(Role::customer, "TO ORDER")), IsEmpty());
    EXPECT_THAT(customer(party(Role::customer, "")), IsEmpty());
}

TEST_F(RulesTest, R07LooksAtEveryPartyOfAField) {
    const auto found = customer(party(Role::customer, "Plumbury Orchard Tools C/O Zarnitsa Optical Works JSC, 12 Lenin Street, Kazan", "RU"));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].entity_id, "us-zarnitsa");
    EXPECT_THAT(found[0].evidence_for, HasSubstr("Zarnitsa Optical Works JSC ~")) << "the piece that met, without its address";
    EXPECT_THAT(customer(party(Role::customer, "TO THE ORDER OF Kvartsit Microelectronics")), SizeIs(1));
    EXPECT_THAT(customer(party(Role::customer, "Alpha LLC; Zarnitsa Optical Works JSC; Kvartsit Microelectronics")), SizeIs(2));
}

TEST_F(RulesTest, R07TakesThePartyThatAFieldPointsAt) {
    Shipment made = test::shipment("FR", "640399");
    made.parties = {party(Role::consignee, "Zarnitsa Optical Works JSC", "RU"), party(Role::notify, "SAME AS CONSIGNEE"), party(Role::buyer, "same as notify party"),
                    party(Role::end_user, "SAME AS SELLER")};
    const ShipmentResult result = bench.screen(made);
    const auto found = test::of_rule(result, "R07");
    ASSERT_THAT(found, SizeIs(2)) << "one reference is followed, not a reference to a reference";
    EXPECT_EQ(found[0].alert_id, found[1].alert_id) << "the same party, the same alert";
    EXPECT_EQ(found[1].role, "notify");
    EXPECT_EQ(found[1].name_given, "Zarnitsa Optical Works JSC");
    EXPECT_THAT(result.missing, testing::Contains("end_user.name (same as another)"));
}

TEST_F(RulesTest, R07WithoutACountryRestsOnTheNameAlone) {
    const auto found = customer(party(Role::customer, "Zarnitsa Optical Works"));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].strength, 2);
    EXPECT_EQ(found[0].missing, "customer.country");
}

TEST_F(RulesTest, AHoldWantsTheVeryNameAndMore) {
    const auto decide = [this](const Party& one) {
        Shipment made;
        made.records = {1};
        made.record_ids = {"1"};
        made.parties = {one};
        return std::string(to_text(bench.screen(made).decision));
    };
    EXPECT_EQ(decide(party(Role::customer, "Zarnitsa Optical Works JSC", "RU")), "hold");
    EXPECT_EQ(decide(party(Role::customer, "OAO Zarnitsa Optical Works", "RU")), "hold") << "legal forms may differ";
    EXPECT_EQ(decide(party(Role::customer, "Zarnitsa Optical Works JSC")), "review") << "a name alone";
    EXPECT_EQ(decide(party(Role::customer, "Zarnitza Optical Works JSC", "RU")), "review") << "near is not the same";
    EXPECT_EQ(decide(party(Role::customer, "Zarnitsa Optical Works JSC", "DE")), "review") << "the country contradicts";
    Party person = party(Role::customer, "Anton Ostrogor", "BY");
    person.schema = "Person";
    EXPECT_EQ(decide(person), "review") << "name and country are shared by thousands";
    person.birth_date = "1961-03-14";
    EXPECT_EQ(decide(person), "hold");
    person.birth_date = "1961";
    EXPECT_EQ(decide(person), "review") << "a year does not contradict, and does not agree to the day";
    Party vessel = party(Role::vessel, "Any Name");
    vessel.imo = "9187629";
    vessel.schema = "Vessel";
    EXPECT_EQ(decide(vessel), "hold") << "a number agrees";
}

TEST_F(RulesTest, R07CountsOnlyTheBirthDateForAPerson) {
    Party person = party(Role::customer, "Ostrogor, Anton", "BY");
    person.schema = "Person";
    auto found = customer(person);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].strength, 2) << "name and country are shared by thousands";
    EXPECT_EQ(found[0].missing, "customer.birth_date");
    person.birth_date = "1961-03-14";
    found = customer(person);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].strength, 3);
    person.birth_date = "1990-12-01";
    found = customer(person);
    if (!found.empty()) { // another birth date takes the score down, and below the candidate score the match away
        EXPECT_LT(found[0].strength, 3);
        EXPECT_THAT(found[0].evidence_against, HasSubstr("birth date"));
    }
}

TEST_F(RulesTest, R07FindsAListedShipUnderAnotherName) {
    Party ship = party(Role::vessel, "PRETTY WOMAN");
    ship.schema = "Vessel";
    ship.imo = "IMO 9187629";
    const auto found = customer(ship);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].entity_id, "us-storm");
    EXPECT_EQ(found[0].name_kind, "identifier");
    EXPECT_EQ(found[0].strength, 3);
    EXPECT_EQ(found[0].sentence, "The vessel 'PRETTY WOMAN' carries a number of the listed 'SNOW STORM' (us_test).");
}

TEST_F(RulesTest, R07FindsAListedShipWithoutAnyName) {
    Party ship = party(Role::vessel, "");
    ship.schema = "Vessel";
    ship.imo = "9187629";
    ASSERT_THAT(customer(ship), SizeIs(1));
}

TEST_F(RulesTest, R07RefutesAShipOfTheSameNameWithAnotherNumber) {
    Party ship = party(Role::vessel, "SNOW STORM");
    ship.schema = "Vessel";
    ship.imo = "9074729";
    const auto found = customer(ship);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].kind, FindingKind::information);
    EXPECT_EQ(found[0].strength, 0);
    EXPECT_THAT(found[0].evidence_against, HasSubstr("imo number: 9074729 / 9187629"));
    EXPECT_THAT(found[0].sentence, HasSubstr("not the same one"));
}

TEST_F(RulesTest, R07SaysNothingOfAShipWithAnotherNumberAndANearName) {
    Party ship = party(Role::vessel, "SNOW STORK");
    ship.schema = "Vessel";
    ship.imo = "9074729";
    EXPECT_THAT(customer(ship), IsEmpty());
}

TEST_F(RulesTest, R07OfAListThatDoesNotBindIsInformation) {
    const auto because = [this](std::string_view name) {
        const auto found = customer(party(Role::customer, name));
        return found.empty() ? std::string("nothing") : std::string(to_text(found[0].kind)) + ": " + found[0].evidence_against;
    };
    EXPECT_EQ(because("Granatovy Zavod Vympelkin"), "information: the policy in force does not count ua as binding");
    EXPECT_EQ(because("Wolkenstein Radar Handel"), "information: the listing is for information (warning_only)");
    EXPECT_EQ(because("Ehemalige Torsionswerke"), "information: the listing ended on 2024-12-31");
    EXPECT_EQ(because("Zukunft Gyroskopbau"), "information: it was listed on 2026-06-01, after the day judged");
    EXPECT_EQ(because("Never Again Haulage Quillfeather"), "match: ") << "a list of one's own binds";
}

TEST(RulesAsOf, R07GoesByTheDayJudged) {
    const test::Bench later(default_policy(), "2026-06-01");
    Shipment made;
    made.records = {1};
    made.record_ids = {"1"};
    made.parties = {party(Role::customer, "Zukunft Gyroskopbau")};
    EXPECT_EQ(later.screen(made).decision, Decision::review);
    const test::Bench before(default_policy(), "2024-12-31");
    made.parties = {party(Role::customer, "Ehemalige Torsionswerke")};
    EXPECT_EQ(before.screen(made).decision, Decision::review);
}

TEST_F(RulesTest, R07NamesTheLineOfAPartyThatStandsOnOneOnly) {
    Shipment made = shipment("fr", "640399");
    made.records = {1, 2};
    made.record_ids = {"a", "b"};
    made.lines.push_back(test::line("950300", "17"));
    made.lines[1].record = 2;
    made.parties.push_back(party(Role::manufacturer, "Kvartsit Microelectronics"));
    made.parties.back().line = 1;
    const auto found = findings(made, "R07");
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].line_no, "17");
    EXPECT_EQ(found[0].record_id, "b");
    EXPECT_EQ(found[0].measure, "sectoral");
}

// --- GOODS -------------------------------------------------------------------------------------------------------

TEST_F(RulesTest, GoodsFindsAListedCodeWithItsTier) {
    const auto found = findings(shipment("fr", "8542.31"), "GOODS");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].control_list, "chpl");
    EXPECT_EQ(found[0].tier, "1");
    EXPECT_EQ(found[0].coverage, "full");
    EXPECT_EQ(found[0].hs, "8542.31");
    EXPECT_EQ(found[0].kind, FindingKind::control);
    EXPECT_THAT(found[0].sentence, HasSubstr("may fall under the Common High Priority List"));
}

TEST_F(RulesTest, GoodsIsSilentOnOtherCodesAndOnNone) {
    EXPECT_THAT(findings(shipment("fr", "640399"), "GOODS"), IsEmpty());
    EXPECT_THAT(findings(shipment("fr", ""), "GOODS"), IsEmpty());
    EXPECT_THAT(findings(shipment("fr", "ABCDEF"), "GOODS"), IsEmpty());
}

TEST_F(RulesTest, GoodsOfTheEuBanGoToRussiaOnly) {
    const auto lists = [this](std::string_view destination) {
        std::string text;
        for (const Finding& finding : findings(shipment(destination, "84822000"), "GOODS")) {
            text += finding.control_list + " ";
        }
        return text;
    };
    EXPECT_THAT(lists("ru"), HasSubstr("eu "));
    EXPECT_THAT(lists("fr"), testing::Not(HasSubstr("eu ")));
}

TEST_F(RulesTest, GoodsNamesEachLine) {
    Shipment made = shipment("fr", "640399");
    made.lines.push_back(test::line("848210", "2"));
    const auto found = findings(made, "GOODS");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].line_no, "2");
    EXPECT_EQ(found[0].tier, "3.B");
}

// --- R04 ---------------------------------------------------------------------------------------------------------

TEST_F(RulesTest, R04NeedsBothTheGoodsAndThePlace) {
    EXPECT_THAT(findings(shipment("kz", "854231"), "R04"), SizeIs(1));
    EXPECT_EQ(findings(shipment("kz", "854231"), "R04")[0].strength, 2);
    EXPECT_EQ(findings(shipment("KAZAKHSTAN", "848210"), "R04")[0].strength, 1) << "tier 3";
    EXPECT_THAT(findings(shipment("fr", "854231"), "R04"), IsEmpty());
    EXPECT_THAT(findings(shipment("kz", "640399"), "R04"), IsEmpty());
    EXPECT_THAT(findings(shipment("Freedonia", "854231"), "R04"), IsEmpty());
}

TEST_F(RulesTest, R04TakesTheConsigneesCountryWhereTheDestinationIsEmpty) {
    Shipment made = shipment("kz", "854231");
    made.destination.clear();
    const auto found = findings(made, "R04");
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0].evidence_for, HasSubstr("consignee.country: kz"));
    EXPECT_THAT(bench.screen(made).missing, testing::Contains("destination"));
}

TEST(RulesPolicy, R04LooksAtTheListEvenWhenThePolicyWantsNoFindingsOfIt) {
    const test::Bench bench(with_goods_lists(default_policy(), {"us"}));
    const ShipmentResult result = bench.screen(shipment("kz", "848210"));
    EXPECT_THAT(of_rule(result, "R04"), SizeIs(1));
    for (const Finding& finding : of_rule(result, "GOODS")) {
        EXPECT_EQ(finding.control_list, "us");
    }
}

TEST(RulesPolicy, R04GoesByThePolicysOwnPlaces) {
    Policy policy = default_policy();
    policy.transshipment = {"fr"};
    const test::Bench bench(policy);
    EXPECT_THAT(of_rule(bench.screen(shipment("fr", "854231")), "R04"), SizeIs(1));
    EXPECT_THAT(of_rule(bench.screen(shipment("kz", "854231")), "R04"), IsEmpty());
}

// --- R10 ---------------------------------------------------------------------------------------------------------

std::vector<Finding> with_phone(const test::Bench& bench, std::string_view destination, std::string_view phone, Role role = Role::consignee) {
    Shipment made = shipment(destination, "640399");
    made.parties = {party(role, "Plumbury Orchard Tools")};
    made.parties[0].phone = phone;
    return of_rule(bench.screen(made), "R10");
}

TEST_F(RulesTest, R10FiresOnATelephoneOfAnotherCountry) {
    const auto found = with_phone(bench, "am", "+7 495 0000 118");
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].sentence, "The telephone of the consignee is of Russia, the goods go to Armenia.");
    EXPECT_EQ(found[0].strength, 1);
    EXPECT_THAT(with_phone(bench, "ae", "0098 21 0000 4471"), SizeIs(1)) << "00 for +";
    EXPECT_THAT(with_phone(bench, "am", "+374 10 000; +7 495 000"), SizeIs(1)) << "the second of two";
}

TEST_F(RulesTest, R10IsSilentWhereThePhoneAgreesOrTellsNothing) {
    EXPECT_THAT(with_phone(bench, "am", "+374 10 0000 118"), IsEmpty());
    EXPECT_THAT(with_phone(bench, "kz", "+7 495 0000 118"), IsEmpty()) << "one prefix for both";
    EXPECT_THAT(with_phone(bench, "am", "010 000 118"), IsEmpty()) << "no country code";
    EXPECT_THAT(with_phone(bench, "am", ""), IsEmpty());
    EXPECT_THAT(with_phone(bench, "", "+7 495 0000 118"), IsEmpty()) << "no destination";
    EXPECT_THAT(with_phone(bench, "am", "+7 495 0000 118", Role::shipper), IsEmpty()) << "a sender may sit anywhere";
}

// --- R11 ---------------------------------------------------------------------------------------------------------

std::vector<Finding> with_chain(const test::Bench& bench, std::string_view consignee, std::string_view end_user, InputSet present = InputSet::all()) {
    Shipment made = shipment("fr", "640399");
    made.present = present;
    made.parties = {party(Role::consignee, consignee)};
    if (!end_user.empty()) {
        made.parties.push_back(party(Role::end_user, end_user));
    }
    return of_rule(bench.screen(made), "R11");
}

TEST_F(RulesTest, R11FiresWhereNobodyIsNamedWhoWillUseTheGoods) {
    const auto strength = [this](std::string_view consignee, std::string_view end_user) {
        const auto found = with_chain(bench, consignee, end_user);
        return found.empty() ? 0 : found[0].strength;
    };
    EXPECT_EQ(strength("Plumbury Orchard Tools", ""), 1);
    EXPECT_EQ(strength("Plumbury Orchard Tools", "N/A"), 1);
    EXPECT_EQ(strength("TO ORDER", ""), 2);
    EXPECT_EQ(strength("To the order of Quillfeather & Co", ""), 2);
    EXPECT_EQ(strength("Orbistan Freight Forwarders", ""), 2);
    EXPECT_EQ(strength("Almaty Agrarian Bank", ""), 2);
    EXPECT_EQ(strength("Plumbury Orchard Tools", "Orbistan Logistics"), 2) << "a forwarder uses nothing";
}

TEST_F(RulesTest, R11IsSilentWhereAnEndUserIsNamed) {
    EXPECT_THAT(with_chain(bench, "Orbistan Freight Forwarders", "Plumbury Orchard Tools"), IsEmpty());
    EXPECT_THAT(with_chain(bench, "TO ORDER", "Plumbury Orchard Tools"), IsEmpty());
    EXPECT_THAT(with_chain(bench, "Plumbury Orchard Tools", "SAME AS CONSIGNEE"), IsEmpty());
}

TEST_F(RulesTest, R11DoesNotHoldAMissingColumnAgainstARecord) {
    InputSet present;
    present.add(Input::consignee_name);
    EXPECT_THAT(with_chain(bench, "Plumbury Orchard Tools", "", present), IsEmpty());
    EXPECT_THAT(with_chain(bench, "TO ORDER", "", present), SizeIs(1)) << "to order says it in words";
    EXPECT_THAT(with_chain(bench, "", "", InputSet()), IsEmpty());
}

// --- R16 ---------------------------------------------------------------------------------------------------------

std::vector<Finding> by_way_of(const test::Bench& bench, std::string_view from, std::vector<std::string> via, std::string_view to) {
    Shipment made = shipment(to, "640399");
    made.dispatch = from;
    made.via = std::move(via);
    return of_rule(bench.screen(made), "R16");
}

TEST_F(RulesTest, R16FiresOnADetour) {
    const auto found = by_way_of(bench, "IT", {"HK"}, "RS");
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0].evidence_for, HasSubstr("straight "));
    EXPECT_THAT(by_way_of(bench, "DE", {"KZ"}, "TR"), SizeIs(1));
}

TEST_F(RulesTest, R16SeesAPlaceBeyondTheDestination) {
    const auto found = by_way_of(bench, "DE", {"RU"}, "PL");
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].strength, 2);
    EXPECT_EQ(found[0].sentence, "The way from Germany to Poland goes by Russia, which lies beyond the destination.");
}

TEST_F(RulesTest, R16IsSilentOnTheStraightWayAndWhereItCannotMeasure) {
    EXPECT_THAT(by_way_of(bench, "NL", {"SG"}, "ID"), IsEmpty()) << "the usual port on the way";
    EXPECT_THAT(by_way_of(bench, "DE", {}, "TR"), IsEmpty());
    EXPECT_THAT(by_way_of(bench, "DE", {"CZ"}, "PL"), IsEmpty()) << "neighbours";
    EXPECT_THAT(by_way_of(bench, "DE", {"HK"}, "ME"), IsEmpty()) << "no distance is held for Montenegro";
    EXPECT_THAT(by_way_of(bench, "", {"HK"}, "RS"), IsEmpty());
    EXPECT_THAT(by_way_of(bench, "DE", {"Freedonia"}, "RS"), IsEmpty());
    EXPECT_THAT(by_way_of(bench, "DE", {"HK"}, "DE"), IsEmpty()) << "sent back";
}

// --- INPUT -------------------------------------------------------------------------------------------------------

TEST_F(RulesTest, InputSaysWhatCouldNotBeRead) {
    Shipment made = shipment("Freedonia", "ABCD");
    made.parties.push_back(party(Role::vessel, "ROCK"));
    made.parties.back().imo = "1234568";
    const ShipmentResult result = bench.screen(made);
    std::vector<std::string> sentences;
    for (const Finding& finding : of_rule(result, "INPUT")) {
        EXPECT_EQ(finding.kind, FindingKind::information);
        sentences.push_back(finding.sentence);
    }
    EXPECT_THAT(sentences, testing::Contains("destination: 'Freedonia' names no country known here. Write the ISO 3166 code, for example DE."));
    EXPECT_THAT(sentences, testing::Contains("vessel.imo: '1234568' is no IMO number: its length or check digit is wrong. An IMO number has "
                                             "seven digits; the last is their check digit."));
    EXPECT_THAT(sentences, testing::Contains(testing::StartsWith("hs: 'ABCD'")));
    EXPECT_THAT(result.missing, testing::IsSupersetOf({"destination:unreadable", "hs:unreadable", "vessel.imo:unreadable"}));
}

TEST_F(RulesTest, InputSaysAnHsCodeThatNoEditionKnows) {
    EXPECT_THAT(findings(shipment("fr", "019999"), "INPUT"), SizeIs(1));
    EXPECT_THAT(findings(shipment("fr", "640399"), "INPUT"), IsEmpty());
}

TEST(RuleTable, EveryRuleHasWhatItMustQuote) {
    for (const Rule& rule : all_rules()) {
        EXPECT_TRUE(rule.version.starts_with(rule.id)) << rule.id;
        EXPECT_FALSE(rule.sentence.empty()) << rule.id;
        EXPECT_FALSE(rule.source.empty()) << rule.id;
    }
}

} // namespace
} // namespace tidewaiter::screen
