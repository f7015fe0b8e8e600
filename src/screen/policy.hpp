// The policy file: which lists bind the user, at what score a name is looked at, and which combinations of
// findings send a record to review or hold. TOML; data/policy.toml is the documented default.
#pragma once

#include "base/result.hpp"
#include "match/match.hpp"
#include "screen/finding.hpp"
#include "screen/parameters.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// A combination that decides: all conditions of all_of hold for one shipment, and one of any_of when there are some.
/// Conditions (conditions.hpp reads them; docs/screening.md lists them):
///   match[:asset_freeze|:licence_required|...][:identifier|:corroborated|:exact|:near|:weak]   a listed party; all match
///                        conditions of one combination speak of the same listed party
///   goods:chpl[:1|:3.A|:3]   a line on a control list, at that tier
///   R01, R04, R10 ... [:2]   a red flag, at least at that strength
///   destination:ru, dispatch:cn, via:by, origin:jp, destination:transshipment   context; never enough alone
///   missing:end_user.name, unreadable:hs   a field that was left empty, or could not be read
struct Combination {
    std::string name;                  ///< "chpl-transshipment-flag"
    std::vector<std::string> all_of;
    std::vector<std::string> any_of;
    double at_least_score = 0;         ///< for matches; 0: the policy's alert score
    Decision decision = Decision::review;
    std::string because;               ///< printed with the decision
};

struct Policy {
    std::string name;
    std::string version;
    std::vector<std::string> lists;              ///< dataset ids to screen against; empty: all in the index
    std::vector<std::string> binding_jurisdictions; ///< others give information only; "own": the user's own lists
    std::vector<std::string> information_measures;  ///< measures that give information only: warning_only
    std::vector<std::string> goods_lists;        ///< "chpl", "eu", "us"
    double candidate_score = 0.70;
    double alert_score = 0.80;
    std::size_t matches_per_party = 20;          ///< listed parties shown for one party, best first
    std::shared_ptr<const match::Weights> weights; ///< [match]; null: the program's own
    std::vector<Combination> combinations;       ///< the first that holds decides; those that hold come first
    std::vector<std::string> transshipment;      ///< R04 places; empty: data/transshipment.csv by the day judged
    int d0 = 19'047;                             ///< [rules] d0: days since 1970, built in 2022-02-24
    std::vector<std::string> coalition;          ///< countries of the export-control coalition; empty: not held
    std::vector<std::string> high_risk_addresses; ///< R08
    std::vector<std::string> watched_ports;      ///< countries whose ports R28 and R30 look for
    std::map<std::string, double, std::less<>> usd_per; ///< USD for one unit of a currency; none built in
    Parameters parameters;                       ///< thresholds of the rules
    std::string hash;                            ///< of the file's bytes, 16 hexadecimal digits
};

/// Errors: Failure(bad_input) naming line and key; an unknown key is an error, not ignored.
Policy load_policy(const std::string& path);
Policy parse_policy(const std::string& name, std::string_view bytes);
/// The default policy that the program carries.
Policy default_policy();
/// Its text, documented: what `policy show` prints.
std::string_view default_policy_text();
/// The policy with other goods lists, under a hash of its own; combinations that ask for goods of a list that is not
/// among them are left out, because they could never hold.
Policy with_goods_lists(Policy policy, std::vector<std::string> lists);
/// One line a problem: unknown rule or list, threshold out of range, a combination that one indicator alone fulfils.
std::vector<std::string> check_policy(const Policy& policy);

} // namespace tidewaiter::screen
