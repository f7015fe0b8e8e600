// Two parties as lines of FollowTheMoney JSON: whatever they hold, the score lies between 0 and 1, its shares add up to it, a
// cutoff that it reaches does not change it, and it can be told in words and as JSON.
#include "match/algorithms.hpp"

#include "entity/ftm_json.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tidewaiter;

namespace {

void check(const match::Match& match) {
    double sum = 0;
    for (const match::FeatureResult& result : match.features) {
        sum += result.share;
    }
    constexpr double rounding = 1e-9;
    const bool told = match.features.empty() || std::abs(sum - match.score) <= rounding;
    if (!(match.score >= 0 && match.score <= 1 + rounding) || match.unrefuted + rounding < match.score || !told || match::explain(match).empty()) {
        std::abort();
    }
    base::JsonWriter writer;
    match::write_json(writer, match);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    entity::FtmParser parser;
    const auto left = parser.parse(bytes.substr(0, end));
    const auto right = parser.parse(bytes.substr(std::min(end + 1, bytes.size())));
    if (!left || !right) {
        return 0;
    }
    const match::Prepared a = match::prepare(*left);
    const match::Prepared b = match::prepare(*right);
    for (const match::Algorithm& algorithm : match::all_algorithms()) {
        const match::Match whole = algorithm.compare(a, b, 0);
        check(whole);
        constexpr double cutoff = 0.70;
        const match::Match cut = algorithm.compare(a, b, cutoff);
        if (whole.score >= cutoff && cut.score != whole.score) {
            std::abort();
        }
    }
    return 0;
}
