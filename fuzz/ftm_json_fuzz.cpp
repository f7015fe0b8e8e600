// FollowTheMoney JSON: no line crashes the parser, and parse of print is the identity.
#include "entity/ftm_json.hpp"

#include <cstdint>
#include <cstdlib>
#include <vector>

using namespace tidewaiter::entity;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 100'000) {
        return 0;
    }
    static FtmParser parser; // kept between lines, as a list reader does
    std::vector<Entity> all;
    auto entity = parser.parse({reinterpret_cast<const char*>(data), size},
                               [&](Entity nested) { all.push_back(std::move(nested)); });
    if (entity) {
        all.push_back(std::move(*entity));
    }
    for (const Entity& one : all) {
        const auto again = parser.parse(to_ftm_json(one));
        if (!again || *again != one) {
            std::abort();
        }
    }
    return 0;
}
