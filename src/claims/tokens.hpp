// Words, numbers and signs of one sentence.
#pragma once

#include "claims/word_list.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::claims {

enum class TokenKind : std::uint8_t { word, number, sign };

struct Token {
    std::size_t begin = 0; ///< in the text of the article
    std::size_t end = 0;
    TokenKind kind = TokenKind::word;
    std::string_view lower;   ///< without a possessive ending; of a sign, the sign with quotation marks as " and '
    double value = 0;         ///< of a number
    bool possessive = false;
    bool capital = false;     ///< begins with a capital
    bool all_capitals = false; ///< of two letters at least
    bool glued = false;       ///< no blank before it
};

/// The tokens of a sentence; views into its own copy of the words in small letters.
class Tokens {
public:
    /// In: text of the article, and the bytes of the sentence in it
    void read(std::string_view text, std::size_t begin, std::size_t end);

    const std::vector<Token>& all() const { return tokens_; }
    std::size_t size() const { return tokens_.size(); }
    const Token& operator[](std::size_t i) const { return tokens_[i]; }
    /// Small letters of token i; empty outside the sentence.
    std::string_view word(std::size_t i) const { return i < tokens_.size() ? tokens_[i].lower : std::string_view(); }

private:
    std::string lower_;
    std::vector<Token> tokens_;
};

} // namespace tidewaiter::claims
