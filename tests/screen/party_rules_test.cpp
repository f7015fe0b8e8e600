// R01, R06, R08, R09, R24, R25: what a party master or the file itself tells of parties.
#include "beside_fixture.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {
namespace {

using test::line;
using test::party;
using test::shipment;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class PartyRules : public test::BesideTest {
protected:
    /// Chips (tier 1) to a consignee in Kazakhstan, the only party.
    static Shipment chips() {
        Shipment made = shipment("kz", "854231");
        made.parties = {party(Role::consignee, "Altynkum Trade", "kz")};
        return made;
    }
};

// --- the party master ------------------------------------------------------------------------------------------------

TEST_F(PartyRules, MasterJoinsByIdBeforeName) {
    parties = "customer_id,name,country,registered\n7,Another Name,KZ,2023-05-01\n8,Altynkum Trade,KZ,2001-01-01\n";
    Shipment made = chips();
    made.parties[0].id = "7";
    EXPECT_THAT(found(made, "R01"), SizeIs(1)) << "by the id";
    made.parties[0].id = "9";
    EXPECT_THAT(found(made, "R01"), IsEmpty()) << "an id that the master does not have: by the name";
}

TEST_F(PartyRules, MasterJoinsAnyHeadersAndSpellings) {
    parties = "Firma;Land;Gründungsdatum\nALTYNKUM TRADE;Kasachstan;01.05.2023\nOther;DE;13.02.2001\n";
    EXPECT_THAT(found(chips(), "R01"), SizeIs(1));
    EXPECT_EQ(facts.at(0).used, 2U);
}

TEST_F(PartyRules, MasterDoesNotJoinAnotherCountryOrOneOfTwo) {
    parties = "name,country,registered\nAltynkum Trade,DE,2023-05-01\n";
    EXPECT_THAT(found(chips(), "R01"), IsEmpty());
    EXPECT_EQ(not_evaluated("R01"), "consignee.registered");
    parties = "name,country,registered\nAltynkum Trade,KZ,2023-05-01\nAltynkum Trade,KZ,1999-05-01\n";
    EXPECT_THAT(found(chips(), "R01"), IsEmpty()) << "nobody knows which of the two it is";
    EXPECT_EQ(not_evaluated("R01"), "consignee.registered");
}

TEST_F(PartyRules, MasterCountsAndSaysBadRows) {
    parties = "id,name,registered,colour\n1,Altynkum Trade,2023-05-01,red\n,,2023-05-01,red\n1,Again,2023-05-01,red\n2,Beta,31/02/2021,red\n";
    run(chips());
    ASSERT_THAT(facts, SizeIs(1));
    EXPECT_EQ(facts[0].rows, 4U);
    EXPECT_EQ(facts[0].used, 2U);
    EXPECT_EQ(facts[0].rejected, 2U);
    EXPECT_EQ(facts[0].unreadable, 1U) << "31 February";
    EXPECT_THAT(facts[0].not_used, testing::ElementsAre("colour"));
    EXPECT_EQ(facts[0].rejects.at(0).reason, "neither an id nor a name");
    EXPECT_EQ(facts[0].rejects.at(1).reason, "the id '1' stands on an earlier line too");
    EXPECT_EQ(facts[0].rejects.at(1).row, 4U);
}

TEST_F(PartyRules, MasterFillsOnlyWhatTheShipmentLeavesEmpty) {
    parties = "name,registered,phone\nAltynkum Trade,2023-05-01,+7 495 000 0000\n";
    Shipment made = chips();
    made.destination = "am";
    made.parties[0].country = "am";
    made.parties[0].registered = "1999-01-01";
    EXPECT_THAT(found(made, "R01"), IsEmpty()) << "the shipment's own word stands";
    EXPECT_THAT(test::of_rule(result, "R10"), SizeIs(1)) << "the telephone of the master is Russian";
}

TEST_F(PartyRules, OwnersAndOfficersAreScreened) {
    parties = "name,officers,owners\nAltynkum Trade,Ivan Petrov; Anton Ostrogor,Zarnitsa Optical Works JSC 20 %\n";
    const auto hits = found(chips(), "R07");
    ASSERT_THAT(hits, SizeIs(2));
    EXPECT_EQ(hits[0].role, "officer");
    EXPECT_EQ(hits[0].entity_id, "us-ostrogor");
    EXPECT_EQ(hits[1].role, "owner");
}

// --- R01 -------------------------------------------------------------------------------------------------------------

TEST_F(PartyRules, R01FindsAPartyRegisteredAfterTheInvasion) {
    Shipment made = chips();
    made.parties[0].registered = "2022-04-11";
    const auto hits = found(made, "R01");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].kind, FindingKind::indicator);
    EXPECT_EQ(hits[0].strength, 1);
    EXPECT_EQ(hits[0].missing, "coalition (the policy names none)");
    EXPECT_EQ(hits[0].sentence, "The consignee 'Altynkum Trade' of high-priority goods was registered on 2022-04-11, after 2022-02-24.");
}

