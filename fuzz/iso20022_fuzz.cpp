#include "payments_common.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const MemoryFile file(data, std::min<std::size_t>(size, 100'000));
    payments_fuzz::read_all(*tidewaiter::screen::open_iso20022(file.path()));
    return 0;
}
