// What the lists of the US Commerce and State departments share: names in prose, citations, endings of companies' names.
#pragma once

#include "lists/party.hpp"

#include <string>
#include <string_view>

namespace tidewaiter::lists {

/// "A A/K/A B" gives the party the name A and the alias B; what it already has a name for becomes an alias.
void add_prose_name(Party& party, std::string_view published);

/// "Federal Register notice: 67 F.R. 1"; empty without a citation.
std::string notice_of(std::string_view citation);

/// Is it the end of a company's name behind a comma, as in "Farasepehr Engineering Co, Ltd."?
bool is_company_ending(std::string_view part);

} // namespace tidewaiter::lists
