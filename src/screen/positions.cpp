#include "screen/positions.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/date.hpp"
#include "entity/identifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>

namespace tidewaiter::screen {

namespace {

using base::Failure;
using base::FailureKind;

constexpr double earth_nm = 3'440.065;
constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t hour_seconds = 3'600;
constexpr std::int64_t coverage_seconds = 6 * hour_seconds;
constexpr double nm_metres = 1'852;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

int whole(double degrees) { return static_cast<int>(std::floor(degrees)); }

bool is_place(double lat, double lon) { return lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180; }

/// Degrees 0 to 359, so that the two sides of the date line are neighbours.
int lon_cell(double lon) { return (whole(lon) % 360 + 360) % 360; }

std::uint64_t cell_key(int lat, int lon, std::int64_t bin) {
    return static_cast<std::uint64_t>(lat + 90) << 52U | static_cast<std::uint64_t>((lon % 360 + 360) % 360) << 40U |
           (static_cast<std::uint64_t>(bin) & 0xFF'FFFF'FFFFULL);
}

namespace port_column {
enum Column : std::size_t { name, code, country, lat, lon };
}

constexpr std::array<SideField, 5> port_fields = {{
    {.name = "name", .needed = true},
    {.name = "code"},
    {.name = "country"},
    {.name = "lat", .type = SideField::Type::number, .needed = true},
    {.name = "lon", .type = SideField::Type::number, .needed = true},
}};

namespace point_column {
enum Column : std::size_t { imo, time, lat, lon, mmsi, speed, flag, name };
}

constexpr std::array<SideField, 8> point_fields = {{
    {.name = "imo", .needed = true},
    {.name = "time", .type = SideField::Type::date, .needed = true},
    {.name = "lat", .type = SideField::Type::number, .needed = true},
    {.name = "lon", .type = SideField::Type::number, .needed = true},
    {.name = "mmsi"},
    {.name = "speed", .type = SideField::Type::number},
    {.name = "flag"},
    {.name = "name"},
}};

std::optional<int> take_digits(std::string_view& text) {
    int number = 0;
    std::size_t digits = 0;
    while (digits < 2 && digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
        number = number * 10 + (text[digits] - '0');
        ++digits;
    }
    text.remove_prefix(digits);
    return digits == 2 ? std::optional(number) : std::nullopt;
}

/// Seconds of "T14:30:05Z", " 14:30", "14:30:05+03:00" in UTC; 0 for nothing. Out: nullopt for what is no time.
std::optional<std::int64_t> time_of_day(std::string_view text) {
    text = base::trim(text);
    if (text.empty()) {
        return 0;
    }
    const auto hour = take_digits(text);
    if (!hour || *hour > 23 || !text.starts_with(':')) {
        return std::nullopt;
    }
    text.remove_prefix(1);
    const auto minute = take_digits(text);
    if (!minute || *minute > 59) {
        return std::nullopt;
    }
    std::int64_t seconds = *hour * hour_seconds + *minute * 60;
    if (text.starts_with(':')) {
        text.remove_prefix(1);
        const auto second = take_digits(text);
        if (!second || *second > 60) {
            return std::nullopt;
        }
        seconds += *second;
    }
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
            text.remove_prefix(1);
        }
    }
    text = base::trim(text);
    if (text.empty() || text == "Z" || text == "UTC") {
        return seconds;
    }
    if (text.front() != '+' && text.front() != '-') {
        return std::nullopt;
    }
    const int sign = text.front() == '+' ? -1 : 1;
    text.remove_prefix(1);
    const auto zone_hour = take_digits(text);
    if (text.starts_with(':')) {
        text.remove_prefix(1);
    }
    const auto zone_minute = text.empty() ? std::optional(0) : take_digits(text);
    if (!zone_hour || !zone_minute || !text.empty()) {
        return std::nullopt;
    }
    return seconds + sign * (*zone_hour * hour_seconds + *zone_minute * 60);
}

void see(std::vector<Positions::Identity>& into, std::string_view value, std::int64_t time) {
    if (value.empty()) {
        return;
    }
    const auto known = std::ranges::find(into, value, &Positions::Identity::value);
    constexpr std::size_t most = 100; // more are a fault of the file, and enough to be said
    if (known == into.end()) {
        if (into.size() < most) {
            into.push_back({std::string(value), time, time});
        }
        return;
    }
    known->first = std::min(known->first, time);
    known->last = std::max(known->last, time);
}

} // namespace

double distance_nm(const Place& a, const Place& b) {
    const double lat = radians(b.lat - a.lat) / 2;
    const double lon = radians(b.lon - a.lon) / 2;
    const double h = std::sin(lat) * std::sin(lat) + std::cos(radians(a.lat)) * std::cos(radians(b.lat)) * std::sin(lon) * std::sin(lon);
    return 2 * earth_nm * std::asin(std::min(1.0, std::sqrt(h)));
}

