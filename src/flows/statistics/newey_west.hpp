// Ordinary least squares whose standard errors allow for months that hang together.
#pragma once

#include <Eigen/Dense>

#include <optional>

namespace tidewaiter::flows {

struct Regression {
    Eigen::VectorXd coefficients; ///< one for each column of x
    Eigen::MatrixXd covariance;   ///< heteroskedasticity and autocorrelation consistent
    Eigen::VectorXd residuals;
    double r_squared = 0;
    int lag = 0; ///< of the Bartlett kernel

    double error(Eigen::Index i) const; ///< standard error
    double t(Eigen::Index i) const;     ///< 0 where the standard error is 0
};

/// floor(0.75 T^(1/3)), the usual choice for T observations.
int newey_west_lag(Eigen::Index observations);

/// In:     x, observations x terms (the constant is a column of it); y, observations; lag below 0: newey_west_lag
/// Out:    nullopt when there are no more observations than terms, or the terms are not independent. Covariance with the
///         small-sample factor T / (T - k).
/// Source: Newey and West 1987, A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance matrix
std::optional<Regression> fit_newey_west(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, int lag = -1);

/// Two-sided probability of a larger |t| by the normal distribution, to which Newey-West statistics tend.
double two_sided(double t);

} // namespace tidewaiter::flows
