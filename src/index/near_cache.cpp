#include "index/near_cache.hpp"

#include <algorithm>

namespace tidewaiter::index {

const std::vector<Tables::Near>& NearCache::find(const Tables& tables, const names::Word& word, float least) {
    key_.assign(word.text);
    Entry* entry = &entries_[key_];
    if (entry->least <= least) {
        return entry->near;
    }
    if (kept_ > most_kept) {
        entries_.clear();
        kept_ = 0;
        entry = &entries_[key_];
    }
    kept_ -= std::min(kept_, entry->near.size());
    entry->near.clear();
    tables.find_near(word, least, entry->near);
    std::ranges::sort(entry->near, [](const Tables::Near& a, const Tables::Near& b) {
        return a.agreement.value != b.agreement.value ? a.agreement.value > b.agreement.value : a.word < b.word;
    });
    entry->near.shrink_to_fit();
    entry->least = least;
    kept_ += entry->near.size();
    return entry->near;
}

} // namespace tidewaiter::index
