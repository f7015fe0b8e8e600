// Positions that ships reported (AIS), and ports, which the user brings. Everything asked of them is asked by IMO number.
#pragma once

#include "screen/parameters.hpp"
#include "screen/side_table.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tidewaiter::screen {

struct Place {
    double lat = 0; ///< degrees
    double lon = 0;
};

/// Great-circle distance, nautical miles, on a sphere of 3,440.065 nm.
double distance_nm(const Place& a, const Place& b);

struct Port {
    std::string name;
    std::string code;    ///< UN/LOCODE, when given
    std::string country; ///< lower-case ISO 3166-1 alpha-2; empty when not known
    Place place;
};

class Ports {
public:
    static constexpr std::size_t most_rows = 200'000;

    /// Columns: name, code, country, lat, lon. Errors: Failure(bad_input).
    explicit Ports(const std::string& path);

    const SideFacts& facts() const { return facts_; }

    std::span<const Port> all() const { return ports_; }

    /// By name or code; of several of one name the first is null and `several` is set.
    const Port* find(std::string_view name, bool& several) const;
    /// The nearest within so many miles; null when there is none. In: countries: only of these; empty: any.
    const Port* near(const Place& place, double nm, std::span<const std::string> countries = {}) const;

private:
    std::vector<Port> ports_;
    std::unordered_multimap<std::uint64_t, std::uint32_t> by_name_;
    std::unordered_multimap<int, std::uint32_t> by_latitude_; // whole degrees
    SideFacts facts_;
};

class Positions {
public:
    static constexpr std::size_t most_rows = 20'000'000;

    struct Point {
        std::int64_t time = 0; ///< seconds since 1970, UTC
        float lat = 0;
        float lon = 0;
        float knots = -1;      ///< below zero: not given

        Place place() const { return {static_cast<double>(lat), static_cast<double>(lon)}; }
    };

    /// A flag, name or MMSI that a ship used, from when to when.
    struct Identity {
        std::string value;
        std::int64_t first = 0;
        std::int64_t last = 0;
    };

    /// Two ships that lay together.
    struct Meeting {
        std::uint32_t other = 0; ///< IMO number
        std::int64_t from = 0;
        std::int64_t to = 0;
        Place place;
    };

    struct Ship {
        std::vector<Point> points; ///< by time
        std::vector<Identity> flags;
        std::vector<Identity> names;
        std::vector<Identity> mmsis;
        std::vector<Meeting> meetings; ///< by time
    };

    /// Columns: imo, time, lat, lon; mmsi, speed, flag, name. Rows without a valid IMO number are rejected.
    /// Errors: Failure(bad_input).
    Positions(const std::string& path, const std::string& day_order, const Parameters& parameters);

    const SideFacts& facts() const { return facts_; }

    const Ship* find(std::uint32_t imo) const;
    /// Other IMO numbers under which an MMSI was used.
    std::vector<std::uint32_t> ships_of(std::string_view mmsi) const;
    /// Did another ship report within a degree of the place between the two times? That is what coverage means here.
    bool is_covered(const Place& place, std::uint32_t imo, std::int64_t from, std::int64_t to) const;

private:
    std::string take(const SideRow& row);
    void find_meetings(const Parameters& parameters);

    struct Seen {
        std::uint32_t imo = 0;
        bool several = false;
    };
    std::unordered_map<std::uint32_t, Ship> ships_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_mmsi_;
    std::unordered_map<std::uint64_t, Seen> seen_; // degree and quarter of a day
    std::uint64_t rows_ = 0;
    SideFacts facts_;
};

/// Seven digits of an IMO number as a number; nullopt for what is none.
std::optional<std::uint32_t> imo_of(std::string_view text);

/// "2026-03-01 14:30 UTC".
std::string time_text(std::int64_t seconds);

} // namespace tidewaiter::screen
