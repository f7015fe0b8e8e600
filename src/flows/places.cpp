#include "flows/places.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

TIDEWAITER_EMBEDDED(trade_places_csv);

namespace tidewaiter::flows {

namespace {

struct Row {
    std::string text;
    Place place;
};

struct Table {
    std::map<std::string, Place, std::less<>> exact; // "comtrade|490"
    std::vector<std::pair<std::string, Row>> prefix; // system, row; the longest text first
};

constexpr std::array<std::string_view, 9> system_names = {"plain", "comtrade", "iso", "fts", "gacc", "india", "census", "tuik", "imf"};
constexpr std::array<std::pair<std::string_view, PlaceKind>, 5> kind_names = {{{"country", PlaceKind::country},
                                                                              {"world", PlaceKind::world},
                                                                              {"group", PlaceKind::group},
                                                                              {"unspecified", PlaceKind::unspecified},
                                                                              {"secret", PlaceKind::secret}}};

const Table& table() {
    static const Table made = [] {
        Table result;
        const base::CsvTable file("trade_places.csv", embedded_trade_places_csv());
        for (const auto& row : file.rows()) {
            const auto* const kind = std::ranges::find(kind_names, std::string_view(row[4]), [](const auto& pair) { return pair.first; });
            Place place{row[3], kind == kind_names.end() ? PlaceKind::group : kind->second};
            if (row[1] == "prefix") {
                result.prefix.push_back({row[0], {row[2], std::move(place)}});
            } else {
                result.exact.emplace(row[0] + "|" + row[2], std::move(place));
            }
        }
        std::ranges::stable_sort(result.prefix, [](const auto& a, const auto& b) { return a.second.text.size() > b.second.text.size(); });
        return result;
    }();
    return made;
}

std::optional<Place> find_in_table(std::string_view text, std::string_view system) {
    const Table& places = table();
    std::string key = std::string(system) + "|";
    key += text;
    if (const auto found = places.exact.find(key); found != places.exact.end()) {
        return found->second;
    }
    for (const auto& [of, row] : places.prefix) {
        // The Fund's groups are codes of more than three characters: GAB is Gabon, G163 a group.
        const bool long_enough = of != "imf" || text.size() > 3;
        if (of == system && long_enough && text.starts_with(row.text)) {
            Place place = row.place;
            if (place.code == "_IMF_GROUP") {
                place.code = "_" + std::string(text);
            }
            return place;
        }
    }
    return std::nullopt;
}

std::optional<Place> find_by_name(std::string_view text) {
    const auto code = entity::find_country(text);
    if (!code || *code == "zz") {
        return std::nullopt;
    }
    std::string upper(*code);
    std::ranges::transform(upper, upper.begin(), [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); });
    return Place{upper, upper == "EU" ? PlaceKind::group : PlaceKind::country};
}

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::string_view to_text(PlaceKind kind) {
    return std::ranges::find(kind_names, kind, [](const auto& pair) { return pair.second; })->first;
}

std::optional<Place> find_place(std::string_view given, PlaceSystem system) {
    const std::string squashed = base::squash(given);
    std::string_view text = squashed;
    if (text.empty()) {
        return std::nullopt;
    }
    const std::string_view name = system_names.at(static_cast<std::size_t>(system));
    if (auto own = find_in_table(text, name)) {
        return own;
    }
    if (auto any = find_in_table(text, "any")) {
        return any;
    }
    if (is_number(text)) {
        // The numbers of national customs are not those of ISO 3166: 276 is Germany for the UN and nothing for China.
        return system == PlaceSystem::comtrade || system == PlaceSystem::iso ? find_by_name(text.size() < 3 ? std::string(3 - text.size(), '0') + squashed : squashed)
                                                                             : std::nullopt;
    }
    if (auto named = find_by_name(text)) {
        return named;
    }
    // "DE-Germany", "RU - Russian Federation"
    if (const std::size_t dash = text.find('-'); dash == 2 || dash == 3) {
        if (auto named = find_place(text.substr(0, dash), system)) {
            return named;
        }
    }
    // "Germany (incl. German Democratic Republic 'DD' from 1991)": the history is no part of the name. Names that are
    // told apart only by what stands in brackets have been found above, or are not found.
    if (const std::size_t bracket = text.find(" ("); bracket != std::string_view::npos) {
        constexpr std::array<std::string_view, 6> ambiguous = {"Korea", "Congo", "Corée", "Virgin Islands", "Saint Martin", "Guinea"};
        const std::string_view front = base::trim(text.substr(0, bracket));
        if (std::ranges::find(ambiguous, front) == ambiguous.end()) {
            if (auto found = find_in_table(front, "any")) {
                return found;
            }
            return find_by_name(front);
        }
    }
    return std::nullopt;
}

} // namespace tidewaiter::flows
