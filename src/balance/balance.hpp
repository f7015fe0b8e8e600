// What a balance model says: the probability that output exceeds use, what it hangs on, which source is off.
#pragma once

#include "balance/model.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidewaiter::balance {

struct RunOptions {
    std::uint64_t draws = 200'000;
    std::uint64_t seed = 1;
    unsigned threads = 1; ///< changes the time, never the answer
    std::optional<Shape> shape; ///< for every range instead of its own
};

/// What becomes of a question when one term is held and the others are drawn.
struct Swing {
    std::string term;
    double sign = 1;         ///< what one unit more of the term adds to the balance
    Range range; ///< of a count, with the mean share that was not seen
    double balance_at_low = 0;  ///< the others at their modes
    double balance_at_high = 0;
    double probability_at_low = 0;
    double probability_at_high = 0;
    double even_odds = 0; ///< value of the term at which the answer is as likely as not
    double last_hope = 0; ///< past this value no draw of the others suffices

    double width() const { return balance_at_high > balance_at_low ? balance_at_high - balance_at_low : balance_at_low - balance_at_high; }
};

/// One equal slice of the range between the lowest and the highest balance drawn.
struct Histogram {
    double from = 0;
    double step = 0;
    std::vector<std::uint64_t> counts;
};

/// A term that a question rests on.
struct UsedTerm {
    std::string term;
    Range range;
    double sign = 1; ///< what one unit of it adds to the balance
    bool unseen = false; ///< a count: what was not seen comes on top
};

/// A question with its answer: how likely is it that plus exceeds minus?
struct Answer {
    std::string test;     ///< "deliveries", "new", "stocks", "own"
    std::string question; ///< "Deliveries exceed losses"
    std::string formula;  ///< "new + reactivated > lost"
    std::string remark;   ///< what a reader must know: same as another test, cannot be by the identity; may be empty
    std::vector<std::string> not_held; ///< standard terms that the model does not hold, counted as nothing
    bool askable = true;  ///< false when the model holds nothing to ask with; remark says what is missing
    std::uint64_t favourable = 0; ///< draws in which plus exceeds minus
    std::uint64_t draws = 0;
    double probability = 0;
    double at_modes = 0; ///< balance with every term at its mode
    std::array<double, 3> percentiles{}; ///< 5, 50, 95 of the balance
    double lowest_possible = 0;  ///< balance at the ends of all ranges; infinite with an unseen share
    double highest_possible = 0;
    Histogram histogram;
    std::vector<UsedTerm> terms; ///< every term that the balance is made of, by name
    std::vector<Swing> swings;   ///< of those with a range, widest first
};

/// One source against the balanced account.
struct Residual {
    std::size_t account = 0; ///< in the model
    std::string term;
    std::string source;
    Kind kind = Kind::estimate;
    Range range;
    double stated = 0;   ///< mean of its range
    double sd = 0;       ///< of its range
    double balanced = 0; ///< what the identities and all sources together say
    double off = 0;      ///< stated - balanced
    double off_sd = 0;   ///< off / sd; 0 where the figure has no spread
};

struct BalancedTerm {
    std::size_t account = 0; ///< in the model
    std::string term;
    double value = 0;
    double sd = 0;
    bool determined = true; ///< false when neither a source nor an identity gives it
};

struct Reconciliation {
    std::vector<BalancedTerm> terms;
    std::vector<Residual> residuals; ///< farthest off first
    std::vector<std::string> identities; ///< those that bound the terms
    std::vector<std::string> not_used;   ///< identities that could not bind, and why
    double sum_of_squares = 0; ///< of off_sd
    int redundancy = 0;        ///< figures more than needed; 0: nothing conflicts because nothing is said twice
};

struct AccountResult {
    std::size_t account = 0; ///< in the model
    std::vector<Answer> answers;
};

/// How the last year of a series stands against one before.
struct OlderYear {
    int year = 0;
    Range range;
    double probability = 0;     ///< that the last year exceeds it
    double probability_all = 0; ///< that the last year exceeds it and every year between
};

struct HistoryResult {
    std::size_t series = 0;
    std::vector<OlderYear> older; ///< latest first
    std::optional<int> likely_since; ///< earliest year held for which the sentence stays more likely true than not
    std::optional<int> certain_since; ///< the same with no overlap of ranges
    std::optional<int> refuted_by;    ///< latest year that the last one more likely does not exceed
    std::vector<std::pair<int, int>> gaps; ///< years without a figure between those held
};

struct BalanceResult {
    Model model;
    RunOptions options;
    std::vector<AccountResult> accounts;
    std::vector<HistoryResult> history;
    std::optional<Reconciliation> reconciliation; ///< of all accounts; absent where nothing is said twice
};

/// Draws times questions of one account: 8 bytes each are held.
inline constexpr std::uint64_t most_values = 100'000'000;

/// Asks the model its questions. Same model, draws and seed: same bytes, whatever the threads.
/// Errors: Failure(bad_input) for exact figures that contradict each other; Failure(usage) for more draws than its
///         questions leave memory for (most_values).
BalanceResult run_balance(Model model, const RunOptions& options);

/// Version of everything that can change a probability or a balanced value.
inline constexpr std::string_view algorithm = "balance-1";

} // namespace tidewaiter::balance
