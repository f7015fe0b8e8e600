// Columns of draws that move together: their values stay, their order changes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tidewaiter::balance {

/// Rank correlations between some columns: symmetric, ones on the diagonal, terms x terms, row by row.
using RankMatrix = std::vector<double>;

/// Can quantities be related so? In: matrix of `size` columns. Out: false when it is not positive definite.
bool is_possible(const RankMatrix& ranks, std::size_t size);

/// Reorders each column so that the columns have the wanted rank correlations; what a column holds does not change.
/// In:     columns of equal length, at least 2 rows; ranks as is_possible
/// Source: Iman, Conover, A distribution-free approach to inducing rank correlation among input variables,
///         Communications in Statistics B 11 (1982) 311-334
void correlate(std::span<std::vector<double>> columns, const RankMatrix& ranks, std::uint64_t seed);

} // namespace tidewaiter::balance
