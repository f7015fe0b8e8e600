// Readings from trade statistics: every basket, basis and side that the flow file answers, with bounds, coverage and vintage.
#include "base/csv.hpp"
#include "claims/check.hpp"

#include "support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace tidewaiter;
using claims::Fit;
using claims::Word;

namespace {

struct Home {
    test::ScratchFolder folder;
    flows::FlowTable table{""};
    goods::GoodsBook book;
    int number = 0;

    void load(const std::string& rows, const std::string& vintage = "2024-03-01") {
        table.load(folder.write("eu_" + std::to_string(++number) + "_import.csv", "reporter,partner,product,period,value_eur,flow\n" + rows), {.vintage = vintage});
    }

    claims::Checked check(const std::string& text, const std::string& as_of = "2026-11-24") {
        const auto article = claims::read_article(text, "a.txt");
        const auto found = claims::find_claims(article, {.said_on = "2024-05-02"});
        EXPECT_EQ(found.claims.size(), 1U) << text;
        return claims::check_claim(found.claims.at(0), {.as_of = as_of, .flows = &table, .goods = &book});
    }
};

const claims::Reading* find(const claims::Checked& card, const std::string& codes, const std::string& from) {
    const auto found = std::ranges::find_if(card.readings, [&](const claims::Reading& each) { return each.origin == claims::Origin::flows && each.codes == codes && each.period.from == from; });
    return found == card.readings.end() ? nullptr : &*found;
}

} // namespace

TEST(Populations, AreBasketsThatTradeStatisticsKnow) {
    const goods::GoodsBook book;
    const base::CsvTable table("claim_populations.csv", test::read_file(test::bundled("claim_populations.csv")));
    for (const auto& row : table.rows()) {
        for (const std::string_view width : {"narrow", "middle", "wide"}) {
            const std::string& codes = row[table.column(width)];
            if (!codes.empty()) {
                EXPECT_NO_THROW(flows::parse_basket(book, codes)) << row[0] << " " << codes;
            }
        }
    }
}

TEST(FlowReadings, GiveShareBoundsAndCoverageOfTheStatedYear) {
    Home home;
    home.load("RU,World,8703,2023,1000000000,M\nRU,CN,8703,2023,600000000,M\nRU,DE,8703,2023,300000000,M\n");
    const auto card = home.check("China supplied 61 percent of Russia's car imports in 2023.");
    const auto* one = find(card, "8703", "2023-01");
    ASSERT_NE(one, nullptr);
    EXPECT_NEAR(one->value.low.value(), 60, 0.01);
    EXPECT_NEAR(one->value.high.value(), 70, 0.01) << "100 of 1,000 have no supplier's name";
    EXPECT_NEAR(one->coverage.value(), 0.9, 0.001);
    EXPECT_EQ(one->fit, Fit::straddling);
    EXPECT_NE(one->command.find("tidewaiter share --buyer RU --basket 8703 --from 2023 --to 2023 --supplier CN"), std::string::npos) << one->command;
    EXPECT_EQ(card.now.word, Word::supported_on_some);
}

TEST(FlowReadings, BelowSixtyPercentCoverageDoNotCount) {
    Home home;
    home.load("RU,World,8703,2023,1000000000,M\nRU,CN,8703,2023,300000000,M\n");
    const auto card = home.check("China supplied 30 percent of Russia's car imports in 2023.");
    ASSERT_NE(find(card, "8703", "2023-01"), nullptr);
    EXPECT_NE(find(card, "8703", "2023-01")->not_counted.find("coverage 30 %"), std::string::npos);
    EXPECT_EQ(card.now.word, Word::not_testable);
}

TEST(FlowReadings, KnowTheVintageOfTheDay) {
    Home home;
    home.load("RU,World,8703,2023,1000000000,M\nRU,CN,8703,2023,600000000,M\nRU,DE,8703,2023,400000000,M\n", "2025-01-15");
    const auto card = home.check("China supplied 60 percent of Russia's car imports in 2023.");
    ASSERT_TRUE(card.then.has_value());
    EXPECT_EQ(card.then->word, Word::not_testable) << "the file came out after it was said";
    EXPECT_EQ(card.now.counted(), 1U);
}

