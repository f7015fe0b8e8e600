// R11: nobody is named who will use the goods: the end-user field is left empty, or the last one named is a forwarder,
// a bank, or "to order". A file without an end-user column is not held against its records; the coverage box says it.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

const ReadParty* find_party(const ReadShipment& read, Role role, bool named) {
    for (const ReadParty& party : read.parties) {
        if (party.party->role == role && (party.state == NameState::named) == named) {
            return &party;
        }
    }
    return nullptr;
}

std::string_view intermediary_word(Intermediary kind) { return kind == Intermediary::bank ? "a bank" : "a forwarder"; }

struct Reason {
    const ReadParty* party = nullptr;
    int strength = 0;
    std::string evidence;
    std::string sentence;
};

/// Of the last party in the chain: to order, a forwarder or a bank.
Reason last_party(const ReadParty* unnamed, const ReadParty* named, std::string_view role) {
    if (named != nullptr) {
        const Intermediary kind = find_intermediary(named->name);
        if (named->to_order) {
            return {named, 2, fmt::format("{}: {}", role, named->facts->name),
                    fmt::format("The goods are to the order of '{}': nobody is named who will use them.", base::utf8_prefix(named->name, 120))};
        }
        if (kind != Intermediary::none) {
            return {named, 2, fmt::format("{}: {} ({})", role, named->facts->name, intermediary_word(kind)),
                    fmt::format("The last party named, the {} '{}', is by its name {}: nobody is named who will use the goods.", role,
                                base::utf8_prefix(named->name, 120), intermediary_word(kind))};
        }
        return {};
    }
    if (unnamed != nullptr && unnamed->state == NameState::to_order) {
        return {unnamed, 2, fmt::format("{}: {}", role, unnamed->facts->name), "The goods are to order: nobody is named who will use them."};
    }
    return {};
}

} // namespace

void find_unnamed_end_user(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const ReadShipment& read = context.read;
    const InputSet& present = read.shipment->present;
    const ReadParty* end_user = find_party(read, Role::end_user, true);
    const ReadParty* no_end_user = find_party(read, Role::end_user, false);
    const ReadParty* consignee = find_party(read, Role::consignee, true);
    const ReadParty* no_consignee = find_party(read, Role::consignee, false);
    if (!present.has(Input::end_user_name) && !present.has(Input::consignee_name)) {
        return;
    }
    Reason reason;
    if (end_user != nullptr) {
        reason = last_party(nullptr, end_user, "end user");
    } else {
        reason = last_party(no_consignee, consignee, "consignee");
        if (reason.strength == 0 && present.has(Input::end_user_name)) {
            reason = {no_end_user, 1, "end user: not named", "No end user is named."};
        }
    }
    if (reason.strength == 0) {
        return;
    }
    Finding finding = begin_finding(context, rule);
    if (reason.party != nullptr) {
        set_party(finding, context, *reason.party);
        finding.party = static_cast<std::uint32_t>(reason.party - read.parties.data());
    } else {
        finding.role = to_text(Role::end_user);
    }
    if (end_user == nullptr && present.has(Input::end_user_name)) {
        finding.missing = "end_user.name";
    }
    finding.strength = reason.strength;
    finding.evidence_for = reason.evidence;
    finding.sentence = reason.sentence;
    into.push_back(std::move(finding));
}

} // namespace tidewaiter::screen
