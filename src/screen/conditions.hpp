// A condition of a policy: its grammar, and whether a shipment fulfils it.
#pragma once

#include "base/result.hpp"
#include "entity/entity.hpp"
#include "screen/finding.hpp"
#include "screen/policy.hpp"
#include "screen/read_shipment.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tidewaiter::screen {

/// condition = "match" *( ":" (measure / "identifier" / "corroborated" / "exact" / "near" / "weak") )
///           / "goods:" list [ ":" tier ]
///           / rule [ ":" strength ]                      rule: R01 to R31; strength: 1 to 3
///           / ("destination" / "dispatch" / "via" / "origin") ":" (country / "transshipment")
///           / ("missing" / "unreadable") ":" input
struct Condition {
    enum class Kind : std::uint8_t { match, goods, rule, place, missing, unreadable } kind = Kind::match;
    std::optional<entity::Measure> measure; ///< match
    bool identifier = false;
    bool corroborated = false;
    bool exact = false;
    bool near = false;
    bool weak = false;
    std::string word;  ///< goods: the list; rule: its id; place: which; missing, unreadable: the input
    std::string value; ///< goods: the tier; place: the code or "transshipment"
    int strength = 1;  ///< rule
};

/// Errors: what is wrong with the condition, with what can be written.
base::Result<Condition> parse_condition(std::string_view text);

/// Is it a red flag that one fact of the shipment raises (a rule other than R07)? Alone it must not decide.
bool is_indicator(const Condition& condition);
/// Is it context, which is true of much honest trade?
bool is_context(const Condition& condition);

/// What is known of a shipment when its combinations are asked.
struct DecideInput {
    const ReadShipment& read;
    std::span<const Finding> findings;
    std::span<const std::string> transshipment;
    double alert_score = 0;
};

/// Conditions other than match.
bool is_fulfilled(const Condition& condition, const DecideInput& input);
/// Does this finding fulfil the condition by itself? A match from this score on; never a condition of place or input.
bool is_fulfilled_by(const Condition& condition, const Finding& finding, double least_score, double alert_score);

} // namespace tidewaiter::screen
