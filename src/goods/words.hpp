// Codes by words: which code descriptions share words with a query, rare words counting more. A lead, nothing else.
#pragma once

#include "goods/goods.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::goods {

/// A code and the words that stand for it.
struct WordRow {
    std::string hs;
    std::string words; ///< what is shown
    std::string also;  ///< other words for the same goods; they may meet but need not
};

class WordTable {
public:
    explicit WordTable(std::vector<WordRow> rows);
    /// Score = q (0.6 + 0.4 e), where q is the weight of the query's words that met over that of all its words, and e the
    /// same for the entry's own words, where a word met in `also` counts half. A word's weight is ln(1 + N/n), n of N
    /// entries having it. Chapters (two digits) are too wide to be proposed.
    /// Cost: the entries that share a word with the query.
    std::vector<Proposal> propose(std::string_view description, std::size_t limit) const;
    /// The words of the code, or of its nearest shorter front; empty when there are none.
    std::string_view words_of(std::string_view digits) const;
    /// Has the code words of its own?
    bool has(std::string_view digits) const;

private:
    struct Entry {
        WordRow row;
        std::vector<std::uint32_t> own; ///< terms of `words`, each once
        double weight = 0;              ///< of all of them
    };

    struct Posting {
        std::uint32_t entry;
        bool own; ///< in words, not only in also
    };

    const Entry* find(std::string_view digits) const;
    std::uint32_t term_of(const std::string& stem);
    double weight_of(std::uint32_t term) const;

    std::vector<Entry> entries_; // by hs
    std::map<std::string, std::uint32_t, std::less<>> terms_;
    std::vector<std::vector<Posting>> postings_; // by term
};

/// The word without its plural ending: bearings to bearing, batteries to battery, boxes to box; knives to knife.
/// Words of three letters or fewer, and those in -ss, -us, -is, stay as they are.
std::string to_stem(std::string_view folded_word);

/// The table of data/hs_words.csv.
WordTable builtin_words();
/// Errors: Failure(bad_input): no columns hs and description, an HS code that is none.
WordTable load_words(const std::string& path);
std::string_view words_table();

} // namespace tidewaiter::goods