std::optional<std::uint32_t> imo_of(std::string_view text) {
    const std::string canonical = entity::to_canonical(entity::IdentifierKind::imo, text);
    if (!entity::is_valid(entity::IdentifierKind::imo, canonical)) {
        return std::nullopt;
    }
    const std::size_t start = std::min(canonical.find_first_of("0123456789"), canonical.size());
    std::uint32_t number = 0;
    const auto result = std::from_chars(canonical.data() + start, canonical.data() + canonical.size(), number);
    return result.ec == std::errc{} ? std::optional(number) : std::nullopt;
}

std::string time_text(std::int64_t seconds) {
    const std::int64_t day = seconds >= 0 ? seconds / day_seconds : (seconds - day_seconds + 1) / day_seconds;
    const std::int64_t rest = seconds - day * day_seconds;
    return fmt::format("{} {:02}:{:02} UTC", entity::to_iso(entity::from_serial(static_cast<int>(day))), rest / hour_seconds, rest % hour_seconds / 60);
}

// --- ports -------------------------------------------------------------------------------------------------------------

Ports::Ports(const std::string& path) {
    namespace column = port_column;
    SideTable table("ports", path, port_fields, {});
    facts_ = table.read([&](const SideRow& row) -> std::string {
        const auto lat = row.number(column::lat);
        const auto lon = row.number(column::lon);
        if (row.text(column::name).empty()) {
            return "no name";
        }
        if (!lat || !lon || !is_place(*lat, *lon)) {
            return "no place on the globe";
        }
        if (ports_.size() >= most_rows) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: more than {} ports", path, most_rows));
        }
        const auto at = static_cast<std::uint32_t>(ports_.size());
        ports_.push_back({row.text(column::name), row.text(column::code), std::string(entity::find_country(row.text(column::country)).value_or(std::string_view())), {*lat, *lon}});
        by_name_.emplace(name_key(row.text(column::name)), at);
        if (!row.text(column::code).empty()) {
            by_name_.emplace(name_key(row.text(column::code)), at);
        }
        by_latitude_.emplace(whole(*lat), at);
        return {};
    });
}

const Port* Ports::find(std::string_view name, bool& several) const {
    const auto [first, last] = by_name_.equal_range(name_key(name));
    several = first != last && std::next(first) != last;
    return first == last || several ? nullptr : &ports_[first->second];
}

const Port* Ports::near(const Place& place, double nm, std::span<const std::string> countries) const {
    const Port* best = nullptr;
    double least = nm;
    const int reach = static_cast<int>(nm / 60) + 1;
    for (int lat = whole(place.lat) - reach; lat <= whole(place.lat) + reach; ++lat) {
        const auto [first, last] = by_latitude_.equal_range(lat);
        for (auto at = first; at != last; ++at) {
            const Port& port = ports_[at->second];
            if (!countries.empty() && std::ranges::find(countries, port.country) == countries.end()) {
                continue;
            }
            const double distance = distance_nm(place, port.place);
            // Of two equally near the first of the file, whatever the order of the table in memory.
            if (distance < least || (distance <= least && (best == nullptr || &port < best))) {
                least = distance;
                best = &port;
            }
        }
    }
    return best;
}

// --- positions ---------------------------------------------------------------------------------------------------------

std::string Positions::take(const SideRow& row) {
    namespace column = point_column;
    if (++rows_ > most_rows) {
        throw Failure(FailureKind::bad_input, fmt::format("more than {} ship positions", most_rows), "Give the ships and months that matter.");
    }
    const auto imo = imo_of(row.text(column::imo));
    if (!imo) {
        return fmt::format("'{}' is no IMO number", base::utf8_prefix(row.text(column::imo), 40));
    }
    const std::string& text = row.text(column::time);
    const auto day = row.date(column::time);
    const std::size_t cut = std::min(text.find_first_of("T "), text.size());
    const auto seconds = day && day->from == day->to ? time_of_day(std::string_view(text).substr(std::min(cut + 1, text.size()))) : std::nullopt;
    if (!seconds) {
        return fmt::format("'{}' is no time", base::utf8_prefix(text, 40));
    }
    const auto lat = row.number(column::lat);
    const auto lon = row.number(column::lon);
    if (!lat || !lon || !is_place(*lat, *lon)) {
        return "no place on the globe";
    }
    const std::int64_t time = day->from * day_seconds + *seconds;
    Ship& ship = ships_[*imo];
    const auto knots = row.number(column::speed);
    ship.points.push_back({time, static_cast<float>(*lat), static_cast<float>(*lon), knots && *knots >= 0 ? static_cast<float>(*knots) : -1.0F});
    const auto flag = entity::find_country(row.text(column::flag));
    see(ship.flags, flag ? *flag : std::string_view(row.text(column::flag)), time);
    see(ship.names, row.text(column::name), time);
    const std::string& mmsi = row.text(column::mmsi);
    see(ship.mmsis, mmsi, time);
    if (!mmsi.empty()) {
        std::vector<std::uint32_t>& known = by_mmsi_[mmsi];
        if (std::ranges::find(known, *imo) == known.end()) {
            known.push_back(*imo);
        }
    }
    Seen& seen = seen_[cell_key(whole(*lat), lon_cell(*lon), time / coverage_seconds)];
    seen.several = seen.several || (seen.imo != 0 && seen.imo != *imo);
    seen.imo = seen.imo == 0 ? *imo : seen.imo;
    return {};
}

