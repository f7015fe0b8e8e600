// A first guess by the rational approximation 26.2.23 of Abramowitz and Stegun (within 4.5e-4), then Halley's steps on
// the exact distribution by std::erfc: each triples the digits, so two are enough.
#include "balance/normal.hpp"

#include <cmath>
#include <numbers>

namespace tidewaiter::balance {

double normal_quantile(double share) {
    if (share > 0.5) {
        return -normal_quantile(1 - share);
    }
    const double t = std::sqrt(-2 * std::log(share));
    double x = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
    for (int step = 0; step < 2; ++step) {
        const double error = 0.5 * std::erfc(-x / std::numbers::sqrt2) - share;
        const double newton = error * std::sqrt(2 * std::numbers::pi) * std::exp(x * x / 2);
        x -= newton / (1 + x * newton / 2);
    }
    return x;
}

} // namespace tidewaiter::balance
