#include "answer_cells.hpp"

#include "flows/measures.hpp"

#include "../support/files.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tidewaiter::flows {
namespace {

struct File {
    test::ScratchFolder folder;
    FlowTable table{""};
    goods::GoodsBook book;
    int number = 0;

    void load(const std::string& rows) {
        table.load(folder.write("eu_" + std::to_string(++number) + "_export.csv", "reporter,partner,product,period,value_eur,flow\n" + rows));
    }

    Question about(std::string_view basket = "all") {
        Question question;
        question.buyer = "RU";
        question.basket = parse_basket(book, basket);
        return question;
    }
};

TEST(Share, TotalIsTheBaseAndIsNeverAddedToItsParts) {
    File file;
    file.load("RU,World,TOTAL,2021,200,M\nRU,CN,TOTAL,2021,50,M\nRU,DE,TOTAL,2021,100,M\nRU,EU27,TOTAL,2021,100,M\n");
    const Answer answer = share(file.table, file.book, file.about());
    EXPECT_EQ(answer.rows.size(), 2U);
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "share"), "0.333333") << "of what the buyer names";
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "share_lo"), "0.25");
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "share_hi"), "0.5") << "50 of 200 have no name and could all be Chinese";
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "coverage"), "0.75");
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "base_value"), "150.00");
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "currency"), "EUR");
}

TEST(Share, GhostIsFoundByYearsThatAreNotShown) {
    File file;
    file.load("RU,CN,TOTAL,2020,500000000,M\nRU,UG,TOTAL,2020,20000,M\nRU,CN,TOTAL,2021,500000000,M\nRU,UG,TOTAL,2021,90000000,M\n");
    Question question = file.about();
    question.from = "2021";
    const Answer answer = share(file.table, file.book, question);
    ASSERT_TRUE(warns(answer, "ghost_supplier"));
    EXPECT_EQ(supplier_cell(answer, "UG", "2021", "warnings"), "ghost_supplier");
}

TEST(Share, WhoIsLeftOutIsTakenOutOfTheTotalToo) {
    File file;
    file.load("RU,World,TOTAL,2021,200,M\nRU,CN,TOTAL,2021,50,M\nRU,DE,TOTAL,2021,100,M\n");
    Question question = file.about();
    question.without = {"DE"};
    const Answer answer = share(file.table, file.book, question);
    ASSERT_EQ(answer.rows.size(), 1U);
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "share_lo"), "0.5");
}

TEST(Share, MonthsAddUpAndAShortYearSaysSo) {
    File file;
    std::string rows;
    for (int month = 1; month <= 12; ++month) {
        rows += "CN,RU,8542,2021-" + std::string(month < 10 ? "0" : "") + std::to_string(month) + ",1000000,X\n";
    }
    file.load(rows + "CN,RU,8542,2022-01,1000000,X\n");
    const Answer answer = share(file.table, file.book, file.about("8542"));
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "value"), "12000000.00");
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "status"), "reported");
    EXPECT_EQ(supplier_cell(answer, "CN", "2022", "status"), "reported incomplete");
    EXPECT_TRUE(warns(answer, "incomplete_year"));
}

TEST(Share, HeadingAndItsPartsInOneFileAreNotDoubled) {
    File file;
    file.load("CN,RU,8542,2021,100,X\nCN,RU,854231,2021,60,X\nCN,RU,854239,2021,40,X\nHK,RU,854231,2021,7,X\n");
    EXPECT_EQ(supplier_cell(share(file.table, file.book, file.about("8542")), "CN", "2021", "value"), "100.00");
    EXPECT_EQ(supplier_cell(share(file.table, file.book, file.about("8542")), "HK", "2021", "value"), "7.00") << "who gives no heading is summed from parts";
    EXPECT_EQ(supplier_cell(share(file.table, file.book, file.about("854231")), "CN", "2021", "value"), "60.00");
}

TEST(Share, SupplierThatNobodyHoldsGetsBoundsAndNoGuess) {
    File file;
    file.load("World,RU,8542,2023,1000,X\nIN,RU,8542,2023,100,X\n");
    Question question = file.about("8542");
    question.suppliers = {"CN"};
    const Answer answer = share(file.table, file.book, question);
    EXPECT_EQ(supplier_cell(answer, "CN", "2023", "share"), "-");
    EXPECT_EQ(supplier_cell(answer, "CN", "2023", "value"), "-");
    EXPECT_EQ(supplier_cell(answer, "CN", "2023", "share_lo"), "0");
    EXPECT_EQ(supplier_cell(answer, "CN", "2023", "share_hi"), "0.900000");
    EXPECT_EQ(supplier_cell(answer, "CN", "2023", "status"), "not_held");
}

