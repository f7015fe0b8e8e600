// One shipment through all rules to its decision.
#pragma once

#include "screen/decide.hpp"
#include "screen/rules/rule.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tidewaiter::screen {

/// A shipment with all that was found. `read` holds views into the shipment. Moving keeps `top` right, copying does not.
struct Evaluated {
    Evaluated() = default;
    Evaluated(Evaluated&&) = default;
    Evaluated& operator=(Evaluated&&) = default;

    ReadShipment read;
    std::vector<PartyCache::Key> keys;    ///< of read.parties
    std::vector<const PartyHits*> hits;   ///< of read.parties; null for a party that cannot be screened
    std::vector<Finding> findings;
    Decision decision = Decision::no_finding;
    const Combination* combination = nullptr;
    /// All that hold, when a listed party was met: an alert that another one would have sent to review is not for information only
    /// because the first of them decided the record.
    std::vector<const Combination*> combinations;
    const Finding* top = nullptr;         ///< the finding that says most; points into findings
    std::vector<std::string> missing;
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

/// Is the finding one that a condition of the combination asks for?
bool took_part(const Combination& combination, const Finding& finding, double alert_score);
/// The finding that says most: of those that led to the decision the strongest, in the order of the rules; of all where
/// none led; null when all are information.
const Finding* top_finding(const std::vector<Finding>& findings, const Combination* combination, double alert_score);

} // namespace tidewaiter::screen
