// Inter-country input-output tables: who bought how much from whom. docs/formats/input-output.md has the two forms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::flows {

/// Bounds of a table; the largest published ones have some 8,000 sectors at a detail nobody looks through.
struct IoLimits {
    std::size_t sectors = 5'000;             ///< 200 MB of values and as much for the factors
    std::uint64_t bytes = std::uint64_t{4} << 30U;
    std::size_t label_bytes = 200;
};

struct IoSector {
    std::string region;   ///< "RUS"
    std::string industry; ///< "c14"
    friend bool operator==(const IoSector&, const IoSector&) = default;
    std::string label() const { return region + ":" + industry; }
};

struct IoTable {
    std::vector<IoSector> sectors;
    std::vector<double> flows;  ///< sectors x sectors, column by column: flows[buyer * n + seller], in the table's money
    std::vector<double> output; ///< gross output of each sector, the same money
    std::string table_name;
    std::string table_sha256;
    std::string output_name;
    std::string output_sha256;
    std::string form; ///< "square" or "rows"
    std::size_t negative_flows = 0;
    std::vector<std::size_t> idle; ///< sectors without output and without inputs
    std::vector<std::size_t> inputs_above_output; ///< sectors that buy for more than they make
    double largest_miss = -1; ///< of a row's sum with final use against its output; -1 without final use
    std::size_t largest_miss_at = 0;

    std::size_t size() const { return sectors.size(); }

    double flow(std::size_t seller, std::size_t buyer) const { return flows[buyer * size() + seller]; }
};

/// Reads a square table or one of rows, and the outputs. Either file may be gzip.
/// Errors: Failure(bad_input) naming file, line and column: a cell that is no number, a sector twice or missing, rows and
///         columns that differ, no output column, inputs without output, more than the limits
IoTable load_io_table(const std::string& table, const std::string& output, const IoLimits& limits = {});

/// The same from bytes, for tests and the fuzz target.
IoTable parse_io_table(std::string table, std::string output, const IoLimits& limits = {});

/// "AUS_c1" and "AUS:c1" as region and industry; the first of the two marks separates.
IoSector parse_sector(std::string_view label);

} // namespace tidewaiter::flows
