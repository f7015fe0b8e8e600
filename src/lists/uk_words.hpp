// The words of the UK Sanctions List that its forms share: kinds of party and sanctions imposed.
#pragma once

#include "entity/entity.hpp"

#include <string_view>

namespace tidewaiter::lists {

/// "Individual", "Entity", "Ship" in any case; LegalEntity for anything else.
std::string_view to_uk_schema(std::string_view kind);

/// What the words make of a designation ("Asset freeze, Travel Ban"). A travel ban alone forbids no dealing.
entity::Measure to_uk_measure(std::string_view sanctions_imposed);

} // namespace tidewaiter::lists