TEST_F(PartyRules, R01LooksAtTheSellerToo) {
    Shipment made = chips();
    made.parties.push_back(party(Role::seller, "Young Seller", "tr"));
    made.parties[0].registered = "1999-01-01";
    made.parties[1].registered = "2022-08-01";
    EXPECT_THAT(found(made, "R01"), SizeIs(1)) << "R01b: two sellers of Western machines were founded in April and August 2022";
    EXPECT_EQ(test::of_rule(result, "R01")[0].role, "seller");
}

TEST_F(PartyRules, R01LeavesTheCoalitionThatThePolicyNames) {
    policy.coalition = {"de", "us"};
    Shipment made = chips();
    made.parties[0].registered = "2022-04-11";
    EXPECT_EQ(found(made, "R01").at(0).strength, 2) << "outside the coalition named";
    made.parties[0].country = "de";
    EXPECT_THAT(found(made, "R01"), IsEmpty());
}

TEST_F(PartyRules, R01NeedsHighPriorityGoodsAndALaterDay) {
    Shipment made = chips();
    made.parties[0].registered = "2022-02-24";
    EXPECT_THAT(found(made, "R01"), IsEmpty()) << "on the day is not after it";
    made.parties[0].registered = "2022-02-25";
    EXPECT_THAT(found(made, "R01"), SizeIs(1));
    made.lines = {line("640399")};
    EXPECT_THAT(found(made, "R01"), IsEmpty()) << "shoes";
    EXPECT_EQ(not_evaluated("R01"), "") << "it would not ask";
}

TEST_F(PartyRules, R01SaysWhatIsMissing) {
    Shipment made = chips();
    EXPECT_THAT(found(made, "R01"), IsEmpty());
    EXPECT_EQ(not_evaluated("R01"), "consignee.registered");
    made.parties[0].registered = "2022";
    EXPECT_THAT(found(made, "R01"), IsEmpty());
    EXPECT_EQ(not_evaluated("R01"), "consignee.registered to the day") << "the year lies on both sides";
    made.parties[0].registered = "2023";
    made.parties[0].country = "";
    EXPECT_THAT(found(made, "R01").at(0).missing, HasSubstr("consignee.country"));
    made.parties[0].registered = "31/02/2021";
    EXPECT_THAT(found(made, "R01"), IsEmpty());
    EXPECT_EQ(not_evaluated("R01"), "consignee.registered");
}

// --- R06 -------------------------------------------------------------------------------------------------------------

TEST_F(PartyRules, R06FindsAnActivityThatDoesNotGoWithTheGoods) {
    Shipment made = chips();
    made.parties[0].activity = "10.71";
    const auto hits = found(made, "R06");
    ASSERT_THAT(hits, SizeIs(1)) << "a bakery buys chips";
    EXPECT_EQ(hits[0].strength, 2) << "of high priority";
    EXPECT_EQ(hits[0].hs, "854231");
    EXPECT_EQ(hits[0].evidence_for, "activity: 10.71; goods: 854231");
}

TEST_F(PartyRules, R06IsContentWithOneActivityThatFits) {
    Shipment made = chips();
    for (const std::string_view activity : {"26.11", "C26.11 Manufacture of electronic components", "10.71; 46.52", "46.90", "72.19", "4652"}) {
        made.parties[0].activity = activity;
        EXPECT_THAT(found(made, "R06"), IsEmpty()) << activity;
        EXPECT_EQ(not_evaluated("R06"), "") << activity;
    }
}

