#include "balance/bottleneck.hpp"

#include "base/failure.hpp"

#include <gtest/gtest.h>

#include <cmath>

using namespace tidewaiter::balance;
using tidewaiter::base::Failure;

namespace {

const std::string head = "format = \"tidewaiter.bottleneck-model/1\"\ntitle = \"t\"\nsector = \"s\"\n[sources.s]\nname = \"n\"\n";

std::string input(const std::string& name, double need, double share, const std::string& rest) {
    return "[[input]]\nname = \"" + name + "\"\nunit = \"u\"\nneed = " + std::to_string(need) + "\nshare = " + std::to_string(share) + "\nsource = \"s\"\n" + rest;
}

std::string supply(const std::string& from, const std::string& range) {
    return "[[input.supply]]\nfrom = \"" + from + "\"\n" + range + "\nkind = \"estimate\"\nsource = \"s\"\n";
}

BottleneckResult found(const std::string& text, std::vector<double> sigma = {0, 0.2, 0.5, 1}) {
    return find_bottleneck(parse_bottleneck_model(text, "b.toml"), sigma, 5'000, 1);
}

std::string refused(const std::string& text) {
    try {
        parse_bottleneck_model(text, "b.toml");
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "accepted";
}

/// Machines cover 60 of 100, chips 90.
const std::string sector = head + input("machines", 100, 0.6, supply("CHN", "value = 45") + supply("domestic", "value = 15")) +
                           input("chips", 200, 0.4, supply("CHN", "low = 150\nmode = 180\nhigh = 190"));

} // namespace

TEST(Ces, RunsFromTheScarcestToCobbAndDouglas) {
    EXPECT_DOUBLE_EQ(ces({0.6, 0.9}, {0.6, 0.4}, 0), 0.6);
    EXPECT_NEAR(ces({0.6, 0.9}, {0.6, 0.4}, 1), std::pow(0.6, 0.6) * std::pow(0.9, 0.4), 1e-12);
    // Sigma 0.5: rho is -1, the harmonic mean by shares.
    EXPECT_NEAR(ces({0.6, 0.9}, {0.6, 0.4}, 0.5), 1 / (0.6 / 0.6 + 0.4 / 0.9), 1e-12);
    EXPECT_NEAR(ces({0.6, 0.9}, {0.6, 0.4}, 0.01), 0.6, 0.01);
    EXPECT_NEAR(ces({0.6, 0.9}, {0.6, 0.4}, 0.999999), ces({0.6, 0.9}, {0.6, 0.4}, 1), 1e-6);
    EXPECT_DOUBLE_EQ(ces({1, 1, 1}, {0.2, 0.3, 0.5}, 0.2), 1);
    EXPECT_DOUBLE_EQ(ces({0, 0.9}, {0.6, 0.4}, 0.5), 0);
}

TEST(Bottleneck, FixedProportionsFollowTheScarcestInput) {
    const BottleneckResult result = found(sector);
    EXPECT_EQ(result.model.inputs[result.binding].name, "machines");
    const ElasticityResult& fixed = result.elasticities.front();
    EXPECT_DOUBLE_EQ(fixed.at_modes, 60);
    EXPECT_DOUBLE_EQ(fixed.inputs[0].shadow, 1); // 100 index points for 100 machines
    EXPECT_DOUBLE_EQ(fixed.inputs[1].shadow, 0);
    EXPECT_DOUBLE_EQ(fixed.inputs[0].binds, 1);
    EXPECT_EQ(fixed.losses.front().from, "CHN");
    EXPECT_EQ(fixed.losses.front().input, "chips"); // nothing else supplies chips
    EXPECT_DOUBLE_EQ(fixed.losses.front().lost, 1);
    EXPECT_DOUBLE_EQ(fixed.losses[1].output, 15);
}

TEST(Bottleneck, ShadowValuesAreSlopes) {
    const BottleneckResult result = found(sector);
    for (const ElasticityResult& each : result.elasticities) {
        for (std::size_t i = 0; i < 2; ++i) {
            std::vector<double> more{0.6, 0.9};
            const double need = i == 0 ? 100 : 200;
            more[i] += 1e-6 / need;
            const double slope = 100 * (ces(more, {0.6, 0.4}, each.sigma) - ces({0.6, 0.9}, {0.6, 0.4}, each.sigma)) / 1e-6;
            EXPECT_NEAR(each.inputs[i].shadow, slope, 1e-4) << each.sigma << " " << i;
        }
    }
}

TEST(Bottleneck, MoreSubstitutionGivesMoreOutput) {
    const BottleneckResult result = found(sector);
    for (std::size_t i = 1; i < result.elasticities.size(); ++i) {
        EXPECT_GT(result.elasticities[i].at_modes, result.elasticities[i - 1].at_modes);
    }
}

TEST(Capital, WearsOutAndIsAddedTo) {
    const std::string text = head + input("tools", 100, 1, "[input.capital]\nstart = { value = 100 }\nwear = { value = 0.1 }\nservice = 2\n"
                                                           "[[input.capital.year]]\nyear = 2022\nimported = { value = 5 }\n"
                                                           "[[input.capital.year]]\nyear = 2023\nimported = { value = 20 }\ndomestic = { value = 3 }\n");
    const BottleneckResult result = found(text, {0});
    ASSERT_EQ(result.capital.size(), 1U);
    EXPECT_DOUBLE_EQ(result.capital[0].stock[0][1], 95);          // 90 + 5
    EXPECT_DOUBLE_EQ(result.capital[0].stock[1][1], 85.5 + 23);
    EXPECT_DOUBLE_EQ(result.elasticities[0].at_modes, 2 * 108.5); // need 100
}

TEST(Capital, UsualWearIsThatOfTheNote) {
    const std::string text = head + input("tools", 100, 1, "[input.capital]\nstart = { value = 100 }\n[[input.capital.year]]\nyear = 2022\n");
    const auto stock = found(text, {0}).capital[0].stock[0];
    EXPECT_GE(stock[0], 90);
    EXPECT_NEAR(stock[1], 92, 0.1);
    EXPECT_LE(stock[2], 94);
}

TEST(BottleneckModel, MistakesAreNamedWithLineAndField) {
    EXPECT_EQ(refused(head), "b.toml: line 1: input: is missing: a sector has at least one [[input]]");
    EXPECT_EQ(refused(head + input("a", 1, 0.5, supply("x", "value = 1"))), "b.toml: line 6: input.share: the shares of all inputs sum to 0.5, not 1");
    EXPECT_EQ(refused(head + input("a", 1, 1, "")), "b.toml: line 6: input.supply: is missing: nothing provides a");
    EXPECT_EQ(refused(head + input("a", 1, 1, supply("x", "low = 3\nmode = 2\nhigh = 1"))), "b.toml: line 14: input.supply.low: is 3, above high, 1");
    EXPECT_EQ(refused(head + input("a", 1, 1, supply("x", "value = 1") + supply("x", "value = 1"))), "b.toml: line 18: input.supply.from: 'x' supplies a twice");
    EXPECT_EQ(refused(head + input("a", 1, 1, "[input.capital]\nstart = { value = 1 }\n[[input.capital.year]]\nyear = 2020\n[[input.capital.year]]\nyear = 2022\n")),
              "b.toml: line 17: input.capital.year.year: is 2022, and 2020 comes before it in the file: years follow each other");
}
