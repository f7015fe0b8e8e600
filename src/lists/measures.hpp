// What a listing forbids or asks, by list and programme, as far as a source backs it.
#pragma once

#include "entity/entity.hpp"

#include <span>
#include <string>
#include <string_view>

namespace tidewaiter::lists {

/// One row of data/measures.csv.
struct MeasureRow {
    std::string list;         ///< dataset id
    std::string key;          ///< programme or source list; "*" for the list as a whole
    entity::Measure measure = entity::Measure::unknown;
    std::string jurisdiction;
    std::string topic;        ///< FollowTheMoney topic; may be empty
    std::string source;       ///< who says so, in a few words
};

/// The row of a programme or source list; nullptr when the table has none.
const MeasureRow* find_measure_row(std::string_view list, std::string_view key);

/// The row that says most of a listing with several programmes: the widest measure, the list's own row when no
/// programme has one. Out: nullptr for a list that the table does not know.
const MeasureRow* find_widest_measure(std::string_view list, std::span<const std::string> keys);

} // namespace tidewaiter::lists
