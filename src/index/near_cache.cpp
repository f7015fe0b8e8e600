#include "index/near_cache.hpp"

#include <algorithm>

namespace tidewaiter::index {

void NearCache::begin() {
    if (kept_ > most_kept) {
        lists_before_ = std::move(lists_);
        lists_.clear();
        kept_ = 0;
    }
}

void NearCache::forget() {
    lists_.clear();
    lists_before_.clear();
    kept_ = 0;
}

const NearList& NearCache::find(const Tables& tables, const names::Word& word) {
    // The same text may be plain in one query and generic in another.
    key_.assign(word.text);
    key_ += static_cast<char>(word.kind);
    key_ += static_cast<char>(word.script);
    if (const auto found = lists_.find(key_); found != lists_.end()) {
        return found->second;
    }
    // A node that moves keeps its list where it is.
    if (auto before = lists_before_.extract(key_); !before.empty()) {
        kept_ += size_of(before.mapped());
        return lists_.insert(std::move(before)).position->second;
    }
    const NearList& near = lists_.emplace(key_, make(tables, word)).first->second;
    kept_ += size_of(near);
    return near;
}

NearList NearCache::make(const Tables& tables, const names::Word& word) {
    NearList near;
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
    near.names.reserve(near.words.size());
    for (const Tables::Near& each : near.words) {
        near.postings += tables.forms_of(each.word).size();
        near.names.push_back(static_cast<std::uint32_t>(near.postings));
    }
    return near;
}

} // namespace tidewaiter::index
