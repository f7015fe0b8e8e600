#include "flows/groups.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

#include <algorithm>

TIDEWAITER_EMBEDDED(country_groups_csv);

namespace tidewaiter::flows {

namespace {

const std::vector<CountryGroup>& groups() {
    static const std::vector<CountryGroup> made = [] {
        std::vector<CountryGroup> result;
        const base::CsvTable table("country_groups.csv", embedded_country_groups_csv());
        for (const auto& row : table.rows()) {
            auto place = std::ranges::find(result, row[0], &CountryGroup::name);
            if (place == result.end()) {
                result.push_back({row[0], {}});
                place = result.end() - 1;
            }
            place->members.push_back({row[1], row[2], row[3]});
        }
        return result;
    }();
    return made;
}

} // namespace

const CountryGroup* find_group(std::string_view name) {
    std::string upper(name);
    std::ranges::transform(upper, upper.begin(), [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); });
    const auto found = std::ranges::find(groups(), upper, &CountryGroup::name);
    return found == groups().end() ? nullptr : &*found;
}

std::string group_names() {
    std::string names;
    for (const CountryGroup& group : groups()) {
        names += names.empty() ? group.name : ", " + group.name;
    }
    return names + "; the export-control coalition is not held, because no source here lists its members";
}

} // namespace tidewaiter::flows
