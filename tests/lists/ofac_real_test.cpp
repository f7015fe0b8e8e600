// OFAC's files as published. Counts are those of the files' manifest; names were counted by a second program; the
// fields were looked up in the raw files by hand.
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace tidewaiter::lists {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string real(std::string_view name) { return test::shared_data("lists/us_ofac/" + std::string(name)); }

std::string sanction_of(const test::ReadList& list, std::string_view party, std::string_view property) {
    const auto sanctions = list.sink.with("Sanction", "entity", party);
    return sanctions.size() == 1 ? std::string(sanctions[0].first(property)) : "not one sanction";
}

std::vector<std::string> party_ids(const test::ReadList& list) {
    std::vector<std::string> ids;
    for (const entity::Entity& entity : list.sink.entities) {
        if (entity.target.value_or(false)) {
            ids.push_back(entity.id);
        }
    }
    std::ranges::sort(ids);
    return ids;
}

} // namespace

TEST(OfacReal, TheSetOf2021IsReadWhole) {
    const std::string sdn = real("set_2021/sdn.csv.gz");
    if (sdn.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({sdn, real("set_2021/add.csv.gz"), real("set_2021/alt.csv.gz"), real("set_2021/sdn_comments.csv")});
    EXPECT_EQ(list.version.list, "us_ofac_sdn");
    EXPECT_EQ(list.version.records, 8976U);
    EXPECT_EQ(list.version.entities, 8976U);
    EXPECT_EQ(list.version.names, 23322U);
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.version.orphans, 0U);
    const auto& schemata = list.sink.schemata();
    EXPECT_EQ(schemata.at("Person"), 4620);
    EXPECT_EQ(schemata.at("Vessel"), 406);
    EXPECT_EQ(schemata.at("Airplane"), 277);

    const auto& abbas = list.sink.at("ofac-2674");
    EXPECT_THAT(abbas.values("name"), ElementsAre("Abu ABBAS"));
    EXPECT_THAT(abbas.values("alias"), ElementsAre("Muhammad ZAYDAN"));
    EXPECT_THAT(abbas.values("birthDate"), ElementsAre("1948-12-10"));
    EXPECT_THAT(abbas.values("position"), ElementsAre("Director of PALESTINE LIBERATION FRONT - ABU ABBAS FACTION"));

    const auto& aouadi = list.sink.at("ofac-7203");
    EXPECT_THAT(aouadi.values("taxNumber"), ElementsAre("DAOMMD74T11Z352Z"));
    EXPECT_THAT(aouadi.values("address"), ElementsAre("Via A. Masina n.7, Milano, Italy"));
    const auto passport = list.sink.with("Passport", "holder", "ofac-7203").at(0);
    EXPECT_EQ(passport.first("number"), "L 191609");
    EXPECT_EQ(passport.first("startDate"), "1996-02-28");
    EXPECT_EQ(passport.first("endDate"), "2001-02-27");

    const auto& ship = list.sink.at("ofac-15036");
    EXPECT_THAT(ship.values("imoNumber"), ElementsAre("9187629"));
    EXPECT_THAT(ship.values("pastFlags"), ElementsAre("mt", "tv", "tz"));
    EXPECT_THAT(ship.values("previousName"), ::testing::UnorderedElementsAre("ALPHA", "ABADAN", "SHONA"));
    EXPECT_EQ(sanction_of(list, "ofac-15036", "measure"), "asset_freeze");

    // His remarks are cut inside "Phone Number"; the overflow file goes on with "hone Number".
    const auto& li = list.sink.at("ofac-28264");
    EXPECT_THAT(li.values("phone"), ElementsAre("8613314257947", "8618004121000"));
    EXPECT_THAT(li.values("weakAlias"), ElementsAre("blackjack1987", "khaleesi"));
    EXPECT_EQ(li.values("publicKey").size(), 12U);
    EXPECT_THAT(list.sink.with("UnknownLink", "subject", "ofac-28264").at(0).first("role"), "Linked To");
    EXPECT_THAT(list.sink.at("ofac-30518").values("publicKey"), Contains("1GqChmWqGtsaLrGbHfgdrV5Nkvahtjjuxr"));
}

