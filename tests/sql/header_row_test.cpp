#include "sql/header_row.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::sql {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Rows = std::vector<std::vector<std::string>>;

bool is_name(std::string_view text) {
    for (const std::string_view name : {"Shipper", "Consignee", "HS", "Destination", "Shipper Name", "Shipper Country", "Consignee Name",
                                        "Consignee Country", "Name", "Country"}) {
        if (name == text) {
            return true;
        }
    }
    return false;
}

TEST(HeaderRow, StandsInTheFirstRowWhenNothingIsAbove) {
    EXPECT_EQ(find_header_row(Rows{{"Consignee", "HS"}, {"Acme", "854231"}}, is_name).row, 0U);
    EXPECT_EQ(find_header_row(Rows{}, is_name).row, 0U);
}

TEST(HeaderRow, IsFoundBelowTitlesThatFillFewerCells) {
    const HeaderRow header = find_header_row(Rows{{"Shipments, May"}, {"", ""}, {"Printed", "02.06."}, {"Consignee", "HS", "Destination"}, {"Acme", "854231", "KZ"}}, is_name);
    EXPECT_EQ(header.row, 3U);
    EXPECT_EQ(header.known, 3U);
}

TEST(HeaderRow, OfNamesNobodyKnowsIsTheFirstOfThreeCellsBelowNarrowerOnes) {
    EXPECT_EQ(find_header_row(Rows{{"List"}, {"a", "b", "c"}, {"1", "2", "3"}}, is_name).row, 1U);
    EXPECT_EQ(find_header_row(Rows{{"a", "b", "c"}, {"1", "2", "3", "4"}}, is_name).row, 0U);
}

TEST(HeaderRow, IsNeverARowOfDataWithWordsOfTheTrade) {
    // The header fills as many cells as the row that happens to hold names of roles.
    EXPECT_EQ(find_header_row(Rows{{"F1", "F2", "F3"}, {"Consignee", "Shipper", "HS"}}, is_name).row, 0U);
}

TEST(HeaderRow, TakesItsGroupsFromTheMergedCellsAbove) {
    const HeaderRow header = find_header_row(
        Rows{{"Shipments"}, {"Shipper", "", "Consignee", "", ""}, {"Name", "Country", "Name", "Country", "Weight"}, {"A", "DE", "B", "KZ", "1"}}, is_name);
    EXPECT_EQ(header.row, 2U);
    EXPECT_THAT(header.grouped, ElementsAre("Shipper Name", "Shipper Country", "Consignee Name", "Consignee Country", "Weight"));
}

TEST(HeaderRow, HasNoGroupsUnderATitle) {
    EXPECT_THAT(find_header_row(Rows{{"Our list"}, {"Name", "Country", "HS"}}, is_name).grouped, IsEmpty());
}

} // namespace
} // namespace tidewaiter::sql
