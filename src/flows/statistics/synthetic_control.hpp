// What would have been: a mix of others that ran like the treated one before, followed on after.
#pragma once

#include <Eigen/Dense>

#include <optional>
#include <vector>

namespace tidewaiter::flows {

struct SyntheticControl {
    Eigen::VectorXd weights;  ///< one a donor, each >= 0, sum 1
    Eigen::VectorXd path;     ///< the mix over all periods
    double error_before = 0;  ///< root mean square of treated - mix before the date
    double error_after = 0;   ///< and from it on
    double ratio = 0;         ///< after / before
};

/// In:     treated, periods; donors, periods x donors; before, number of periods before the date (at least 2)
/// Out:    the weights that minimise the squared distance before the date; nullopt without donors or periods on either side
/// Source: Abadie, Diamond, Hainmueller 2010, Synthetic control methods for comparative case studies (with outcomes before as the only predictors)
/// Cost:   a few thousand products of donors x donors; the same bytes every time
std::optional<SyntheticControl> fit_synthetic(const Eigen::VectorXd& treated, const Eigen::MatrixXd& donors, Eigen::Index before);

struct PlaceboRank {
    std::vector<double> ratios; ///< of each donor treated in turn, with the others as donors
    std::size_t larger = 0;     ///< those whose ratio is at least that of the treated one
    double p = 1;               ///< (1 + larger) / (1 + donors)
};
PlaceboRank rank_placebos(const Eigen::MatrixXd& donors, Eigen::Index before, double ratio);

} // namespace tidewaiter::flows
