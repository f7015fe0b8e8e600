// R02, R03, R13, R15, R20, R23, R26: rules that look at earlier shipments.
#include "beside_fixture.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {
namespace {

using test::line;
using test::party;
using test::shipment;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view head = "shipment_id,date,dispatch,destination,shipper_name,consignee_name,hs,origin,value,currency,net_kg,quantity\n";

class HistoryRules : public test::BesideTest {
protected:
    int rows = 0;

    void add(std::string_view date, std::string_view destination, std::string_view shipper, std::string_view consignee, std::string_view hs, std::string_view value = "",
             std::string_view kg = "", std::string_view quantity = "", std::string_view currency = "USD") {
        if (history.empty()) {
            history.emplace_back(head);
        }
        history[0] += fmt::format("H{},{},DE,{},{},{},{},DE,{},{},{},{}\n", ++rows, date, destination, shipper, consignee, hs, value, currency, kg, quantity);
    }

    static Shipment chips(std::string_view date = "2024-06-01") {
        Shipment made = shipment("kz", "854231");
        made.date = date;
        made.parties = {party(Role::shipper, "Velmora Technik", "de"), party(Role::consignee, "Altynkum Trade", "kz")};
        made.lines[0].origin = "de";
        return made;
    }
};

// --- R02 -------------------------------------------------------------------------------------------------------------

TEST_F(HistoryRules, R02FindsTheFirstChipsOfAnOldCustomer) {
    add("2019-03-01", "KZ", "Velmora Technik", "ALTYNKUM TRADE", "640399");
    const auto hits = found(chips(), "R02");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].role, "consignee");
    EXPECT_THAT(hits[0].evidence_for, HasSubstr("customer since 2019-03-01"));
}

TEST_F(HistoryRules, R02IsSilentOnOldAndOnNewCustomers) {
    add("2019-03-01", "KZ", "Velmora Technik", "Altynkum Trade", "854232");
    add("2019-03-01", "KZ", "Velmora Technik", "Another", "640399");
    EXPECT_THAT(found(chips(), "R02"), IsEmpty()) << "bought tier 1 before";
    Shipment made = chips();
    made.parties[1].name = "Never Seen Before";
    EXPECT_THAT(found(made, "R02"), IsEmpty()) << "a new customer is R01's";
    made.parties[1].name = "Another";
    EXPECT_THAT(found(made, "R02"), SizeIs(1));
    made.lines = {line("848210")};
    EXPECT_THAT(found(made, "R02"), IsEmpty()) << "tier 3.B";
    made = chips("2022-02-23");
    made.parties[1].name = "Another";
    EXPECT_THAT(found(made, "R02"), IsEmpty()) << "before D0";
}

TEST_F(HistoryRules, R02SaysWhatIsMissing) {
    add("2022-03-01", "KZ", "Velmora Technik", "Altynkum Trade", "640399");
    EXPECT_THAT(found(chips(), "R02"), IsEmpty());
    EXPECT_EQ(not_evaluated("R02"), "history before 2022-02-24");
    EXPECT_THAT(found(chips(""), "R02"), IsEmpty());
    EXPECT_EQ(not_evaluated("R02"), "date");
}

// --- R03 -------------------------------------------------------------------------------------------------------------

TEST_F(HistoryRules, R03FindsAJump) {
    add("2021-02-24", "KZ", "Velmora Technik", "Altynkum Trade", "854231", "12000");
    add("2023-02-24", "KZ", "Velmora Technik", "Altynkum Trade", "854231", "60000");
    const auto hits = found(chips(), "R03");
    ASSERT_THAT(hits, SizeIs(1)) << "1,000 a month before, 5,000 since";
    EXPECT_EQ(hits[0].strength, 2);
    EXPECT_EQ(hits[0].evidence_for, "a month before 2022-02-24: 1001 USD; since: 5003 USD, 60000 USD in all");
}

