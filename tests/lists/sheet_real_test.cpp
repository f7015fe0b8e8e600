// The published spreadsheets: counts by the manifest of the data, and fields picked by hand.
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(SheetReal, AustraliaOfAugust2026) {
    const std::string path = shared_data("lists/au/dfat_consolidated_202608.xlsx");
    if (path.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const ReadList list = load({path});
    EXPECT_EQ(list.version.records, 11'068U);
    EXPECT_EQ(list.version.entities, 3'846U);
    EXPECT_EQ(list.version.names, 11'158U);
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.version.version, "last control date 2026-07-21");
    const auto& first = list.sink.at("au-2");
    EXPECT_EQ(first.caption, "MOHAMMAD HASSAN AKHUND");
    EXPECT_THAT(first.values("alias"), Contains("محمد حسن أخوند"));
    EXPECT_THAT(first.values("birthDate"), Contains("1945"));
    EXPECT_EQ(first.first("citizenship"), "af");
    EXPECT_EQ(first.first("modifiedAt"), "2026-04-14");
    EXPECT_EQ(list.sink.at("au-3126").first("birthDate"), "1983-09-29");
    EXPECT_THAT(list.sink.at("au-3126").values("alias"), Contains("Ислам Сеит-Умарович Атабиев"));
    const auto& atabiev = list.sink.at("au-3126");
    EXPECT_THAT(atabiev.values("name"), ElementsAre("Islam Seit-Umarovich Atabiev"));
    EXPECT_THAT(atabiev.values("alias"), Contains("Абу Джихад"));
    EXPECT_THAT(atabiev.values("passportNumber"), Contains("620169661"));
    EXPECT_THAT(atabiev.values("citizenship"), ElementsAre("ru"));
    EXPECT_EQ(list.sink.with("Sanction", "entity", "au-3126").at(0).first("listingDate"), "2015-10-02");
    EXPECT_EQ(list.sink.with("Sanction", "entity", "au-3126").at(0).first("country"), "au");
    EXPECT_EQ(list.sink.with("Sanction", "entity", "au-8227").at(0).first("measure"), "sectoral");
    EXPECT_EQ(list.sink.at("au-8227").schema, "Vessel");
    EXPECT_EQ(list.sink.at("au-8227").first("imoNumber"), "9288693");
    EXPECT_THAT(list.sink.at("au-8228").values("previousName"), ElementsAre("ASHER"));
}

TEST(SheetReal, JapanOfSeptember2025) {
    const std::string path = shared_data("lists/jp/meti_foreign_end_user_list_20250929.xlsx");
    if (path.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const ReadList list = load({path});
    EXPECT_EQ(list.version.records, 835U);
    EXPECT_EQ(list.version.entities, 835U);
    EXPECT_EQ(list.version.names, 2'614U);
    EXPECT_EQ(list.sink.with("Organization", "country", "lb").size(), 9U); // "Republic of Lebanon"
    EXPECT_THAT(list.version.remarks, Each(Not(HasSubstr("countries that are not known"))));
    const auto base = list.sink.with("Organization", "alias", "Beihang University");
    ASSERT_EQ(base.size(), 1U);
    EXPECT_THAT(base[0].values("alias"), Contains("北京航空航天大学"));
    EXPECT_EQ(base[0].first("country"), "cn");
    const auto qaida = list.sink.with("Organization", "name", "Al Qa'ida/Islamic Army");
    ASSERT_EQ(qaida.size(), 1U);
    EXPECT_EQ(qaida[0].values("alias").size(), 8U);
    EXPECT_THAT(qaida[0].values("country"), ElementsAre("af"));
    const auto sanction = list.sink.with("Sanction", "entity", qaida[0].id).at(0);
    EXPECT_THAT(sanction.values("provisions"), Contains("Conventional weapons (CW)"));
    EXPECT_THAT(sanction.values("provisions"), Contains("Type of WMD: nuclear weapons (N)"));
    EXPECT_EQ(sanction.first("country"), "jp");
    EXPECT_EQ(sanction.first("measure"), "unknown");
    const auto koryo = list.sink.with("Organization", "name", "Air Koryo").at(0);
    EXPECT_THAT(koryo.values("alias"), ElementsAre("高麗航空", "Airkoryo"));
    EXPECT_EQ(koryo.first("country"), "kp");
    EXPECT_THAT(list.sink.with("Organization", "name", "Beijing UniStrong Science & Technology Co., Ltd.").at(0).values("alias"),
                ElementsAre("北京合衆思壯科技股份有限公司"));
    EXPECT_THAT(list.sink.with("Organization", "name", "Zavod \"Miass\"").at(0).values("alias"), Contains("JSC MMZ"));
    EXPECT_EQ(list.sink.with("Organization", "name", "Time & Tune").at(0).first("country"), "pk");
}

TEST(SheetReal, BritainOfAugust2025) {
    const std::string path = shared_data("lists/uk/uk_sanctions_list_quick_20250811.ods");
    if (path.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const ReadList list = load({path});
    EXPECT_EQ(list.version.records, 5'302U);
    EXPECT_EQ(list.version.entities, 5'300U); // BEL0174 and RUS1467 have an empty name
    EXPECT_EQ(list.version.rejects, 2U);
    EXPECT_EQ(list.sink.at("gb-AFG0001").caption, "HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE");
    const auto listing = list.sink.with("Sanction", "authorityId", "YEM0018");
    ASSERT_EQ(listing.size(), 1U);
    EXPECT_EQ(listing[0].first("listingDate"), "2024-02-27");
    EXPECT_THAT(listing[0].values("provisions"), ElementsAre("Asset freeze", "Director Disqualification Sanction", "Targeted arms embargo", "Travel Ban"));
}
