// Japan's lists of export bans, from the text of a PDF.
#include "collected.hpp"
#include "lists/formats.hpp"
#include "support/files.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tidewaiter;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

constexpr std::string_view heading =
    "○ 国際平和のための努力に寄与するために講ずる輸出等に係る禁止措置\n"
    "の対象となるロシア連邦の団体（令和四年外務省告示第八十二号）\n"
    "指定日：2022 年03月01 日\n最終更新日：2025 年09 月12 日\n";

test::ReadList read_ban(const std::string& entries, std::string_view title = heading) {
    const test::ScratchFolder folder;
    return test::read_list(lists::jp_ban_text,
                           {folder.write("list.txt", std::string(title) + entries)});
}

const entity::Entity& only(const test::ReadList& list, std::size_t number = 0) {
    std::size_t seen = 0;
    for (const entity::Entity& entity : list.sink.entities) {
        if (entity.target.value_or(false) && seen++ == number) {
            return entity;
        }
    }
    ADD_FAILURE() << "no party " << number;
    return list.sink.entities.at(0);
}

} // namespace

TEST(JpBanText, NamesInBothScriptsAndAddresses) {
    const auto list = read_ban(
        "１ 連邦港湾庁（別称、FPB及び港湾局）\nFederal Harbour Office (FHO), a.k.a., the following "
        "two aliases:\n-FPB; and\n-Harbour\nBureau.\n"
        "所在地：1 Quay Street, Moscow 107031, Russia; and 2 Dock\nRoad, Moscow, Russia.\n");
    EXPECT_EQ(list.version.list, "jp_meti_ru");
    EXPECT_EQ(list.version.date, "2025-09-12");
    EXPECT_EQ(list.version.records, 1U);
    const auto& party = only(list);
    EXPECT_THAT(party.values("name"), ElementsAre("Federal Harbour Office (FHO)"));
    EXPECT_THAT(party.values("alias"),
                ElementsAre("連邦港湾庁", "FPB", "Harbour Bureau", "港湾局"));
    EXPECT_THAT(party.values("address"),
                ElementsAre("1 Quay Street, Moscow 107031, Russia", "2 Dock Road, Moscow, Russia"));
    EXPECT_THAT(party.values("country"), ElementsAre("ru"));
}

TEST(JpBanText, ListingHasNoticeMeasureAndJurisdiction) {
    const auto list = read_ban("１ 甲社\nAlpha JSC\n所在地：Moscow, Russia.\n");
    const auto sanction = list.sink.with("Sanction", "entity", only(list).id).at(0);
    EXPECT_EQ(sanction.first("program"), "令和四年外務省告示第八十二号");
    EXPECT_THAT(std::string(sanction.first("provisions")), HasSubstr("輸出等に係る禁止措置"));
    EXPECT_EQ(sanction.first("measure"), "sectoral");
    EXPECT_EQ(sanction.first("country"), "jp");
    EXPECT_EQ(sanction.first("authorityId"), "1");
}

TEST(JpBanText, AnEntryMayBeginInTheLineThatEndsAnother) {
    const auto list = read_ban(
        "１ 甲社\nAlpha JSC\n所在地：House 2 Moscow 127055RU.２ NMテック\nNM-Tekh\n所 在 地 ： "
        "Moscow, Russia\n"
        "３ 株式会社第140 修理工場「プログレス」JSC Progress\n所在地: Samara, Russia4 乙社\nBeta "
        "LLC\n別称：BETA社; 有限会社 BETA\nLLC Company BETA\n所在地：Omsk, Russia");
    EXPECT_EQ(list.version.records, 4U);
    EXPECT_EQ(list.version.entities, 4U);
    EXPECT_EQ(list.rejects.count(), 0U);
    EXPECT_THAT(only(list, 1).values("name"), ElementsAre("NM-Tekh"));
    EXPECT_THAT(only(list, 1).values("alias"), ElementsAre("NMテック"));
    EXPECT_THAT(only(list, 2).values("name"), ElementsAre("JSC Progress"));
    EXPECT_THAT(only(list, 3).values("alias"),
                ElementsAre("乙社", "LLC Company BETA", "BETA社", "有限会社 BETA"));
}

