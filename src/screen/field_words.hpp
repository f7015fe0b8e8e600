// A party's field as words: each with the form by which the tables of data/ know it, and its place in the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

struct FieldWord {
    std::size_t from = 0; ///< bytes of the text
    std::size_t to = 0;
    std::string key;      ///< lower case without . : , ( ) and quotes at its ends: "c/o", "ltd", "ул"
    bool comma = false;   ///< a comma stands behind it
    bool colon = false;   ///< a colon stands behind it
    bool bracket = false; ///< a bracket closes with it
    bool quote = false;   ///< a quotation closes with it
    bool number = false;  ///< begins with a digit, # or +

    std::string_view text(std::string_view of) const { return of.substr(from, to - from); }
};

/// Words end at blanks and after : , ( ). In: valid UTF-8.
std::vector<FieldWord> to_field_words(std::string_view text);

/// The key of a phrase of a table: its words' keys.
std::vector<std::string> to_phrase(std::string_view text);

/// Do the words from `at` on begin with the phrase?
bool has_phrase(const std::vector<FieldWord>& words, std::size_t at, const std::vector<std::string>& phrase);

/// How many words the legal form at `at` takes ("Co., Ltd." is two); 0 when there is none. `strong` is set for forms of
/// three letters or more, and of two where they are not Latin (АО).
std::size_t legal_form_at(const std::vector<FieldWord>& words, std::string_view text, std::size_t at, bool& strong);

/// Where the address begins in the words [first, end): the number of its first word, or `end` when there is none.
std::size_t find_address(std::string_view text, const std::vector<FieldWord>& words, std::size_t first, std::size_t end);

} // namespace tidewaiter::screen