TEST(Share, ReportersThatAreMissingMakeSharesUpperBounds) {
    File file;
    file.load("RU,CN,TOTAL,2021,500,M\nRU,IN,TOTAL,2021,20,M\nIN,RU,8542,2021,5,X\n");
    file.load("RU,CN,TOTAL,2021,400,M\n");
    const Answer answer = share(file.table, file.book, file.about("8542"));
    ASSERT_TRUE(warns(answer, "missing_reporters"));
    const auto missing = std::ranges::find(answer.warnings, std::string("missing_reporters"), &Warning::code);
    EXPECT_EQ(missing->rows.at(0), "2021, EUR: CN (up to 500 EUR in all goods)") << "the larger of two sources, never their sum";
    EXPECT_EQ(supplier_cell(answer, "IN", "2021", "share_lo"), "0");
    EXPECT_EQ(supplier_cell(answer, "IN", "2021", "share_hi"), "1.0");
    EXPECT_EQ(supplier_cell(answer, "IN", "2021", "coverage"), "-");
}

TEST(Share, FileOfOnePartnerIsNoTotal) {
    File file;
    file.load("RU,World,TOTAL,2021,900,M\nRU,CN,TOTAL,2021,500,M\nRU,DE,TOTAL,2021,300,M\n");
    file.table.load(file.folder.write("one.csv", "r,p,t,hs,v\nRU,IN,2021,854231,60\nRU,IN,2021,870321,5\n"),
                    {.mapping = file.folder.write("one.toml", "[columns]\nreporter = \"r\"\npartner = \"p\"\nperiod = \"t\"\ncode = \"hs\"\nvalue = \"v\"\n[constants]\ncurrency = \"EUR\"\nflow = \"M\"\n")});
    const Answer answer = share(file.table, file.book, file.about("8542"));
    EXPECT_EQ(supplier_cell(answer, "IN", "2021", "value"), "60.00");
    EXPECT_EQ(supplier_cell(answer, "IN", "2021", "share"), "-") << "of itself it would be all";
    EXPECT_EQ(supplier_cell(answer, "IN", "2021", "share_lo"), "0");
    EXPECT_EQ(supplier_cell(answer, "IN", "2021", "share_hi"), "1.0");
    EXPECT_EQ(supplier_cell(answer, "IN", "2021", "coverage"), "-");
    const auto missing = std::ranges::find(answer.warnings, std::string("missing_partners"), &Warning::code);
    ASSERT_NE(missing, answer.warnings.end());
    EXPECT_EQ(missing->rows.at(0), "source 2 holds 1 partner(s) of RU: IN; not in it: CN (up to 500 EUR in all goods), DE (up to 300 EUR in all goods)");
}

TEST(Share, CodesBornWithARevisionAreFoundThroughTheConcordance) {
    File file;
    file.load("IN,RU,851712,2021,900,X\nIN,RU,851713,2023,300,X\nIN,RU,854890,2021,11,X\n");
    const Answer joined = share(file.table, file.book, file.about("851713"));
    EXPECT_EQ(supplier_cell(joined, "IN", "2021", "value"), "900.00");
    EXPECT_EQ(supplier_cell(joined, "IN", "2023", "value"), "300.00");
    EXPECT_TRUE(warns(joined, "hs_revision"));
    EXPECT_TRUE(warns(joined, "born_code")) << "the phones did not come from nothing";
    Question written = file.about("851713");
    written.as_written = true;
    EXPECT_EQ(supplier_cell(share(file.table, file.book, written), "IN", "2021", "value"), "no row");
}

TEST(Share, GroupsHaveDatedMembersAndNoTradeInside) {
    File file;
    file.load("DE,CN,TOTAL,2019,100,M\nGB,CN,TOTAL,2019,50,M\nGB,CN,TOTAL,2021,60,M\nDE,FR,TOTAL,2019,70,M\nDE,GB,TOTAL,2021,5,M\n");
    Question question = file.about();
    question.buyer = "EU";
    const Answer answer = share(file.table, file.book, question);
    EXPECT_EQ(supplier_cell(answer, "CN", "2019", "value"), "150.00");
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "value"), "no row") << "the United Kingdom has left";
    EXPECT_EQ(supplier_cell(answer, "GB", "2021", "value"), "5.00");
    EXPECT_EQ(supplier_cell(answer, "FR", "2019", "value"), "no row");
}

