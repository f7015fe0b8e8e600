// R05, R14, R17, R22: rules that compare a shipment with trade statistics.
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

class TradeRules : public test::BesideTest {
protected:
    TradeRules() { trade = "refYear,reporterISO,partnerISO,flowCode,cmdCode,primaryValue,netWgt\n"; }

    void add(int year, std::string_view reporter, std::string_view partner, std::string_view flow, std::string_view hs, std::string_view value, std::string_view kg = "") {
        trade += fmt::format("{},{},{},{},{},{},{}\n", year, reporter, partner, flow, hs, value, kg);
    }

    /// Some import of every year, so that the place is known.
    void add_years(std::string_view place, std::string_view hs, std::string_view value, int from = 2017, int to = 2021) {
        for (int year = from; year <= to; ++year) {
            add(year, place, "DEU", "M", hs, value);
        }
    }

    static Shipment chips() {
        Shipment made = shipment("kg", "854231");
        made.date = "2024-06-01";
        return made;
    }
};

// --- R05 -------------------------------------------------------------------------------------------------------------

TEST_F(TradeRules, R05FindsImportsBeyondOwnNeed) {
    add_years("KGZ", "854231", "1000");
    add(2024, "KGZ", "DEU", "M", "854231", "3001");
    const auto hits = found(chips(), "R05");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].strength, 2);
    EXPECT_EQ(hits[0].sentence, "Kyrgyzstan imported 3.0 times as much of 8542.31 in 2024 as its own need explains.");
    ASSERT_TRUE(policy.parameters.set(Parameter::r05_demand_growth, 1.01).has_value());
    EXPECT_THAT(found(chips(), "R05"), IsEmpty()) << "demand grew";
}

TEST_F(TradeRules, R05IsSilentAtTheThreshold) {
    add_years("KGZ", "854231", "1000");
    add(2024, "KGZ", "DEU", "M", "854231", "3000");
    EXPECT_THAT(found(chips(), "R05"), IsEmpty());
}

TEST_F(TradeRules, R05TakesTheNewestYearAndNeverAddsBothSides) {
    add_years("KGZ", "854231", "1000");
    add(2023, "KGZ", "DEU", "M", "854231", "2000");
    add(2023, "DEU", "KGZ", "X", "854231", "2000");
    EXPECT_THAT(found(chips(), "R05"), IsEmpty()) << "what Germany sent is what Kyrgyzstan got";
    add(2023, "World", "KGZ", "X", "854231", "9000");
    add(2023, "KGZ", "World", "M", "854231", "9000");
    EXPECT_THAT(found(chips(), "R05"), IsEmpty()) << "totals are left out";
    EXPECT_THAT(facts.at(0).remark, HasSubstr("2 rows of totals and areas"));
    add(2023, "KGZ", "CHN", "M", "854231", "5000");
    EXPECT_THAT(found(chips(), "R05"), SizeIs(1));
}

TEST_F(TradeRules, R05SaysWhatIsMissing) {
    add_years("KGZ", "854231", "1000", 2018);
    add(2024, "KGZ", "DEU", "M", "854231", "9000");
    EXPECT_THAT(found(chips(), "R05"), IsEmpty());
    EXPECT_EQ(not_evaluated("R05"), "imports of kg in 2017-2021 and since") << "2017 is not held";
    Shipment made = chips();
    made.date = "";
    EXPECT_THAT(found(made, "R05"), IsEmpty());
    EXPECT_EQ(not_evaluated("R05"), "date");
}

// --- R14 -------------------------------------------------------------------------------------------------------------

TEST_F(TradeRules, R14FindsAPriceAboveTheMarkets) {
    for (const char* partner : {"DEU", "FRA", "ITA", "NLD", "CHN"}) {
        add(2024, "KGZ", partner, "M", "854231", "1000", "10");
    }
    Shipment made = chips();
    made.lines[0].value = "151";
    made.lines[0].currency = "USD";
    made.lines[0].net_kg = "1";
    const auto hits = found(made, "R14");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].evidence_for, "151.00 USD a kg; median of 5 rows of 2024: 100.00");
    made.lines[0].value = "150";
    EXPECT_THAT(found(made, "R14"), IsEmpty()) << "at the threshold";
    made.date = "2025-03-01";
    made.lines[0].value = "400";
    EXPECT_EQ(found(made, "R14").at(0).strength, 2) << "the year before stands for one that is not there yet";
    made.lines[0].hs = "640399";
    EXPECT_THAT(found(made, "R14"), IsEmpty()) << "shoes";
}

TEST_F(TradeRules, R14SaysWhatIsMissing) {
    add(2024, "KGZ", "DEU", "M", "854231", "1000", "10");
    Shipment made = chips();
    EXPECT_THAT(found(made, "R14"), IsEmpty());
    EXPECT_EQ(not_evaluated("R14"), "net_kg");
    made.lines[0].net_kg = "1";
    made.lines[0].value = "500";
    made.lines[0].currency = "EUR";
    EXPECT_THAT(found(made, "R14"), IsEmpty());
    EXPECT_EQ(not_evaluated("R14"), "value in USD");
    policy.usd_per["EUR"] = 1.1;
    EXPECT_THAT(found(made, "R14"), IsEmpty());
    EXPECT_EQ(not_evaluated("R14"), "unit values of 8542.31 in the trade statistics") << "one row is no market";
}

