#include "lists/measures.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tidewaiter::lists {

namespace {

entity::Measure widest(std::string_view list, const std::vector<std::string>& keys) {
    const MeasureRow* row = find_widest_measure(list, keys);
    return row == nullptr ? entity::Measure::warning_only : row->measure;
}

} // namespace

TEST(Measures, TheListsOwnRowStandsForProgrammesWithoutOne) {
    EXPECT_EQ(widest("us_ofac_sdn", {"ANY-PROGRAMME"}), entity::Measure::asset_freeze);
    EXPECT_EQ(widest("us_ofac_cons", {"ANY-PROGRAMME"}), entity::Measure::unknown);
}

TEST(Measures, TheWidestOfSeveralProgrammesCounts) {
    EXPECT_EQ(widest("us_ofac_cons", {"NS-PLC", "UKRAINE-EO13662"}), entity::Measure::sectoral);
    EXPECT_EQ(widest("us_ofac_cons", {"IRAN", "UKRAINE-EO13662"}), entity::Measure::asset_freeze);
    EXPECT_EQ(widest("us_ofac_cons", {"SDGT", "NS-PLC"}), entity::Measure::unknown);
}

TEST(Measures, EachScreeningSourceHasTheMeasureItsPublisherStates) {
    const auto measure = [](std::string_view code) { return find_measure_row("us_trade_csl", code)->measure; };
    EXPECT_EQ(measure("SDN"), entity::Measure::asset_freeze);
    EXPECT_EQ(measure("EL"), entity::Measure::licence_required);
    EXPECT_EQ(measure("MEU"), entity::Measure::licence_required);
    EXPECT_EQ(measure("DPL"), entity::Measure::debarment);
    EXPECT_EQ(measure("CAP"), entity::Measure::sectoral);
    EXPECT_EQ(measure("ISN"), entity::Measure::unknown);
    EXPECT_EQ(measure("PLC"), entity::Measure::unknown);
}

TEST(Measures, AListThatIsNotInTheTableHasNone) {
    EXPECT_EQ(find_measure_row("somebodys_list", "*"), nullptr);
    EXPECT_EQ(find_widest_measure("my_own_list", {}), nullptr);
}

} // namespace tidewaiter::lists
