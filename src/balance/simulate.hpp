// Answers questions by drawing every term many times over.
#pragma once

#include "balance/balance.hpp"
#include "balance/draws.hpp"
#include "balance/formulas.hpp"

#include <span>
#include <string>
#include <vector>

namespace tidewaiter::balance {

/// A base term of an account, ready to be drawn.
struct Column {
    std::string term;
    Draw draw;
};

/// A sum of columns: one coefficient for each of them, 0 where a column does not take part.
using Coefficients = std::vector<double>;

struct Simulation {
    std::vector<Column> columns;
    std::vector<Coefficients> balances; ///< one a question
    std::vector<RankCorrelation> correlations;
    std::uint64_t draws = 0;
    std::uint64_t seed = 0;
    unsigned threads = 1;
};

/// What was drawn of one balance.
struct Drawn {
    std::uint64_t favourable = 0; ///< draws above 0
    std::array<double, 3> percentiles{}; ///< 5, 50, 95
    Histogram histogram;
    std::vector<Swing> swings; ///< only when asked for; without balances at the modes
};

/// Draws, counts and orders. Deterministic whatever the threads.
/// Cost:  draws x columns x about 15 ns for independent triangular terms, and one sort of a column per correlated term
std::vector<Drawn> simulate(const Simulation& simulation, bool with_swings);

/// The questions of one account.
std::vector<Answer> answer_account(const Account& account, const RunOptions& options);

} // namespace tidewaiter::balance
