// Any bytes fold to tokens of small letters and digits, within the limits, and their text folds to itself.
#include "text/fold.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const text::FoldLimits limits;
    const text::Folded folded = text::fold(bytes, limits);
    if (folded.tokens.size() > limits.tokens) {
        std::abort();
    }
    for (const text::Token& token : folded.tokens) {
        const bool plain = std::ranges::all_of(token.text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
        if (token.text.empty() || !plain) {
            std::abort();
        }
    }
    text::script_of(bytes);
    return 0;
}
