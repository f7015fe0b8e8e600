// Where sentences begin and end, and which of them stand in an open quotation.
#pragma once

#include "claims/article.hpp"

namespace tidewaiter::claims {

/// Fills article.sentences from article.text, with the language of each.
void split_sentences(Article& article, const TextLimits& limits);

} // namespace tidewaiter::claims
