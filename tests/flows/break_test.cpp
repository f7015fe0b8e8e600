#include "answer_cells.hpp"

#include "flows/measures.hpp"
#include "flows/statistics/draws.hpp"

#include "../support/files.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tidewaiter::flows {
namespace {

std::string cell(const Answer& answer, std::size_t row, std::string_view column) {
    const auto place = static_cast<std::size_t>(std::ranges::find(answer.columns, column) - answer.columns.begin());
    return row < answer.rows.size() ? answer.rows[row][place].value_or("-") : "no row";
}

double number(const Answer& answer, std::size_t row, std::string_view column) { return std::strtod(cell(answer, row, column).c_str(), nullptr); }

struct File {
    test::ScratchFolder folder;
    FlowTable table{""};
    goods::GoodsBook book;

    explicit File(const std::string& rows) { table.load(folder.write("eu.csv", "reporter,partner,product,period,value_eur,flow\n" + rows)); }

    BreakQuestion about(const char* supplier) {
        BreakQuestion question;
        question.buyer = "RU";
        question.basket = parse_basket(book, "847150");
        question.suppliers = {supplier};
        return question;
    }
};

std::string month(int index) { return fmt::format("{}-{:02}", 2020 + index / 12, index % 12 + 1); }

TEST(Break, StartAndStopAreFoundAndRanked) {
    std::string rows;
    Draws draws(2);
    for (int t = 0; t < 60; ++t) {
        const bool on = t >= 48 && t < 53;
        rows += fmt::format("IN,RU,847150,{},{:.0f},X\n", month(t), on ? 80e6 : 1e6 + 1e5 * draws.unit());
    }
    File file(rows);
    const Answer answer = find_break(file.table, file.book, file.about("IN"));
    ASSERT_EQ(answer.rows.size(), 2U);
    EXPECT_EQ(cell(answer, 0, "break_date"), "2024-01");
    EXPECT_EQ(cell(answer, 1, "break_date"), "2024-06");
    EXPECT_EQ(cell(answer, 0, "value"), "80000000.00");
    EXPECT_EQ(cell(answer, 0, "period"), "2020-01..2023-12 -> 2024-01..2024-05");
    EXPECT_NEAR(number(answer, 0, "level_change"), 79e6, 2e5);
    EXPECT_LT(number(answer, 0, "p_placebo"), 0.05);
    EXPECT_EQ(cell(answer, 1, "status").substr(0, 4), "fall");
}

TEST(Break, MonthWithoutTheGoodsIsNothingAndNotMissing) {
    std::string rows;
    for (int t = 0; t < 40; ++t) {
        rows += fmt::format("IN,RU,010121,{},5,X\n", month(t));
        rows += t < 20 ? "" : fmt::format("IN,RU,847150,{},{},X\n", month(t), 1000 + t % 3);
    }
    File file(rows);
    const Answer answer = find_break(file.table, file.book, file.about("IN"));
    ASSERT_EQ(answer.rows.size(), 1U);
    EXPECT_EQ(cell(answer, 0, "break_date"), "2021-09");
    EXPECT_EQ(cell(answer, 0, "base_value"), "0.00");
}

TEST(Break, DateThatIsNotHeldIsSaid) {
    std::string rows;
    for (int t = 0; t < 24; ++t) {
        rows += fmt::format("IN,RU,847150,{},{},X\n", month(t), 100 + t % 5);
    }
    File file(rows);
    BreakQuestion question = file.about("IN");
    question.dates = {"2023-06"};
    EXPECT_TRUE(warns(find_break(file.table, file.book, question), "date_outside"));
    question.dates = {"2021-01"};
    const Answer answer = find_break(file.table, file.book, question);
    ASSERT_EQ(answer.rows.size(), 1U);
    EXPECT_TRUE(warns(answer, "few_months"));
    question.dates = {"2021-13"};
    EXPECT_THROW(find_break(file.table, file.book, question), base::Failure);
}

TEST(Break, SyntheticControlFindsWhatTheOthersDidNotDo) {
    std::string rows;
    Draws draws(8);
    const std::vector<std::string> others = {"IN", "BR", "CN", "US", "JP", "KR", "MX", "ZA", "EG", "AR"};
    std::vector<double> common(36);
    for (double& value : common) {
        value = 100 + 20 * draws.unit();
    }
    for (int t = 0; t < 36; ++t) {
        for (std::size_t i = 0; i < others.size(); ++i) {
            rows += fmt::format("TR,{},847150,{},{:.0f},X\n", others[i], month(t), (static_cast<double>(i) + 1) * 1000 * common[static_cast<std::size_t>(t)] * (1 + 0.02 * draws.unit()));
        }
        rows += fmt::format("TR,RU,847150,{},{:.0f},X\n", month(t), 500 * common[static_cast<std::size_t>(t)] * (t >= 27 ? 3 : 1));
    }
    File file(rows);
    BreakQuestion question = file.about("TR");
    question.dates = {"2022-04"};
    question.synthetic = true;
    const Answer answer = find_break(file.table, file.book, question);
    ASSERT_EQ(answer.rows.size(), 1U);
    EXPECT_NEAR(number(answer, 0, "value") / number(answer, 0, "expected"), 3, 0.1);
    EXPECT_NEAR(number(answer, 0, "p_placebo"), 1.0 / 11, 1e-4) << "none of ten donors moved like that";
    EXPECT_EQ(cell(answer, 0, "status"), "above the mix");
    question.not_donors = {"IN", "BR", "CN"};
    EXPECT_EQ(cell(find_break(file.table, file.book, question), 0, "placebos"), "7");
    question.suppliers.clear();
    EXPECT_THROW(find_break(file.table, file.book, question), base::Failure);
}

} // namespace
} // namespace tidewaiter::flows
