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
    /// Words that agree by at least `least`, and perhaps some that agree less, best first.
    const std::vector<Tables::Near>& find(const Tables& tables, const names::Word& word, float least);

private:
    static constexpr std::size_t most_kept = 2'000'000; ///< elements of all lists: 24 MB

    struct Entry {
        float least = 2;
        std::vector<Tables::Near> near;
    };
    std::unordered_map<std::string, Entry> entries_;
    std::size_t kept_ = 0;
    std::string key_;
};

} // namespace tidewaiter::index
