// Reporters and partners as files write them, to one code each; and whether the code is a country or something that
// must never be added to countries.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter::flows {

/// Whose numbering a file uses. Names and ISO codes are understood in all of them.
enum class PlaceSystem { plain, comtrade, iso, fts, gacc, india, census, tuik, imf };

enum class PlaceKind { country, world, group, unspecified, secret };
std::string_view to_text(PlaceKind kind);

struct Place {
    std::string code; ///< ISO 3166-1 alpha-2, upper case; "WORLD", "EU27", "_X899" and the like for the other kinds
    PlaceKind kind = PlaceKind::country;
};

/// "Türkiye" -> TR, "Germany (incl. German Democratic Republic 'DD' from 1991)" -> DE, "NA" -> NA (Namibia), "490" of
/// Comtrade -> TW, "0" of Comtrade -> WORLD.
/// Out:    nullopt for text that names no place known here
/// Source: data/trade_places.csv, entity::find_country
std::optional<Place> find_place(std::string_view text, PlaceSystem system);

} // namespace tidewaiter::flows
