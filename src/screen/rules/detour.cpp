// R16: a route that is no way to its destination: longer than 1.6 times the straight one, or by a place beyond the
// destination. Distances are of countries (data/distances.csv), so neighbours are left alone: a way must be at least
// 1,000 km longer before its shape means anything.
#include "screen/rules/rule.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>

TIDEWAITER_EMBEDDED(distances_csv);

namespace tidewaiter::screen {

namespace {

constexpr double longest_ratio = 1.6;  ///< methods.md section 3
constexpr int least_extra_km = 1'000;
constexpr double on_the_way = 1.15;    ///< the destination lies on the way to a place beyond it, give or take this

std::uint32_t key_of(std::string_view a, std::string_view b) {
    if (b < a) {
        std::swap(a, b);
    }
    const auto letter = [](char c) { return static_cast<std::uint32_t>(static_cast<unsigned char>(c)); };
    return letter(a[0]) << 24U | letter(a[1]) << 16U | letter(b[0]) << 8U | letter(b[1]);
}

const std::unordered_map<std::uint32_t, int>& distances() {
    static const std::unordered_map<std::uint32_t, int> made = [] {
        std::unordered_map<std::uint32_t, int> km;
        const base::CsvTable table("distances.csv", embedded_distances_csv());
        const std::size_t a = table.column("a");
        const std::size_t b = table.column("b");
        const std::size_t distance = table.column("km");
        km.reserve(table.rows().size());
        for (const auto& row : table.rows()) {
            int value = 0;
            std::from_chars(row[distance].data(), row[distance].data() + row[distance].size(), value);
            km.emplace(key_of(row[a], row[b]), value);
        }
        return km;
    }();
    return made;
}

std::optional<int> distance(std::string_view a, std::string_view b) {
    if (a == b) {
        return 0;
    }
    if (a.size() != 2 || b.size() != 2) {
        return std::nullopt;
    }
    const auto found = distances().find(key_of(a, b));
    return found == distances().end() ? std::nullopt : std::optional(found->second);
}

struct Way {
    int straight = 0;
    int travelled = 0;
    std::string_view beyond; ///< a place past the destination, or empty
};

/// Out: nullopt when a distance is not known.
std::optional<Way> measure(std::string_view from, std::string_view to, const std::vector<std::string_view>& via) {
    Way way;
    const auto straight = distance(from, to);
    if (!straight) {
        return std::nullopt;
    }
    way.straight = *straight;
    std::string_view last = from;
    for (const std::string_view place : via) {
        const auto leg = distance(last, place);
        const auto out = distance(from, place);
        const auto back = distance(place, to);
        if (!leg || !out || !back) {
            return std::nullopt;
        }
        way.travelled += *leg;
        if (*back >= least_extra_km && place != from && static_cast<double>(*straight + *back) <= on_the_way * static_cast<double>(*out)) {
            way.beyond = place;
        }
        last = place;
    }
    const auto leg = distance(last, to);
    if (!leg) {
        return std::nullopt;
    }
    way.travelled += *leg;
    return way;
}

} // namespace

void find_detours(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const ReadShipment& read = context.read;
    if (read.via.empty() || read.dispatch.empty() || read.destination.empty()) {
        return;
    }
    const std::string_view from = read.dispatch.front();
    const std::string_view to = read.destination.front();
    const auto way = measure(from, to, read.via);
    if (!way || from == to) {
        return;
    }
    const bool longer = static_cast<double>(way->travelled) > longest_ratio * static_cast<double>(way->straight) &&
                        way->travelled - way->straight >= least_extra_km;
    if (!longer && way->beyond.empty()) {
        return;
    }
    std::string names;
    for (const std::string_view place : read.via) {
        append_item(names, entity::country_name(place));
    }
    Finding finding = begin_finding(context, rule);
    finding.strength = way->beyond.empty() ? 1 : 2;
    finding.evidence_for = fmt::format("straight {} km, by the route {} km{}", way->straight, way->travelled,
                                       way->beyond.empty() ? "" : fmt::format("; {} lies beyond {}", way->beyond, to));
    finding.sentence = way->beyond.empty()
                           ? fmt::format("The way from {} to {} by {} is {:.1f} times the straight one.", entity::country_name(from),
                                         entity::country_name(to), names,
                                         static_cast<double>(way->travelled) / static_cast<double>(std::max(way->straight, 1)))
                           : fmt::format("The way from {} to {} goes by {}, which lies beyond the destination.", entity::country_name(from),
                                         entity::country_name(to), entity::country_name(way->beyond));
    into.push_back(std::move(finding));
}

} // namespace tidewaiter::screen
