// Which runs of adjacent words may stand against one word: one definition for the comparison and the index.
#pragma once

#include "names/name.hpp"

namespace tidewaiter::names {

struct RunShape {
    std::size_t first = 0;
    std::size_t count = 0;
    Relation relation = Relation::joined;
    bool skips_stops = false; ///< an acronym that leaves out "of" and "the"
};

/// More words than these are not written together in names.
inline constexpr std::size_t most_joined = 3;
/// Two first letters may stand for two adjacent words of a person ("JC Juncker"); longer acronyms for whole names.
inline constexpr std::size_t least_acronym = 3;

inline bool is_joinable(const Word& word) { return word.kind != PartKind::legal_form; }

/// Calls f(RunShape) for every run.
template <class F>
void for_each_run(const Wording& name, const F& f) {
    const std::span<const Word> words = name.words;
    for (std::size_t first = 0; first + 1 < words.size(); ++first) {
        for (std::size_t count = 2; count <= most_joined && first + count <= words.size(); ++count) {
            if (!is_joinable(words[first]) || !is_joinable(words[first + count - 1])) {
                break;
            }
            f(RunShape{first, count, Relation::joined, false});
            if (count == 2 && name.person) {
                f(RunShape{first, count, Relation::acronym, false});
            }
        }
    }
    if (name.person) {
        return;
    }
    // The whole name without the legal forms at its ends.
    std::size_t first = 0;
    std::size_t end = words.size();
    while (first < end && !is_joinable(words[first])) {
        ++first;
    }
    while (end > first && !is_joinable(words[end - 1])) {
        --end;
    }
    if (end - first >= least_acronym) {
        f(RunShape{first, end - first, Relation::acronym, false});
        for (std::size_t i = first; i < end; ++i) {
            if (words[i].kind == PartKind::stop) {
                f(RunShape{first, end - first, Relation::acronym, true});
                break;
            }
        }
    }
}

inline std::size_t length_of(std::span<const Word> words, const RunShape& run) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < run.count; ++i) {
        length += words[run.first + i].text.size();
    }
    return length;
}

inline std::string joined_text(std::span<const Word> words, const RunShape& run) {
    std::string text;
    text.reserve(length_of(words, run));
    for (std::size_t i = 0; i < run.count; ++i) {
        text += words[run.first + i].text;
    }
    return text;
}

inline std::string acronym_of(std::span<const Word> words, const RunShape& run) {
    std::string letters;
    for (std::size_t i = 0; i < run.count; ++i) {
        const Word& word = words[run.first + i];
        if (!word.text.empty() && !(run.skips_stops && word.kind == PartKind::stop)) {
            letters += word.text.front();
        }
    }
    return letters;
}

} // namespace tidewaiter::names
