// Any bytes as a column mapping: a mapping of known fields to headers (none of them: the usual headers serve), or a failure with
// a message and a hint.
#include "base/failure.hpp"
#include "lists/user_mapping.hpp"

#include <cstdint>
#include <cstdlib>

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 20'000) {
        return 0;
    }
    try {
        const auto mapping = lists::parse_user_mapping({reinterpret_cast<const char*>(data), size}, "fuzz.toml");
        for (const auto& [field, names] : mapping.columns) {
            if (!lists::is_user_field(field) || names.empty()) {
                std::abort();
            }
        }
    } catch (const base::Failure& failure) {
        if (std::string_view(failure.what()).empty() || failure.hint().empty()) {
            std::abort();
        }
    }
    return 0;
}
