#include "flows/measures.hpp"

#include "../support/files.hpp"

#include <gtest/gtest.h>

namespace tidewaiter::flows {
namespace {

TEST(Depend, ThreeIndicatorsByHand) {
    const test::ScratchFolder folder;
    FlowTable table("");
    table.load(folder.write("eu.csv", "reporter,partner,product,period,value_eur,flow\n"
                                      "DE,CN,850511,2021,60,M\nFR,CN,850511,2021,20,M\nDE,JP,850511,2021,20,M\n" // outside 100: CN 80, JP 20
                                      "DE,FR,850511,2021,50,M\n"                                                 // inside 50
                                      "DE,US,850511,2021,40,X\nDE,FR,850511,2021,900,X\n"                        // sold outside 40
                                      "DE,CN,854231,2021,10,M\n"));                                              // nothing known of exports
    const goods::GoodsBook book;
    Question question;
    question.buyer = "EU27";
    question.basket = parse_basket(book, "850511,854231");
    const Answer answer = depend(table, book, question);
    ASSERT_EQ(answer.rows.size(), 2U);
    EXPECT_EQ(answer.rows[0][10], "0.68") << "0.8 squared and 0.2 squared";
    EXPECT_EQ(answer.rows[0][11], "0.666667");
    EXPECT_EQ(answer.rows[0][12], "2.5");
    EXPECT_EQ(answer.rows[0][13], "CN");
    EXPECT_EQ(answer.rows[0][15], "dependent");
    EXPECT_EQ(answer.rows[0][18], "no") << "one year is no persistence";
    EXPECT_EQ(answer.rows[1][15], "not_held");
    question.buyer = "RU";
    EXPECT_THROW(depend(table, book, question), base::Failure);
}

} // namespace
} // namespace tidewaiter::flows
