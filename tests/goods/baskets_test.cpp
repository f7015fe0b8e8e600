// Named baskets, and files that become one.
#include "goods/goods.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::goods;
using tidewaiter::base::Failure;
using tidewaiter::test::ScratchFolder;

/// Subheadings of HS 2022 in a list.
static std::vector<std::string> members(const GoodsBook& book, std::string_view list) {
    std::vector<std::string> found;
    for (int number = 10000; number <= 999999; ++number) {
        char digits[8];
        std::snprintf(digits, sizeof digits, "%06d", number);
        const auto code = *HsCode::parse(digits);
        if (is_known(code, HsRevision::hs2022) && !book.find_controls(code, list)->empty()) {
            found.emplace_back(digits);
        }
    }
    return found;
}

TEST(Baskets, NarrowOnesHaveTheirMembers) {
    const GoodsBook book;
    EXPECT_EQ(members(book, "machine_tools:narrow"), (std::vector<std::string>{"845710", "845811", "845891", "845961"}));
    EXPECT_EQ(members(book, "microelectronics:narrow"), (std::vector<std::string>{"854231", "854232", "854233", "854239", "854290"}));
    EXPECT_EQ(members(book, "optics:narrow"), (std::vector<std::string>{"901310", "901380"}));
}

TEST(Baskets, MiddleAndWideHaveTheirNumberOfSubheadings) {
    const GoodsBook book;
    // Counted from the code list of HS 2022 apart from this program.
    EXPECT_EQ(members(book, "machine_tools:middle").size(), 65U);
    EXPECT_EQ(members(book, "machine_tools:wide").size(), 84U);
    EXPECT_EQ(members(book, "microelectronics:middle").size(), 17U);
    EXPECT_EQ(members(book, "microelectronics:wide").size(), 43U);
    EXPECT_EQ(members(book, "optics:middle").size(), 19U);
    EXPECT_EQ(members(book, "optics:wide").size(), 37U);
}

TEST(Baskets, MiddleIsTheDefault) {
    const GoodsBook book;
    const auto code = *HsCode::parse("846012"); // not narrow; a heading of the middle one
    EXPECT_EQ(book.find_controls(code, "machine_tools")->size(), 1U);
    EXPECT_EQ(book.find_controls(code, "Machine_Tools:narrow")->size(), 0U);
    EXPECT_EQ(book.find_controls(code, "machine_tools")->front().relation, "narrower");
    EXPECT_EQ(book.find_controls(code, "Machine_tools")->front().list, "machine_tools") << "the name that was asked for";
    EXPECT_FALSE(book.find_controls(code, "machine_tools:huge"));
}

TEST(Baskets, FileOfOneColumnIsAList) {
    const ScratchFolder folder;
    GoodsBook book;
    const std::string before = book.content_hash();
    book.load_basket(folder.write("My Bearings.csv", "hs6\n8482.10\n\n# ours\n848220\n10121\n"));
    EXPECT_EQ(book.find_controls(*HsCode::parse("848210"), "my_bearings")->size(), 1U);
    EXPECT_EQ(book.find_controls(*HsCode::parse("010121"), "my_bearings")->size(), 1U) << "the lost zero is added";
    EXPECT_EQ(book.find_controls(*HsCode::parse("848230"), "my_bearings")->size(), 0U);
    EXPECT_EQ(book.lists().back().rows, 3U);
    EXPECT_NE(book.content_hash(), before);
    book.load_basket(folder.write("plain.txt", "854231\n"));
    EXPECT_EQ(book.lists().back().rows, 1U) << "a header is not needed";
    book.load_basket(folder.write("named.csv", "name,hs\nchip,854231\n"));
    EXPECT_EQ(book.lists().back().rows, 1U) << "of several columns the one called hs";
}

TEST(Baskets, MalformedFileIsRefusedWhole) {
    const ScratchFolder folder;
    GoodsBook book;
    const auto message = [&](std::string_view name, std::string_view bytes) {
        try {
            book.load_basket(folder.write(name, bytes));
        } catch (const Failure& failure) {
            return std::string(failure.what()).substr(folder.path("").size());
        }
        return std::string("loaded");
    };
    EXPECT_EQ(message("a.csv", "hs\n854231\n85O2\n"), "a.csv, line 3: '85O2' has the letter O where an HS code has digits only");
    EXPECT_EQ(message("b.csv", ""), "b.csv: no HS code in it");
    EXPECT_EQ(message("c.csv", "hs\n"), "c.csv: no HS code in it");
    EXPECT_EQ(message("d.csv", "x,y\n1,2\n"), "d.csv: 2 columns, and none is called hs");
    EXPECT_EQ(message("eu.csv", "854231\n"), "eu.csv: a list called 'eu' is there already");
    EXPECT_EQ(message("machine_tools.csv", "854231\n"), "machine_tools.csv: a list called 'machine_tools' is there already");
    EXPECT_EQ(message("e.csv", std::string_view("854231\n8542\00031\n", 15)), "e.csv, line 2: a NUL byte");
    EXPECT_THROW(book.load_basket(folder.path("missing.csv")), Failure);
    EXPECT_EQ(book.lists().size(), GoodsBook().lists().size()) << "nothing half-read stays";
}
