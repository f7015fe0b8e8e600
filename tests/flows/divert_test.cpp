#include "answer_cells.hpp"

#include "flows/measures.hpp"
#include "flows/measures/divert_placebo.hpp"
#include "flows/statistics/draws.hpp"

#include "../support/files.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tidewaiter::flows {
namespace {

std::string cell(const Answer& answer, std::string_view hub, std::string_view column, std::string_view side = "supplier") {
    const auto place = [&](std::string_view name) { return static_cast<std::size_t>(std::ranges::find(answer.columns, name) - answer.columns.begin()); };
    for (const auto& row : answer.rows) {
        if (row[place("supplier")] == hub && row[place("reporter_side")] == side) {
            return row[place(column)].value_or("-");
        }
    }
    return "no row";
}

double number(const Answer& answer, std::string_view hub, std::string_view column, std::string_view side = "supplier") {
    return std::strtod(cell(answer, hub, column, side).c_str(), nullptr);
}

struct File {
    test::ScratchFolder folder;
    FlowTable table{""};
    goods::GoodsBook book;
    int number = 0;

    void load(const std::string& rows) {
        table.load(folder.write("eu_" + std::to_string(++number) + "_export.csv", "reporter,partner,product,period,value_eur,flow\n" + rows));
    }

    DivertQuestion about(const char* basket) {
        DivertQuestion question;
        question.destination = "RU";
        question.basket = parse_basket(book, basket);
        question.since = "2022";
        question.base_from = question.base_to = "2021";
        return question;
    }
};

// The embargo of 2014: 5,633 m of trade fell away and 482 m came by other ways, 8.56 % (docs/methods/flows.md).
TEST(Divert, ShareOfTheFallThatAHubTookOver) {
    File file;
    file.load("DE,RU,854231,2021,6000000000,X\nDE,RU,854231,2022,367000000,X\nDE,KZ,854231,2021,18000000,X\nDE,KZ,854231,2022,500000000,X\n");
    const Answer answer = divert(file.table, file.book, file.about("854231"));
    EXPECT_NEAR(number(answer, "KZ", "share"), 0.0856, 0.00005);
    EXPECT_EQ(cell(answer, "KZ", "status"), "inflow_only");
    EXPECT_EQ(cell(answer, "KZ", "low"), "0.00") << "nothing shows that it went on";
    EXPECT_TRUE(warns(answer, "outflow_not_held"));
}

TEST(Divert, LowIsTheSmallerExcessAndHighHasWhatWasLost) {
    File file;
    // Sent to the hub 12 -> 132 a year, arrived 12 -> 72, sent on 0 -> 48; other goods did not grow. In months: 1 -> 11, 1 -> 6, 0 -> 4.
    file.load("DE,KZ,854231,2021,12000000,X\nDE,KZ,854231,2022,132000000,X\nKZ,DE,854231,2021,12000000,M\nKZ,DE,854231,2022,72000000,M\n"
              "KZ,RU,854231,2022,48000000,X\nKZ,CN,854231,2021,24000000,X\nDE,KZ,010121,2021,600000,X\nDE,KZ,010121,2022,600000,X\n");
    const Answer answer = divert(file.table, file.book, file.about("854231"));
    EXPECT_EQ(cell(answer, "KZ", "status"), "hub");
    EXPECT_EQ(cell(answer, "KZ", "low"), "4000000.00") << "what went on";
    EXPECT_EQ(cell(answer, "KZ", "lost"), "5000000.00") << "11 sent and 6 arrived, 1 and 1 before";
    EXPECT_EQ(cell(answer, "KZ", "high"), "15000000.00") << "10 more in, and 5 lost";
    EXPECT_EQ(cell(answer, "KZ", "need_growth"), "1.000000");
    EXPECT_EQ(cell(answer, "KZ", "anomaly_ratio"), "2.000000") << "4 m to the target now, 2 m to everyone before";
    EXPECT_EQ(cell(answer, "KZ", "high", "buyer"), "10000000.00") << "the hub's own report: 1 -> 6, and what was lost";
}

TEST(Divert, OwnNeedIsTakenOff) {
    File file;
    file.load("DE,KZ,854231,2021,12000000,X\nDE,KZ,854231,2022,24000000,X\nKZ,RU,854231,2021,1200000,X\nKZ,RU,854231,2022,12000000,X\nDE,KZ,010121,2021,6000000,X\nDE,KZ,010121,2022,18000000,X\n");
    const Answer answer = divert(file.table, file.book, file.about("854231"));
    EXPECT_EQ(cell(answer, "KZ", "need_growth"), "3.000000");
    EXPECT_EQ(cell(answer, "KZ", "low"), "0.00");
    EXPECT_EQ(cell(answer, "KZ", "high"), "1000000.00") << "if the other goods are no measure of its need";
    EXPECT_EQ(cell(answer, "KZ", "status"), "own_need");
    EXPECT_TRUE(warns(answer, "control_grew"));
}

TEST(Divert, GroupHasItsOwnRowOrItsMembers) {
    File file;
    file.load("EU27,KZ,854231,2021,12000000,X\nEU27,KZ,854231,2022,24000000,X\nDE,KZ,854231,2021,12000000,X\nDE,KZ,854231,2022,24000000,X\nCN,KZ,854231,2021,12,X\nCN,KZ,854231,2022,12000000,X\n");
    DivertQuestion question = file.about("854231");
    question.origins = {"EU27"};
    EXPECT_EQ(cell(divert(file.table, file.book, question), "KZ", "value"), "2000000.00") << "24 m in twelve months, once, without China";
    question.origins = {"DE", "CN"};
    EXPECT_EQ(cell(divert(file.table, file.book, question), "KZ", "value"), "3000000.00");
}

TEST(Divert, PlaceboGoodsTellAHubFromATrendOfAllGoods) {
    File file;
    std::string rows;
    Draws draws(11);
    for (int code = 0; code < 60; ++code) {
        for (const char* hub : {"KZ", "AM"}) {
            // Armenia's trade grows in everything; Kazakhstan's only in the listed good.
            const double growth = std::string_view(hub) == "AM" ? 4 + 4 * draws.unit() : 0.7 + 0.6 * draws.unit();
            for (const auto& [from, to] : {std::pair("DE", hub), std::pair(hub, "RU")}) {
                rows += fmt::format("{0},{1},{2},2021,1000000,X\n{0},{1},{2},2022,{3:.0f},X\n", from, to, 300210 + code * 1000, 1e6 * growth);
            }
        }
    }
    for (const char* hub : {"KZ", "AM"}) {
        rows += fmt::format("DE,{0},854231,2021,1000000,X\nDE,{0},854231,2022,6000000,X\n{0},RU,854231,2021,1000000,X\n{0},RU,854231,2022,6000000,X\n", hub);
    }
    file.load(rows);
    const Answer answer = divert(file.table, file.book, file.about("854231"));
    EXPECT_LE(number(answer, "KZ", "p_value"), 0.01);
    EXPECT_GT(number(answer, "AM", "p_value"), 0.2);
    EXPECT_EQ(cell(answer, "KZ", "tried"), "2");
    EXPECT_NEAR(number(answer, "KZ", "q_value"), 2 * number(answer, "KZ", "p_value"), 1e-9);
    DivertQuestion again = file.about("854231");
    EXPECT_EQ(divert(file.table, file.book, again).rows, answer.rows) << "the same seed, the same numbers";
}

TEST(Divert, LagProfileFindsWhatGoesOnTwoMonthsLater) {
    Draws draws(4);
    std::vector<double> in, out;
    for (int month = 0; month < 48; ++month) {
        in.push_back(100 + 50 * draws.unit());
        out.push_back(month < 2 ? 20 : 20 + 0.6 * in[static_cast<std::size_t>(month - 2)]);
    }
    const auto profile = fit_lags(in, out);
    ASSERT_TRUE(profile);
    EXPECT_NEAR(profile->lags[2], 0.6, 1e-9);
    EXPECT_NEAR(profile->pass_through, 0.6, 1e-9);
    EXPECT_NEAR(profile->explained, 1, 1e-9);
    EXPECT_FALSE(fit_lags({in.begin(), in.begin() + 20}, out)) << "too few months";
}

TEST(Divert, DateIsAskedForAndMustBeHeld) {
    File file;
    file.load("DE,KZ,854231,2021,12000000,X\n");
    DivertQuestion question = file.about("854231");
    EXPECT_THROW(divert(file.table, file.book, question), base::Failure);
    for (const char* since : {"", "soon"}) {
        question.since = since;
        EXPECT_THROW(divert(file.table, file.book, question), base::Failure) << since;
    }
    question.since = "2021";
    question.base_from = question.base_to = "2020";
    for (const char* destination : {"EU27", "World", "XX", "nowhere"}) {
        question.destination = destination;
        EXPECT_THROW(divert(file.table, file.book, question), base::Failure) << destination << " is not one country";
    }
}

} // namespace
} // namespace tidewaiter::flows