TEST(JpBanText, ASentenceAboutTheNameIsANote) {
    const auto list = read_ban(
        "１ 国防省（連邦軍を含む）。右には、国軍が含\nまれる。\nMinistry of Defence, including the "
        "Armed Forces and all units.\n所在地：All addresses located in Russia\n");
    EXPECT_THAT(only(list).values("name"), ElementsAre("Ministry of Defence"));
    EXPECT_THAT(only(list).values("alias"), ElementsAre("国防省"));
    EXPECT_THAT(only(list).values("notes"),
                Contains("Ministry of Defence, including the Armed Forces and all units."));
}

TEST(JpBanText, ANumberThatIsLostIsRejectedNotSwallowed) {
    const auto list = read_ban(
        "１ 甲社\nAlpha JSC\n所在地：Moscow, Russia.\n３ 丙社\nGamma JSC\n所在地：Omsk, Russia.\n");
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.version.entities, 1U);
    EXPECT_EQ(list.rejects.count(), 1U);
}

TEST(JpBanText, TwoListsInOneText) {
    const std::string second =
        "○ 輸出等に係る禁止措置の対象となるベラルーシ共和国の団体（告示）\n最終更新日：2022 年07 "
        "月05 日\n１ 甲社\nAlpha JSC\n所在地：Minsk, Belarus\n";
    const auto list = read_ban("１ 甲社\nAlpha JSC\n所在地：Moscow, Russia.\n" + second);
    EXPECT_EQ(list.version.entities, 2U);
    EXPECT_EQ(list.version.date, "2025-09-12");
    EXPECT_THAT(only(list, 1).values("country"), ElementsAre("by"));
}

TEST(JpBanText, AListWithoutEntriesIsARejectOfItsOwn) {
    const auto list = read_ban("nothing but words\n");
    EXPECT_EQ(list.version.records, 1U);
    EXPECT_EQ(list.rejects.count(), 1U);
}

TEST(JpBanText, TextWithoutATitleIsRefused) {
    EXPECT_THROW(read_ban("１ 甲社\n所在地：Moscow\n", ""), base::Failure);
}

TEST(JpBanText, RealListsOf2025) {
    const std::string path = test::shared_data("lists/jp/250912_list_russia_tokutei.txt");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({path});
    EXPECT_EQ(list.version.format, "jp-export-ban-text");
    EXPECT_EQ(list.version.date, "2025-09-12");
    EXPECT_EQ(list.version.records, 561U); // the last number, and the count of the address words
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.version.entities, 561U);
    const auto flybridge =
        list.sink.with("Organization", "name", "Limited Liability Company Technology Flybridge");
    ASSERT_EQ(flybridge.size(), 1U);
    EXPECT_THAT(flybridge[0].values("alias"), Contains("OOO TK Fly Bridge"));
    EXPECT_THAT(flybridge[0].values("alias"), Contains("有限会社テクノロジー・フライブリッジ"));
    EXPECT_EQ(flybridge[0].values("address").size(), 2U);
    EXPECT_EQ(
        list.sink.with("Organization", "name", "Alfa Machinery Group").at(0).values("alias").size(),
        5U);
    EXPECT_EQ(list.sink.with("Organization", "name", "Foreign Intelligence Service (SVR)").size(),
              1U); // behind an address
    EXPECT_EQ(
        list.sink.with("Organization", "name", "JSC Rocket and Space Centre – Progress").size(),
        1U);
    const auto belarus = test::load({test::shared_data("lists/jp/list_belarus_tokutei.txt")});
    EXPECT_EQ(belarus.version.records, 27U);
    EXPECT_EQ(belarus.version.entities, 27U);
    EXPECT_EQ(belarus.version.date, "2022-07-05");
    EXPECT_THAT(belarus.sink.with("Organization", "name", "JSC Integral").at(0).values("alias"),
                Contains("OAO Integral"));
}
