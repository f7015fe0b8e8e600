// Claims as files: JSON that a person corrects and checks again, and schema.org ClaimReview.
#pragma once

#include "claims/check.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::base {
class JsonWriter;
}

namespace tidewaiter::claims {

/// Does the text look like a claim file ("format": "tidewaiter.claims/1")?
bool is_claim_file(std::string_view bytes);

struct ClaimFile {
    std::vector<Claim> claims;
    std::string name;
    std::string sha256;
};

/// Bounds of a claim file: no list of statements comes near them.
struct ClaimFileLimits {
    std::size_t bytes = 8'000'000;
    std::size_t claims = 2'000;
};

/// Errors: Failure(bad_input) naming the claim and the field: no JSON, another format, an unknown measure, goods, place, basis or date,
///         low above high
ClaimFile parse_claim_file(std::string_view bytes, const std::string& name, const ClaimFileLimits& limits = {});
/// Reads back as the same claims.
std::string to_claim_file(const std::vector<Claim>& claims, const std::string& article);

/// The members of a claim as the claim file and --json have them, into an open object.
void write_claim(base::JsonWriter& json, const Claim& claim);
/// The document of --json: article, claims with verdict, readings and what is missing, the rest, consistency.
std::string to_json(const Report& report);
/// schema.org ClaimReview, one for each claim, as JSON-LD.
std::string to_claim_review(const Report& report, std::string_view url);

/// 5 supported ... 1 contradicted; 0: not testable.
int rating_of(Word word);

} // namespace tidewaiter::claims
