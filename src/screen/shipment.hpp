// What is screened: a shipment of many lines and many parties, or a customer, which is the same without lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

enum class Role : std::uint8_t { shipper, exporter, seller, buyer, importer, consignee, intermediate_consignee, notify, end_user, manufacturer, forwarder, bank, carrier, vessel, vessel_owner, customer };

std::string_view to_text(Role role);
/// "consignee", "Consignee Name", "intermediate_consignee" ...; the spellings are rows of data/columns.csv.
std::optional<Role> find_role(std::string_view text);

/// A party as the user's file gives it. Empty text is a field that was empty or had no column (see Shipment::columns).
struct Party {
    Role role = Role::customer;
    std::uint32_t line = 0;   ///< index into Shipment::lines when it stands on one line only; no_line otherwise
    std::string id;           ///< the user's own
    std::string name;
    std::string schema;       ///< FollowTheMoney schema when known: Person, Organization, Company, Vessel, or empty
    std::string country;      ///< as given
    std::string address;
    std::string birth_date;
    std::string phone;
    std::string imo;          ///< vessels
    std::string mmsi;
    std::string call_sign;
    std::string flag;
    std::vector<std::pair<std::string, std::string>> identifiers; ///< FollowTheMoney property, value
    static constexpr std::uint32_t no_line = 0xFFFFFFFF;
};

struct Line {
    std::string line_no;     ///< the user's own, or its position from 1
    std::string hs;
    std::string description;
    std::string origin;      ///< country as given
    std::string value;
    std::string currency;
    std::string net_kg;
    std::string quantity;
    std::uint64_t record = 0; ///< input record it came from
};

/// One decision over many lines. Rows that share shipment_id belong together wherever they stand in the file.
struct Shipment {
    std::string shipment_id;
    std::vector<std::uint64_t> records; ///< record numbers, rising
    std::string date;
    std::string dispatch;
    std::string destination;
    std::vector<std::string> via;
    std::vector<Party> parties;
    std::vector<Line> lines;
    std::string reject_reason; ///< set when a record could not be read: its decision is not_screened
};

} // namespace tidewaiter::screen
