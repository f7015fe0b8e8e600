// Trade statistics that the user brings, summed up for the rules that compare a shipment with the trade of its code.
#pragma once

#include "goods/goods.hpp"
#include "screen/side_table.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tidewaiter::screen {

class TradeBook {
public:
    static constexpr std::uint64_t most_rows = 50'000'000;
    static constexpr int base_from = 2017; ///< years before the war, by which later ones are measured
    static constexpr int base_to = 2021;

    /// Columns (data/side_columns.csv): year or period; exporter and importer, or reporter, partner and flow (M or X); hs of
    /// six digits; value_usd; net_kg. Totals and areas that are no country, and codes of other lengths, are left out and said.
    /// Errors: Failure(bad_input).
    TradeBook(const std::string& path, const std::string& day_order);

    const SideFacts& facts() const { return facts_; }

    /// Imports of a place, USD: as it reports them, else as its partners do. nullopt when no row of the place and year is held.
    std::optional<double> imports(std::string_view place, std::uint32_t hs6, int year) const;
    /// Newest year up to `year` with any row of the place.
    std::optional<int> newest_year(std::string_view place, int year) const;
    /// Are all years 2017 to 2021 held for the place?
    bool has_base_years(std::string_view place) const;
    /// Trade of a pair in a heading: 2017 to 2021, and since 2022, USD.
    struct Pair {
        double before = 0;
        double after = 0;
    };
    Pair pair(std::string_view from, std::string_view to, std::uint32_t hs4) const;
    /// Does the place itself report imports of the year?
    bool reports_imports(std::string_view place, int year) const;
    /// Has the place reported an import of the code from there in the year?
    bool has_import(std::string_view place, std::string_view from, std::uint32_t hs6, int year) const;
    /// USD a kilogram: rows and their median.
    struct UnitValue {
        std::size_t rows = 0;
        double median = 0;
    };
    std::optional<UnitValue> unit_value(std::uint32_t hs6, int year) const;

private:
    std::string take(const SideRow& row);

    struct Imports {
        double reported = 0; ///< by the importer
        double mirrored = 0;
        bool has_reported = false;
    };
    std::unordered_map<std::uint64_t, Imports> imports_;      // place, hs6, year
    std::map<std::string, std::map<int, bool>, std::less<>> years_; // by place: years with a row; whether it reports itself
    std::unordered_map<std::uint64_t, Pair> pairs_;           // from, to, hs4
    std::unordered_map<std::uint64_t, double> imported_after_; // the same since 2022, as importers report it
    std::unordered_set<std::uint64_t> reported_;              // hash of place, from, hs6, year
    std::unordered_map<std::uint64_t, std::vector<float>> values_; // hs6, year; until the file is read
    std::unordered_map<std::uint64_t, UnitValue> units_;
    std::uint64_t left_out_places_ = 0;
    std::uint64_t left_out_codes_ = 0;
    std::uint64_t rows_ = 0;
    SideFacts facts_;
};

} // namespace tidewaiter::screen
