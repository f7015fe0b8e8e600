// A series that came in several files: parts add up, editions replace one another, and nothing counts twice.
#include "answer_cells.hpp"

#include "flows/measures.hpp"

#include "../support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tidewaiter::flows {
namespace {

struct File {
    test::ScratchFolder folder;
    FlowTable table{folder.path("flows.duckdb")};
    goods::GoodsBook book;
    int number = 0;
    std::string mapping = folder.write("flow.toml", "[file]\npublisher = \"An office\"\ntitle = \"Trade\"\n[columns]\nreporter = \"r\"\npartner = \"p\"\nperiod = \"t\"\ncode = \"hs\"\nvalue = \"usd\"\n"
                                                    "flow = \"f\"\nhs_rev = \"rev\"\n[constants]\ncurrency = \"USD\"\n");

    LoadResult load(const std::string& rows) { return table.load(folder.write("part" + std::to_string(++number) + ".csv", "r,p,t,hs,usd,f,rev\n" + rows), {.mapping = mapping}); }

    Answer ask(std::string_view basket, std::vector<std::uint32_t> sources = {}) {
        Question question;
        question.buyer = "RU";
        question.basket = parse_basket(book, basket);
        question.sources = std::move(sources);
        question.side = Side::supplier;
        return share(table, book, question);
    }
};

TEST(Series, MonthsInFilesOfTheirOwnAddUp) {
    File file;
    file.load("DE,RU,202301,854231,60,X,HS2022\n");
    file.load("DE,RU,202302,854231,40,X,HS2022\nCN,RU,202302,854231,300,X,HS2022\n");
    const Answer answer = file.ask("8542");
    EXPECT_EQ(supplier_cell(answer, "DE", "2023", "value"), "100.00");
    EXPECT_EQ(supplier_cell(answer, "DE", "2023", "source_ids"), "1 2");
    EXPECT_EQ(answer.sources.size(), 2U);
    EXPECT_EQ(supplier_cell(file.ask("8542", {1}), "DE", "2023", "value"), "60.00") << "one file can still be asked for alone";
}

TEST(Series, NewEditionReplacesItsCellsAndNoOthers) {
    File file;
    file.load("DE,RU,2022,854231,60,X,HS2022\nDE,RU,2022,854232,5,X,HS2022\nFR,RU,2022,854231,7,X,HS2022\n");
    EXPECT_EQ(file.load("DE,RU,2022,854231,90,X,HS2022\n").differences.size(), 2U) << "told when it is loaded";
    const Answer answer = file.ask("8542");
    EXPECT_EQ(supplier_cell(answer, "DE", "2022", "value"), "95.00");
    EXPECT_EQ(supplier_cell(answer, "FR", "2022", "value"), "7.00");
    EXPECT_TRUE(warns(answer, "sources_disagree")) << "and when it is asked";
    EXPECT_EQ(supplier_cell(file.ask("8542", {1}), "DE", "2022", "value"), "65.00") << "the older one is kept";
}

TEST(Series, EditionInAnotherRevisionIsNotAdded) {
    File file;
    file.load("DE,RU,2021,851712,60,X,HS2017\n");
    file.load("DE,RU,2021,851713,55,X,HS2022\nDE,RU,2021,851714,6,X,HS2022\n");
    EXPECT_EQ(supplier_cell(file.ask("8517"), "DE", "2021", "value"), "61.00");
}

TEST(Series, SomeGoodsDoNotBecomeTheTotalOfAYearThatIsNotHeld) {
    File file;
    file.load("DE,RU,2021,TOTAL,1000,X,HS2022\nFR,RU,2021,TOTAL,500,X,HS2022\n");
    file.load("DE,RU,2021,854231,60,X,HS2022\nDE,RU,2022,854231,70,X,HS2022\n");
    const Answer answer = file.ask("all");
    EXPECT_EQ(supplier_cell(answer, "DE", "2021", "value"), "1000.00");
    EXPECT_EQ(supplier_cell(answer, "DE", "2022", "value"), "no row");
}

TEST(Series, QueryOverAllFilesStandsAlone) {
    File file;
    file.load("DE,RU,202301,854231,60,X,HS2022\n");
    file.load("DE,RU,202302,854231,40,X,HS2022\n");
    const std::string sql = file.ask("8542").sql;
    const auto rows = file.table.database().all(sql);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0][5], "100.00");
    file.load("DE,RU,202303,854231,1,X,HS2022\n");
    EXPECT_EQ(supplier_cell(file.ask("8542"), "DE", "2023", "value"), "101.00") << "loading goes on after a question";
}

TEST(Series, DeclarationsInSeveralFilesAddUpAndCountOnce) {
    File file;
    file.mapping = file.folder.write("t.toml", "[file]\nkind = \"transaction\"\npublisher = \"Customs\"\ntitle = \"Declarations\"\n[columns]\ndate = \"day\"\ndeclaration = \"no\"\ncode = \"hs\"\nvalue = \"usd\"\n"
                                               "importer_country = \"to\"\ndispatch = \"from\"\n[constants]\ncurrency = \"USD\"\nflow = \"M\"\n");
    file.table.load(file.folder.write("a.csv", "day,no,hs,usd,to,from\n2023-01-05,1,854231,60,RU,CN\n2023-02-05,2,854231,40,RU,CN\n"), {.mapping = file.mapping});
    file.table.load(file.folder.write("b.csv", "day,no,hs,usd,to,from\n2023-02-05,2,854231,40,RU,CN\n2023-03-05,3,854231,11,RU,CN\n"), {.mapping = file.mapping});
    Question question;
    question.buyer = "RU";
    question.basket = parse_basket(file.book, "8542");
    const Answer answer = share(file.table, file.book, question);
    EXPECT_EQ(supplier_cell(answer, "CN", "2023", "value"), "111.00");
    EXPECT_EQ(supplier_cell(answer, "CN", "2023", "source_ids"), "1 2");
}

TEST(Series, MirrorGapIsOfAllFiles) {
    File file;
    file.load("DE,KG,202301,854231,60,X,HS2022\nKG,DE,202301,854231,50,M,HS2022\n");
    file.load("DE,KG,202302,854231,40,X,HS2022\nKG,DE,202302,854231,0.5,M,HS2022\n");
    Question question;
    question.buyer = "KG";
    question.suppliers = {"DE"};
    question.basket = parse_basket(file.book, "8542");
    const Answer answer = mirror(file.table, file.book, question);
    EXPECT_EQ(supplier_cell(answer, "DE", "2023", "value_sent"), "100.00");
    EXPECT_EQ(supplier_cell(answer, "DE", "2023", "value_received"), "50.50");
    EXPECT_EQ(supplier_cell(answer, "DE", "2023", "source_ids"), "1 2");
}

} // namespace
} // namespace tidewaiter::flows
