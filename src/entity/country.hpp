// Countries and territories: any usual spelling to the lower-case ISO 3166-1 alpha-2 code that FollowTheMoney uses.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter::entity {

/// "de" for "DE", "DEU", "276", "Germany", "GERMANY, FEDERAL REPUBLIC OF", "Deutschland", "Германия", "德国".
/// Historic and special codes: su, yu, cs, xk, eu, zz for stateless. Source: data/countries.csv.
/// Out: nullopt for text that names no country known here.
std::optional<std::string_view> find_country(std::string_view text);
/// English short name of a code ("Germany"); the code itself when it is not known.
std::string_view country_name(std::string_view code);
/// International dialling prefix without +, as "49" for "+49 30 1234" -> "de"; the longest known prefix wins.
/// Out: codes that share the prefix ("us" and "ca" share 1), first the main one; empty when none.
std::optional<std::string_view> find_country_by_phone(std::string_view phone);
/// Do the two countries share a dialling prefix ("us" and "ca", "ru" and "kz")?
bool share_dialling_prefix(std::string_view a, std::string_view b);

} // namespace tidewaiter::entity
