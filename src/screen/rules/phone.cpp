// R10: the telephone of the one who receives the goods is of another country than their destination. A number without
// a country code tells nothing and is not read as agreeing.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

bool receives(Role role) { return role == Role::consignee || role == Role::importer || role == Role::end_user; }

bool agrees(std::string_view country, const std::vector<std::string_view>& destinations) {
    return std::ranges::any_of(destinations, [country](std::string_view destination) {
        return destination == country || entity::share_dialling_prefix(country, destination);
    });
}

} // namespace

void find_foreign_phones(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const std::vector<std::string_view>& destinations = context.read.destination;
    if (destinations.empty()) {
        return; // said as a missing destination
    }
    for (std::size_t i = 0; i < context.read.parties.size(); ++i) {
        const ReadParty& party = context.read.parties[i];
        if (!receives(party.party->role) || !party.main) {
            continue;
        }
        std::string_view phones = party.party->phone;
        while (!phones.empty()) {
            const std::size_t end = std::min(phones.find(';'), phones.size());
            const std::string_view phone = base::trim(phones.substr(0, end));
            phones.remove_prefix(std::min(end + 1, phones.size()));
            if (!phone.starts_with('+') && !phone.starts_with("00")) {
                continue;
            }
            const auto country = entity::find_country_by_phone(phone);
            if (!country || agrees(*country, destinations)) {
                continue;
            }
            Finding finding = begin_finding(context, rule);
            set_party(finding, context, party);
            finding.party = static_cast<std::uint32_t>(i);
            finding.strength = 1;
            finding.evidence_for = fmt::format("phone: {} ({}); {}: {}", phone, *country, context.read.destination_source, destinations.front());
            finding.sentence = fmt::format("The telephone of the {} is of {}, the goods go to {}.", finding.role, entity::country_name(*country),
                                           entity::country_name(destinations.front()));
            into.push_back(std::move(finding));
            break; // one a party
        }
    }
}

} // namespace tidewaiter::screen
