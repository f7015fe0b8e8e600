// Words that agree with a query's word, remembered: the same words come again and again in what is screened.
#pragma once

#include "index/tables.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace tidewaiter::index {

/// For one thread at a time. Bounded: past its limit it forgets everything and starts again.
class NearCache {
public:
    /// All heavy words that earn points with a heavy word by relation equal, near or sound, best first. The list lives
    /// until the next begin().
    const std::vector<Tables::Near>& find(const Tables& tables, const names::Word& word);
    /// Before the words of a name are asked for.
    void begin();

private:
    static constexpr std::size_t most_kept = 2'000'000; ///< elements of all lists: 24 MB

    std::unordered_map<std::string, std::vector<Tables::Near>> lists_;
    std::size_t kept_ = 0;
    std::string key_;
};

} // namespace tidewaiter::index