TEST_F(PartyRules, R06NamesOnlyTheLinesThatDoNotFit) {
    Shipment made = shipment("kz", "190590");
    made.parties = {party(Role::buyer, "Altynkum Bakery", "kz"), party(Role::consignee, "Quayline Freight Forwarding", "kz")};
    made.parties[0].activity = "10.71";
    made.parties[1].activity = "10.71";
    made.lines.push_back(line("901310", "2"));
    const auto hits = found(made, "R06");
    ASSERT_THAT(hits, SizeIs(1)) << "a forwarder carries all goods";
    EXPECT_EQ(hits[0].role, "buyer");
    EXPECT_EQ(hits[0].hs, "901310");
}

TEST_F(PartyRules, R06SaysWhatIsMissing) {
    Shipment made = chips();
    EXPECT_THAT(found(made, "R06"), IsEmpty());
    EXPECT_EQ(not_evaluated("R06"), "consignee.activity");
    made.parties[0].activity = "00.00";
    run(made);
    EXPECT_THAT(found(made, "R06"), IsEmpty());
    EXPECT_EQ(not_evaluated("R06"), "consignee.activity of a code known here");
}

// --- R08 -------------------------------------------------------------------------------------------------------------

TEST_F(PartyRules, R08FindsTenCompaniesAtOneAddress) {
    parties = "name,address\n";
    for (int i = 1; i <= 9; ++i) {
        parties += "Company " + std::to_string(i) + ",\"12 Abay Street, Office 4, Almaty\"\n";
    }
    Shipment made = shipment("kz", "640399");
    made.parties = {party(Role::consignee, "Altynkum Trade", "kz")};
    made.parties[0].address = "Almaty, Abay st. 12, of. 4";
    EXPECT_THAT(found(made, "R08"), IsEmpty()) << "nine in the master, which does not have this one";
    parties += "Altynkum Trade,\"Abay 12-4, Almaty\"\n";
    const auto hits = found(made, "R08");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].strength, 1);
    EXPECT_THAT(hits[0].evidence_for, HasSubstr("companies there: 10"));
}

TEST_F(PartyRules, R08FindsThreeBuyersOfHighPriorityGoods) {
    const std::string head = "shipment_id,date,destination,consignee_name,consignee_address,hs\n";
    history = {head + "1,2023-01-01,KZ,Buyer One,\"Abay 12, Almaty\",854231\n2,2023-01-02,KZ,Buyer Two,\"12 Abay street, Almaty\",854232\n"
                      "3,2023-01-03,KZ,Buyer Three,\"12 Abay street, Almaty\",640399\n"};
    Shipment made = chips();
    made.parties[0].address = "Almaty, Abay st. 12";
    const auto hits = found(made, "R08");
    ASSERT_THAT(hits, SizeIs(1)) << "two of the history and this one; the third bought shoes";
    EXPECT_EQ(hits[0].strength, 2);
    history = {head + "1,2023-01-01,KZ,Buyer One,\"Abay 12, Almaty\",854231\n2,2023-01-02,KZ,Altynkum Trade,\"12 Abay street, Almaty\",854232\n"};
    EXPECT_THAT(found(made, "R08"), IsEmpty()) << "this one counts once";
}

TEST_F(PartyRules, R08KnowsAnAddressThatThePolicyNames) {
    policy.high_risk_addresses = {"12 Abay Street, Almaty"};
    Shipment made = chips();
    made.parties[0].address = "Almaty, Abay st. 12";
    EXPECT_EQ(found(made, "R08").at(0).strength, 2);
    made.parties[0].address = "Almaty, Abay st. 13";
    EXPECT_THAT(found(made, "R08"), IsEmpty());
}

TEST_F(PartyRules, R08SaysWhatIsMissing) {
    parties = "name,country\nOther,KZ\n";
    Shipment made = chips();
    EXPECT_THAT(found(made, "R08"), IsEmpty());
    EXPECT_EQ(not_evaluated("R08"), "consignee.address");
    made.parties[0].address = "Almaty";
    EXPECT_THAT(found(made, "R08"), IsEmpty());
    EXPECT_EQ(not_evaluated("R08"), "consignee.address") << "a town alone is shared by all";
}

// --- R09 -------------------------------------------------------------------------------------------------------------

