// The options by which a user describes a party on the command line; `match` and `compare` share them.
#pragma once

#include "cli/verb.hpp"

#include "entity/entity.hpp"
#include "match/match.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::cli {

/// An option and the FollowTheMoney property that its value goes into.
struct PartyOption {
    Option option;
    std::string_view property;
};

inline constexpr std::array party_options = {
    PartyOption{{"alias", "NAME", "", "another name of the party", true}, "alias"},
    PartyOption{{"birth-date", "DATE", "", "date of birth or founding, of any precision: 1962-11-23, 1962, \"circa 1960\"", true}, "birthDate"},
    PartyOption{{"country", "COUNTRY", "", "country by code or name: nationality, seat or flag", true}, "country"},
    PartyOption{{"gender", "GENDER", "", "male or female"}, "gender"},
    PartyOption{{"address", "TEXT", "", "address in one line", true}, "address"},
    PartyOption{{"imo", "NUMBER", "", "IMO number of a ship or its owner", true}, "imoNumber"},
    PartyOption{{"mmsi", "NUMBER", "", "maritime mobile service identity", true}, "mmsi"},
    PartyOption{{"call-sign", "TEXT", "", "radio call sign", true}, "callSign"},
    PartyOption{{"lei", "CODE", "", "legal entity identifier", true}, "leiCode"},
    PartyOption{{"bic", "CODE", "", "bank identifier code (SWIFT)", true}, "swiftBic"},
    PartyOption{{"inn", "NUMBER", "", "Russian taxpayer number", true}, "innCode"},
    PartyOption{{"ogrn", "NUMBER", "", "Russian state registration number", true}, "ogrnCode"},
    PartyOption{{"passport", "NUMBER", "", "passport number", true}, "passportNumber"},
    PartyOption{{"tax-number", "NUMBER", "", "tax number", true}, "taxNumber"},
    PartyOption{{"registration-number", "NUMBER", "", "registration number of a company", true}, "registrationNumber"},
    PartyOption{{"id-number", "NUMBER", "", "national identity number", true}, "idNumber"},
    PartyOption{{"wallet", "ADDRESS", "", "address of a crypto wallet", true}, "publicKey"},
};

inline constexpr Option schema_option{"schema", "SCHEMA", "any",
                                      "what the party is: Person, Organization, Company, Vessel or another FollowTheMoney schema"};

/// The party that the options describe, under the name given (which may be empty).
/// Errors: Failure(usage): an unknown schema, a date, country or identifier that cannot be read.
entity::Entity to_party(const Arguments& arguments, std::string_view name);

/// Prints the aligned parts and the features of a match, indented, one a line.
void print_evidence(std::ostream& out, const match::Match& match, std::string_view indent);

/// The sentence that goes under every list of parties found.
inline constexpr std::string_view not_identity = "Similarity to a listed name is not identity.";

} // namespace tidewaiter::cli
