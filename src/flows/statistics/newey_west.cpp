#include "flows/statistics/newey_west.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tidewaiter::flows {

double Regression::error(Eigen::Index i) const { return std::sqrt(std::max(0.0, covariance(i, i))); }

double Regression::t(Eigen::Index i) const {
    const double own = error(i);
    return own > 0 ? coefficients[i] / own : 0;
}

int newey_west_lag(Eigen::Index observations) { return static_cast<int>(std::floor(0.75 * std::cbrt(static_cast<double>(observations)))); }

std::optional<Regression> fit_newey_west(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, int lag) {
    const Eigen::Index count = x.rows();
    const Eigen::Index terms = x.cols();
    if (count <= terms || y.size() != count) {
        return std::nullopt;
    }
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> solver(x);
    if (solver.rank() < terms) {
        return std::nullopt;
    }
    Regression result;
    result.lag = lag < 0 ? newey_west_lag(count) : lag;
    result.coefficients = solver.solve(y);
    result.residuals = y - x * result.coefficients;
    const double spread = (y.array() - y.mean()).square().sum();
    result.r_squared = spread > 0 ? 1 - result.residuals.squaredNorm() / spread : 0;
    // Each row of scores is x_t e_t; their autocovariances, weighted down with the distance, are the middle of the sandwich.
    const Eigen::MatrixXd scores = x.array().colwise() * result.residuals.array();
    Eigen::MatrixXd middle = scores.transpose() * scores;
    for (Eigen::Index back = 1; back <= result.lag && back < count; ++back) {
        const double weight = 1 - static_cast<double>(back) / (result.lag + 1.0);
        const Eigen::MatrixXd across = scores.bottomRows(count - back).transpose() * scores.topRows(count - back);
        middle += weight * (across + across.transpose());
    }
    const Eigen::MatrixXd bread = (x.transpose() * x).ldlt().solve(Eigen::MatrixXd::Identity(terms, terms));
    result.covariance = static_cast<double>(count) / static_cast<double>(count - terms) * bread * middle * bread;
    return result;
}

double two_sided(double t) { return std::erfc(std::abs(t) / std::numbers::sqrt2); }

} // namespace tidewaiter::flows
