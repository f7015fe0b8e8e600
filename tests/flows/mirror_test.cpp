#include "answer_cells.hpp"

#include "flows/measures.hpp"

#include "../support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tidewaiter::flows {
namespace {

struct File {
    test::ScratchFolder folder;
    FlowTable table{""};
    goods::GoodsBook book;

    explicit File(const std::string& rows) { table.load(folder.write("eu.csv", "reporter,partner,product,period,value_eur,flow\n" + rows)); }

    Answer ask(const char* buyer, std::vector<std::string> suppliers, const char* basket, std::optional<double> tau = {}) {
        Question question;
        question.buyer = buyer;
        question.suppliers = std::move(suppliers);
        question.basket = parse_basket(book, basket);
        return mirror(table, book, question, tau);
    }
};

// Published for high-priority goods, January to September 2023: 66 m sent, 6.1 m arrived (docs/methods/flows.md).
TEST(Mirror, TurkeyToKazakhstan) {
    File file("TR,KZ,854231,2023,66000000,X\nKZ,TR,854231,2023,6100000,M\n");
    const Answer answer = file.ask("KZ", {"TR"}, "854231");
    ASSERT_EQ(answer.rows.size(), 1U);
    EXPECT_EQ(answer.rows[0][11], "0.907576") << "90.8 % lost";
    EXPECT_EQ(answer.rows[0][12], "0.830791") << "0.831";
    EXPECT_EQ(answer.rows[0][13], "2.381366") << "2.38";
    EXPECT_EQ(file.ask("KZ", {"TR"}, "854231", 0.1).rows[0][10], "60510000.00") << "66 m less 6.1 m without a tenth of freight";
}

TEST(Mirror, GapThatClosesInTheHeadingIsReclassification) {
    File file("TR,KZ,854231,2023,1000000,X\nKZ,TR,854239,2023,1000000,M\nKZ,TR,854231,2023,100000,M\n");
    const Answer answer = file.ask("KZ", {"TR"}, "854231");
    EXPECT_EQ(answer.rows[0][11], "0.900000");
    EXPECT_EQ(answer.rows[0][14], "-0.100000");
    EXPECT_TRUE(warns(answer, "reclassified"));
}

TEST(Mirror, GroupIsItsOwnRowOrTheSumOfItsMembers) {
    File file("DE,KG,TOTAL,2022,60,X\nFR,KG,TOTAL,2022,40,X\nKG,EU27,TOTAL,2022,30,M\nKG,DE,TOTAL,2022,30,M\n");
    const Answer answer = file.ask("KG", {"EU27"}, "all");
    ASSERT_EQ(answer.rows.size(), 1U);
    EXPECT_EQ(answer.rows[0][8], "100.00");
    EXPECT_EQ(answer.rows[0][9], "30.00") << "not 60: the member is in the group";
}

TEST(Mirror, DifferentMonthsGiveNoGap) {
    File file("DE,KG,TOTAL,2022-01,60,X\nDE,KG,TOTAL,2022-02,60,X\nKG,DE,TOTAL,2022-01,50,M\n");
    const Answer answer = file.ask("KG", {"DE"}, "all");
    EXPECT_EQ(answer.rows[0][11], std::nullopt);
    EXPECT_TRUE(warns(answer, "months_differ"));
}

TEST(Mirror, MonthWithoutTheGoodsIsNoMissingMonth) {
    File file("DE,KG,854231,2022-01,60,X\nDE,KG,010121,2022-02,60,X\nKG,DE,854231,2022-01,30,M\nKG,DE,854231,2022-02,15,M\n");
    EXPECT_EQ(file.ask("KG", {"DE"}, "854231").rows[0][11], "0.250000");
}

TEST(Mirror, OneSideOnlyIsSaid) {
    File file("DE,KG,TOTAL,2022,60,X\n");
    const Answer answer = file.ask("KG", {"DE"}, "all");
    EXPECT_EQ(answer.rows[0][17], "one_side_only");
    EXPECT_EQ(answer.rows[0][9], std::nullopt);
}

} // namespace
} // namespace tidewaiter::flows
