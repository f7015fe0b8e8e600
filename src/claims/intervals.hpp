// From a number and its hedge to the interval that the words claim (methods, section 6.2).
#pragma once

#include "claims/claim.hpp"
#include "claims/sentence.hpp"

namespace tidewaiter::claims {

/// In per cent: x +-5 where x is a multiple of 10, else +-2.5; "about" +-5; "nearly" [x-5, x); "more than" (x, 100]; "most" (50, 100].
Interval share_interval(const Number& number);
/// +-10 %; "nearly" [0.9 x, x); "more than" (x, no bound).
Interval level_interval(const Number& number);
/// A ratio: "tripled" 2.5 to 3.5, "tenfold" 9 to 11 (half a step, at least a tenth).
Interval ratio_interval(double ratio, const Number* hedge_of);
/// A ratio from a change in per cent, up or down.
Interval percent_change_interval(const Number& number, bool down);

} // namespace tidewaiter::claims
