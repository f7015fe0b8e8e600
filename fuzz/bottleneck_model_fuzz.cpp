// A bottleneck model of any bytes: refused with a message, or read and computed; percentiles rise and no output is below 0.
#include "balance/bottleneck.hpp"

#include "base/failure.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto result = balance::find_bottleneck(balance::parse_bottleneck_model({reinterpret_cast<const char*>(data), size}, "fuzz"), {0, 0.2, 1}, 100, 1);
        for (const balance::ElasticityResult& each : result.elasticities) {
            const bool rises = each.percentiles[0] <= each.percentiles[1] && each.percentiles[1] <= each.percentiles[2];
            if (!rises || !(each.at_modes >= 0)) {
                std::abort();
            }
        }
    } catch (const base::Failure& failure) {
        if (failure.kind() != base::FailureKind::bad_input) {
            std::abort();
        }
    }
    return 0;
}
