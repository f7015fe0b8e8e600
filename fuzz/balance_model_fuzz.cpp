// A balance model of any bytes: refused with a message, or read and asked; then every probability lies in 0 to 1, the
// percentiles rise, and the histogram holds every draw.
#include "balance/balance.hpp"

#include "base/failure.hpp"

#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string_view>

using namespace tidewaiter;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

void check(const balance::Answer& answer) {
    require(answer.probability >= 0 && answer.probability <= 1);
    require(answer.percentiles[0] <= answer.percentiles[1] && answer.percentiles[1] <= answer.percentiles[2]);
    const auto& counts = answer.histogram.counts;
    require(!answer.askable || std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}) == answer.draws);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const balance::Model model = balance::parse_model({reinterpret_cast<const char*>(data), size}, "fuzz");
        const balance::BalanceResult result = balance::run_balance(model, {.draws = 100});
        for (const balance::AccountResult& account : result.accounts) {
            for (const balance::Answer& answer : account.answers) {
                check(answer);
            }
        }
    } catch (const base::Failure& failure) {
        require(failure.kind() == base::FailureKind::bad_input);
    }
    return 0;
}
