// FollowTheMoney JSON lines as a list: no bytes crash the reader, and records = entities + rejects,
// line by line.
#include "base/failure.hpp"
#include "lists/formats.hpp"
#include "memory_file.hpp"

using namespace tidewaiter;

namespace {

class CountingSink final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override {
        if (entity.id.empty() || entity.schema.empty()) {
            std::abort();
        }
        ++count;
    }

    std::uint64_t count = 0;
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
        lists::ReadOptions options;
        options.limits.record_bytes = 10'000;
        const auto version = lists::ftm_json.read({file.path()}, options, sink, rejects);
        if (version.rejects != rejects.count() || sink.count < version.records - version.rejects ||
            version.entities > version.records) {
            std::abort();
        }
    } catch (const base::Failure&) {
    }
    return 0;
}
