// Any bytes as a list of one format, TIDEWAITER_FUZZ_FORMAT: read or refused, never a crash; no record is lost or doubled, every
// party has a name, no id stands twice, links lead to parties of the list, and all text is UTF-8 without control characters.
#include "memory_file.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/list_reader.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

using namespace tidewaiter;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

bool is_clean(std::string_view text) {
    return base::is_utf8(text) &&
           std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

class Checking final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override {
        require(!entity.id.empty() && !entity.schema.empty());
        if (entity.target.value_or(false)) {
            require(!entity.caption.empty());
            require(parties.insert(entity.id).second);
        }
        for (const auto& [property, values] : entity.properties) {
            require(!values.empty());
            for (const std::string& value : values) {
                require(!value.empty() && is_clean(value));
            }
        }
        constexpr std::array ends{"owner",        "asset",    "agent",   "client", "director",
                                  "organization", "relative", "subject", "object", "associate"};
        for (const char* end : ends) {
            for (const std::string& id : entity.values(end)) {
                linked.push_back(id);
            }
        }
    }

    std::unordered_set<std::string> parties;
    std::vector<std::string> linked;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t largest = 200'000;
    if (size > largest) {
        return 0;
    }
    static const lists::ListFormat* const format = lists::find_format(TIDEWAITER_FUZZ_FORMAT);
    require(format != nullptr);
    const MemoryFile file(data, size);
    Checking sink;
    base::RejectList rejects(10);
    lists::ReadOptions options{.as_of = "2026-01-01"};
    options.limits = {.text_bytes = 20'000, .depth = 24, .record_bytes = 200'000};
    try {
        const auto version = format->read({file.path()}, options, sink, rejects);
        require(version.entities == sink.parties.size());
        // A list with several rows for a party has more records than parties.
        require(TIDEWAITER_FUZZ_ROWS ? version.entities <= version.records
                                     : version.records == version.entities + rejects.count());
        require(std::ranges::all_of(sink.linked, [&](const std::string& id) { return sink.parties.contains(id); }));
        require(std::ranges::all_of(version.remarks, [](const std::string& remark) { return base::is_utf8(remark); }));
    } catch (const base::Failure& failure) {
        require(failure.kind() == base::FailureKind::bad_input && !failure.hint().empty());
    }
    // A recogniser sees any head.
    const int sure = format->recognise(std::string_view(reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 65'536)));
    require(sure >= 0 && sure <= 100);
    return 0;
}
