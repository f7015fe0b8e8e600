// What is said of a party's owners in one field.
#pragma once

#include "base/result.hpp"
#include "screen/shipment.hpp"

#include <string_view>

namespace tidewaiter::screen {

/// "Alpha Holding", "Alpha Holding 60 %", "Alpha (51.5%) since 2021-03-01", "Alpha 51% until 2022-02-20".
/// Errors: no name; a share above 100 % or with more than two decimals; words after since or until that are no date.
base::Result<Owner> parse_owner(std::string_view text);

/// "60 %", "33.33 %"; "an unknown share" for none.
std::string share_text(std::int32_t stake_bp);

} // namespace tidewaiter::screen