TEST_F(HistoryRules, R03NeedsBothThresholds) {
    add("2021-02-24", "KZ", "Velmora Technik", "Altynkum Trade", "854231", "12000");
    add("2023-02-24", "KZ", "Velmora Technik", "Altynkum Trade", "854231", "35000");
    EXPECT_THAT(found(chips(), "R03"), IsEmpty()) << "below three times and below 50,000";
    add("2023-02-24", "KZ", "Velmora Technik", "Altynkum Trade", "640399", "900000");
    EXPECT_THAT(found(chips(), "R03"), IsEmpty()) << "shoes do not count";
    ASSERT_TRUE(policy.parameters.set(Parameter::r03_least_usd, 30'000).has_value());
    ASSERT_TRUE(policy.parameters.set(Parameter::r03_growth, 2).has_value());
    EXPECT_THAT(found(chips(), "R03"), SizeIs(1)) << "as the policy has it";
}

TEST_F(HistoryRules, R03NeedsDollars) {
    add("2021-02-24", "KZ", "Velmora Technik", "Altynkum Trade", "854231", "100", "", "", "EUR");
    add("2023-02-24", "KZ", "Velmora Technik", "Altynkum Trade", "854231", "90000", "", "", "EUR");
    EXPECT_THAT(found(chips(), "R03"), IsEmpty());
    EXPECT_EQ(not_evaluated("R03"), "value in USD of some goods of the consignee");
    policy.usd_per["EUR"] = 1.1;
    EXPECT_THAT(found(chips(), "R03"), SizeIs(1));
    EXPECT_EQ(not_evaluated("R03"), "");
}

TEST_F(HistoryRules, R03SaysWhatIsMissing) {
    add("2023-02-24", "KZ", "Velmora Technik", "Altynkum Trade", "854231", "90000");
    EXPECT_THAT(found(chips(), "R03"), IsEmpty());
    EXPECT_EQ(not_evaluated("R03"), "history before and after 2022-02-24");
}

// --- R13 -------------------------------------------------------------------------------------------------------------

TEST_F(HistoryRules, R13FindsAPriceFarFromTheOthers) {
    for (int i = 0; i < 21; ++i) {
        add("2024-02-01", "KZ", "Velmora Technik", "Other", "854231", std::to_string(90 + i), "1");
    }
    Shipment made = chips();
    made.lines[0].value = "1000";
    made.lines[0].currency = "USD";
    made.lines[0].net_kg = "1";
    const auto hits = found(made, "R13");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].sentence, "A kilogram costs 1000.00 USD, where others of 8542.31 from de in 2024 cost 100.00.");
    made.lines[0].value = "10";
    EXPECT_THAT(found(made, "R13"), SizeIs(1)) << "far below as well";
    made.lines[0].value = "115";
    EXPECT_THAT(found(made, "R13"), IsEmpty());
}

TEST_F(HistoryRules, R13ComparesWithinOriginAndYear) {
    for (int i = 0; i < 21; ++i) {
        add("2023-02-01", "KZ", "Velmora Technik", "Other", "854231", "100", "1");
    }
    Shipment made = chips();
    made.lines[0].value = "1000";
    made.lines[0].currency = "USD";
    made.lines[0].net_kg = "1";
    EXPECT_THAT(found(made, "R13"), IsEmpty());
    EXPECT_EQ(not_evaluated("R13"), "comparable lines in the history") << "of another year";
    made.date = "2023-06-01";
    EXPECT_THAT(found(made, "R13"), SizeIs(1)) << "all others cost the same to the cent";
    made.lines[0].value = "100.5";
    EXPECT_THAT(found(made, "R13"), IsEmpty()) << "half a percent is no outlier";
}

TEST_F(HistoryRules, R13SaysWhatIsMissing) {
    add("2023-02-01", "KZ", "Velmora Technik", "Other", "854231", "100", "1");
    Shipment made = chips();
    EXPECT_THAT(found(made, "R13"), IsEmpty());
    EXPECT_EQ(not_evaluated("R13"), "net_kg");
    made.lines[0].net_kg = "5";
    run(made);
    EXPECT_THAT(found(made, "R13"), IsEmpty());
    EXPECT_EQ(not_evaluated("R13"), "value in USD");
    made.lines[0].value = "0";
    made.lines[0].currency = "USD";
    EXPECT_THAT(found(made, "R13"), IsEmpty());
    EXPECT_EQ(not_evaluated("R13"), "value in USD") << "zero tells no price";
    made.lines[0].value = "10";
    made.lines[0].origin = "";
    EXPECT_THAT(found(made, "R13"), IsEmpty());
    EXPECT_EQ(not_evaluated("R13"), "origin");
}

// --- R15 -------------------------------------------------------------------------------------------------------------

TEST_F(HistoryRules, R15FindsAnImpossibleWeight) {
    for (int i = 0; i < 101; ++i) {
        add("2024-02-01", "KZ", "Velmora Technik", "Other", "854231", "", std::to_string(100 + i), "1000");
    }
    Shipment made = chips();
    made.lines[0].net_kg = "1000";
    made.lines[0].quantity = "10";
    EXPECT_THAT(found(made, "R15"), SizeIs(1)) << "100 kg a chip";
    made.lines[0].net_kg = "0.15";
    made.lines[0].quantity = "1";
    EXPECT_THAT(found(made, "R15"), IsEmpty());
    made.lines[0].net_kg = "0.101";
    EXPECT_THAT(found(made, "R15"), IsEmpty()) << "the first percentile itself";
    made.lines[0].net_kg = "0.1";
    EXPECT_THAT(found(made, "R15"), SizeIs(1)) << "below it";
}

