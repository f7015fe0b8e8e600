// The scores that OFAC's tool showed, where they are beside the project.
#include "match/algorithms.hpp"

#include "base/csv.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tidewaiter::match {
namespace {

Prepared party(std::string_view name) {
    entity::Entity made;
    made.id = "x";
    made.add("name", name);
    return prepare(made);
}

TEST(OfacRecorded, AtMostThreeScoresLieFartherThanFivePoints) {
    const std::string path = test::shared_data("match/ofac_recorded_scores.csv");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    reader.next(record);
    int shown = 0;
    int far = 0;
    while (reader.next(record)) {
        const double recorded = std::stod(std::string(record.fields[2]));
        if (recorded >= 0) {
            ++shown;
            far += std::abs(100 * compare_as_ofac(party(record.fields[0]), party(record.fields[1]), 0).score - recorded) > 5.0001 ? 1 : 0;
        }
    }
    EXPECT_EQ(shown, 87);
    EXPECT_LE(far, 3);
}

} // namespace
} // namespace tidewaiter::match
