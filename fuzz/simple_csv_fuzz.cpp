// targets.simple.csv: no bytes crash the reader, every row is an entity or a reject, and every
// entity has a listing.
#include "base/failure.hpp"
#include "lists/formats.hpp"
#include "memory_file.hpp"

using namespace tidewaiter;

namespace {

class CountingSink final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override { parties += entity.target.has_value() ? 1U : 0U; }

    std::uint64_t parties = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 100'000) {
        return 0;
    }
    const MemoryFile file(data, size);
    CountingSink sink;
    base::RejectList rejects;
    try {
        const auto version = lists::opensanctions_simple_csv.read({file.path()}, {}, sink, rejects);
        if (version.rejects != rejects.count() ||
            version.records != version.entities + version.rejects ||
            sink.parties != version.entities) {
            std::abort();
        }
    } catch (const base::Failure&) {
    }
    return 0;
}
