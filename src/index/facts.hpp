// What a party is compared by beside its names, as bytes of the index: dates, countries, identifiers, gender, addresses.
#pragma once

#include "match/match.hpp"

#include <string>
#include <string_view>

namespace tidewaiter::index {

std::string to_facts(const match::Prepared& prepared);
/// The schema alone; empty when the bytes are none of to_facts'.
std::string_view schema_of(std::string_view bytes);
/// Fills everything but names. Out: false when the bytes are none of to_facts'.
bool read_facts(std::string_view bytes, match::Prepared& into);

} // namespace tidewaiter::index
