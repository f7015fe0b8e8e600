// A policy of any bytes: refused with a message, or read, checked and, when nothing is wrong with it, ready to decide.
#include "screen/decide.hpp"

#include "base/failure.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const screen::Policy policy = screen::parse_policy("fuzz", {reinterpret_cast<const char*>(data), size});
        const bool usable = screen::check_policy(policy).empty();
        try {
            const screen::Decider decider(policy);
            if (!usable) {
                std::abort();
            }
        } catch (const base::Failure&) {
            if (usable) {
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
