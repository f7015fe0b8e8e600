#include "flows/places.hpp"

#include <gtest/gtest.h>

#include <array>

namespace tidewaiter::flows {
namespace {

struct Case {
    const char* text;
    PlaceSystem system;
    const char* code; ///< empty: not known
    PlaceKind kind;
    const char* reason;
};

constexpr std::array cases = {
    Case{"World", PlaceSystem::plain, "WORLD", PlaceKind::world, "a total"},
    Case{"0", PlaceSystem::comtrade, "WORLD", PlaceKind::world, "Comtrade's total"},
    Case{"490", PlaceSystem::comtrade, "TW", PlaceKind::country, "Other Asia, nes is Taiwan in practice"},
    Case{"699", PlaceSystem::comtrade, "IN", PlaceKind::country, "Comtrade's India is not 356"},
    Case{"842", PlaceSystem::comtrade, "US", PlaceKind::country, "Comtrade's United States are not 840"},
    Case{"51", PlaceSystem::comtrade, "AM", PlaceKind::country, "leading zero lost"},
    Case{"899", PlaceSystem::comtrade, "_X899", PlaceKind::unspecified, "areas nes are no country"},
    Case{"837", PlaceSystem::comtrade, "_X837", PlaceKind::unspecified, "bunkers"},
    Case{"344", PlaceSystem::gacc, "RU", PlaceKind::country, "344 is Russia for China and Hong Kong for the UN"},
    Case{"344", PlaceSystem::comtrade, "HK", PlaceKind::country, "344 is Russia for China and Hong Kong for the UN"},
    Case{"142", PlaceSystem::gacc, "CN", PlaceKind::country, "China buys from itself: re-imports"},
    Case{"4621", PlaceSystem::census, "RU", PlaceKind::country, "US Census"},
    Case{"0003", PlaceSystem::census, "_census_0003", PlaceKind::group, "US Census: the European Union"},
    Case{"-", PlaceSystem::census, "WORLD", PlaceKind::world, "US Census: all countries"},
    Case{"NA", PlaceSystem::fts, "NA", PlaceKind::country, "Namibia, not a missing value"},
    Case{"NNN", PlaceSystem::fts, "_UNKNOWN", PlaceKind::unspecified, "Russian customs: not given"},
    Case{"G001", PlaceSystem::imf, "WORLD", PlaceKind::world, "the Fund's total"},
    Case{"G163", PlaceSystem::imf, "_G163", PlaceKind::group, "the Fund's groups"},
    Case{"GAB", PlaceSystem::imf, "GA", PlaceKind::country, "Gabon is no group"},
    Case{"TX899", PlaceSystem::imf, "_TX899", PlaceKind::unspecified, "special categories"},
    Case{"Türkiye", PlaceSystem::plain, "TR", PlaceKind::country, "its name since 2022"},
    Case{"Germany (incl. German Democratic Republic 'DD' from 1991)", PlaceSystem::plain, "DE", PlaceKind::country, "history in the label"},
    Case{"Russian Federation (Russia)", PlaceSystem::plain, "RU", PlaceKind::country, "two names"},
    Case{"Allemagne (incl. République démocratique allemande 'DD' depuis 1991)", PlaceSystem::plain, "DE", PlaceKind::country, "French download"},
    Case{"European Union - 27 countries (AT, BE, BG)", PlaceSystem::plain, "EU27", PlaceKind::group, "an aggregate beside its members"},
    Case{"Union européenne - 27 pays (AT, BE)", PlaceSystem::plain, "EU27", PlaceKind::group, "the same in French"},
    Case{"Euro area - 20 countries (AT, BE)", PlaceSystem::plain, "_EURO_AREA", PlaceKind::group, "an aggregate"},
    Case{"Europe", PlaceSystem::plain, "_EUROPE", PlaceKind::group, "a continent beside countries"},
    Case{"Africa", PlaceSystem::plain, "_AFRICA", PlaceKind::group, "a continent beside countries"},
    Case{"China, Hong Kong SAR", PlaceSystem::plain, "HK", PlaceKind::country, "not China"},
    Case{"Korea, Republic of (South Korea)", PlaceSystem::plain, "KR", PlaceKind::country, "not the other one"},
    Case{"Korea, Democratic People’s Republic of (North Korea)", PlaceSystem::plain, "KP", PlaceKind::country, "not the other one"},
    Case{"Словакия", PlaceSystem::plain, "SK", PlaceKind::country, "Cyrillic"},
    Case{"Gondor", PlaceSystem::plain, "", PlaceKind::country, "no such country"},
    Case{"276", PlaceSystem::gacc, "", PlaceKind::country, "a number means nothing in another numbering"},
    Case{"", PlaceSystem::plain, "", PlaceKind::country, "nothing"},
};

TEST(Places, AsFilesWriteThem) {
    for (const Case& each : cases) {
        const auto place = find_place(each.text, each.system);
        EXPECT_EQ(place ? place->code : "", each.code) << each.text << ": " << each.reason;
        if (place) {
            EXPECT_EQ(place->kind, each.kind) << each.text << ": " << each.reason;
        }
    }
}

} // namespace
} // namespace tidewaiter::flows