TEST_F(PartyRules, R09CountsTheSigns) {
    Shipment made = chips();
    Party& one = made.parties[0];
    one.address = "Abay 12, apt. 45, Almaty";
    one.web = "none";
    one.email = "altynkum@gmail.com";
    const auto hits = found(made, "R09");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].strength, 3);
    EXPECT_EQ(hits[0].evidence_for, "residential address: Abay 12, apt. 45, Almaty; website: none; mail: altynkum@gmail.com");
    one.address = "P.O. Box 123, Dubai";
    one.web = "www.altynkum.kz";
    one.email = "sales@altynkum.kz";
    EXPECT_EQ(found(made, "R09").at(0).strength, 1) << "the post box";
}

TEST_F(PartyRules, R09IsSilentOnABusiness) {
    Shipment made = chips();
    made.parties[0].address = "Apartnaya 12, Flatiron Building, Almaty";
    made.parties[0].web = "altynkum.kz";
    made.parties[0].email = "office@gmail.com.altynkum.kz";
    EXPECT_THAT(found(made, "R09"), IsEmpty()) << "parts of words are no words";
    EXPECT_EQ(not_evaluated("R09"), "");
}

TEST_F(PartyRules, R09TakesAnEmptyFieldForMissing) {
    Shipment made = chips();
    EXPECT_THAT(found(made, "R09"), IsEmpty()) << "an empty website is not none";
    EXPECT_EQ(not_evaluated("R09"), "consignee.address; consignee.web; consignee.email");
    made.parties[0].email = "x@QQ.com";
    EXPECT_EQ(found(made, "R09").at(0).missing, "consignee.address; consignee.web");
}

// --- R24 -------------------------------------------------------------------------------------------------------------

Owner owner(std::string_view name, std::int32_t stake_bp, std::string_view since = "", std::string_view until = "") {
    return {std::string(name), stake_bp, std::string(since), std::string(until)};
}

