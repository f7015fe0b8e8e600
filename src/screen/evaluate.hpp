// One shipment through all rules to its decision.
#pragma once

#include "screen/decide.hpp"
#include "screen/rules/rule.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tidewaiter::screen {

/// A shipment with all that was found. `read` holds views into the shipment.
struct Evaluated {
    ReadShipment read;
    std::vector<PartyCache::Key> keys;    ///< of read.parties
    std::vector<const PartyHits*> hits;   ///< of read.parties; null for a party that cannot be screened
    std::vector<Finding> findings;
    Decision decision = Decision::no_finding;
    const Combination* combination = nullptr;
    std::vector<std::string> missing;
    bool has_chpl = false;
};

/// What does not change within a run. Const and thread-safe once built.
class Evaluator {
public:
    /// Errors: Failure(bad_input) for a policy that cannot be used or names a goods list that is not there.
    explicit Evaluator(const ScreenInputs& inputs);

    /// A lookup for one thread.
    GoodsLookup goods_lookup() const;
    /// In:  read, and hits as many as its parties, filled in; Out: the rest of `into`.
    void evaluate(GoodsLookup& goods, Evaluated& into) const;
    PartyHits match(const ReadParty& party) const { return match_party(inputs_.index, inputs_.policy, inputs_.as_of, party); }

private:
    const ScreenInputs& inputs_;
    Decider decider_;
    std::vector<std::string> goods_lists_;
    std::vector<std::string> transshipment_;
};

/// Did the finding take part in what the combination asks of matches?
bool took_part(const Combination& combination, const Finding& finding, double alert_score);
/// The finding that says most: the strongest, in the order of the rules; null when all are information.
const Finding* top_finding(const std::vector<Finding>& findings);

} // namespace tidewaiter::screen
