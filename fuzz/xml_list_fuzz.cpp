// Any bytes as XML and as each of the XML lists, chosen by the first byte: read or refused, never a crash; every record
// is a party or a reject; all text that comes out is UTF-8 without control characters.
#include "memory_file.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/formats.hpp"
#include "lists/xml_stream.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unordered_set>

using namespace tidewaiter;
using namespace std::string_view_literals;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

/// Is this text as a reader may hand it on?
bool is_clean(std::string_view text) {
    return base::is_utf8(text) && std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

class Checking final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override {
        require(!entity.id.empty() && !entity.schema.empty());
        if (entity.target.value_or(false)) {
            ++parties;
            require(!entity.caption.empty());
            require(ids.insert(entity.id).second);
        }
        for (const auto& [property, values] : entity.properties) {
            require(!values.empty());
            for (const std::string& value : values) {
                require(!value.empty() && is_clean(value));
            }
        }
    }

    std::uint64_t parties = 0;
    std::unordered_set<std::string> ids;
};

lists::ReadLimits small_limits() { return {.text_bytes = 20'000, .depth = 16, .record_bytes = 200'000}; }

void check_element(const lists::XmlElement& element, int depth) {
    require(depth <= 16);
    require(base::is_utf8(element.text()) && base::is_utf8(element.name()) && !element.name().empty());
    require(element.text().size() <= 20'000);
    for (const lists::XmlElement child : element.children()) {
        check_element(child, depth + 1);
    }
}

void read_stream(std::string_view bytes) {
    constexpr std::array wanted{"r"sv, "record"sv};
    const auto source = base::open_memory("fuzz", std::string(bytes));
    std::uint64_t seen = 0;
    const auto done = lists::read_xml(
        *source, {.root = "list", .describes = "a list", .records = wanted}, small_limits(),
        [](const lists::XmlElement& root) { check_element(root, 1); },
        [&](const lists::XmlElement& record, const lists::XmlPlace& place) {
            check_element(record, 2);
            require(place.number == ++seen);
        });
    require(done.records == seen && done.bytes == bytes.size());
}

void read_list(const lists::ListFormat& format, const std::uint8_t* data, std::size_t size) {
    const MemoryFile file(data, size);
    Checking sink;
    base::RejectList rejects;
    const auto version = format.read({file.path()}, {.limits = small_limits()}, sink, rejects);
    require(version.entities == sink.parties);
    require(version.records == version.entities + rejects.count());
    require(std::ranges::all_of(version.remarks, [](const std::string& remark) { return base::is_utf8(remark); }));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > 200'000) {
        return 0;
    }
    const std::array formats{&lists::ofac_xml, &lists::un_xml, &lists::eu_fsf_xml, &lists::uk_sanctions_list_xml, &lists::eu_global_xml};
    const std::size_t choice = data[0] % (formats.size() + 1);
    try {
        if (choice == formats.size()) {
            read_stream(std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
        } else {
            read_list(*formats[choice], data + 1, size - 1);
        }
    } catch (const base::Failure& failure) {
        require(failure.kind() == base::FailureKind::bad_input && !failure.hint().empty());
    }
    return 0;
}
