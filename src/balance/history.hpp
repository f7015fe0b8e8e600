// "More than ever": a series against its own past.
#pragma once

#include "balance/balance.hpp"

namespace tidewaiter::balance {

HistoryResult compare_history(const Series& series, const RunOptions& options);

} // namespace tidewaiter::balance
