// What a red-flag rule is given, and how it says what it found. One file a rule; rules/table.cpp lists them.
#pragma once

#include "screen/finding.hpp"
#include "screen/party_match.hpp"
#include "screen/policy.hpp"
#include "screen/read_shipment.hpp"
#include "screen/screening.hpp"

#include <map>
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

private:
    const goods::GoodsBook* book_;
    std::vector<std::string> lists_;
    std::string as_of_;
    std::map<std::string, std::vector<goods::Control>, std::less<>> known_;
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

// One function a rule, each in a file of its own.
void find_listed_parties(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_controlled_goods(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_transshipment(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_foreign_phones(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_unnamed_end_user(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_detours(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);
void find_unreadable_inputs(const RuleContext& context, const Rule& rule, std::vector<Finding>& into);

} // namespace tidewaiter::screen
