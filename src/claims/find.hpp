// From a text to its claims, by rules that can be read (docs/methods/claims.md) and tables in data/claim_*.csv.
#pragma once

#include "claims/article.hpp"
#include "claims/claim.hpp"

#include <string>
#include <vector>

namespace tidewaiter::claims {

/// What the user knows better than the text; empty: the text decides.
struct FindOptions {
    std::string said_on;
    std::string speaker;
    std::string outlet;
    std::string url;
    std::string subject; ///< whose supply the text is about
};

/// A sentence that holds nothing that can be tested, and why.
struct NotTestable {
    Span span;
    std::string reason; ///< "language: German", "a question", "a forecast", "an opinion", "no number, comparison or supply is stated" ...
};

struct Found {
    std::vector<Claim> claims;
    std::vector<NotTestable> rest;
    bool cut = false; ///< more claims than the limit
};

/// Every sentence is either in a claim or in the rest.
Found find_claims(const Article& article, const FindOptions& options = {}, const TextLimits& limits = {});

} // namespace tidewaiter::claims
