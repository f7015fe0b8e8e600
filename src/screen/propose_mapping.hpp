// A mapping proposed for a user's file: what each column is by its name, what it looks like by its values, and where
// the two do not go together.
#pragma once

#include "screen/columns.hpp"
#include "screen/record_source.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidewaiter::screen {

/// What was seen of one column.
struct ColumnProposal {
    std::string column;
    ColumnUse use;                       ///< by its name; what == unused when the name says nothing
    std::optional<ColumnUse> guess;      ///< by its values, where the name says nothing
    double guess_share = 0;              ///< 0..1 of the values that fit the guess
    std::uint64_t filled = 0;            ///< values that are not empty, of the records looked at
    std::vector<std::string> examples;   ///< at most three different ones, at most 40 bytes each
    std::vector<std::string> doubts;     ///< sentences
};

struct MappingProposal {
    std::string file;
    std::uint64_t records = 0;           ///< looked at
    bool whole_file = false;
    std::vector<ColumnProposal> columns; ///< in file order
    std::string day_order;               ///< "day-first", "month-first" or empty when no date needs it
    std::string day_order_doubt;         ///< set when dates cannot be told apart
    bool decimal_comma = false;
    std::string columns_hash;            ///< hash_of_columns
    std::string encoding;                ///< as it was said
    std::string sheet;
    std::vector<std::string> remarks;    ///< how the file was taken: titles passed over, sheets, encoding
};

/// Looks at the first `most_records` records. Errors: Failure(bad_input) for a file that cannot be read, or for JSON lines
/// or payments, whose members have their own names.
MappingProposal propose_mapping(const std::string& file, const SourceOptions& options = {}, std::uint64_t most_records = 20'000);

/// The proposal as a mapping file, every line with its reason. Guesses and doubts are comments, to be taken or left.
std::string to_toml(const MappingProposal& proposal);

/// 16 hexadecimal digits over the names of the columns in their order: by it a mapping is remembered.
std::string hash_of_columns(const std::vector<std::string>& columns);

} // namespace tidewaiter::screen
