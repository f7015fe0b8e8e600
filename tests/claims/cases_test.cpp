// How well statements are found and read, on texts written for it (tests/cases/claims/README.md).
#include "claims/labelled_cases.hpp"

#include "support/files.hpp"

#include <gtest/gtest.h>

#include <iostream>

using namespace tidewaiter;
using claims::test::load_cases;
using claims::test::measure;

namespace {

void print(const claims::test::Measured& result) {
    std::cout << result.table();
    for (const std::string& miss : result.misses) {
        std::cout << "  " << miss << '\n';
    }
}

} // namespace

TEST(LabelledStatements, AreFoundWithPrecision95AndRecall90) {
    const auto cases = load_cases(test::fixture("cases/claims/found.txt"));
    ASSERT_GE(cases.size(), 120U);
    const auto result = measure(cases);
    print(result);
    EXPECT_GE(result.precision(), 0.95);
    EXPECT_GE(result.recall(), 0.90);
    for (const auto& [slot, tally] : result.slots) {
        EXPECT_GE(static_cast<double>(tally.right), 0.95 * static_cast<double>(tally.asked)) << slot;
    }
}

// Written before the rules and first measured after most of the tuning; one fault it showed was mended (docs/benchmarks.md). Its misses are not
// printed, so that little more is learnt from them.
TEST(LabelledStatements, KeptBackAreFoundAsWell) {
    const auto cases = load_cases(test::fixture("cases/claims/kept_back.txt"));
    ASSERT_GE(cases.size(), 60U);
    const auto result = measure(cases);
    std::cout << result.table();
    EXPECT_GE(result.precision(), 0.95);
    EXPECT_GE(result.recall(), 0.90);
}