TEST_F(HistoryRules, R15SaysWhatIsMissing) {
    add("2024-02-01", "KZ", "Velmora Technik", "Other", "854231", "", "5", "1000");
    Shipment made = chips();
    EXPECT_THAT(found(made, "R15"), IsEmpty());
    EXPECT_EQ(not_evaluated("R15"), "net_kg");
    made.lines[0].net_kg = "5";
    EXPECT_THAT(found(made, "R15"), IsEmpty());
    EXPECT_EQ(not_evaluated("R15"), "quantity");
    made.lines[0].quantity = "5";
    EXPECT_THAT(found(made, "R15"), IsEmpty());
    EXPECT_EQ(not_evaluated("R15"), "comparable lines in the history") << "one line is no comparison";
}

// --- R20 -------------------------------------------------------------------------------------------------------------

class SplitPayments : public HistoryRules {
protected:
    SplitPayments() {
        for (const char* supplier : {"Supplier A", "Supplier B", "Supplier C"}) {
            add("2024-01-01", "KZ", supplier, "Other", "854231");
        }
        payments = "date,payer,payee,amount,currency\n";
    }

    void pay(std::string_view date, std::string_view payee, std::string_view amount = "9000", std::string_view currency = "USD") {
        payments += fmt::format("{},Altynkum Trade,{},{},{}\n", date, payee, amount, currency);
    }
};

TEST_F(SplitPayments, R20FindsManySmallPaymentsToSeveralSuppliers) {
    pay("2024-05-01", "Supplier A");
    pay("2024-05-05", "Supplier B");
    pay("2024-05-10", "Supplier C");
    pay("2024-05-20", "Supplier A", "10000");
    EXPECT_THAT(found(chips(), "R20"), IsEmpty()) << "four";
    pay("2024-05-31", "Supplier B");
    const auto hits = found(chips(), "R20");
    ASSERT_THAT(hits, SizeIs(1)) << "five within 30 days";
    EXPECT_EQ(hits[0].evidence_for, "5 payments of at most 10000 USD to 3 suppliers from 2024-05-01 to 2024-05-31");
}

TEST_F(SplitPayments, R20CountsWithinTheDaysOnly) {
    for (const auto& [date, payee] : {std::pair{"2024-05-01", "Supplier A"}, {"2024-05-05", "Supplier B"}, {"2024-05-10", "Supplier C"}, {"2024-05-20", "Supplier A"},
                                      {"2024-06-01", "Supplier B"}}) {
        pay(date, payee);
    }
    EXPECT_THAT(found(chips(), "R20"), IsEmpty()) << "31 days apart";
}

TEST_F(SplitPayments, R20LooksAtSmallSumsToSuppliersOfSuchGoods) {
    for (const char* payee : {"Supplier A", "Supplier B", "Baker", "Baker", "Baker"}) {
        pay("2024-05-01", payee);
    }
    EXPECT_THAT(found(chips(), "R20"), IsEmpty());
    for (int i = 0; i < 5; ++i) {
        pay("2024-05-01", "Supplier C", "10000.01");
    }
    EXPECT_THAT(found(chips(), "R20"), IsEmpty()) << "not small";
}

TEST_F(SplitPayments, R20SaysWhatIsMissing) {
    pay("2024-05-01", "Supplier A", "5", "EUR");
    EXPECT_THAT(found(chips(), "R20"), IsEmpty());
    EXPECT_EQ(not_evaluated("R20"), "amount in USD of payments");
    payments += "soon,Altynkum Trade,Supplier A,5,USD\n2024-05-01,TO ORDER,Supplier A,5,USD\n";
    run(chips());
    EXPECT_EQ(facts.back().rejected, 2U);
    EXPECT_EQ(facts.back().rejects.at(0).reason, "'soon' is no date");
    EXPECT_EQ(facts.back().rejects.at(1).reason, "'TO ORDER' names no payer");
}

TEST_F(SplitPayments, R20ReadsMessagesOfPayments) {
    payments.clear();
    int number = 0;
    for (const auto& [date, payee] : {std::pair{"240501", "SUPPLIER A"}, {"240505", "SUPPLIER B"}, {"240510", "SUPPLIER C"}, {"240520", "SUPPLIER A"}, {"240531", "SUPPLIER B"}}) {
        payments += fmt::format("{{1:F01AAAABEBBAXXX0000000000}}{{2:I103CCCCKZKAXXXXN}}{{4:\r\n:20:PAY{:04}\r\n:23B:CRED\r\n:32A:{}USD9000,\r\n:50K:/KZ1\r\n"
                                "ALTYNKUM TRADE\r\nALMATY\r\n:59:/DE1\r\n{}\r\n:71A:SHA\r\n-}}\r\n",
                                ++number, date, payee);
    }
    const auto hits = found(chips(), "R20");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].evidence_for, "5 payments of at most 10000 USD to 3 suppliers from 2024-05-01 to 2024-05-31");
}