TEST(Share, CurrenciesAreConvertedOnlyByTheRateTable) {
    File file;
    file.load("CN,RU,8542,2021,100,X\n");
    Question question = file.about("8542");
    question.currency = "USD";
    EXPECT_TRUE(share(file.table, file.book, question).rows.empty());
    file.table.load_rates(file.folder.write("rates.csv", "currency,from,to,per_usd,source\nEUR,2021,2021,0.8,test\nUSD,2000,2030,1,by definition\n"));
    const Answer answer = share(file.table, file.book, question);
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "value"), "125.00");
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "currency"), "USD");
}

TEST(Share, QueryRunsInPlainDuckdbAndGivesTheSameNumbers) {
    File file;
    file.load("RU,World,TOTAL,2021,200,M\nRU,CN,TOTAL,2021,50,M\nRU,DE,TOTAL,2021,100,M\n");
    const Answer answer = share(file.table, file.book, file.about());
    const auto rows = file.table.database().all(answer.sql);
    ASSERT_EQ(rows.size(), answer.rows.size());
    EXPECT_EQ(rows[0][4], "DE");
    EXPECT_EQ(rows[0][8], "0.666667");
}

TEST(Share, SomeGoodsAreNotAllGoods) {
    File file;
    file.load("RU,CN,TOTAL,2021,500,M\n");
    file.load("RU,CN,8703,2021,20,M\nRU,DE,8703,2021,20,M\n");
    const Answer answer = share(file.table, file.book, file.about());
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "value"), "500.00") << "not the cars of the source loaded last";
    EXPECT_TRUE(warns(answer, "partial_goods"));
}

TEST(Share, FewSubheadingsOfEveryChapterAreNotAllGoods) {
    File file;
    file.load("RU,CN,TOTAL,2021,500,M\n");
    std::string rows;
    for (int chapter = 10; chapter < 97; ++chapter) {
        for (int heading = 10; heading < 30; ++heading) {
            rows += fmt::format("RU,CN,{}{}00,2021,1,M\n", chapter, heading);
        }
    }
    file.load(rows);
    const Answer answer = share(file.table, file.book, file.about());
    EXPECT_EQ(supplier_cell(answer, "CN", "2021", "value"), "500.00");
    EXPECT_TRUE(warns(answer, "partial_goods"));
}

TEST(Share, TransactionRowsKnowFourBases) {
    File file;
    const std::string map = file.folder.write("t.toml", "[file]\nkind = \"transaction\"\n[columns]\ndate = \"day\"\ncode = \"hs\"\nvalue = \"usd\"\nimporter_country = \"to\"\n"
                                                        "dispatch = \"from\"\norigin = \"made\"\nmanufacturer_country = \"maker\"\nseller_country = \"seller\"\n"
                                                        "[constants]\ncurrency = \"USD\"\nflow = \"M\"\n");
    file.table.load(file.folder.write("rows.csv", "day,hs,usd,to,from,made,maker,seller\n"
                                                  "2023-01-05,854231,60,Russia,CN,MY,US,HK\n"
                                                  "2023-02-07,854231,40,Russia,CN,CN,,HK\n"),
                    {.mapping = map});
    const Answer answer = share(file.table, file.book, file.about("8542"));
    const auto of = [&](std::string_view basis, std::string_view supplier, std::size_t column) {
        for (const auto& row : answer.rows) {
            if (row[5] == basis && row[1] == supplier) {
                return row[column].value_or("-");
            }
        }
        return std::string("no row");
    };
    EXPECT_EQ(of("dispatch", "CN", 8), "100.00");
    EXPECT_EQ(of("origin", "CN", 8), "40.00");
    EXPECT_EQ(of("seller", "HK", 8), "100.00");
    EXPECT_EQ(of("producer", "US", 12), "0.6");
    EXPECT_EQ(of("producer", "US", 13), "1.0") << "a row without a maker could be anybody's";
}

TEST(Share, UnknownGoodsAndBuyersAreWrongUsage) {
    File file;
    EXPECT_THROW(file.about("machine_toolz"), base::Failure);
    EXPECT_THROW(file.about("123456"), base::Failure);
    EXPECT_THROW(file.about("8466-8456"), base::Failure);
    Question question = file.about();
    question.buyer = "Gondor";
    EXPECT_THROW(share(file.table, file.book, question), base::Failure);
    question.buyer = "RU";
    question.from = "2021-13";
    EXPECT_THROW(share(file.table, file.book, question), base::Failure);
}

} // namespace
} // namespace tidewaiter::flows
