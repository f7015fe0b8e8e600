#include "screen/shipment.hpp"

#include "screen/columns.hpp"

#include <array>

namespace tidewaiter::screen {

namespace {

constexpr std::array<std::string_view, role_count> roles = {
    "shipper",      "exporter",  "seller", "buyer",   "importer", "consignee",    "intermediate_consignee", "notify", "end_user",
    "manufacturer", "forwarder", "bank",   "carrier", "vessel",   "vessel_owner", "customer",               "other",
    "payer",        "payee",     "ultimate_payer", "ultimate_payee", "payer_bank", "payee_bank", "intermediary_bank", "issuing_bank",
    "owner",        "officer",   "initiating_party", "instructing_bank", "instructed_bank", "reimbursement_bank", "mentioned"};
static_assert(!roles.back().empty(), "every role has its name");

constexpr std::array<std::string_view, input_count> inputs = {
    "shipment_id", "date",          "dispatch",      "destination",   "via",         "hs",         "description",
    "origin",      "value",         "net_kg",        "quantity",      "party.name",  "party.country", "party.address",
    "party.phone", "party.birth_date", "party.identifier", "vessel.imo", "consignee.name", "end_user.name",
    "party.registered", "party.activity", "party.web", "party.email", "party.owners",
    "payer.name", "changed_on", "notes", "letter_of_credit", "port call",
    "--parties", "--history", "--trade", "--payments", "--positions", "--ports"};

} // namespace

std::string_view to_text(Role role) { return roles[static_cast<std::size_t>(role)]; }

std::string_view to_text(Input input) { return inputs[static_cast<std::size_t>(input)]; }

std::optional<Role> find_role(std::string_view text) {
    const std::optional<ColumnUse> use = find_role_spelling(text);
    return use ? std::optional(use->role) : std::nullopt;
}

} // namespace tidewaiter::screen
