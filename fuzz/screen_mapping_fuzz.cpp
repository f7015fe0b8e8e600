// A mapping of any bytes: refused with a message, or read; what it names reads back from its own text.
#include "screen/columns.hpp"

#include "base/failure.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    screen::recognise_column(bytes); // headers are foreign bytes too
    screen::find_role(bytes);
    try {
        const screen::Mapping mapping = screen::parse_mapping("fuzz", bytes);
        std::vector<std::string> headers;
        for (const auto& [column, use] : mapping.columns) {
            const auto again = screen::find_use(screen::to_text(use));
            if (!again || screen::to_text(*again) != screen::to_text(use)) {
                std::abort();
            }
            headers.push_back(column);
        }
        if (screen::plan_columns(headers, mapping).columns.size() != headers.size()) {
            std::abort();
        }
    } catch (const base::Failure& failure) {
        if (failure.kind() != base::FailureKind::bad_input) {
            std::abort();
        }
    }
    return 0;
}
