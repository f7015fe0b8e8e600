#include "balance/balance.hpp"

#include "balance/history.hpp"
#include "balance/reconcile.hpp"
#include "balance/simulate.hpp"
#include "base/failure.hpp"

#include <fmt/format.h>

namespace tidewaiter::balance {

BalanceResult run_balance(Model model, const RunOptions& options) {
    for (const Account& account : model.accounts) {
        const std::size_t questions = 3 + account.questions.size();
        if (options.draws > most_values / questions) {
            throw base::Failure(base::FailureKind::usage, fmt::format("{} draws of {} questions are more than fit into memory", options.draws, questions),
                                fmt::format("Up to {} draws do.", most_values / questions));
        }
    }
    BalanceResult result{.model = std::move(model), .options = options};
    for (std::size_t i = 0; i < result.model.accounts.size(); ++i) {
        result.accounts.push_back({i, answer_account(result.model.accounts[i], options)});
    }
    for (std::size_t i = 0; i < result.model.series.size(); ++i) {
        result.history.push_back(compare_history(result.model.series[i], options));
        result.history.back().series = i;
    }
    result.reconciliation = reconcile(result.model);
    return result;
}

} // namespace tidewaiter::balance
