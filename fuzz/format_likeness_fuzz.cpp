// Any bytes as a file that nobody knows: it is recognised or described in one line of text, never a crash.
#include "memory_file.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/list_reader.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t largest = 100'000;
    if (size > largest) {
        return 0;
    }
    const MemoryFile file(data, size);
    try {
        lists::find_format_of_file(file.path());
    } catch (const base::Failure&) { // a gzip stream that breaks
    }
    const std::string text = lists::describe_unrecognised(file.path());
    if (text.empty() || !base::is_utf8(text)) {
        std::abort();
    }
    return 0;
}
