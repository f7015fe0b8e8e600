// A code that was read has an even number of digits, and written down it reads back as itself.
#include "goods/goods.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace tidewaiter::goods;

static void check(bool holds) {
    if (!holds) {
        std::abort();
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    find_revision(text);
    for (const HsRevision revision : {HsRevision::hs2012, HsRevision::hs2017, HsRevision::hs2022}) {
        const auto code = HsCode::parse(text, revision);
        if (!code) {
            check(!code.error().message.empty() && code.error().message.size() < 300);
            continue;
        }
        const std::string& digits = code->digits();
        check(digits.size() >= 2 && digits.size() <= 10 && digits.size() % 2 == 0);
        check(std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }));
        check(!code->zero_added() || (digits.front() == '0' && is_known(*code, revision)));
        for (const std::string& written : {digits, code->dotted()}) {
            const auto again = HsCode::parse(written, revision);
            check(again && *again == *code && !again->zero_added());
        }
    }
    return 0;
}
