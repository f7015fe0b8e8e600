// Nationalities as lists write them: "Afghan", "Russian and Ukrainian", "Kuwaiti citizenship withdrawn in 2002".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// "af" for "Afghan", in any case. Source: data/demonyms.csv.
std::optional<std::string_view> find_country_of_nationals(std::string_view word);

/// "Russian, Ukrainian" -> both; "Tunisian (dual nationality)" -> "Tunisian"; "Iranian citizenship" -> "Iranian". Text that
/// says more than that ("citizenship revoked in 2002") or names no country stays whole, to be kept as it is.
std::vector<std::string> split_nationalities(std::string_view text);

} // namespace tidewaiter::lists
