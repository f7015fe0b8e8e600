// What is screened: a shipment of many lines and many parties, or a customer, which is the same without lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidewaiter::screen {

/// What a party is to the shipment. `customer` is the one party of a customer file; `other` is a role that the user's
/// file names in words nobody here knows: screened like any other, and the word is said as unreadable.
enum class Role : std::uint8_t {
    shipper, exporter, seller, buyer, importer, consignee, intermediate_consignee, notify, end_user, manufacturer,
    forwarder, bank, carrier, vessel, vessel_owner, customer, other,
    payer, payee, ultimate_payer, ultimate_payee, payer_bank, payee_bank, intermediary_bank, issuing_bank,
    owner, ///< of another party of the shipment: Party::of
    officer,
    initiating_party, instructing_bank, instructed_bank, reimbursement_bank,
    mentioned ///< in the free text of a payment
};

inline constexpr std::size_t role_count = 32;

std::string_view to_text(Role role);
/// "consignee", "Consignee", "Empfänger", "получатель" ...; the spellings are rows of data/columns.csv.
std::optional<Role> find_role(std::string_view text);

/// A stake in a party: "Alpha Holding 60 % since 2021-03-01; Beta until 2022-02-20".
struct Owner {
    std::string name;
    std::int32_t stake_bp = unknown_stake; ///< basis points: 6,000 is 60 %
    std::string since;                     ///< ISO dates; empty when not given
    std::string until;
    static constexpr std::int32_t unknown_stake = -1;

    friend bool operator==(const Owner&, const Owner&) = default;
};

/// A party as the user's file gives it. Empty text is a field that was empty or had no column; InputSet tells which.
struct Party {
    Role role = Role::customer;
    std::uint32_t line = no_line; ///< index into Shipment::lines when it stands on one line only; no_line otherwise
    std::string id;               ///< the user's own
    std::string name;
    std::vector<std::string> other_names; ///< aliases and former names, as given
    std::string schema;           ///< FollowTheMoney schema when known: Person, Organization, Company, Vessel, or empty
    std::string country;          ///< as given; several are parted by ;
    std::string address;
    std::string birth_date;       ///< ISO when it could be read, else as given; several are parted by ;
    std::string phone;
    std::string imo;              ///< vessels
    std::string mmsi;
    std::string call_sign;
    std::string flag;
    std::vector<std::pair<std::string, std::string>> identifiers; ///< FollowTheMoney property, value
    std::string registered;       ///< day of registration, ISO when it could be read, else as given
    std::string activity;         ///< NACE codes; several are parted by ;
    std::string web;
    std::string email;
    std::string account;          ///< of a payment
    std::vector<std::string> officers;
    std::vector<Owner> owners;
    std::uint32_t of = no_line;   ///< owners and officers: index into Shipment::parties of the party that is theirs
    Owner stake;                  ///< owners: what they hold; its name is empty
    bool from_master = false;     ///< some of it was taken from the party master
    static constexpr std::uint32_t no_line = 0xFFFFFFFF;

    friend bool operator==(const Party&, const Party&) = default;
};

struct Line {
    std::string line_no;          ///< the user's own, or its position from 1
    std::string hs;
    std::string description;
    std::string origin;           ///< country as given
    std::string value;            ///< plain decimal when it could be read, else as given
    std::string currency;
    std::string net_kg;
    std::string quantity;
    std::uint64_t record = 0;     ///< input record it came from

    friend bool operator==(const Line&, const Line&) = default;
};

/// What a rule can want to know. What a file has no column for is said once for the file; a field left empty is said
/// for its record. The text of each (to_text) is what reports and the `missing` column print.
enum class Input : std::uint8_t {
    shipment_id, date, dispatch, destination, via, hs, description, origin, value, net_kg, quantity,
    party_name, party_country, party_address, party_phone, birth_date, identifier, imo,
    consignee_name, end_user_name,
    party_registered, party_activity, party_web, party_email, party_owners,
    payer, changed_on, notes, letter_of_credit, port_call,
    party_master, history, trade, payments, ais, ports ///< files beside the shipments
};

inline constexpr std::size_t input_count = 36;

std::string_view to_text(Input input);

/// A set of inputs: the ones that the user's file has a column for.
class InputSet {
public:
    bool has(Input input) const { return ((bits_ >> static_cast<unsigned>(input)) & 1U) != 0; }

    void add(Input input) { bits_ |= std::uint64_t{1} << static_cast<unsigned>(input); }

    /// Has the file a column for the names of parties in this role?
    bool has_name(Role role) const { return ((named_ >> static_cast<unsigned>(role)) & 1U) != 0; }

    void add_name(Role role) { named_ |= std::uint64_t{1} << static_cast<unsigned>(role); }

    void add_all_names() { named_ = (std::uint64_t{1} << role_count) - 1; }

    static InputSet all() {
        InputSet set;
        set.bits_ = (std::uint64_t{1} << input_count) - 1;
        set.add_all_names();
        return set;
    }

    /// Adds all that the other has.
    void add(const InputSet& other) {
        bits_ |= other.bits_;
        named_ |= other.named_;
    }

    friend bool operator==(const InputSet&, const InputSet&) = default;

private:
    std::uint64_t bits_ = 0;
    std::uint64_t named_ = 0;
};

/// A field that was given and could not be read: "31/02/2021" as a date, "ABCD" as an HS code, "Freedonia" as a country.
struct Unreadable {
    std::string input;       ///< "date", "destination", "hs", "consignee.country" ...
    std::string text;        ///< as given, at most 200 bytes
    std::string reason;
    std::string hint;
    std::uint64_t record = 0;
    std::string line_no;

    friend bool operator==(const Unreadable&, const Unreadable&) = default;
};

/// One decision over many lines. Rows that share shipment_id belong together wherever they stand in the file.
struct Shipment {
    std::string shipment_id;
    std::vector<std::uint64_t> records;  ///< record numbers, rising
    std::vector<std::string> record_ids; ///< the user's own for each of `records`, or the record number as text
    std::string date;                    ///< ISO when it could be read, else as given
    std::string dispatch;
    std::string destination;
    std::vector<std::string> via;
    std::string changed_on;              ///< last day on which consignee or route was changed, as `date`
    std::string change;                  ///< what was changed
    std::string notes;                   ///< remarks; of several rows parted by ;
    std::string letter_of_credit;        ///< its number, or yes
    std::string loading_port;
    std::string discharge_port;
    std::string arrival;                 ///< day of arrival at discharge_port, as `date`
    std::vector<Party> parties;
    std::vector<Line> lines;
    std::vector<Unreadable> unreadable;  ///< found while the columns were read (dates); rules add what they find
    InputSet present = InputSet::all();
    std::string reject_reason;           ///< set when its record could not be read: its decision is not_screened
};

} // namespace tidewaiter::screen
