#include "flows/measures/interval.hpp"
#include "flows/measures/freight.hpp"
#include "flows/statistics/draws.hpp"

#include "../support/files.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tidewaiter::flows {
namespace {

std::string cell(const Answer& answer, std::string_view supplier, std::string_view column, std::string_view basis = "") {
    const auto place = [&](std::string_view name) { return static_cast<std::size_t>(std::ranges::find(answer.columns, name) - answer.columns.begin()); };
    for (const auto& row : answer.rows) {
        if (row[place("supplier")] == supplier && (basis.empty() || row[place("basis")] == basis)) {
            return row[place(column)].value_or("-");
        }
    }
    return "no row";
}

double number(const Answer& answer, std::string_view supplier, std::string_view column, std::string_view basis = "") { return std::strtod(cell(answer, supplier, column, basis).c_str(), nullptr); }

// Two importers, one all from supplier 0 and one all from supplier 1: a draw of two has both with probability 1/2, one alone with 1/4 each.
TEST(Interval, BootstrapDrawsWholeImporters) {
    const BootstrapResult drawn = bootstrap_shares({{{0, 10}}, {{1, 10}}}, 2, 2'000, 1);
    EXPECT_EQ(drawn.shares[0], (std::pair<double, double>(0, 1)));
    EXPECT_EQ(drawn.hhi, (std::pair<double, double>(0.5, 1)));
    const BootstrapResult even = bootstrap_shares({{{0, 6}, {1, 4}}, {{0, 60}, {1, 40}}, {{0, 3}, {1, 2}}}, 2, 2'000, 1);
    EXPECT_NEAR(even.shares[0].first, 0.6, 1e-12) << "importers that all buy alike leave nothing open";
    EXPECT_NEAR(even.shares[0].second, 0.6, 1e-12);
}

// The standard error of a mean of 400 shares of 0 or 1 is 0.025: its interval is 0.5 -+ 0.049.
TEST(Interval, BootstrapHasTheWidthThatTheoryGives) {
    std::vector<std::vector<std::pair<std::size_t, double>>> clusters;
    for (std::size_t i = 0; i < 400; ++i) {
        clusters.push_back({{i % 2, 1.0}});
    }
    const BootstrapResult drawn = bootstrap_shares(clusters, 2, 4'000, 3);
    EXPECT_NEAR(drawn.shares[0].first, 0.451, 0.005);
    EXPECT_NEAR(drawn.shares[0].second, 0.549, 0.005);
}

TEST(Interval, ShipmentsHaveOneByImporterAndTellTheLargestLots) {
    const test::ScratchFolder folder;
    FlowTable table("");
    std::string rows = "G07,G072,G011,G32,G022,G023,G082,G081,G15A,G34,G33,G31_1,G46,G38\n";
    for (int i = 0; i < 40; ++i) {
        rows += fmt::format("D{0},2023-01-{1:02},ИМ,1,Firm {0},TR,Buyer {2},77{2:02},TR,{3},8542310000,x,{4},5\n", i, 1 + i % 28, i % 10, i % 2 == 0 ? "CN" : "DE", i == 0 ? 1'000 : 100);
    }
    table.load(folder.write("rows.csv", rows));
    const goods::GoodsBook book;
    Question question;
    question.buyer = "RU";
    question.basket = parse_basket(book, "854231");
    question.side = Side::buyer;
    question.interval = true;
    const Answer answer = share(table, book, question);
    EXPECT_NEAR(number(answer, "CN", "share", "origin"), 2'900.0 / 4'900, 1e-6);
    EXPECT_LT(number(answer, "CN", "ci_lo", "origin"), number(answer, "CN", "share", "origin"));
    EXPECT_GT(number(answer, "CN", "ci_hi", "origin"), number(answer, "CN", "share", "origin"));
    EXPECT_NEAR(number(answer, "CN", "top_five", "origin"), 1'400.0 / 4'900, 1e-6);
    EXPECT_EQ(cell(answer, "CN", "interval_method", "origin"), "bootstrap by importer (10 of them, 2000 draws, seed 1)");
    EXPECT_EQ(share(table, book, question).rows, answer.rows) << "the same seed, the same bytes";
}

TEST(Interval, SumsCarryFreightAndNothingThatIsNotKnown) {
    const test::ScratchFolder folder;
    FlowTable table("");
    table.load(folder.write("eu.csv", "reporter,partner,product,period,value_eur,flow\nRU,CN,TOTAL,2021,500000000,M\nRU,DE,TOTAL,2021,500000000,M\nCN,RU,TOTAL,2021,1,X\n"));
    const goods::GoodsBook book;
    Question question;
    question.buyer = "RU";
    question.side = Side::buyer;
    question.interval = true;
    const Answer own = share(table, book, question);
    EXPECT_NEAR(number(own, "CN", "ci_lo"), 0.488, 0.003) << "0.90 to 0.95 against 0.90 to 0.95";
    EXPECT_NEAR(number(own, "CN", "ci_hi"), 0.512, 0.003);
    question.side = Side::supplier;
    EXPECT_EQ(cell(share(table, book, question), "CN", "ci_lo"), "-") << "exports are FOB, and no second source says otherwise";
}

TEST(Freight, ModelIsFoundAgainThroughTheEffects) {
    Draws draws(5);
    const std::vector<std::string> places = {"DE", "FR", "IT", "ES", "PL", "CN", "JP", "US", "KZ", "TR", "IN", "BR"};
    FreightModel truth;
    truth.constant = -0.25;
    truth.by_distance = 0.04;
    truth.by_border = -0.01;
    std::vector<FreightPair> pairs;
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (std::size_t j = 0; j < places.size(); ++j) {
            if (i == j) {
                continue;
            }
            const double effect = 0.002 * (static_cast<double>(i % 3) - 1) + 0.002 * (static_cast<double>(j % 2) - 0.5);
            const double tau = *truth.tau(places[i], places[j]);
            if (tau > 0 && tau < 0.2) {
                pairs.push_back({places[i], places[j], 2021, 100 * (1 - tau - effect), 100});
            }
        }
    }
    const auto model = fit_freight(pairs);
    ASSERT_TRUE(model);
    EXPECT_NEAR(model->by_distance, 0.04, 0.008) << "drawn in at both ends, so a little flatter";
    EXPECT_NEAR(*model->tau("DE", "CN"), *truth.tau("DE", "CN"), 0.01);
    EXPECT_FALSE(model->tau("DE", "XX"));
    pairs.resize(20);
    EXPECT_FALSE(fit_freight(pairs)) << "too few pairs";
}

TEST(Freight, MirrorSaysWhenNothingCanBeEstimated) {
    const test::ScratchFolder folder;
    FlowTable table("");
    table.load(folder.write("eu.csv", "reporter,partner,product,period,value_eur,flow\nDE,KG,TOTAL,2022,100,X\nKG,DE,TOTAL,2022,80,M\n"));
    const goods::GoodsBook book;
    Question question;
    question.buyer = "KG";
    question.suppliers = {"DE"};
    const Answer answer = mirror(table, book, question, {}, true);
    EXPECT_TRUE(std::ranges::any_of(answer.warnings, [](const Warning& warning) { return warning.code == "tau_not_estimated"; }));
    EXPECT_EQ(answer.rows[0][11], "0.200000") << "as published";
    EXPECT_EQ(cell(answer, "DE", "share_lo"), "0.200000");
    EXPECT_EQ(cell(answer, "DE", "share_hi"), "0.360000") << "with a fifth of freight in the import";
}

} // namespace
} // namespace tidewaiter::flows
