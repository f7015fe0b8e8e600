#include "lists/uk_words.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

using namespace std::string_view_literals;

std::string_view to_uk_schema(std::string_view kind) {
    const std::string lower = to_lower(clean_text(kind));
    return lower == "individual" ? "Person" : lower == "ship" ? "Vessel" : lower == "entity" ? "Organization" : "LegalEntity";
}

entity::Measure to_uk_measure(std::string_view sanctions_imposed) {
    const std::string words = to_lower(sanctions_imposed);
    if (contains(words, "asset freeze")) {
        return entity::Measure::asset_freeze;
    }
    constexpr std::array dealings{"shipping"sv, "trade"sv,    "port entry"sv, "embargo"sv, "transport"sv, "services"sv,
                                  "de-flag"sv,  "charter"sv, "business"sv,   "banking"sv, "aircraft"sv,  "disqualification"sv};
    return std::ranges::any_of(dealings, [&](std::string_view word) { return contains(words, word); })
               ? entity::Measure::sectoral
               : entity::Measure::unknown;
}

} // namespace tidewaiter::lists
