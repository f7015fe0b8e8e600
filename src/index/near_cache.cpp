#include "index/near_cache.hpp"

#include <algorithm>

namespace tidewaiter::index {

void NearCache::begin() {
    if (kept_ > most_kept) {
        forget();
    }
}

void NearCache::forget() {
    lists_.clear();
    kept_ = 0;
}

const NearList& NearCache::find(const Tables& tables, const names::Word& word) {
    // The same text may be plain in one query and generic in another; heavy words of one text agree alike.
    key_.assign(word.text);
    const auto [found, is_new] = lists_.try_emplace(key_);
    NearList& near = found->second;
    if (is_new) {
        tables.find_near(word, names::least_agreement, room_, near.words);
        std::ranges::sort(near.words, [](const Tables::Near& a, const Tables::Near& b) {
            return a.agreement.value != b.agreement.value ? a.agreement.value > b.agreement.value : a.word < b.word;
        });
        near.words.shrink_to_fit();
        for (const Tables::Near& each : near.words) {
            near.postings += tables.forms_of(each.word).size();
        }
        kept_ += near.words.size() + 8;
    }
    return near;
}

} // namespace tidewaiter::index
