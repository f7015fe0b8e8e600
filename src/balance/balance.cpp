#include "balance/balance.hpp"

#include "balance/history.hpp"
#include "balance/reconcile.hpp"
#include "balance/simulate.hpp"

namespace tidewaiter::balance {

BalanceResult run_balance(Model model, const RunOptions& options) {
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
