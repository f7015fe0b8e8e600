// One list's entities become its parties: what hangs on a party (sanctions, addresses, papers, wallets) is folded
// into it, whatever the order in which it came; links between parties stay entities of their own.
#pragma once

#include "entity/entity.hpp"
#include "lists/list_reader.hpp"

#include <vector>

namespace tidewaiter::index {

struct MergedParty {
    entity::Entity entity;
    std::vector<entity::Listing> listings;
};

struct MergedList {
    std::vector<MergedParty> parties; ///< in the order in which they came
    std::vector<entity::Entity> links;
};

/// Entities with the same id are one entity. What hangs on a party that the list does not hold is left out.
MergedList merge(std::vector<entity::Entity> entities, const lists::ListVersion& version);

} // namespace tidewaiter::index
