#include "entity/entity.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::entity;

namespace {

TEST(Entity, AddKeepsOrderAndDropsRepeats) {
    Entity entity;
    entity.add("name", "B");
    entity.add("name", "A");
    entity.add("name", "B");
    entity.add("alias", "");
    EXPECT_EQ(entity.values("name"), (std::vector<std::string>{"B", "A"}));
    EXPECT_FALSE(entity.has("alias"));
    EXPECT_EQ(entity.first("nothing"), "");
}

TEST(Listing, ComesFromASanction) {
    Entity sanction{.id = "s", .schema = "Sanction", .caption = {}, .properties = {}};
    sanction.add("authorityId", "36");
    sanction.add("program", "CUBA");
    sanction.add("programId", "CUBA");
    sanction.add("country", "us");
    sanction.add("measure", "asset_freeze");
    sanction.add("startDate", "1986-12-10");
    const Listing listing = to_listing(sanction, "us_ofac_sdn", "2024-05-02");
    EXPECT_EQ(listing.entry_id, "36");
    EXPECT_EQ(listing.programs, std::vector<std::string>{"CUBA"});
    EXPECT_EQ(listing.measure, Measure::asset_freeze);
    EXPECT_EQ(listing.listed_on, "1986-12-10");
    EXPECT_EQ(listing.list, "us_ofac_sdn");
}

TEST(Measure, WordsGoBothWays) {
    EXPECT_EQ(find_measure(to_text(Measure::debarment)), Measure::debarment);
    EXPECT_EQ(find_measure("guilty"), std::nullopt);
}

} // namespace
