// Words that agree with a query's word, remembered: the same words come again and again in what is screened.
#pragma once

#include "index/tables.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace tidewaiter::index {

/// All heavy words that earn points with a heavy word by relation equal, near or sound, best first.
struct NearList {
    std::vector<Tables::Near> words;
    std::vector<Tables::Near> initials; ///< what the word meets as an initial
    std::size_t postings = 0; ///< of all of them
    std::vector<std::uint32_t> names; ///< element i: forms that hold one of words[0..i], each word counted for itself
};

/// For one thread at a time. Bounded: past its limit it forgets what has not been asked for since it reached the limit before.
class NearCache {
public:
    /// The words near a heavy word. The list lives until the next begin().
    const NearList& find(const Tables& tables, const names::Word& word);
    /// Before the words of a name are asked for.
    void begin();
    void forget();

private:
    /// Elements of the lists asked for lately; as many again may be kept of before. An element takes 28 bytes.
    static constexpr std::size_t most_kept = 1'000'000;

    static std::size_t size_of(const NearList& near) { return near.words.size() + near.initials.size() + 8; }
    NearList make(const Tables& tables, const names::Word& word);

    std::unordered_map<std::string, NearList> lists_;
    std::unordered_map<std::string, NearList> lists_before_;
    std::size_t kept_ = 0;
    std::string key_;
    Tables::ScanRoom room_;
};

} // namespace tidewaiter::index
