// The Consolidated Screening List as published: counts of the manifest, names counted by a second program, and fields
// looked up by hand.
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

#include <map>

namespace tidewaiter::lists {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::map<std::string, int> listings_by_source(const test::ReadList& list) {
    std::map<std::string, int> counts;
    for (const entity::Entity& entity : list.sink.entities) {
        if (entity.schema == "Sanction") {
            ++counts[std::string(entity.first("program"))];
        }
    }
    return counts;
}

} // namespace

TEST(UsCslReal, AllThirteenSourcesOf2022) {
    const std::string path = test::shared_data("lists/us_csl/consolidated_202204.csv.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({path});
    EXPECT_EQ(list.version.records, 14160U);
    EXPECT_EQ(list.version.entities, 14048U); // 112 rows repeat a party of another source list
    EXPECT_EQ(list.version.names, 33564U);
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.version.layout, 1U);
    const auto sources = listings_by_source(list);
    EXPECT_EQ(sources.size(), 13U);
    EXPECT_EQ(sources.at("Specially Designated Nationals (SDN)"), 10026);
    EXPECT_EQ(sources.at("Entity List (EL)"), 2001);
    EXPECT_EQ(sources.at("ITAR Debarred (DTC)"), 727);
    EXPECT_EQ(sources.at("Denied Persons List (DPL)"), 462);
    EXPECT_EQ(sources.at("Sectoral Sanctions Identifications List (SSI)"), 290);
    EXPECT_EQ(sources.at("Unverified List (UVL)"), 201);
    EXPECT_EQ(sources.at("Nonproliferation Sanctions (ISN)"), 163);
    EXPECT_EQ(sources.at("Palestinian Legislative Council List (PLC)"), 78);
    EXPECT_EQ(sources.at("Military End User (MEU) List"), 71);
    EXPECT_EQ(sources.at("Capta List (CAP)"), 52); // 53 rows, two of them the same
    EXPECT_EQ(sources.at("Foreign Sanctions Evaders (FSE)"), 3);

    const auto& ash = list.sink.at("csl-deb7a1d5743a85c354ca1a2c7f2664e2104b32d7");
    EXPECT_THAT(ash.values("name"), ElementsAre("I. ASH"));
    EXPECT_THAT(ash.values("country"), ElementsAre("us"));
    const auto order = list.sink.with("Sanction", "entity", ash.id).at(0);
    EXPECT_EQ(order.first("measure"), "debarment");
    EXPECT_EQ(order.first("startDate"), "2003-06-19");
    EXPECT_EQ(order.first("endDate"), "2056-06-29");

    const auto& plant = list.sink.at("csl-4398d33e9e93c7477af39f1e0bfffc13ddd47bcc");
    EXPECT_THAT(plant.values("alias"), ElementsAre("Open Joint Stock Company 140 Repair Plant", "JSC 140 Repair Plant"));
    EXPECT_THAT(plant.values("address"), ElementsAre("19 Luysi Chalovskoy St., Borisov, 222512, Belarus"));

    const auto& abbas = list.sink.at("csl-24904");
    EXPECT_THAT(abbas.values("name"), ElementsAre("Yasir 'ABBAS"));
    EXPECT_THAT(abbas.values("gender"), ElementsAre("male"));
    EXPECT_THAT(list.sink.with("Identification", "holder", "csl-24904"), IsEmpty());

    const auto jordanian = list.sink.with("Passport", "holder", "csl-17291").at(0);
    EXPECT_EQ(jordanian.first("number"), "K475336");
    EXPECT_EQ(jordanian.first("startDate"), "2009-08-31");
    EXPECT_EQ(jordanian.first("endDate"), "2014-08-30");

    const auto& bank = list.sink.at("csl-31695");
    EXPECT_THAT(bank.values("innCode"), ElementsAre("7702235133"));
    EXPECT_THAT(bank.values("swiftBic"), ElementsAre("CBRFRUMM"));
    EXPECT_THAT(bank.values("incorporationDate"), ElementsAre("1990-07-13"));
    EXPECT_EQ(list.sink.with("Sanction", "entity", "csl-31695").at(0).first("listingDate"), "2022-02-22");

    EXPECT_EQ(list.sink.with("Sanction", "entity", "csl-18291").size(), 3U); // CAPTA, SDN, SSI
    EXPECT_THAT(list.sink.at("csl-15903").values("imoNumber"), ElementsAre("9569683"));
    EXPECT_THAT(list.sink.at("csl-0b8f0bba5ac06f7709db66cfd0d43e2042e70779").values("name"), ElementsAre("Asia-Invest LLC"));
    EXPECT_THAT(list.sink.at("csl-aadd6c0abb767fa2f457bea14ad47bc7e231db93").values("name"),
                ElementsAre("Huawei Marine Networks Co., Ltd."));
    EXPECT_THAT(list.sink.at("csl-baeba8ddd6a099f9ebe1fbd9cad3a6d32ffcc8e0").values("alias"),
                ElementsAre("Chi-Chung Electronics Company Ltd. (Chitron-Shenzhen)"));
    EXPECT_THAT(list.sink.at("csl-8e1d24e5ee0e231200ff75cfd1c039d40fb28baa").values("name"), ElementsAre("OOO STG EKO"));
}

TEST(UsCslReal, TheFormOf2019WithoutIds) {
    const std::string path = test::shared_data("lists/us_csl/csl_2019_excerpt.csv");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({path});
    EXPECT_EQ(list.version.records, 115U);
    EXPECT_EQ(list.version.entities, 115U);
    EXPECT_EQ(list.version.names, 276U);
    const auto sources = listings_by_source(list);
    EXPECT_EQ(sources.at("Specially Designated Nationals (SDN)"), 28);
    EXPECT_EQ(sources.at("Denied Persons List (DPL)"), 8);
}

} // namespace tidewaiter::lists
