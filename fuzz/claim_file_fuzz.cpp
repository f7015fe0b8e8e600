// A claim file that is read and written reads back as the same claims; anything else is refused by name.
#include "base/failure.hpp"
#include "claims/claim_file.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    claims::is_claim_file(bytes);
    claims::ClaimFile file;
    try {
        file = claims::parse_claim_file(bytes, "c.json");
    } catch (const base::Failure& failure) {
        if (failure.kind() != base::FailureKind::bad_input) {
            std::abort();
        }
        return 0;
    }
    const std::string written = claims::to_claim_file(file.claims, "a");
    const std::string again = claims::to_claim_file(claims::parse_claim_file(written, "c.json").claims, "a");
    // Evidence and spans are of the text that was read; a claim file alone has none but its own.
    if (claims::to_claim_file(claims::parse_claim_file(again, "c.json").claims, "a") != again) {
        std::abort();
    }
    return 0;
}
