#include "answer_cells.hpp"

#include "flows/measures.hpp"

#include "../support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tidewaiter::flows {
namespace {

std::string cell(const Answer& answer, std::string_view code, std::string_view column) {
    const auto place = [&](std::string_view name) { return static_cast<std::size_t>(std::ranges::find(answer.columns, name) - answer.columns.begin()); };
    for (const auto& row : answer.rows) {
        if (row[place("code")] == code) {
            return row[place(column)].value_or("-");
        }
    }
    return "no row";
}

double number(const Answer& answer, std::string_view code, std::string_view column) { return std::strtod(cell(answer, code, column).c_str(), nullptr); }

constexpr const char* mapping = "[file]\nkind = \"flow\"\npublisher = \"Office of Examples\"\ntitle = \"Example trade\"\n[columns]\nreporter = \"who\"\npartner = \"whom\"\ncode = \"good\"\n"
                                "period = \"when\"\nvalue = \"usd\"\nweight = \"kg\"\nunit = \"unit\"\nqty = \"kg\"\n[constants]\nflow = \"X\"\ncurrency = \"USD\"\n";

struct File {
    test::ScratchFolder folder;
    FlowTable table{""};
    goods::GoodsBook book;

    explicit File(const std::string& rows) {
        LoadOptions options;
        options.mapping = folder.write("map.toml", mapping);
        table.load(folder.write("own.csv", "who,whom,good,when,usd,kg,unit\n" + rows), options);
    }

    Answer ask(const char* basket) {
        PriceQuestion question;
        question.buyer = "RU";
        question.basket = parse_basket(book, basket);
        question.base_from = "2021";
        question.from = "2024";
        return price(table, book, question);
    }
};

// Ball bearings from China to Russia: 76 % more in value, 13 % less in quantity, so 2.02 times the price (docs/methods/flows.md).
TEST(Price, BearingsCostTwiceAsMuch) {
    File file("CN,RU,848210,2021,100000000,10000000,kg\nCN,RU,848210,2024,176000000,8700000,kg\nCN,IN,848210,2021,50000000,5000000,kg\nCN,IN,848210,2024,54500000,5000000,kg\n");
    const Answer answer = file.ask("8482");
    EXPECT_NEAR(number(answer, "848210", "price_change"), 2.02, 0.005);
    EXPECT_NEAR(number(answer, "848210", "quantity_change"), 0.87, 1e-6);
    EXPECT_NEAR(number(answer, "848210", "value_change"), 1.76, 1e-6);
    EXPECT_NEAR(number(answer, "848210", "rest_price_change"), 1.09, 1e-6);
    EXPECT_NEAR(number(answer, "848210", "markup"), 1.76 / 0.87 / 1.09 - 1, 1e-6);
    EXPECT_NEAR(number(answer, "848210", "price_part"), std::log(1.76 / 0.87) / std::log(1.76), 1e-6) << "more than all of it: the quantity fell";
    EXPECT_EQ(cell(answer, "all", "status"), "index");
}

TEST(Price, MedianIsWeightedByTheValueBefore) {
    File file("CN,RU,848210,2021,900,100,kg\nCN,RU,848210,2024,1800,100,kg\nCN,IN,848210,2021,900,100,kg\nCN,IN,848210,2024,900,100,kg\n"
              "CN,RU,848220,2021,50,100,kg\nCN,RU,848220,2024,500,100,kg\nCN,IN,848220,2021,50,100,kg\nCN,IN,848220,2024,50,100,kg\n"
              "CN,RU,848230,2021,50,100,kg\nCN,RU,848230,2024,500,100,kg\nCN,IN,848230,2021,50,100,kg\nCN,IN,848230,2024,50,100,kg\n");
    EXPECT_NEAR(number(file.ask("8482"), "all", "markup"), 1, 1e-9) << "two of three rose tenfold, but they are a tenth of the trade";
}

TEST(Price, ParcelsAndMissingWeightsAreNotCompared) {
    File file("CN,RU,848210,2021,900,19,kg\nCN,RU,848210,2024,1800,100,kg\nCN,RU,848220,2021,900,,kg\nCN,RU,848220,2024,1800,100,kg\n");
    const Answer answer = file.ask("8482");
    EXPECT_EQ(cell(answer, "848210", "status"), "too_light");
    EXPECT_EQ(cell(answer, "848220", "status"), "weight_not_held");
    EXPECT_EQ(cell(answer, "all", "status"), "nothing_compared");
    EXPECT_EQ(cell(answer, "all", "price_change"), "-");
}

TEST(Price, UnitThatChangedIsLeftOut) {
    File file("CN,RU,848210,2021,900,100,kg\nCN,RU,848210,2024,1800,100,pieces\n");
    const Answer answer = file.ask("8482");
    EXPECT_EQ(cell(answer, "848210", "status"), "unit_changed");
    EXPECT_TRUE(warns(answer, "unit_changed"));
}

TEST(Price, OtherMixIsNoPrice) {
    // Two codes whose prices stay, 1 and 10 a kilogram: first mostly the cheap one is bought, then mostly the dear one.
    File file("CN,RU,84821010,2021,900,900,kg\nCN,RU,84821090,2021,1000,100,kg\nCN,RU,84821010,2024,100,100,kg\nCN,RU,84821090,2024,9000,900,kg\n");
    const Answer answer = file.ask("8482");
    EXPECT_NEAR(number(answer, "848210", "price_change"), 9.1 / 1.9, 1e-6);
    EXPECT_NEAR(number(answer, "848210", "mix_shift"), 9.1 / 1.9 - 1, 1e-6) << "all of it";
    EXPECT_TRUE(warns(answer, "mix_shift"));
}

TEST(Price, WindowsMustBeNamedAndApart) {
    File file("CN,RU,848210,2021,900,100,kg\n");
    PriceQuestion question;
    question.buyer = "RU";
    question.base_from = "2021";
    EXPECT_THROW(price(file.table, file.book, question), base::Failure);
    question.from = "2021-06";
    EXPECT_THROW(price(file.table, file.book, question), base::Failure);
}

} // namespace
} // namespace tidewaiter::flows
