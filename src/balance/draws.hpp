// Draws of one term: column by column, any part of a column by itself.
#pragma once

#include "balance/model.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tidewaiter::balance {

/// What is drawn for a base term: its range, and what was not seen of it.
struct Draw {
    Range range;
    std::optional<Unseen> unseen;
    std::uint64_t stream = 0; ///< names the column; the same in every model in which the term has the same name
};

/// The stream of a term: a hash of account and term, so that adding a term changes no other column.
std::uint64_t stream_of(std::string_view period, std::string_view term);

/// Fills `into` with draws first, first + 1, ... of a column.
/// Out:  each value depends on seed, stream and its own number alone
void fill(std::span<double> into, std::uint64_t first, const Draw& draw, std::uint64_t seed);

/// Mean and standard deviation of a range.
double mean_of(const Range& range);
double sd_of(const Range& range);

} // namespace tidewaiter::balance
