#include "screen/decide.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tidewaiter::screen {

std::string_view to_text(Decision decision) {
    switch (decision) {
    case Decision::no_finding: return "no_finding";
    case Decision::review: return "review";
    case Decision::hold: return "hold";
    case Decision::not_screened: return "not_screened";
    }
    return "";
}

std::string_view to_text(FindingKind kind) {
    switch (kind) {
    case FindingKind::match: return "match";
    case FindingKind::control: return "control";
    case FindingKind::indicator: return "indicator";
    case FindingKind::information: return "information";
    }
    return "";
}

std::string_view to_text(AlertStatus status) {
    switch (status) {
    case AlertStatus::not_compared: return "";
    case AlertStatus::fresh: return "new";
    case AlertStatus::changed: return "changed";
    case AlertStatus::same: return "same";
    case AlertStatus::gone: return "gone";
    }
    return "";
}

Decider::Decider(const Policy& policy) {
    if (const std::vector<std::string> problems = check_policy(policy); !problems.empty()) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("the policy '{}' cannot be used: {}", policy.name, fmt::join(problems, "; ")),
                            "'tidewaiter policy check FILE' lists its problems.");
    }
    for (const Combination& combination : policy.combinations) {
        Compiled made;
        made.combination = &combination;
        for (const std::string& text : combination.all_of) {
            made.all_of.push_back(*parse_condition(text));
        }
        for (const std::string& text : combination.any_of) {
            made.any_of.push_back(*parse_condition(text));
        }
        compiled_.push_back(std::move(made));
    }
}

bool Decider::holds(const Compiled& compiled, const DecideInput& input) const {
    const double least = compiled.combination->at_least_score;
    const auto is_match = [](const Condition& condition) { return condition.kind == Condition::Kind::match; };
    for (const Condition& condition : compiled.all_of) {
        if (!is_match(condition) && !is_fulfilled(condition, input)) {
            return false;
        }
    }
    // All match conditions of all_of speak of one listed party.
    if (std::ranges::any_of(compiled.all_of, is_match)) {
        const bool met = std::ranges::any_of(input.findings, [&](const Finding& finding) {
            return std::ranges::all_of(compiled.all_of, [&](const Condition& condition) {
                return !is_match(condition) || is_fulfilled_by(condition, finding, least, input.alert_score);
            });
        });
        if (!met) {
            return false;
        }
    }
    if (compiled.any_of.empty()) {
        return true;
    }
    return std::ranges::any_of(compiled.any_of, [&](const Condition& condition) {
        if (!is_match(condition)) {
            return is_fulfilled(condition, input);
        }
        return std::ranges::any_of(input.findings, [&](const Finding& finding) { return is_fulfilled_by(condition, finding, least, input.alert_score); });
    });
}

Decider::Verdict Decider::decide(const DecideInput& input) const {
    for (const Compiled& compiled : compiled_) {
        if (holds(compiled, input)) {
            return {compiled.combination->decision, compiled.combination};
        }
    }
    return {};
}

std::vector<const Combination*> Decider::find_all(const DecideInput& input) const {
    std::vector<const Combination*> all;
    for (const Compiled& compiled : compiled_) {
        if (holds(compiled, input)) {
            all.push_back(compiled.combination);
        }
    }
    return all;
}

} // namespace tidewaiter::screen