Positions::Positions(const std::string& path, const std::string& day_order, const Parameters& parameters) {
    SideTable table("ship positions", path, point_fields, day_order);
    facts_ = table.read([this](const SideRow& row) { return take(row); });
    for (auto& [imo, ship] : ships_) {
        std::ranges::stable_sort(ship.points, {}, &Point::time);
    }
    for (auto& [mmsi, ships] : by_mmsi_) {
        std::ranges::sort(ships);
    }
    find_meetings(parameters);
}

/// Points at which ships lie still are laid into cells of a hundredth of a degree and an hour; those of two ships in one cell or
/// in neighbours are measured. Hours of a pair that follow each other are one meeting.
void Positions::find_meetings(const Parameters& parameters) {
    struct Still {
        std::uint32_t imo;
        const Point* point;
    };
    std::map<std::tuple<std::int64_t, int, int>, std::vector<Still>> cells;
    constexpr double cell = 100; // a degree
    std::vector<std::uint32_t> imos;
    for (const auto& [imo, ship] : ships_) {
        imos.push_back(imo);
    }
    std::ranges::sort(imos);
    for (const std::uint32_t imo : imos) {
        for (const Point& point : ships_.at(imo).points) {
            if (point.knots >= 0 && static_cast<double>(point.knots) < parameters[Parameter::r30_knots]) {
                cells[{point.time / hour_seconds, static_cast<int>(std::floor(point.place().lat * cell)), static_cast<int>(std::floor(point.place().lon * cell))}].push_back({imo, &point});
            }
        }
    }
    const double metres = parameters[Parameter::r30_metres];
    const int lat_reach = static_cast<int>(metres / (60 * nm_metres / cell)) + 1;
    struct Span {
        std::int64_t from;
        std::int64_t to;
        Place place;
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Span>> pairs;
    for (const auto& [key, stills] : cells) {
        const auto [hour, lat, lon] = key;
        // Degrees of longitude shrink towards the poles; beyond 85 degrees no ship lies.
        const double shrink = std::max(std::cos(radians(static_cast<double>(lat) / cell)), 0.087);
        const int lon_reach = static_cast<int>(static_cast<double>(lat_reach) / shrink) + 1;
        for (int a = -lat_reach; a <= lat_reach; ++a) {
            for (int b = -lon_reach; b <= lon_reach; ++b) {
                const auto beside = cells.find({hour, lat + a, lon + b});
                if (beside == cells.end()) {
                    continue;
                }
                for (const Still& one : stills) {
                    for (const Still& other : beside->second) {
                        if (one.imo < other.imo && distance_nm(one.point->place(), other.point->place()) * nm_metres < metres) {
                            pairs[{one.imo, other.imo}].push_back({std::min(one.point->time, other.point->time), std::max(one.point->time, other.point->time), one.point->place()});
                        }
                    }
                }
            }
        }
    }
    const double least = parameters[Parameter::r30_hours] * static_cast<double>(hour_seconds);
    for (auto& [pair, spans] : pairs) {
        std::ranges::sort(spans, {}, [](const Span& span) { return std::pair(span.from, span.to); });
        std::size_t start = 0;
        while (start < spans.size()) {
            std::int64_t to = spans[start].to;
            std::size_t end = start + 1;
            while (end < spans.size() && spans[end].from - to <= 2 * hour_seconds) {
                to = std::max(to, spans[end].to);
                ++end;
            }
            if (static_cast<double>(to - spans[start].from) > least) {
                const Meeting meeting{pair.second, spans[start].from, to, spans[start].place};
                ships_.at(pair.first).meetings.push_back(meeting);
                ships_.at(pair.second).meetings.push_back({pair.first, meeting.from, meeting.to, meeting.place});
            }
            start = end;
        }
    }
    for (auto& [imo, ship] : ships_) {
        std::ranges::sort(ship.meetings, {}, [](const Meeting& meeting) { return std::pair(meeting.from, meeting.other); });
    }
}

const Positions::Ship* Positions::find(std::uint32_t imo) const {
    const auto found = ships_.find(imo);
    return found == ships_.end() ? nullptr : &found->second;
}

std::vector<std::uint32_t> Positions::ships_of(std::string_view mmsi) const {
    const auto found = by_mmsi_.find(std::string(mmsi));
    return found == by_mmsi_.end() ? std::vector<std::uint32_t>() : found->second;
}

bool Positions::is_covered(const Place& place, std::uint32_t imo, std::int64_t from, std::int64_t to) const {
    for (std::int64_t bin = from / coverage_seconds + 1; bin < to / coverage_seconds; ++bin) {
        for (int a = -1; a <= 1; ++a) {
            for (int b = -1; b <= 1; ++b) {
                const int lat = std::clamp(whole(place.lat) + a, -90, 90);
                const auto found = seen_.find(cell_key(lat, lon_cell(place.lon) + b, bin));
                if (found != seen_.end() && (found->second.several || found->second.imo != imo)) {
                    return true;
                }
            }
        }
    }
    return false;
}

} // namespace tidewaiter::screen
