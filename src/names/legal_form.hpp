// Legal forms at the front of some words: what others need who take names apart for reasons of their own.
#pragma once

#include "text/fold.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace tidewaiter::names {

/// A legal form found at the front of some tokens.
struct LegalForm {
    std::size_t tokens = 0; ///< how many tokens it takes; 0 when there is none
    std::string_view legal_class;
};

/// The longest legal form that `tokens` begin with. Latin tokens are met by their folded text, others as they stand.
LegalForm find_legal_form(std::span<const text::Token> tokens);

} // namespace tidewaiter::names
