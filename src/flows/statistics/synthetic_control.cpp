#include "flows/statistics/synthetic_control.hpp"

#include <algorithm>
#include <cmath>

namespace tidewaiter::flows {

namespace {

/// The nearest point of the simplex (each >= 0, sum 1). Source: Held, Wolfe, Crowder 1974.
Eigen::VectorXd on_simplex(const Eigen::VectorXd& point) {
    std::vector<double> sorted(point.data(), point.data() + point.size());
    std::ranges::sort(sorted, std::greater<>());
    double sum = 0;
    double shift = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        sum += sorted[i];
        const double candidate = (sum - 1) / static_cast<double>(i + 1);
        if (sorted[i] - candidate > 0) {
            shift = candidate;
        }
    }
    return (point.array() - shift).cwiseMax(0);
}

constexpr int steps = 20'000;         // far more than donors of monthly trade need; each costs microseconds
constexpr double still = 1e-12;       // a step that moves no weight by more ends the search

} // namespace

std::optional<SyntheticControl> fit_synthetic(const Eigen::VectorXd& treated, const Eigen::MatrixXd& donors, Eigen::Index before) {
    const Eigen::Index periods = treated.size();
    const Eigen::Index count = donors.cols();
    if (count == 0 || before < 2 || before >= periods || donors.rows() != periods) {
        return std::nullopt;
    }
    const Eigen::MatrixXd square = donors.topRows(before).transpose() * donors.topRows(before);
    const Eigen::VectorXd across = donors.topRows(before).transpose() * treated.head(before);
    const double largest = square.selfadjointView<Eigen::Lower>().eigenvalues().maxCoeff();
    SyntheticControl result;
    Eigen::VectorXd weights = Eigen::VectorXd::Constant(count, 1.0 / static_cast<double>(count));
    if (largest > 0) {
        // Accelerated projected gradient (Beck and Teboulle 2009), restarted where it would overshoot.
        Eigen::VectorXd ahead = weights;
        double momentum = 1;
        for (int step = 0; step < steps; ++step) {
            const Eigen::VectorXd next = on_simplex(ahead - (square * ahead - across) / largest);
            const Eigen::VectorXd move = next - weights;
            if ((ahead - next).dot(move) > 0) {
                momentum = 1;
            }
            const double following = (1 + std::sqrt(1 + 4 * momentum * momentum)) / 2;
            ahead = next + (momentum - 1) / following * move;
            momentum = following;
            weights = next;
            if (move.cwiseAbs().maxCoeff() < still && step > 10) {
                break;
            }
        }
    }
    result.weights = weights;
    result.path = donors * weights;
    const Eigen::VectorXd gap = treated - result.path;
    result.error_before = std::sqrt(gap.head(before).squaredNorm() / static_cast<double>(before));
    result.error_after = std::sqrt(gap.tail(periods - before).squaredNorm() / static_cast<double>(periods - before));
    // A fit without any error would make every ratio infinite; a billionth of the level is no error that trade data can have.
    const double floor = 1e-9 * std::max(1e-300, std::sqrt(treated.squaredNorm() / static_cast<double>(periods)));
    result.ratio = result.error_after / std::max(result.error_before, floor);
    return result;
}

PlaceboRank rank_placebos(const Eigen::MatrixXd& donors, Eigen::Index before, double ratio) {
    PlaceboRank rank;
    for (Eigen::Index i = 0; i < donors.cols(); ++i) {
        Eigen::MatrixXd others(donors.rows(), donors.cols() - 1);
        others << donors.leftCols(i), donors.rightCols(donors.cols() - 1 - i);
        if (const auto fit = fit_synthetic(donors.col(i), others, before)) {
            rank.ratios.push_back(fit->ratio);
            rank.larger += fit->ratio >= ratio ? 1U : 0U;
        }
    }
    rank.p = static_cast<double>(1 + rank.larger) / static_cast<double>(1 + rank.ratios.size());
    return rank;
}

} // namespace tidewaiter::flows