TEST(FlowReadings, SweepTheBasketsOfAWord) {
    Home home;
    home.load("RU,World,8457,2023,100000000,M\nRU,CN,8457,2023,90000000,M\nRU,DE,8457,2023,10000000,M\n"
              "RU,World,8466,2023,100000000,M\nRU,CN,8466,2023,10000000,M\nRU,DE,8466,2023,90000000,M\n");
    const auto card = home.check("China supplied 90 percent of Russia's machine tools in 2023.");
    const auto* middle = find(card, "machine_tools:middle", "2023-01");
    const auto* wide = find(card, "machine_tools:wide", "2023-01");
    ASSERT_NE(middle, nullptr);
    ASSERT_NE(wide, nullptr);
    EXPECT_EQ(middle->fit, Fit::inside);
    EXPECT_EQ(wide->fit, Fit::outside);
    ASSERT_TRUE(card.now.stated.has_value());
    EXPECT_EQ(card.readings[*card.now.stated].id, middle->id) << "middle is what the plain word states, and the period is stated";
}

TEST(FlowReadings, GiveChangesAndAmounts) {
    Home home;
    home.load("RU,World,8703,2021,400000000,M\nRU,CN,8703,2021,100000000,M\nRU,DE,8703,2021,300000000,M\nRU,World,8703,2023,1000000000,M\nRU,CN,8703,2023,600000000,M\nRU,DE,8703,2023,400000000,M\n");
    const auto change = home.check("Russia's car imports from China grew sixfold between 2021 and 2023.");
    ASSERT_FALSE(change.readings.empty());
    EXPECT_NEAR(change.readings[0].value.low.value(), 6, 0.001);
    EXPECT_EQ(change.readings[0].fit, Fit::inside);
    const auto level = home.check("Russia imported cars worth 1 billion euros in 2023.");
    ASSERT_FALSE(level.readings.empty());
    EXPECT_EQ(level.readings[0].fit, Fit::inside);
}

TEST(FlowReadings, ARecordOfWeaponsTakesSupportFromItsDenialAndNoRecordProvesNothing) {
    Home home;
    home.load("RU,World,93,2023,9000000,M\nRU,CN,93,2023,4000000,M\nRU,DE,93,2023,5000000,M\n");
    const auto denied = home.check("China does not supply weapons to Russia.");
    EXPECT_EQ(denied.now.word, Word::not_supported) << "a customs code is no classification";
    EXPECT_TRUE(denied.true_part.starts_with("Records are held: ")) << denied.true_part;
    const auto other = home.check("Turkey does not supply weapons to Russia.");
    EXPECT_EQ(other.now.word, Word::not_testable);
    EXPECT_NE(other.not_shown.find("no proof"), std::string::npos);
}

TEST(FlowReadings, AnEarlierVintageCountsOnTheDayAndALaterOneToday) {
    Home home;
    home.load("RU,World,8703,2023,1000000000,M\nRU,CN,8703,2023,900000000,M\nRU,DE,8703,2023,100000000,M\n", "2024-03-01");
    home.load("RU,World,8703,2023,1000000000,M\nRU,CN,8703,2023,600000000,M\nRU,DE,8703,2023,400000000,M\n", "2025-01-15");
    const auto card = home.check("China supplied 60 percent of Russia's car imports in 2023.");
    ASSERT_TRUE(card.then.has_value() && card.then->stated.has_value() && card.now.stated.has_value());
    EXPECT_NEAR(card.readings[*card.then->stated].mode.value(), 90, 0.1);
    EXPECT_NEAR(card.readings[*card.now.stated].mode.value(), 60, 0.1);
    EXPECT_EQ(card.then->word, Word::contradicted);
    EXPECT_EQ(card.now.word, Word::supported_on_some);
}

TEST(FlowReadings, YearsThatAreNotWholeGiveNoRatio) {
    Home home;
    std::string rows = "RU,World,8703,2021,400000000,M\nRU,CN,8703,2021,100000000,M\nRU,DE,8703,2021,300000000,M\n";
    rows += "RU,World,8703,2023-01,90000000,M\nRU,CN,8703,2023-01,60000000,M\nRU,DE,8703,2023-01,30000000,M\n";
    home.load(rows);
    const auto card = home.check("Russia's car imports from China fell by 40 percent between 2021 and 2023.");
    for (const auto& each : card.readings) {
        EXPECT_FALSE(each.not_counted.empty()) << each.what;
    }
    EXPECT_EQ(card.now.word, Word::not_testable);
}

TEST(FlowReadings, CompareSuppliers) {
    Home home;
    home.load("RU,World,8703,2023,1000000000,M\nRU,CN,8703,2023,600000000,M\nRU,DE,8703,2023,400000000,M\n");
    EXPECT_EQ(home.check("In 2023 Russia imported more cars from China than from Germany.").readings.at(0).fit, Fit::inside);
    EXPECT_EQ(home.check("Germany is the largest supplier of cars to Russia.").readings.at(0).fit, Fit::outside);
}
