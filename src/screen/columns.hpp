// Which column of a user's file is which field: names in their usual spellings (data/columns.csv), or a mapping.
#pragma once

#include "screen/shipment.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// A fact of the record, the shipment or its line.
enum class Field : std::uint8_t {
    record_id, shipment_id, line_no, date, dispatch, destination, via, hs, description, origin, value, currency,
    net_kg, quantity, party_role, changed_on, change, notes, letter_of_credit, loading_port, discharge_port, arrival
};

/// A fact of a party.
enum class Attribute : std::uint8_t {
    name, other_names, id, schema, country, address, birth_date, phone, imo, mmsi, call_sign, flag,
    registered, activity, web, email, account, officers, owners,
    identifier, ///< of a kind nobody named: the number itself must tell
    typed_identifier ///< ColumnUse::property says which
};

struct ColumnUse {
    enum class What : std::uint8_t { unused, field, party } what = What::unused;
    Field field = Field::record_id;
    Role role = Role::customer;
    bool role_in_row = false;       ///< "party_name": the role stands in the party_role column of the same row
    unsigned number = 0;            ///< consignee_2 -> 2; 0 when the header has none
    Attribute attribute = Attribute::name;
    std::string property;           ///< FollowTheMoney property of a typed identifier
    bool bare = false;              ///< "consignee" alone: the name, unless a column "consignee_name" is there too
    std::string currency;           ///< "Price (EUR)"

    friend bool operator==(const ColumnUse&, const ColumnUse&) = default;
};

/// Does a column of this use hold dates, and so a style of its own (ColumnStyles)? Amounts?
bool holds_dates(const ColumnUse& use);
bool holds_amounts(const ColumnUse& use);

/// Letters and digits by which headers are compared: Latin ones folded, other scripts in their own letters.
std::string to_header_key(std::string_view header);

/// What a header means, by its spelling alone. Out: what == unused when it means nothing here.
/// In: at most 500 bytes are looked at.
ColumnUse recognise_column(std::string_view header);
/// The same for the key of a party that is an object of its own, where "id" is the party's and "name" needs no role.
/// Out: a party use whose role counts for nothing, the field party_role, or unused.
ColumnUse recognise_attribute(std::string_view key);
/// The role that a party_role value names.
std::optional<ColumnUse> find_role_spelling(std::string_view text);
/// The use that a mapping's key names: "hs", "consignee.name", "consignee.2.country", "party.name",
/// "end_user.leiCode". Out: nullopt when it names nothing.
std::optional<ColumnUse> find_use(std::string_view key);
/// Inverse of find_use: "consignee.2.name".
std::string to_text(const ColumnUse& use);

/// A mapping file: what the spellings cannot tell.
struct Mapping {
    std::map<std::string, ColumnUse, std::less<>> columns;    ///< the user's column -> use
    std::vector<std::pair<ColumnUse, std::string>> constants; ///< the same value for every record
    std::string day_order;                                    ///< "", day-first, month-first
    std::optional<bool> decimal_comma;
    char separator = '\0';
    std::string encoding;     ///< of text; "" where it tells itself
    std::string sheet;        ///< of a workbook
    bool only_mapped = false; ///< spellings are not recognised, only what the mapping names
};

/// Errors: Failure(bad_input) naming file, line and key.
Mapping load_mapping(const std::string& path);
Mapping parse_mapping(const std::string& name, std::string_view bytes);

/// The plan for one file: a use for each of its columns.
struct ColumnPlan {
    std::vector<ColumnUse> columns;      ///< as many as the file has
    std::vector<std::string> not_used;   ///< names of columns that nothing reads
    std::vector<std::string> doubled;    ///< names of columns that mean what an earlier column means already
};

/// Errors: Failure(bad_input) when a mapping names a column that the file does not have.
ColumnPlan plan_columns(std::span<const std::string> headers, const Mapping& mapping);

/// Marks the inputs that a use stands for.
void add_inputs(InputSet& set, const ColumnUse& use);

} // namespace tidewaiter::screen
