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
    // The same text may be plain in one query and generic in another.
    key_.assign(word.text);
    key_ += static_cast<char>(word.kind);
    key_ += static_cast<char>(word.script);
    const auto [found, is_new] = lists_.try_emplace(key_);
    NearList& near = found->second;
    if (is_new) {
        tables.find_near(word, names::least_agreement, room_, near.words);
        std::ranges::sort(near.words, [](const Tables::Near& a, const Tables::Near& b) {
            return a.agreement.value != b.agreement.value ? a.agreement.value > b.agreement.value : a.word < b.word;
        });
        near.words.shrink_to_fit();
        for (const std::uint32_t initial : tables.initials()) {
            if (const names::Agreement agreement = names::agree(word, tables.word(initial)); agreement.value > 0) {
                near.initials.push_back(tables.make_near(initial, agreement));
            }
        }
        for (const Tables::Near& each : near.words) {
            near.postings += tables.forms_of(each.word).size();
            near.names.push_back(static_cast<std::uint32_t>(near.postings));
        }
        kept_ += near.words.size() + near.initials.size() + 8;
    }
    return near;
}

} // namespace tidewaiter::index
