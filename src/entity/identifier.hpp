// Identifiers and their check digits: which property a number belongs in, and whether it can be one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter::entity {

enum class IdentifierKind { imo, mmsi, lei, bic, iban, isin, inn, ogrn, uscc, duns, passport, tax, registration, national, wallet, call_sign, other };

/// Canonical text of an identifier: upper case, no blanks, dashes or dots; "IMO 7406784" -> "7406784" for imo.
std::string to_canonical(IdentifierKind kind, std::string_view text);
/// Do length, alphabet and check digit fit? Kinds without a check digit answer by alphabet and length alone.
/// imo: 7 digits, mod-10 weighted 7..2 (IMO resolution A.1117(30)); company IMO numbers use weights 8,6,4,2,9,7.
/// lei: ISO 17442 / ISO 7064 mod 97-10; bic: ISO 9362; iban: ISO 13616 mod 97; isin: ISO 6166 Luhn;
/// inn: 10 or 12 digits, ogrn: 13 or 15 digits (Russian tax service rules); uscc: GB 32100-2015 mod 31;
/// mmsi: 9 digits, first 2..7 (ITU-R M.585).
bool is_valid(IdentifierKind kind, std::string_view canonical);
/// The FollowTheMoney property: imoNumber, mmsi, leiCode, swiftBic, innCode, ogrnCode, isin, dunsCode, uscCode,
/// passportNumber, taxNumber, registrationNumber, idNumber, publicKey, callSign.
std::string_view property_of(IdentifierKind kind);
std::optional<IdentifierKind> find_kind_of_property(std::string_view property);

} // namespace tidewaiter::entity
