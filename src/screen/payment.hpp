// A payment order as its message gives it, before it is a record: parties by what they are to the payment, and the text
// that goes with it.
#pragma once

#include "screen/shipment.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidewaiter::screen {

struct PaymentParty {
    Role role = Role::other;
    std::string name;
    std::vector<std::string> other_names;
    std::string id;                   ///< customer number, or number in a clearing system
    std::string account;
    std::string schema;               ///< Person where a birth date or a personal number says so
    std::vector<std::string> countries; ///< codes or names
    std::vector<std::string> address; ///< lines
    std::string birth_date;
    std::vector<std::pair<std::string, std::string>> identifiers; ///< FollowTheMoney property, or "" for a kind nobody named; value

    friend bool operator==(const PaymentParty&, const PaymentParty&) = default;
};

struct Payment {
    std::string kind;       ///< "pacs.008.001.08", "MT103"
    std::string message_id; ///< of the message that holds it
    std::string reference;  ///< its own: end-to-end id, transaction id, sender's reference
    std::string uetr;
    std::string date;       ///< ISO
    std::string value;      ///< plain decimal
    std::string currency;
    std::vector<PaymentParty> parties;
    std::vector<std::string> texts; ///< remittance and instructions, one a line or element
};

/// Adds a party unless nothing is said of it or the payment has the same one already.
void add_party(Payment& into, PaymentParty party);
/// Adds the identifier unless it is empty.
void add_identifier(PaymentParty& into, std::string_view property, std::string_view value);
/// Where no country is said: the one that ends the address ("MOSCOW, RUSSIA"; "RUSSIA"; "RU/MOSCOW"). A town and a state
/// that look like a country ("ATLANTA, GEORGIA") say none.
void complete_country(PaymentParty& party);

/// What a text names (remittance.cpp): parties and vessels with the role `mentioned`.
std::vector<PaymentParty> find_mentions(std::string_view text);

/// The payment as one JSON object in the shape of a user's JSON lines; the parties that its texts mention are added.
std::string to_json(const Payment& payment);

} // namespace tidewaiter::screen
