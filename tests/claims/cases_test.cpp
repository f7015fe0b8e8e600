// How well statements are found and read, on texts written for it (tests/cases/claims/README.md).
#include "claims/labelled_cases.hpp"

#include "support/files.hpp"

#include <gtest/gtest.h>

#include <iostream>

using namespace tidewaiter;
using claims::test::load_cases;
using claims::test::measure;

TEST(LabelledStatements, AreFoundWithPrecision95AndRecall90) {
    const auto cases = load_cases(test::fixture("cases/claims/found.txt"));
    ASSERT_GE(cases.size(), 120U);
    const auto result = measure(cases);
    std::cout << result.table();
    for (const std::string& miss : result.misses) {
        std::cout << "  " << miss << '\n';
    }
    EXPECT_GE(result.precision(), 0.95);
    EXPECT_GE(result.recall(), 0.90);
}
