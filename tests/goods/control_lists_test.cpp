// What a code meets in the Common High Priority List and the EU's export bans.
#include "goods/goods.hpp"

#include "base/result.hpp"

#include <gtest/gtest.h>

#include <map>

using namespace tidewaiter::goods;

static const GoodsBook& book() {
    static const GoodsBook shared;
    return shared;
}

static std::vector<Control> controls(std::string_view code, std::string_view list, const Lane& lane = {},
                                     HsRevision written_in = HsRevision::hs2022) {
    const auto found = book().find_controls(*HsCode::parse(code, written_in), list, lane, written_in);
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    return found ? *found : std::vector<Control>{};
}

/// "entry tier coverage relation", one control a line.
static std::string text(const std::vector<Control>& found) {
    std::string all;
    for (const auto& control : found) {
        all += (all.empty() ? "" : " | ") + control.entry + " " + control.tier + " " + std::string(to_text(control.coverage)) + " " +
               control.relation;
    }
    return all;
}

TEST(Chpl, TiersAndCountsOfTheVersions) {
    std::map<std::string, int> tiers;
    std::map<std::string, int> tiers_45;
    int nine = 0;
    for (int rest = 840000; rest <= 909999; ++rest) {
        const auto code = *HsCode::parse(std::to_string(rest));
        if (!is_known(code, HsRevision::hs2022)) {
            continue; // those of earlier revisions meet the list by their heirs
        }
        for (const auto& control : controls(code.digits(), "chpl")) {
            ++tiers[control.tier];
        }
        for (const auto& control : controls(code.digits(), "chpl@45")) {
            ++tiers_45[control.tier];
        }
        nine += static_cast<int>(controls(code.digits(), "chpl@9").size());
    }
    EXPECT_EQ(tiers, (std::map<std::string, int>{{"1", 4}, {"2", 5}, {"3.A", 16}, {"3.B", 9}, {"4.A", 11}, {"4.B", 5}}));
    EXPECT_EQ(tiers_45, (std::map<std::string, int>{{"1", 4}, {"2", 5}, {"3.A", 16}, {"3.B", 9}, {"4.A", 11}}));
    EXPECT_EQ(nine, 9);
}

TEST(Chpl, ShorterAndLongerCodesSayHowTheyStand) {
    EXPECT_EQ(text(controls("8542.31", "chpl")), "854231 1 full same");
    EXPECT_EQ(text(controls("8542.31.90", "chpl")), "854231 1 full narrower");
    EXPECT_EQ(text(controls("8542", "chpl")), "854231 854232 854233 854239 1 ex broader");
    EXPECT_EQ(text(controls("8482", "chpl")), "848210 848220 848230 848250 3.B ex broader");
    EXPECT_EQ(text(controls("85", "chpl")).substr(0, 46), "854231 854232 854233 854239 1 ex broader | 851");
    EXPECT_EQ(text(controls("854290", "chpl")), "");
    EXPECT_EQ(text(controls("852583", "chpl")), "") << "night-vision cameras are not in this list";
}

TEST(Chpl, OldRevisionIsReadByItsLinks) {
    const auto found = controls("880330", "chpl", {}, HsRevision::hs2017);
    ASSERT_EQ(text(found), "880730 3.B ex earlier revision");
    EXPECT_EQ(found[0].note, "880330 (HS 2017) is read as 880730 (HS 2022): main, the practical heir; a part of the older code went "
                             "elsewhere or a part of the newer one came from elsewhere");
    // Also without being told, where HS 2022 does not know the code.
    EXPECT_EQ(text(controls("880330", "chpl")), "880730 3.B ex earlier revision");
    EXPECT_EQ(text(controls("8803", "chpl")), "880730 3.B ex earlier revision");
    EXPECT_EQ(text(controls("854140", "chpl")), "854149 3.A ex earlier revision");
    EXPECT_EQ(text(controls("854150", "chpl")), "854151 854159 3.A ex earlier revision");
    EXPECT_EQ(text(controls("901380", "chpl")), "901380 3.B full same");
    EXPECT_EQ(text(controls("901380", "chpl", {}, HsRevision::hs2017)), "901380 3.B ex earlier revision");
    EXPECT_EQ(text(controls("854231", "chpl", {}, HsRevision::hs2017)), "854231 1 full same");
    EXPECT_EQ(text(controls("85423190", "chpl", {}, HsRevision::hs2017)), "854231 1 full narrower");
}

TEST(Chpl, VersionFollowsTheDay) {
    EXPECT_EQ(controls("845710", "chpl", {.as_of = "2026-11-24"})[0].version, "2024-02-23");
    EXPECT_EQ(controls("845710", "chpl", {.as_of = "2024-02-23"}).size(), 1U);
    EXPECT_EQ(controls("845710", "chpl", {.as_of = "2024-02-22"}).size(), 0U) << "tier 4.B came later";
    EXPECT_EQ(controls("854231", "chpl", {.as_of = "2024-02-22"})[0].version, "2023-09");
    EXPECT_EQ(controls("854231", "chpl@2023-12-24")[0].version, "2023-09");
    EXPECT_EQ(controls("854231", "chpl", {.as_of = "2022-06-01"}).size(), 0U);
    EXPECT_EQ(book().not_held(*HsCode::parse("854231"), "chpl", {.as_of = "2022-06-01"}),
              "the list begins in 2023-05: there was none on that day");
}

