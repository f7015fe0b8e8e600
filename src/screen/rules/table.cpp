// The rules, one row each, in the order in which their findings are written. The version of a rule changes when its
// answer can.
#include "screen/rules/rule.hpp"

#include <array>

namespace tidewaiter::screen {

namespace {

using enum Input;

constexpr std::array party_inputs = {party_name};
constexpr std::array party_helps = {party_country, party_address, birth_date, identifier, imo};
constexpr std::array goods_inputs = {hs};
constexpr std::array goods_helps = {destination};
constexpr std::array transshipment_inputs = {hs, destination};
constexpr std::array phone_inputs = {party_phone, destination};
constexpr std::array end_user_inputs = {end_user_name, consignee_name};
constexpr std::array detour_inputs = {dispatch, destination, via};
constexpr std::array young_inputs = {hs, party_registered};
constexpr std::array young_helps = {party_country};
constexpr std::array first_purchase_inputs = {hs, date, history};
constexpr std::array jump_inputs = {hs, history};
constexpr std::array jump_helps = {value};
constexpr std::array excess_inputs = {hs, destination, date, trade};
constexpr std::array activity_inputs = {hs, party_activity};
constexpr std::array address_inputs = {party_address};
constexpr std::array address_one_of = {party_master, history};
constexpr std::array thin_one_of = {party_web, party_email, party_address};
constexpr std::array thin_helps = {party_web, party_email, party_address};
constexpr std::array description_inputs = {hs, description};
constexpr std::array value_inputs = {hs, date, origin, value, net_kg, history};
constexpr std::array price_inputs = {hs, date, value, net_kg, trade};
constexpr std::array weight_inputs = {hs, net_kg, quantity, history};
constexpr std::array transit_inputs = {dispatch, destination, via};
constexpr std::array transit_helps = {hs, trade};
constexpr std::array change_inputs = {date, changed_on};
constexpr std::array payer_inputs = {payer, dispatch, destination};
constexpr std::array split_inputs = {hs, payments, history};
constexpr std::array credit_inputs = {letter_of_credit, consignee_name};
constexpr std::array route_inputs = {hs, dispatch, destination, trade};
constexpr std::array passing_inputs = {hs, date, history};
constexpr std::array passing_helps = {net_kg};
constexpr std::array owner_inputs = {party_owners};
constexpr std::array supplier_inputs = {history};
constexpr std::array service_inputs = {hs, notes};
constexpr std::array gap_inputs = {imo, date, ais};
constexpr std::array gap_helps = {ports};
constexpr std::array identity_inputs = {imo, date, ais};
constexpr std::array transfer_inputs = {imo, date, ais, ports};
constexpr std::array call_inputs = {imo, port_call, ais, ports};

constexpr std::array<RuleRow, 33> rows = {{
    {{"R07", "R07-1", "A party is on a list in force, or its name is near to one on it; a vessel is known by its IMO number.",
      FindingKind::match, party_inputs, party_helps, {},
      "methods.md section 3, R07 (NCA Red Alert of December 2023, FinCEN notice FIN-2023-NTC2); likeness by tidewaiter-1"},
     find_listed_parties},
    {{"GOODS", "GOODS-1", "The HS code of a line is on a control list, so that the goods may fall under it.", FindingKind::control,
      goods_inputs, goods_helps, {}, "methods.md sections 1.1 and 1.4; each row of a list names its own source"},
     find_controlled_goods},
    {{"R01", "R01-1", "High-priority goods for, or sent by, a party that was registered after the invasion, outside the coalition of export control.",
      FindingKind::indicator, young_inputs, young_helps, {}, "methods.md section 3, R01 (FinCEN and BIS alert of May 2023; E5 guidance of September 2023)"},
     find_young_parties},
    {{"R02", "R02-1", "A customer of old buys goods of tiers 1 and 2 for the first time after the invasion.", FindingKind::indicator, first_purchase_inputs, {}, {},
      "methods.md section 3, R02 (E5 guidance of September 2023)"},
     find_first_purchases},
    {{"R03", "R03-1", "A customer's purchases of high-priority goods jumped after the invasion.", FindingKind::indicator, jump_inputs, jump_helps, {},
      "methods.md section 3, R03 (E5 guidance of September 2023)"},
     find_purchase_jumps},
    {{"R04", "R04-1", "Goods of the Common High Priority List go to a place through which such goods have travelled on.",
      FindingKind::indicator, transshipment_inputs, {}, {}, "methods.md section 3, R04 (S&P Global list of transshipment areas); data/transshipment.csv"},
     find_transshipment},
    {{"R05", "R05-1", "The destination imports more of the code than its own need explains.", FindingKind::indicator, excess_inputs, {}, {},
      "methods.md section 3, R05 (in the manner of EBRD and ifo studies)"},
     find_excess_imports},
    {{"R06", "R06-1", "The buyer's activity does not go with the goods.", FindingKind::indicator, activity_inputs, {}, {},
      "methods.md section 3, R06 (NCA Red Alert of December 2023); data/activity_goods.csv"},
     find_foreign_activities},
    {{"R08", "R08-1", "Several buyers of high-priority goods, or many companies, share the party's address, or the policy names it.", FindingKind::indicator, address_inputs, {},
      address_one_of, "methods.md section 3, R08 (BIS guidance of 10 July 2024)"},
     find_shared_addresses},
    {{"R09", "R09-1", "There is little to see of a business behind the party: an address of a home or a post box, no website, free mail.", FindingKind::indicator, {}, thin_helps,
      thin_one_of, "methods.md section 3, R09 (FinCEN and BIS alert of May 2023; NCA Red Alert of December 2023); data/thin_party_words.csv"},
     find_thin_parties},
    {{"R10", "R10-1", "The telephone of the consignee, importer or end user is of another country than the destination.",
      FindingKind::indicator, phone_inputs, {}, {}, "methods.md section 3, R10 (NCA Red Alert of December 2023)"},
     find_foreign_phones},
    {{"R11", "R11-1", "No end user is named, or the last party named is a forwarder, a bank or an order.", FindingKind::indicator,
      end_user_inputs, {}, {}, "methods.md section 3, R11 (NCA Red Alert of December 2023, FinCEN notice FIN-2023-NTC2)"},
     find_unnamed_end_user},
    {{"R12", "R12-1", "The description speaks of goods that stand higher on the Common High Priority List than the declared code.", FindingKind::indicator, description_inputs, {}, {},
      "methods.md section 3, R12 (SIFMANET report on altered codes, December 2023)"},
     find_other_descriptions},
    {{"R13", "R13-1", "A kilogram costs far more or far less than in other lines of the code, origin and year.", FindingKind::indicator, value_inputs, {}, {},
      "methods.md section 3, R13 (FinCEN)"},
     find_value_outliers},
    {{"R14", "R14-1", "High-priority goods are paid above the market's price.", FindingKind::indicator, price_inputs, {}, {},
      "methods.md section 3, R14 (NCA Red Alert of December 2023)"},
     find_high_prices},
    {{"R15", "R15-1", "A piece weighs less or more than nearly all others of the code.", FindingKind::indicator, weight_inputs, {}, {}, "methods.md section 3, R15"},
     find_odd_weights},
    {{"R16", "R16-1", "The route is more than 1.6 times the straight way, or goes by a place beyond the destination.",
      FindingKind::indicator, detour_inputs, {}, {}, "methods.md section 3, R16 (Tri-Seal note of 2 March 2023); distances of CEPII GeoDist"},
     find_detours},
    {{"R17", "R17-1", "Goods for a third country go through Russia or Belarus, and that country reports no such import.", FindingKind::indicator, transit_inputs, transit_helps, {},
      "methods.md section 3, R17 (CEPR DP20097, goods lost in transit)"},
     find_lost_transits},
    {{"R18", "R18-1", "Consignee or route were changed shortly before departure, or after it.", FindingKind::indicator, change_inputs, {}, {},
      "methods.md section 3, R18 (Tri-Seal note of 2 March 2023)"},
     find_late_changes},
    {{"R19", "R19-1", "Somebody who receives no goods pays for them, from a country where they neither come from nor go.", FindingKind::indicator, payer_inputs, {}, {},
      "methods.md section 3, R19 (Tri-Seal note of 2 March 2023; FinCEN notice FIN-2023-NTC2)"},
     find_foreign_payers},
    {{"R20", "R20-1", "The buyer pays several suppliers of high-priority goods in many small sums within a month.", FindingKind::indicator, split_inputs, {}, {},
      "methods.md section 3, R20 (NCA Red Alert of December 2023)"},
     find_split_payments},
    {{"R21", "R21-1", "Under a letter of credit the goods are consigned to the bank that issued it.", FindingKind::indicator, credit_inputs, {}, {},
      "methods.md section 3, R21 (NCA Red Alert of December 2023; FinCEN)"},
     find_credits_to_the_issuer},
    {{"R22", "R22-1", "A trade of the heading between the two places that did not exist before 2022 is worth much since.", FindingKind::indicator, route_inputs, {}, {},
      "methods.md section 3, R22"},
     find_new_trade_routes},
    {{"R23", "R23-1", "The same goods come in and go on to Russia or Belarus within days.", FindingKind::indicator, passing_inputs, passing_helps, {},
      "methods.md section 3, R23, and section 4.5"},
     find_passing_through},
    {{"R24", "R24-2", "Listed parties own the party, or a minority of it, or a share that is not known.", FindingKind::indicator, owner_inputs, {}, {},
      "methods.md section 3, R24, and section 2 (OFAC FAQ 401; BIS Red Flag 29)"},
     find_listed_owners},
    {{"R25", "R25-1", "A listed owner gave its shares away around the day of its listing.", FindingKind::indicator, owner_inputs, {}, {},
      "methods.md section 3, R25 (EU best practices of 3 July 2024)"},
     find_moved_shares},
    {{"R26", "R26-1", "The sender has sent goods to Russia since 2023.", FindingKind::indicator, supplier_inputs, {}, {},
      "methods.md section 3, R26 (BIS guidance of 10 July 2024)"},
     find_suppliers_to_russia},
    {{"R27", "R27-1", "The buyer refuses installation, training or service that the goods normally need.", FindingKind::indicator, service_inputs, {}, {},
      "methods.md section 3, R27 (Tri-Seal note of 2 March 2023); data/service_words.csv"},
     find_refused_services},
    {{"R28", "R28-1", "The ship was silent for hours where others were heard, or long enough to call at a watched port.", FindingKind::indicator, gap_inputs, gap_helps, {},
      "methods.md section 3, R28 (industry reading of OFAC practice)"},
     find_position_gaps},
    {{"R29", "R29-1", "The ship's flags, names or numbers change too often or contradict each other.", FindingKind::indicator, identity_inputs, {}, {},
      "methods.md section 3, R29 (US advisory of 14 May 2020)"},
     find_changed_identities},
    {{"R30", "R30-1", "Two ships lay beside each other outside port, and one was at a watched port afterwards.", FindingKind::indicator, transfer_inputs, {}, {},
      "methods.md section 3, R30 (US advisory of 14 May 2020)"},
     find_transfers_at_sea},
    {{"R31", "R31-1", "No position of the ship supports the declared port call.", FindingKind::indicator, call_inputs, {}, {},
      "methods.md section 3, R31 (US advisory of 14 May 2020)"},
     find_unsupported_calls},
    {{"INPUT", "INPUT-1", "A field was given and could not be read; a rule that needs it could not look.", FindingKind::information, {}, {}, {},
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
