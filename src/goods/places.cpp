// Places of rule R04 by date.
#include "goods/named_list.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

#include <algorithm>

TIDEWAITER_EMBEDDED(transshipment_csv);

namespace tidewaiter::goods {

std::vector<Place> transshipment_places(std::string_view as_of) {
    static const base::CsvTable table("transshipment.csv", embedded_transshipment_csv());
    std::vector<Place> places;
    for (const auto& row : table.rows()) {
        const bool begun = row[1].empty() || as_of.empty() || row[1] <= as_of;
        const bool over = !row[2].empty() && !as_of.empty() && row[2] < as_of;
        if (begun && !over) {
            places.push_back({row[0], row[1], row[2], row[3], row[4]});
        }
    }
    std::ranges::sort(places, {}, &Place::country);
    return places;
}

std::string_view transshipment_not_held() {
    return "further places of the source (its list is quoted with an ellipsis) and its dates: every row holds on every day";
}

std::string_view coalition_not_held() { return "no list of the countries of the export-control coalition is in our sources"; }

std::string_view transshipment_table() { return embedded_transshipment_csv(); }

} // namespace tidewaiter::goods
