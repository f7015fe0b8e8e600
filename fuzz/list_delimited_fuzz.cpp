// Any bytes as each of the delimited lists of the EU, the UK, Commerce and State, and as OFAC's fixed fields: read or refused,
// never a crash, and no party out of nowhere.
#include "base/failure.hpp"
#include "lists/list_reader.hpp"
#include "memory_file.hpp"

#include <string>

using namespace tidewaiter;

namespace {

class Counting final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override { parties += entity.target.value_or(false) ? 1U : 0U; }

    std::uint64_t parties = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t largest = 200'000;
    if (size > largest) {
        return 0;
    }
    const MemoryFile file(data, size);
    for (const char* name : {"eu-fsf-csv-1.1", "eu-fsf-csv-1.0", "eu-journal-csv", "uk-sanctions-list-csv", "ofsi-conlist-csv", "bis-denied-persons", "bis-denied-persons-2025", "jp-mof-csv",
                             "bis-entity-list-csv", "bis-unverified-list-csv", "state-debarred-csv", "state-isn-csv", "ofac-csv"}) {
        Counting sink;
        base::RejectList rejects(10);
        lists::ReadOptions options{.as_of = "2026-01-01"};
        options.limits.text_bytes = 10'000;
        try {
            const auto version = lists::find_format(name)->read({file.path()}, options, sink, rejects);
            if (version.entities != sink.parties || version.entities > version.records) {
                std::abort();
            }
        } catch (const base::Failure&) {
        }
    }
    return 0;
}
