// An input-output table of any bytes, cut at the first NUL into table and outputs: refused with a message, or read and looked
// through; then shares of all regions sum to 1 where the solution is exact.
#include "flows/lookthrough.hpp"

#include "base/failure.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    const std::string_view output = bytes.substr(std::min(end + 1, bytes.size()));
    try {
        const flows::IoTable table = flows::parse_io_table(std::string(bytes.substr(0, end)), std::string(output), {.sectors = 50});
        const flows::LookThroughSolver solver(table);
        const auto groups = flows::regions_of(table);
        for (std::size_t user = 0; user < table.size(); ++user) {
            const flows::LookThrough looked = solver.look(std::vector{user}, groups);
            double sum = 0;
            for (const flows::Reliance& share : looked.together) {
                sum += share.face;
            }
            if (table.negative_flows == 0 && looked.users.front().inputs > 0 && std::abs(sum - 1) > 1e-9) {
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