TEST_F(PartyRules, R24AddsUpListedOwners) {
    Shipment made = chips();
    made.parties[0].owners = {owner("Zarnitsa Optical Works JSC", 2'500), owner("Kvartsit Microelectronics", 2'500), owner("Plumbury Orchard Tools", 5'000)};
    const auto hits = found(made, "R24");
    ASSERT_THAT(hits, SizeIs(1)) << "X 25 A, Y 25 A: blocked where stakes are added up (FAQ 399)";
    EXPECT_EQ(hits[0].strength, 3);
    EXPECT_THAT(hits[0].sentence, HasSubstr("hold 50 %"));
    EXPECT_THAT(hits[0].sentence, testing::Not(HasSubstr("UK"))) << "no one has more than half";
}

TEST_F(PartyRules, R24ThresholdsAreExact) {
    Shipment made = chips();
    const auto strength = [&](std::int32_t stake) {
        made.parties[0].owners = {owner("Zarnitsa Optical Works JSC", stake)};
        const auto hits = found(made, "R24");
        return hits.empty() ? 0 : hits[0].strength;
    };
    EXPECT_EQ(strength(5'000), 3);
    EXPECT_EQ(strength(4'999), 2) << "a minority";
    EXPECT_EQ(strength(2'500), 2);
    EXPECT_EQ(strength(2'499), 0) << "the listed owner is still an R07";
    EXPECT_THAT(test::of_rule(result, "R07"), SizeIs(1));
}

TEST_F(PartyRules, R24AsksForAnUnknownShare) {
    Shipment made = chips();
    made.parties[0].owners = {owner("Zarnitsa Optical Works JSC", Owner::unknown_stake)};
    const auto hits = found(made, "R24");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].missing, "share of a listed owner");
    made.parties[0].owners = {owner("Plumbury Orchard Tools", Owner::unknown_stake)};
    EXPECT_THAT(found(made, "R24"), IsEmpty());
    made.parties[0].owners.clear();
    EXPECT_THAT(found(made, "R24"), IsEmpty());
    EXPECT_EQ(not_evaluated("R24"), "consignee.owners");
}

TEST_F(PartyRules, R24LooksAtOwnersOfTheDay) {
    Shipment made = chips();
    made.parties[0].owners = {owner("Zarnitsa Optical Works JSC", 6'000, "", "2024-01-01")};
    EXPECT_THAT(found(made, "R24"), IsEmpty()) << "sold before the day judged";
    ASSERT_THAT(test::of_rule(result, "R07"), SizeIs(1));
    EXPECT_EQ(test::of_rule(result, "R07")[0].kind, FindingKind::information);
    made.parties[0].owners = {owner("Zarnitsa Optical Works JSC", 6'000, "2027-01-01")};
    EXPECT_THAT(found(made, "R24"), IsEmpty()) << "not yet";
    made.parties[0].owners = {owner("Granatovy Zavod Vympelkin", 6'000)};
    EXPECT_THAT(found(made, "R24"), IsEmpty()) << "a list that does not bind";
}

TEST_F(PartyRules, R24FollowsOwnersOfOwners) {
    const auto chain = [this](std::string_view lower, std::string_view upper) {
        parties = fmt::format("name,owners\nAltynkum Trade,Steppe Holding {}\nSteppe Holding,Zarnitsa Optical Works JSC {}\n", lower, upper);
        return found(chips(), "R24");
    };
    auto hits = chain("51 %", "50 %");
    ASSERT_THAT(hits, SizeIs(1)) << "half of the holding is listed, so that the whole stake of the holding counts";
    EXPECT_EQ(hits[0].strength, 3);
    EXPECT_THAT(hits[0].evidence_for, HasSubstr("Steppe Holding 51 %, itself owned by Zarnitsa Optical Works JSC 50 % ~ "));
    EXPECT_THAT(hits[0].sentence, HasSubstr("(OFAC, EU).")) << "half is not more than half: not in the UK";
    hits = chain("51 %", "50.01 %");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_THAT(hits[0].sentence, HasSubstr("and in the UK"));
    EXPECT_THAT(chain("100 %", "49.99 %"), IsEmpty()) << "below half nothing passes through";
    EXPECT_THAT(chain("24 %", "90 %"), IsEmpty()) << "a stake too small to be told";
    hits = chain("30 %", "");
    ASSERT_THAT(hits, SizeIs(1)) << "a share of the holding that nobody knows";
    EXPECT_EQ(hits[0].missing, "share of a listed owner");
}

TEST_F(PartyRules, R24EndsAtRingsOfOwners) {
    parties = "name,owners\nAltynkum Trade,Ring One 60 %\nRing One,Ring Two 60 %\nRing Two,Ring One 60 %; Zarnitsa Optical Works JSC 40 %\n";
    EXPECT_THAT(found(chips(), "R24"), IsEmpty()) << "two that hold each other are not held by anybody";
    parties = "name,owners\nAltynkum Trade,Ring One 60 %\nRing One,Ring Two 60 %\nRing Two,Ring One 40 %; Zarnitsa Optical Works JSC 60 %\n";
    EXPECT_THAT(found(chips(), "R24"), SizeIs(1));
}

// --- R25 -------------------------------------------------------------------------------------------------------------

TEST_F(PartyRules, R25FindsSharesMovedAroundTheListing) {
    Shipment made = chips(); // listed on 2023-02-24
    made.parties[0].owners = {owner("Zarnitsa Optical Works JSC", 6'000, "", "2023-01-10")};
    const auto hits = found(made, "R25");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_THAT(hits[0].sentence, HasSubstr("45 days before the listing"));
    EXPECT_EQ(hits[0].listed_on, "2023-02-24");
    made.parties[0].owners[0].until = "2023-05-25";
    EXPECT_THAT(found(made, "R25"), SizeIs(1)) << "90 days after";
    made.parties[0].owners[0].until = "2023-05-26";
    EXPECT_THAT(found(made, "R25"), IsEmpty()) << "91";
    made.parties[0].owners[0].until = "";
    EXPECT_THAT(found(made, "R25"), IsEmpty()) << "still an owner";
}

TEST_F(PartyRules, R25SaysWhatIsMissing) {
    Shipment made = chips();
    made.parties[0].owners = {owner("Kvartsit Microelectronics", 6'000, "", "2023-01-10")};
    EXPECT_THAT(found(made, "R25"), IsEmpty());
    EXPECT_EQ(not_evaluated("R25"), "day of the listing of Kvartsit Microelectronics");
}

} // namespace
} // namespace tidewaiter::screen
