// Any bytes as a column mapping: a mapping that can find names, or a failure with a message and a hint.
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
        if (mapping.columns.empty()) {
            std::abort();
        }
        for (const auto& [field, names] : mapping.columns) {
            if (!lists::is_user_field(field)) {
                std::abort();
            }
        }
    } catch (const base::Failure& failure) {
        if (std::string_view(failure.what()).empty()) {
            std::abort();
        }
    }
    return 0;
}
