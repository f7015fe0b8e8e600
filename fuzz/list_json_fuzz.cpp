// Any bytes as the JSON lists that are no FollowTheMoney (a list of the user's own among them) and as a delta: read or refused, and
// parties only from records.
#include "base/failure.hpp"
#include "lists/delta.hpp"
#include "lists/list_reader.hpp"
#include "memory_file.hpp"

#include <filesystem>
#include <unistd.h>

using namespace tidewaiter;

namespace {

class NoSink final : public lists::EntitySink {
public:
    void add(entity::Entity /*entity*/) override {}
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 100'000) {
        return 0;
    }
    const MemoryFile file(data, size);
    for (const char* name : {"senzing-json", "us-csl-json", "user-json"}) {
        NoSink sink;
        base::RejectList rejects(10);
        try {
            const auto version = lists::find_format(name)->read({file.path()}, {.as_of = "2026-01-01"}, sink, rejects);
            if (version.entities > version.records) {
                std::abort();
            }
        } catch (const base::Failure&) {
        }
    }
    static const std::string result =
        (std::filesystem::temp_directory_path() / ("tidewaiter-fuzz-" + std::to_string(::getpid()))).string();
    const MemoryFile nothing(data, 0);
    try {
        const auto counts = lists::apply_deltas(nothing.path(), {file.path()}, result, 10'000);
        if (counts.entities != counts.added || counts.modified + counts.deleted > 0) {
            std::abort(); // nothing was there that could change
        }
    } catch (const base::Failure&) {
    }
    std::filesystem::remove(result);
    for (const auto load : {+[](const std::string& path) { lists::load_opensanctions_index(path); },
                            +[](const std::string& path) { lists::load_delta_versions(path); }}) {
        try {
            load(file.path());
        } catch (const base::Failure&) {
        }
    }
    return 0;
}
