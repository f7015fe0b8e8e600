// Look-through over the World Input-Output Database, release 2013, year 2011.
#include "flows/lookthrough.hpp"

#include "support/files.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::flows;

namespace {

const IoTable& wiod() {
    static const IoTable table = load_io_table(tidewaiter::test::shared_data("reference/wiod2013_2011_intermediate.csv.gz"),
                                               tidewaiter::test::shared_data("reference/wiod2013_2011_final_output.csv.gz"));
    return table;
}

double domestic(const std::string& users, double Reliance::*share) {
    const auto groups = find_groups(wiod(), "USA");
    static const LookThroughSolver solver(wiod());
    return solver.look(find_sectors(wiod(), users), groups).together.front().*share * 100;
}

} // namespace

/// The three figures named with the task: the US in the table of 2011, each to 0.1.
TEST(Wiod, DomesticShareOfUsInputs) {
    if (tidewaiter::test::shared_data("reference/wiod2013_2011_intermediate.csv.gz").empty()) {
        GTEST_SKIP() << tidewaiter::test::no_shared_data;
    }
    EXPECT_NEAR(domestic("USA", &Reliance::face), 87.7, 0.1);
    EXPECT_NEAR(domestic("USA:c3-c16", &Reliance::face), 77.5, 0.1);
    EXPECT_NEAR(domestic("USA:c3-c16", &Reliance::through), 65.8, 0.1);
    EXPECT_EQ(wiod().size(), 1435U);
    EXPECT_NEAR(wiod().largest_miss, 108, 1); // rounding, as the reference's manifest says
}
