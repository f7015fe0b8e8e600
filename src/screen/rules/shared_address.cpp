// R08: many at one address: buyers of high-priority goods, or companies of any kind; or an address that the policy names. The one
// screened counts too.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"
#include "screen/party_master.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

void find_shared_addresses(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const History* history = context.beside.history();
    const PartyMaster* master = context.beside.parties();
    const Policy& policy = context.policy;
    if (!context.read.shipment->present.has(Input::party_address) || (history == nullptr && master == nullptr && policy.high_risk_addresses.empty())) {
        return;
    }
    const bool chpl = !chpl_lines(context).empty();
    for (const ReadParty* party : find_parties(context, receives_goods)) {
        const std::string& address = party->facts->address.empty() ? party->address : party->facts->address;
        const std::uint64_t key = address_key(address);
        const std::string role(to_text(party->party->role));
        if (key == 0) {
            say_not_evaluated(context, rule, role + ".address");
            continue;
        }
        const bool named = std::ranges::any_of(policy.high_risk_addresses, [key](const std::string& each) { return address_key(each) == key; });
        std::size_t buyers = chpl ? 1 : 0;
        std::size_t companies = std::max<std::size_t>(master == nullptr ? 0 : master->count_at_address(key), 1);
        if (const History::Neighbours* here = history == nullptr ? nullptr : history->find_neighbours(key)) {
            const std::uint64_t self = name_key(party->name);
            buyers = here->chpl_buyers.size() + (chpl && !std::ranges::binary_search(here->chpl_buyers, self) ? 1 : 0);
            companies = std::max(companies, here->companies.size() + (std::ranges::binary_search(here->companies, self) ? 0U : 1U));
        }
        const bool many_buyers = static_cast<double>(buyers) >= policy.parameters[Parameter::r08_buyers];
        const bool many_companies = static_cast<double>(companies) >= policy.parameters[Parameter::r08_companies];
        if (!named && !many_buyers && !many_companies) {
            continue;
        }
        Finding finding = begin_party_finding(context, rule, *party);
        finding.strength = named || many_buyers ? 2 : 1;
        finding.evidence_for = fmt::format("address: {}; buyers of high-priority goods there: {}; companies there: {}{}", base::utf8_prefix(address, 200), buyers, companies,
                                           named ? "; named by the policy" : "");
        finding.sentence = named ? fmt::format("The address of the {} '{}' is one that the policy names as of high risk.", role, base::utf8_prefix(party->name, 120))
                           : many_buyers
                               ? fmt::format("The {} '{}' shares its address with others: {} buyers of high-priority goods.", role, base::utf8_prefix(party->name, 120), buyers)
                               : fmt::format("The {} '{}' shares its address with others: {} companies.", role, base::utf8_prefix(party->name, 120), companies);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
