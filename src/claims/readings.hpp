// Where readings come from, one file each; and what is done with them.
#pragma once

#include "claims/check.hpp"

#include <map>

namespace tidewaiter::claims {

/// See CheckOptions.
struct FlowAnswers {
    std::map<std::string, flows::Answer> by_question;
};

/// Rows of data/published.csv that speak of the claim.
void add_published(const Claim& claim, std::vector<Reading>& readings);
/// From the flow file: shares, amounts, changes, records of deliveries, mirror gaps.
/// Out: what is missing is added to `missing`
void add_flows(const Claim& claim, const CheckOptions& options, std::vector<Reading>& readings, std::vector<std::string>& missing);
/// From the bundled balance models: output against need, and more than ever.
void add_balance(const Claim& claim, const CheckOptions& options, std::vector<Reading>& readings, std::vector<std::string>& missing);

/// Published figures that were drawn from statistics which are held themselves are nested in those ("source:..." in the table).
void tie_to_sources(std::vector<Reading>& readings);
/// inside: every value of the reading is claimed; outside: none is.
Fit fit_of(const Interval& reading, const Interval& claimed);
/// Sets fit, known_then and not_counted of all readings.
void judge(const Claim& claim, std::vector<Reading>& readings);
/// In: only readings known on the day of the statement, or all
Verdict verdict_of(const Claim& claim, const std::vector<Reading>& readings, bool then, const std::string& as_of);
Confidence confidence_of(const Claim& claim, const std::vector<Reading>& readings, const Verdict& verdict);
std::vector<std::string> alternatives_of(const Claim& claim);
std::vector<Settling> settling_of(const Claim& claim, const std::vector<Reading>& readings, const Verdict& verdict, const CheckOptions& options);
/// What is true first, then what is not shown.
void word_card(Checked& card);

/// "2024-05" for "2024-05-02", the last day of what is known of a date: "2024" -> "2024-12-31".
std::string last_day(const std::string& date);

} // namespace tidewaiter::claims
