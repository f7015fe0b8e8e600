// A network of any bytes: refused, or read with its rejects; rows in equal rows out plus rejects, and no removal leaves more
// than there was.
#include "balance/choke.hpp"

#include "base/failure.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        base::RejectList rejects;
        const balance::Network network = balance::parse_network({reinterpret_cast<const char*>(data), size}, "fuzz", 1.2, rejects, {.edges = 200});
        if (rejects.count() + network.edges.size() > network.rows) {
            std::abort(); // fewer only where a pair stands twice
        }
        const balance::ChokeResult result = balance::find_chokepoints(network, {.shuffles = 2});
        for (const balance::Removal& removal : result.removals) {
            if (removal.left > result.largest || removal.loss < 0) {
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