TEST(OfacReal, ConsecutiveDaysAddSevenAndRemoveNone) {
    const std::string first = real("sdn_20240501.csv.gz");
    if (first.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto before = test::load({first});
    const auto after = test::load({real("sdn_20240502.csv.gz")});
    EXPECT_EQ(before.version.entities, 14966U);
    EXPECT_EQ(before.version.names, 18627U);
    EXPECT_EQ(after.version.entities, 14973U);
    EXPECT_EQ(after.version.names, 18637U);
    const auto old_ids = party_ids(before);
    const auto new_ids = party_ids(after);
    std::vector<std::string> added;
    std::vector<std::string> removed;
    std::ranges::set_difference(new_ids, old_ids, std::back_inserter(added));
    std::ranges::set_difference(old_ids, new_ids, std::back_inserter(removed));
    EXPECT_THAT(added, ElementsAre("ofac-48321", "ofac-48323", "ofac-48325", "ofac-48326", "ofac-48328", "ofac-48329",
                                   "ofac-48330"));
    EXPECT_TRUE(removed.empty());
}

TEST(OfacReal, MixedDaysKeepTheirOrphans) {
    const std::string sdn = real("set_2024/sdn.csv.gz");
    if (sdn.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    // The manifest counts 15,403 lines: one of them is a header. Alternates are three months newer than the primary.
    const auto list = test::load({sdn, real("set_2024/add.csv.gz"), real("set_2024/alt_202409.csv.gz")});
    EXPECT_EQ(list.version.records, 15402U);
    EXPECT_EQ(list.version.entities, 15402U + 346U);
    EXPECT_EQ(list.version.names, 38126U);
    EXPECT_EQ(list.version.orphans, 589U);
    EXPECT_EQ(list.version.layout, 4U); // three headers and the last row of alternates
    EXPECT_EQ(list.version.rejects, 0U);

    const auto& salyga = list.sink.at("ofac-49626");
    EXPECT_THAT(salyga.values("name"), ElementsAre("Vyacheslav SALYGA"));
    EXPECT_THAT(salyga.values("passportNumber"), ElementsAre("FL390461"));
    EXPECT_THAT(salyga.values("birthCountry"), ElementsAre("ua"));
    EXPECT_THAT(salyga.values("country"), ElementsAre("ua"));
    EXPECT_EQ(list.sink.with("Passport", "holder", "ofac-49626").at(0).first("endDate"), "2028-01-31");
    const auto& otaria = list.sink.at("ofac-49625");
    EXPECT_THAT(otaria.values("weakAlias"), ElementsAre("WINSOME"));
    EXPECT_THAT(otaria.values("mmsi"), ElementsAre("613914400"));
    EXPECT_THAT(list.sink.at("ofac-18302").values("position"),
                ElementsAre("Chairman, SET Petrochemicals Oy", "Managing Director, Southeast Trading Oy"));
    // Cut at 1,000 bytes inside a wallet, and this set has no overflow file.
    EXPECT_THAT(list.sink.at("ofac-36216").values("publicKey"), ::testing::Not(Contains("1B11Ezqg3AXj")));
    EXPECT_EQ(list.sink.at("ofac-36216").values("publicKey").size(), 11U);
}

TEST(OfacReal, OrphansOfTwoYearsLaterNeitherCrashNorVanish) {
    const std::string sdn = real("sdn_20240502.csv.gz");
    if (sdn.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({sdn, real("add_20260801.csv.gz"), real("alt_20260801.csv.gz"), real("sdn_comments_20260801.csv")});
    EXPECT_EQ(list.version.records, 14973U);
    EXPECT_EQ(list.version.entities, 14973U + 1810U);
    EXPECT_EQ(list.version.orphans, 8824U);
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("first part is not full (files of different days?): 7")));
}

TEST(OfacReal, TheConsolidatedListKnowsItsMeasures) {
    const std::string primary = real("cons_prim.csv");
    if (primary.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({primary, real("cons_add.csv"), real("cons_alt.csv"), real("cons_comments.csv")});
    EXPECT_EQ(list.version.list, "us_ofac_cons");
    EXPECT_EQ(list.version.records, 442U);
    EXPECT_EQ(list.version.entities, 442U);
    EXPECT_EQ(list.version.names, 1657U);
    EXPECT_EQ(list.version.orphans, 0U);

    const auto& telecom = list.sink.at("ofac-30882");
    EXPECT_THAT(telecom.values("uscCode"), ElementsAre("9111000071093019X7"));
    EXPECT_THAT(telecom.values("alias"), ElementsAre("CHINA TELECOM", "CHINA TELECOM CO., LTD", "CHINA TELECOM CORP LTD"));
    EXPECT_EQ(sanction_of(list, "ofac-30882", "measure"), "sectoral");
    EXPECT_EQ(sanction_of(list, "ofac-30882", "listingDate"), "2021-06-03");
    EXPECT_EQ(sanction_of(list, "ofac-30882", "startDate"), "2021-08-02");

    const auto& bank = list.sink.at("ofac-17016");
    EXPECT_THAT(bank.values("swiftBic"), ElementsAre("GAZPRUMM"));
    EXPECT_THAT(bank.values("leiCode"), ElementsAre("253400WSS48YWMBUA688"));
    EXPECT_THAT(bank.values("innCode"), ElementsAre("7744001497"));
    EXPECT_THAT(bank.values("ogrnCode"), ElementsAre("1027700167110"));
    EXPECT_THAT(bank.values("incorporationDate"), ElementsAre("1990-07-31"));
    EXPECT_EQ(sanction_of(list, "ofac-17016", "listingDate"), "2022-02-24");
    EXPECT_EQ(sanction_of(list, "ofac-9639", "measure"), "unknown");
    EXPECT_THAT(list.sink.at("ofac-50476").values("weakAlias"), ElementsAre("Sweet Micky"));
}

TEST(OfacReal, ThePipeDelimitedFormIsTheSameList) {
    const std::string primary = real("cons_prim_2017.pip.gz");
    if (primary.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({primary});
    EXPECT_EQ(list.version.list, "us_ofac_cons");
    EXPECT_EQ(list.version.records, 639U);
    EXPECT_EQ(list.version.entities, 639U);
    EXPECT_EQ(list.version.names, 684U);
    EXPECT_EQ(sanction_of(list, "ofac-4632", "measure"), "asset_freeze");
}

} // namespace tidewaiter::lists
