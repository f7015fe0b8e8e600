// A party's name field of any bytes: taken apart in bounded time; what is named has letters.
#include "screen/party_fields.hpp"
#include "text/fold.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const tidewaiter::screen::PartyField field = tidewaiter::screen::read_party_field(text);
    if ((field.state == tidewaiter::screen::NameState::named) != !field.names.empty() || field.names.size() > tidewaiter::screen::most_field_names) {
        std::abort();
    }
    for (const tidewaiter::screen::FieldName& name : field.names) {
        if (size <= 4'096 && tidewaiter::text::fold(name.name).tokens.empty()) {
            std::abort();
        }
    }
    tidewaiter::screen::is_address(text.substr(0, 4'096));
    return 0;
}