TEST(Chpl, CodesThatAreNotHeldAreSaidSo) {
    const auto code = *HsCode::parse("854231");
    const auto found = book().find_controls(code, "chpl@38");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().message,
              "chpl@38: codes not held; only the number of codes is known (between 2023-05 and 2023-09)");
    const auto summer = book().find_controls(code, "chpl", {.as_of = "2023-07-01"});
    ASSERT_FALSE(summer);
    EXPECT_TRUE(summer.error().message.starts_with("chpl on 2023-07-01: codes not held")) << summer.error().message;
    const auto never = book().find_controls(code, "chpl@17");
    ASSERT_FALSE(never);
    EXPECT_EQ(never.error().message, "the Common High Priority List has no version '17'");
}

TEST(ExportBan, SpeaksOfExportsToRussiaOnly) {
    const Lane to_russia{.from = "de", .to = "ru", .as_of = {}};
    const auto found = controls("85423190", "eu", to_russia);
    ASSERT_EQ(text(found), "85423190  not held same");
    EXPECT_EQ(found[0].version, "2023-01");
    EXPECT_EQ(found[0].note, "as of January 2023, not the law today; annex and coverage are not held; export to Russia");
    EXPECT_TRUE(controls("85423190", "eu", {.to = "kz"}).empty());
    EXPECT_EQ(book().not_held(*HsCode::parse("85423190"), "eu", {.to = "kz"}),
              "only the bans on exports to Russia are held, not those to Kazakhstan");
    EXPECT_TRUE(controls("85423190", "eu", {.from = "ru", .to = {}, .as_of = {}}).empty()) << "an import from Russia";
    EXPECT_EQ(controls("85423190", "eu").size(), 1U) << "without a destination it is said, not dropped";
}

TEST(ExportBan, SixDigitsMeetTheEightDigitCodesBelow) {
    const auto found = controls("854231", "eu", {.to = "ru"});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].relation, "broader");
    EXPECT_EQ(found[0].coverage, Coverage::not_held);
    EXPECT_TRUE(found[0].entry.starts_with("854231")) << found[0].entry;
}

TEST(ExportBan, RowsOfAnEarlierNomenclatureAreMetByTheirHeirs) {
    // 880330 left the nomenclature in 2022; the list names both it and 880730.
    const auto found = controls("62013000", "eu", {.to = "ru"}); // cotton coats for men; 6201.92 until 2021
    ASSERT_FALSE(found.empty());
    EXPECT_TRUE(controls("620192", "eu", {.to = "ru"}).size() == 1U);
}

TEST(Lists, UnknownNameNamesTheKnownOnes) {
    const auto found = book().find_controls(*HsCode::parse("854231"), "chlp");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().message, "there is no list 'chlp'");
    EXPECT_TRUE(found.error().hint.starts_with("Known lists: chpl, chpl@45, chpl@9, eu, us, machine_tools:narrow")) << found.error().hint;
}

TEST(Lists, CodeOfNoRevisionIsSaidSo) {
    EXPECT_EQ(book().not_held(*HsCode::parse("854277"), "chpl"), "854277 is no code of HS 2012, HS 2017 or HS 2022");
    EXPECT_EQ(book().not_held(*HsCode::parse("854290"), "chpl"), "");
}

TEST(Lists, InfoCountsWhatIsHeld) {
    std::map<std::string, ListInfo> infos;
    for (auto& info : book().lists()) {
        infos[info.name] = info;
    }
    EXPECT_EQ(infos.at("chpl").rows, 50U);
    EXPECT_EQ(infos.at("chpl@45").rows, 45U);
    EXPECT_EQ(infos.at("chpl@9").rows, 9U);
    EXPECT_EQ(infos.at("chpl@38").rows, 0U);
    EXPECT_TRUE(infos.at("chpl@38").not_held.starts_with("codes not held"));
    EXPECT_EQ(infos.at("eu").rows, 2223U);
    EXPECT_EQ(infos.at("us").version, "2026-07-23");
}

TEST(Lists, HashIsStable) {
    EXPECT_EQ(book().content_hash().size(), 16U);
    EXPECT_EQ(book().content_hash(), GoodsBook().content_hash());
}

TEST(Places, TransshipmentIsHeldAndTheCoalitionIsNot) {
    const auto places = transshipment_places("2026-11-24");
    ASSERT_EQ(places.size(), 19U);
    EXPECT_EQ(places.front().country, "ae");
    EXPECT_EQ(places.back().country, "za");
    EXPECT_EQ(transshipment_places("").size(), 19U);
    EXPECT_FALSE(coalition_not_held().empty());
    EXPECT_FALSE(transshipment_not_held().empty());
}
