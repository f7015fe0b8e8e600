// --sql prints the query behind the numbers: run over the flow file in plain DuckDB it gives them.
#include "flows/firms.hpp"

#include "../support/files.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tidewaiter::flows {
namespace {

struct File {
    test::ScratchFolder folder;
    std::string path = folder.path("flows.duckdb");
    goods::GoodsBook book;

    explicit File(const std::string& rows) {
        FlowTable table(path);
        table.load(folder.write("eu_export.csv", "reporter,partner,product,period,value_eur,flow\n" + rows));
    }

    /// The rows of a query in a database that this program's tables were never opened in.
    std::vector<sql::TextRow> plain(const std::string& query) const {
        sql::Database database({.path = path, .memory = {}, .temp = {}, .read_only = true});
        return database.all(query);
    }

    template <class Ask> Answer ask(Ask ask) {
        FlowTable table(path, true);
        return ask(table);
    }
};

std::string cell(const Answer& answer, std::size_t row, std::string_view column) {
    return answer.rows.at(row)[static_cast<std::size_t>(std::ranges::find(answer.columns, column) - answer.columns.begin())].value_or("-");
}

TEST(Sql, HubsLegs) {
    File file("DE,KZ,854231,2021,12000000,X\nDE,KZ,854231,2022,132000000,X\nKZ,RU,854231,2022,48000000,X\nKZ,RU,854231,2021,1200,X\nDE,KZ,8542,2022,140000000,X\nDE,KZ,8542,2021,13000000,X\n");
    DivertQuestion question;
    question.destination = "RU";
    question.basket = parse_basket(file.book, "8542");
    question.since = "2022";
    question.base_from = "2021";
    const Answer answer = file.ask([&](FlowTable& table) { return divert(table, file.book, question); });
    const auto rows = file.plain(answer.sql);
    const auto in = std::ranges::find_if(rows, [](const auto& row) { return row[0] == "in" && row[1] == "KZ"; });
    ASSERT_NE(in, rows.end());
    EXPECT_EQ(std::stod((*in)[6].value_or("0")), std::stod(cell(answer, 0, "value")));
    EXPECT_NEAR(std::stod(cell(answer, 0, "value")), 140e6 / 12, 0.01) << "the heading stands for its parts";
}

TEST(Sql, PriceLines) {
    File file("DE,RU,854231,2021,100,X\nDE,RU,854231,2022,300,X\n");
    PriceQuestion question;
    question.buyer = "RU";
    question.basket = parse_basket(file.book, "8542");
    question.base_from = "2021";
    question.from = "2022";
    const Answer answer = file.ask([&](FlowTable& table) { return price(table, file.book, question); });
    const auto rows = file.plain(answer.sql);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1][12], "300.00");
    EXPECT_EQ(cell(answer, 1, "status"), "weight_not_held");
}

TEST(Sql, BreakSeries) {
    std::string text;
    for (int month = 0; month < 24; ++month) {
        text += fmt::format("DE,RU,854231,{}-{:02},{},X\n", 2021 + month / 12, month % 12 + 1, month < 12 ? 100 + month % 3 : 500 + month % 3);
    }
    File file(text);
    BreakQuestion question;
    question.buyer = "RU";
    question.basket = parse_basket(file.book, "8542");
    question.suppliers = {"DE"};
    const Answer answer = file.ask([&](FlowTable& table) { return find_break(table, file.book, question); });
    const auto rows = file.plain(answer.sql);
    ASSERT_EQ(rows.size(), 24U);
    EXPECT_EQ(rows[12][4], "2022-01-01");
    EXPECT_EQ(cell(answer, 0, "break_date"), "2022-01");
    ASSERT_EQ(answer.curves.size(), 1U);
    EXPECT_EQ(answer.curves[0].points[12].second, std::stod(rows[12][5].value_or("0")));
}

TEST(Sql, Shipments) {
    File file("DE,RU,854231,2021,100,X\n");
    {
        FlowTable table(file.path);
        table.load(file.folder.write("decl.csv", "G07,G072,G011,G32,G022,G023,G082,G081,G15A,G34,G33,G31_1,G46,G38\nD1,2023-01-10,ИМ,1,A Ltd,TR,Luch,7701,TR,DE,8542310000,x,100,5\n"
                                                 "D2,2023-01-11,ИМ,1,B Ltd,TR,Luch,7701,TR,DE,8542310000,x,50,5\n"));
    }
    FirmQuestion question;
    question.destination = "RU";
    question.basket = parse_basket(file.book, "8542");
    const Answer answer = file.ask([&](FlowTable& table) { return firms(table, file.book, question); });
    EXPECT_EQ(file.plain(answer.sql).size(), 2U);
    EXPECT_EQ(cell(answer, 0, "value"), "100.00");
}

} // namespace
} // namespace tidewaiter::flows
