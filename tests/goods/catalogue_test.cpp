// A catalogue against lists: one answer for each row and list, whatever stands in the cell.
#include "goods/catalogue.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::goods;
using tidewaiter::base::Failure;

static const GoodsBook& book() {
    static const GoodsBook shared;
    return shared;
}

static std::string column(std::vector<std::string> names) {
    const auto found = find_code_column(names);
    return found ? names[*found] : found.error().message;
}

TEST(CodeColumn, IsFoundByItsUsualNames) {
    EXPECT_EQ(column({"sku", "HS-Code", "text"}), "HS-Code");
    EXPECT_EQ(column({"Zolltarifnummer", "Menge"}), "Zolltarifnummer");
    EXPECT_EQ(column({"код ТН ВЭД", "x"}), "код ТН ВЭД");
    EXPECT_EQ(column({"商品编码", "x"}), "商品编码");
    EXPECT_EQ(column({"hs_code", "product code"}), "hs_code") << "the more exact name wins";
    EXPECT_EQ(column({"product code", "x"}), "product code");
    EXPECT_EQ(column({"Declaration ID", "HS6 Code", "Origin"}), "HS6 Code");
    EXPECT_EQ(column({"code", "product"}), "code") << "a product is a name more often than a code";
}

TEST(CodeColumn, IsAskedForWhenNoneOrTwoWouldDo) {
    EXPECT_EQ(column({"a", "b"}), "no column is called hs, hs_code, cn8, tariff number or the like");
    EXPECT_EQ(column({"hs", "hs6"}), "columns 'hs' and 'hs6' could both hold the HS code");
    EXPECT_EQ(find_code_column(std::vector<std::string>{"a", "b"}).error().hint, "Name it with --column. The columns are: a, b.");
    EXPECT_FALSE(find_code_column({}));
}

TEST(Catalogue, OneRowForEachListWithItsAnswer) {
    const Catalogue catalogue(book(), {"chpl", "eu", "us"}, {.to = "kz", .as_of = "2026-11-24"}, HsRevision::hs2022);
    const auto rows = catalogue.rows("8542.31");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].answer, Answer::may_fall_under);
    EXPECT_EQ(rows[0].control.tier, "1");
    EXPECT_EQ(rows[1].answer, Answer::not_held);
    EXPECT_EQ(rows[1].control.note, "only the bans on exports to Russia are held, not those to Kazakhstan");
    EXPECT_EQ(rows[1].control.version, "2023-01");
    EXPECT_EQ(rows[2].control.entry, "3A001");
    EXPECT_EQ(catalogue.rows("854290")[0].answer, Answer::not_in_list);
}

TEST(Catalogue, SeveralControlsOfAListAreOneRow) {
    const Catalogue catalogue(book(), {"chpl"}, {}, HsRevision::hs2022);
    const auto row = catalogue.rows("8541")[0];
    EXPECT_EQ(row.control.tier, "3.A");
    const auto wide = catalogue.rows("8517")[0];
    EXPECT_EQ(wide.control.tier, "2");
    EXPECT_EQ(wide.control.note, "also tier 3.A (851769)");
}

TEST(Catalogue, WhatCannotBeReadIsAnsweredToo) {
    const Catalogue catalogue(book(), {"chpl", "us"}, {}, HsRevision::hs2022);
    for (const char* cell : {"", "n/a", "85O2", "see invoice", "12345678901"}) {
        const auto rows = catalogue.rows(cell);
        ASSERT_EQ(rows.size(), 2U) << cell;
        EXPECT_EQ(rows[1].answer, Answer::not_read) << cell;
        EXPECT_FALSE(rows[1].control.note.empty()) << cell;
    }
    EXPECT_EQ(catalogue.rejected("a NUL byte")[0].control.note, "a NUL byte");
}

TEST(Catalogue, AddedZeroIsSaid) {
    const Catalogue catalogue(book(), {"chpl"}, {}, HsRevision::hs2022);
    const auto row = catalogue.rows("10121")[0];
    EXPECT_EQ(row.hs, "010121");
    EXPECT_EQ(row.control.note, "a leading zero was missing and is added");
}

TEST(Catalogue, UnknownListIsRefusedAtOnce) {
    EXPECT_THROW(Catalogue(book(), {"chpl", "nope"}, {}, HsRevision::hs2022), Failure);
    EXPECT_THROW(Catalogue(book(), {"chpl@38"}, {}, HsRevision::hs2022), Failure);
}

TEST(Catalogue, BasketFileNamedLikeTheListIsItsOwnList) {
    const tidewaiter::test::ScratchFolder folder;
    GoodsBook own;
    own.load_basket(folder.write("chpl_old.csv", "854290\n"));
    const Catalogue catalogue(own, {"chpl_old", "chpl"}, {}, HsRevision::hs2022);
    EXPECT_EQ(catalogue.rows("854290")[0].answer, Answer::may_fall_under);
    EXPECT_EQ(catalogue.rows("854290")[1].answer, Answer::not_in_list);
}
