// The rules, one row each, in the order in which their findings are written. The version of a rule changes when its
// answer can.
#include "screen/rules/rule.hpp"

#include <array>

namespace tidewaiter::screen {

namespace {

constexpr std::array party_inputs = {Input::party_name};
constexpr std::array party_helps = {Input::party_country, Input::party_address, Input::birth_date, Input::identifier, Input::imo};
constexpr std::array goods_inputs = {Input::hs};
constexpr std::array goods_helps = {Input::destination};
constexpr std::array transshipment_inputs = {Input::hs, Input::destination};
constexpr std::array phone_inputs = {Input::party_phone, Input::destination};
constexpr std::array end_user_inputs = {Input::end_user_name, Input::consignee_name};
constexpr std::array detour_inputs = {Input::dispatch, Input::destination, Input::via};

constexpr std::array<RuleRow, 7> rows = {{
    {{"R07", "R07-1", "A party is on a list in force, or its name is near to one on it; a vessel is known by its IMO number.",
      FindingKind::match, party_inputs, party_helps,
      "methods.md section 3, R07 (NCA Red Alert of December 2023, FinCEN notice FIN-2023-NTC2); likeness by tidewaiter-1"},
     find_listed_parties},
    {{"GOODS", "GOODS-1", "The HS code of a line is on a control list, so that the goods may fall under it.", FindingKind::control,
      goods_inputs, goods_helps, "methods.md sections 1.1 and 1.4; each row of a list names its own source"},
     find_controlled_goods},
    {{"R04", "R04-1", "Goods of the Common High Priority List go to a place through which such goods have travelled on.",
      FindingKind::indicator, transshipment_inputs, {}, "methods.md section 3, R04 (S&P Global list of transshipment areas); data/transshipment.csv"},
     find_transshipment},
    {{"R10", "R10-1", "The telephone of the consignee, importer or end user is of another country than the destination.",
      FindingKind::indicator, phone_inputs, {}, "methods.md section 3, R10 (NCA Red Alert of December 2023)"},
     find_foreign_phones},
    {{"R11", "R11-1", "No end user is named, or the last party named is a forwarder, a bank or an order.", FindingKind::indicator,
      end_user_inputs, {}, "methods.md section 3, R11 (NCA Red Alert of December 2023, FinCEN notice FIN-2023-NTC2)"},
     find_unnamed_end_user},
    {{"R16", "R16-1", "The route is more than 1.6 times the straight way, or goes by a place beyond the destination.",
      FindingKind::indicator, detour_inputs, {}, "methods.md section 3, R16 (Tri-Seal note of 2 March 2023); distances of CEPII GeoDist"},
     find_detours},
    {{"INPUT", "INPUT-1", "A field was given and could not be read; a rule that needs it could not look.", FindingKind::information, {}, {},
      "the file itself"},
     find_unreadable_inputs},
}};

constexpr auto rules = [] {
    std::array<Rule, rows.size()> made{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        made[i] = rows[i].rule;
    }
    return made;
}();

} // namespace

std::span<const RuleRow> rule_table() { return rows; }

std::span<const Rule> all_rules() { return rules; }

} // namespace tidewaiter::screen