// --- R17 -------------------------------------------------------------------------------------------------------------

TEST_F(TradeRules, R17FindsGoodsLostOnTheirWay) {
    add(2024, "KGZ", "FRA", "M", "854231", "1000");
    Shipment made = chips();
    made.via = {"RU"};
    const auto hits = found(made, "R17");
    ASSERT_THAT(hits, SizeIs(1)) << "Kyrgyzstan reports chips of France, none of Germany";
    EXPECT_EQ(hits[0].strength, 2);
    EXPECT_THAT(hits[0].sentence, HasSubstr("reports no such import in 2024"));
    add(2024, "KGZ", "DEU", "M", "854231", "1");
    EXPECT_THAT(found(made, "R17"), IsEmpty());
}

TEST_F(TradeRules, R17TakesTheOriginForAMatchToo) {
    add(2024, "KGZ", "TWN", "M", "854231", "1000");
    Shipment made = chips();
    made.via = {"BY"};
    made.lines[0].origin = "tw";
    EXPECT_THAT(found(made, "R17"), IsEmpty()) << "imports are booked by origin";
}

TEST_F(TradeRules, R17WithoutStatisticsSaysTheWayAlone) {
    trade.clear();
    Shipment made = chips();
    made.via = {"RU"};
    const auto hits = found(made, "R17");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].strength, 1);
    EXPECT_EQ(hits[0].missing, "imports that kg reports");
    EXPECT_EQ(hits[0].sentence, "Goods for Kyrgyzstan go through Russia.");
}

TEST_F(TradeRules, R17LooksAtThirdCountriesOnly) {
    Shipment made = chips();
    made.via = {"RU"};
    made.destination = "by";
    EXPECT_THAT(found(made, "R17"), IsEmpty()) << "that is no third country";
    made.destination = "kg";
    made.dispatch = "ru";
    EXPECT_THAT(found(made, "R17"), IsEmpty());
    made.dispatch = "de";
    made.via = {"TR"};
    EXPECT_THAT(found(made, "R17"), IsEmpty());
    made.via = {"RU"};
    made.lines = {line("")};
    EXPECT_THAT(found(made, "R17"), IsEmpty());
    EXPECT_EQ(not_evaluated("R17"), "hs");
}

// --- R22 -------------------------------------------------------------------------------------------------------------

TEST_F(TradeRules, R22FindsATradeThatDidNotExist) {
    add_years("KGZ", "640399", "1000");
    add(2023, "DEU", "KGZ", "X", "854231", "60000");
    add(2024, "DEU", "KGZ", "X", "854232", "40001");
    const auto hits = found(chips(), "R22");
    ASSERT_THAT(hits, SizeIs(1)) << "of the heading";
    EXPECT_EQ(hits[0].evidence_for, "8542 from de to kg: 0 USD in 2017-2021, 100001 USD since");
}

TEST_F(TradeRules, R22LeavesOldAndSmallTrade) {
    add_years("KGZ", "640399", "1000");
    add(2023, "DEU", "KGZ", "X", "854231", "100000");
    add(2023, "KGZ", "DEU", "M", "854231", "90000");
    EXPECT_THAT(found(chips(), "R22"), IsEmpty()) << "both sides report one trade, of 100,000 at most";
    add(2024, "DEU", "KGZ", "X", "854231", "100000");
    EXPECT_THAT(found(chips(), "R22"), SizeIs(1));
    add(2019, "DEU", "KGZ", "X", "854233", "1");
    EXPECT_THAT(found(chips(), "R22"), IsEmpty()) << "it existed";
}

TEST_F(TradeRules, R22SaysWhatIsMissing) {
    add(2023, "DEU", "KGZ", "X", "854231", "500000");
    EXPECT_THAT(found(chips(), "R22"), IsEmpty()) << "years that are not held are not zero";
    EXPECT_EQ(not_evaluated("R22"), "imports of kg in 2017-2021");
}

// --- the file --------------------------------------------------------------------------------------------------------

TEST_F(TradeRules, BadRowsAreCountedAndOtherCodesLeftOut) {
    trade += "soon,KGZ,DEU,M,854231,5,\n2024,KGZ,DEU,?,854231,5,\n2024,KGZ,DEU,M,ABCDEF,5,\n2024,KGZ,DEU,M,854231,much,\n2024,KGZ,DEU,M,8542,5,\n";
    run(chips());
    EXPECT_EQ(facts.at(0).rejected, 4U);
    EXPECT_EQ(facts.at(0).used, 1U);
    EXPECT_EQ(facts.at(0).remark, "0 rows of totals and areas, and 1 of codes that have not six digits, were left out");
    EXPECT_EQ(facts.at(0).rejects.at(1).reason, "'?' is no flow");
}

} // namespace
} // namespace tidewaiter::screen
