// R19: somebody else pays, from a third country. Whoever receives the goods by any role is no third party. The country is that of
// the payer's bank and of the payer, as far as the shipment or the payments say.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "screen/history.hpp"
#include "screen/payment_book.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

struct Payer {
    const ReadParty* party = nullptr; ///< null for one of the payments
    std::string name;
    std::vector<std::string> countries; ///< of bank and payer
    std::string evidence;
};

void add_once(std::vector<std::string>& into, std::string_view code) {
    if (!code.empty() && std::ranges::find(into, code) == into.end()) {
        into.emplace_back(code);
    }
}

std::vector<Payer> payers_of(const RuleContext& context) {
    std::vector<Payer> payers;
    std::vector<std::string> banks;
    for (const ReadParty& party : context.read.parties) {
        if (party.party->role == Role::payer_bank) {
            for (const std::string_view code : party.countries) {
                add_once(banks, code);
            }
        }
    }
    const auto pays = [](Role role) { return role == Role::payer || role == Role::ultimate_payer; };
    for (const ReadParty* party : find_parties(context, pays)) {
        Payer made{party, party->name, banks, {}};
        for (const std::string_view code : party->countries) {
            add_once(made.countries, code);
        }
        made.evidence = fmt::format("payer: {}", base::utf8_prefix(party->name, 120));
        payers.push_back(std::move(made));
    }
    if (const PaymentBook* book = context.beside.payments()) {
        for (const PaymentRow* payment : book->of_shipment(context.read.shipment->shipment_id)) {
            Payer made{nullptr, payment->payer, {}, fmt::format("payer: {}; payments line {}: {} on {}", base::utf8_prefix(payment->payer, 120), payment->line, payment->amount, day_text(payment->day))};
            add_once(made.countries, payment->payer_bank_country);
            add_once(made.countries, payment->payer_country);
            payers.push_back(std::move(made));
        }
    }
    return payers;
}

} // namespace

void find_foreign_payers(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const ReadShipment& read = context.read;
    const std::vector<Payer> payers = payers_of(context);
    if (payers.empty()) {
        // A file or a book that could name the payer of this shipment, and does not.
        const PaymentBook* book = context.beside.payments();
        const bool own_column = read.shipment->present.has_name(Role::payer) && !read.shipment->present.has_name(Role::other);
        if (own_column || (book != nullptr && book->has_shipment_ids())) {
            say_not_evaluated(context, rule, "payer.name");
        }
        return;
    }
    const std::vector<const ReadParty*> receivers = find_parties(context, receives_goods);
    std::vector<std::string> said;
    for (const Payer& payer : payers) {
        const std::uint64_t key = name_key(payer.name);
        const bool receives = std::ranges::any_of(receivers, [key](const ReadParty* party) { return name_key(party->name) == key; });
        if (receives || std::ranges::find(said, payer.name) != said.end()) {
            continue;
        }
        if (payer.countries.empty() || read.destination.empty() || read.dispatch.empty()) {
            say_not_evaluated(context, rule, payer.countries.empty() ? "payer.country" : read.destination.empty() ? "destination" : "dispatch");
            continue;
        }
        std::string third;
        for (const std::string& code : payer.countries) {
            if (std::ranges::find(read.destination, code) == read.destination.end() && std::ranges::find(read.dispatch, code) == read.dispatch.end()) {
                append_item(third, code);
            }
        }
        if (third.empty()) {
            continue;
        }
        said.push_back(payer.name);
        Finding finding = payer.party == nullptr ? begin_finding(context, rule) : begin_party_finding(context, rule, *payer.party);
        finding.role = to_text(Role::payer);
        finding.name_given = payer.name;
        finding.country_given = third;
        finding.strength = payer.countries.size() > 1 && third.find("; ") != std::string::npos ? 2 : 1;
        finding.evidence_for = fmt::format("{}; of {}; dispatch: {}; destination: {}", payer.evidence, third, read.dispatch.front(), read.destination.front());
        finding.sentence = fmt::format("'{}' pays, who is no receiver of the goods, from {}, where they neither come from nor go.", base::utf8_prefix(payer.name, 120),
                                       entity::country_name(std::string_view(third).substr(0, third.find("; "))));
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
