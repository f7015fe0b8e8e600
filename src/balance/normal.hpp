// The normal distribution's inverse.
#pragma once

namespace tidewaiter::balance {

/// In: share in (0, 1). Out: the x below which that share of a standard normal distribution lies, to about 1e-14.
double normal_quantile(double share);

} // namespace tidewaiter::balance