// --- R23 -------------------------------------------------------------------------------------------------------------

TEST_F(HistoryRules, R23FindsGoodsThatGoOn) {
    add("2024-06-20", "RU", "Altynkum Trade", "Somebody", "854231", "", "40");
    Shipment made = chips();
    made.lines[0].net_kg = "50";
    const auto hits = found(made, "R23");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].strength, 3);
    EXPECT_THAT(hits[0].sentence, HasSubstr("within 19 days"));
    made.lines[0].net_kg = "39";
    EXPECT_THAT(found(made, "R23"), IsEmpty()) << "more went out than came in";
    add("2024-01-01", "KZ", "Velmora Technik", "Altynkum Trade", "854231", "", "1");
    EXPECT_THAT(found(made, "R23"), SizeIs(1)) << "with what was in stock";
}

TEST_F(HistoryRules, R23KeepsCodeDaysAndDirection) {
    add("2024-08-30", "RU", "Altynkum Trade", "Somebody", "854231", "", "40");
    Shipment made = chips();
    made.lines[0].net_kg = "50";
    EXPECT_THAT(found(made, "R23"), SizeIs(1)) << "90 days";
    made.date = "2024-05-31";
    EXPECT_THAT(found(made, "R23"), IsEmpty()) << "91";
    made.date = "2024-08-31";
    EXPECT_THAT(found(made, "R23"), IsEmpty()) << "came after it went";
    made.date = "2024-06-01";
    made.lines = {line("854232")};
    EXPECT_THAT(found(made, "R23"), IsEmpty()) << "another code";
}

TEST_F(HistoryRules, R23FindsTheSecondLeg) {
    add("2024-04-01", "KZ", "Velmora Technik", "Altynkum Trade", "854231", "", "50");
    Shipment made = shipment("by", "854231");
    made.date = "2024-06-01";
    made.lines[0].net_kg = "50";
    made.parties = {party(Role::shipper, "Altynkum Trade", "kz")};
    EXPECT_THAT(found(made, "R23"), SizeIs(1));
    made.destination = "cn";
    EXPECT_THAT(found(made, "R23"), IsEmpty());
}

TEST_F(HistoryRules, R23DoesNotCountTheShipmentTwice) {
    add("2024-06-01", "KZ", "Velmora Technik", "Altynkum Trade", "854231", "", "50");
    add("2024-06-20", "RU", "Altynkum Trade", "Somebody", "854231", "", "60");
    Shipment made = chips();
    made.lines[0].net_kg = "50";
    EXPECT_THAT(found(made, "R23"), IsEmpty()) << "the history holds it: 50 in, 60 out";
}

TEST_F(HistoryRules, R23WithoutKilogramsSaysSo) {
    add("2024-06-20", "RU", "Altynkum Trade", "Somebody", "854231");
    const auto hits = found(chips(), "R23");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].strength, 2);
    EXPECT_EQ(hits[0].missing, "net_kg");
    EXPECT_THAT(found(chips(""), "R23"), IsEmpty());
    EXPECT_EQ(not_evaluated("R23"), "date");
}

// --- R26 -------------------------------------------------------------------------------------------------------------

TEST_F(HistoryRules, R26FindsASupplierToRussia) {
    add("2023-01-01", "RU", "VELMORA Technik", "Somebody", "640399");
    const auto hits = found(chips(), "R26");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].role, "shipper");
    EXPECT_EQ(hits[0].strength, 2) << "of high-priority goods now";
    Shipment made = chips();
    made.parties[0].name = "Someone Else";
    EXPECT_THAT(found(made, "R26"), IsEmpty());
}

TEST_F(HistoryRules, R26LooksSince2023AndAtRussiaOnly) {
    add("2022-12-31", "RU", "Velmora Technik", "Somebody", "640399");
    add("2023-12-31", "BY", "Velmora Technik", "Somebody", "640399");
    add("", "RU", "Velmora Technik", "Somebody", "640399");
    EXPECT_THAT(found(chips(), "R26"), IsEmpty());
}

TEST_F(HistoryRules, WithoutAHistoryNothingIsSaidForTheRecord) {
    const ShipmentResult alone = run(chips());
    for (const char* rule : {"R02", "R03", "R13", "R15", "R20", "R23", "R26"}) {
        EXPECT_THAT(test::of_rule(alone, rule), IsEmpty()) << rule << ": said once for the run";
    }
}

} // namespace
} // namespace tidewaiter::screen
