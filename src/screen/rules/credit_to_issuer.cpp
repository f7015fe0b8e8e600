// R21: a letter of credit under which the goods are consigned to the bank that issued it.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

bool is_issuer(Role role) { return role == Role::issuing_bank; }

} // namespace

void find_credits_to_the_issuer(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const ReadShipment& read = context.read;
    const std::vector<const ReadParty*> issuers = find_parties(context, is_issuer);
    const bool credit = !read.shipment->letter_of_credit.empty() || !issuers.empty();
    if (!credit) {
        return;
    }
    for (const ReadParty& party : read.parties) {
        if (party.party->role != Role::consignee || party.state != NameState::named) {
            continue;
        }
        const std::uint64_t key = name_key(party.name);
        const bool issuer = std::ranges::any_of(issuers, [key](const ReadParty* each) { return name_key(each->name) == key; });
        const bool bank = find_intermediary(party.name) == Intermediary::bank;
        if (!issuer && !(bank && issuers.empty())) {
            continue;
        }
        Finding finding = begin_party_finding(context, rule, party);
        finding.strength = issuer ? 2 : 1;
        finding.missing = issuer ? "" : "issuing_bank.name";
        finding.evidence_for = fmt::format("consignee: {}{}{}", base::utf8_prefix(party.name, 120), issuer ? "; issuing bank: the same" : " (a bank)",
                                           read.shipment->letter_of_credit.empty() ? "" : fmt::format("; letter of credit: {}", base::utf8_prefix(read.shipment->letter_of_credit, 60)));
        finding.sentence = issuer ? fmt::format("The goods are consigned to '{}', the bank that issued the letter of credit.", base::utf8_prefix(party.name, 120))
                                  : fmt::format("Under a letter of credit the goods are consigned to '{}', by its name a bank.", base::utf8_prefix(party.name, 120));
        into.push_back(std::move(finding));
        return;
    }
    if (issuers.empty()) {
        say_not_evaluated(context, rule, "issuing_bank.name");
    }
}

} // namespace tidewaiter::screen
