// From findings to one decision: the first combination of the policy that holds.
#pragma once

#include "screen/conditions.hpp"
#include "screen/finding.hpp"
#include "screen/policy.hpp"

#include <string>
#include <vector>

namespace tidewaiter::screen {

/// A policy whose conditions are read once.
class Decider {
public:
    /// Errors: Failure(bad_input) for a policy with problems (check_policy), naming them all.
    explicit Decider(const Policy& policy);

    struct Verdict {
        Decision decision = Decision::no_finding;
        const Combination* combination = nullptr; ///< the one that decided, or null
    };

    /// In: findings of one shipment, in the order of the rules.
    Verdict decide(const DecideInput& input) const;
    /// Every combination that holds, in the order asked: the first is the one that decides.
    std::vector<const Combination*> find_all(const DecideInput& input) const;

private:
    struct Compiled {
        const Combination* combination = nullptr;
        std::vector<Condition> all_of;
        std::vector<Condition> any_of;
    };

    bool holds(const Compiled& compiled, const DecideInput& input) const;
    std::vector<Compiled> compiled_;
};

} // namespace tidewaiter::screen
