// What a red-flag rule is given, and how it says what it found. One file a rule; rules/table.cpp lists them.
#pragma once

#include "screen/beside.hpp"
#include "screen/finding.hpp"
#include "screen/party_match.hpp"
#include "screen/policy.hpp"
#include "screen/read_shipment.hpp"
#include "screen/screening.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// Answers of the goods book, kept: the same few thousand codes come again and again. For one thread.
class GoodsLookup {
public:
    GoodsLookup(const goods::GoodsBook& book, std::vector<std::string> lists, std::string as_of)
        : book_(&book), lists_(std::move(lists)), as_of_(std::move(as_of)) {}

    /// Rows of all the lists asked for, in their order.
    const std::vector<goods::Control>& find(const goods::HsCode& code, std::string_view from, std::string_view to);
    /// What the description says the goods are, best first, at most twenty.
    const std::vector<goods::Proposal>& propose(const std::string& description);
    /// The tier of a code on the Common High Priority List today; empty when it is not on it.
    std::string tier_of(std::string_view hs);

private:
    const goods::GoodsBook* book_;
    std::vector<std::string> lists_;
    std::string as_of_;
    std::map<std::string, std::vector<goods::Control>, std::less<>> known_;
    std::map<std::string, std::vector<goods::Proposal>, std::less<>> proposed_;
};

/// A control that one line meets.
struct LineControl {
    std::size_t line = 0; ///< index into ReadShipment::lines
    const goods::Control* control = nullptr;
};

/// All that rules look at. Everything outlives the call.
struct RuleContext {
    const ScreenInputs& inputs;
    const Policy& policy;
    const ReadShipment& read;
    std::span<const PartyHits* const> hits;     ///< one for each of read.parties
    std::span<const LineControl> controls;      ///< by line, then list
    std::span<const std::string> transshipment; ///< places of R04 in force on the day judged
    const Beside& beside;
    GoodsLookup& goods;
    std::vector<std::string>& not_evaluated;    ///< what say_not_evaluated() says
};

using RuleFunction = void (*)(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);

struct RuleRow {
    Rule rule;
    RuleFunction function;
};

std::span<const RuleRow> rule_table();

/// A finding of the rule on the shipment's first record, its kind and version filled in.
Finding begin_finding(const RuleContext& context, const Rule& rule);
/// Puts the finding on one line: its record, number and code.
void set_line(Finding& finding, const RuleContext& context, std::size_t line);
/// Puts the finding on a party: role, name and country as given, and its line if it stands on one only.
void set_party(Finding& finding, const RuleContext& context, const ReadParty& party);
/// Adds to a list parted by "; ", once.
void append_item(std::string& list, std::string_view item);

/// Says that the rule could not look: "R01 not evaluated: consignee.registered missing". Once; an input that the whole file has no
/// column for is passed over here, because that is said once for the file.
void say_not_evaluated(const RuleContext& context, const Rule& rule, std::string_view input);
/// Lines on the Common High Priority List, each once, in order; the tier is that of its first row.
std::vector<LineControl> chpl_lines(const RuleContext& context);
bool is_chpl(const RuleContext& context, std::size_t line);
/// "8542.31; 8482.10" of those lines.
std::string codes_of(const RuleContext& context, const std::vector<LineControl>& lines);
/// Main named parties of these roles, in order.
std::vector<const ReadParty*> find_parties(const RuleContext& context, bool (*wanted)(Role));
/// A finding on a party, with its index.
Finding begin_party_finding(const RuleContext& context, const Rule& rule, const ReadParty& party);
/// First day of the shipment as days since 1970; nullopt when there is none.
std::optional<int> day_of(const RuleContext& context);
/// ISO text of a day.
std::string day_text(int day);

/// Does the party of that number meet a listing that binds, by a number or from the alert score on? Out: best: that hit.
bool is_listed(const RuleContext& context, std::size_t party, const PartyHit** best);

// One function a rule, each in a file of its own.
void find_young_parties(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_first_purchases(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_purchase_jumps(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_excess_imports(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_foreign_activities(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_shared_addresses(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_thin_parties(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_other_descriptions(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_value_outliers(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_high_prices(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_odd_weights(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_lost_transits(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_late_changes(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_foreign_payers(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_split_payments(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_credits_to_the_issuer(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_new_trade_routes(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_passing_through(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_listed_owners(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_moved_shares(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_suppliers_to_russia(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_refused_services(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_position_gaps(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_changed_identities(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_transfers_at_sea(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_unsupported_calls(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_listed_parties(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_controlled_goods(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_transshipment(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_foreign_phones(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_unnamed_end_user(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_detours(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_unreadable_inputs(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);

} // namespace tidewaiter::screen
