// The policy file: which lists bind the user, at what score a name is looked at, and which combinations of
// findings send a record to review or hold. TOML; data/policy.toml is the documented default.
#pragma once

#include "base/result.hpp"
#include "screen/finding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// A combination that decides: all of its conditions hold for one shipment.
struct Combination {
    std::string name;                  ///< "binding-list-match"
    std::vector<std::string> all_of;   ///< "R07", "CHPL", "CHPL:1", "R04", "match:asset_freeze" ...
    double at_least_score = 0;         ///< for matches
    Decision decision = Decision::review;
    std::string because;               ///< printed with the decision
};

struct Policy {
    std::string name;
    std::vector<std::string> lists;              ///< dataset ids to screen against; empty: all in the index
    std::vector<std::string> binding_jurisdictions; ///< others give information only
    std::vector<std::string> goods_lists;        ///< "chpl", "eu", "us"
    double candidate_score = 0.70;
    double alert_score = 0.80;
    std::vector<Combination> combinations;       ///< first the ones that hold
    std::vector<std::string> transshipment;      ///< R04 places in force; from data/transshipment.csv by date
    std::string hash;                            ///< of the file's bytes, 16 hexadecimal digits
};

/// Errors: Failure(bad_input) naming line and key; an unknown key is an error, not ignored.
Policy load_policy(const std::string& path);
/// The default policy that the program carries.
Policy default_policy();
/// One line a problem: unknown rule, threshold out of range, a combination of one indicator alone.
std::vector<std::string> check_policy(const Policy& policy);

} // namespace tidewaiter::screen
