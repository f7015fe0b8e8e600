// Van der Waerden scores, shuffled apart for each column, are mixed by the Cholesky factor of the wanted matrix after the
// correlation that chance left in them is taken out; the columns then take over the ranks of the mixed scores. The wanted
// rank correlation is turned into the scores' product-moment correlation, 2 sin(pi r / 6), which is exact for normal
// scores; Iman and Conover use r itself, which comes out up to 0.02 too low.
#include "balance/rank_correlation.hpp"

#include "balance/normal.hpp"
#include "balance/philox.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>

namespace tidewaiter::balance {

namespace {

/// Streams of the shuffles: apart from every column's, whose second counter word is below this.
constexpr std::uint32_t shuffle_use = 0x80000000;

Eigen::MatrixXd product_moment(const RankMatrix& ranks, std::size_t size) {
    const auto n = static_cast<Eigen::Index>(size);
    Eigen::MatrixXd wanted(n, n);
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index j = 0; j < n; ++j) {
            const double rank = ranks[static_cast<std::size_t>(i * n + j)];
            wanted(i, j) = i == j ? 1 : 2 * std::sin(std::numbers::pi * rank / 6);
        }
    }
    return wanted;
}

/// A whole number below `end`, without preference: the bias of the product is below end / 2^64.
std::size_t below(std::size_t end, std::size_t step, std::uint32_t column, std::uint64_t seed) {
    const PhiloxBlock bits = philox({static_cast<std::uint32_t>(step), shuffle_use, column, 0}, seed);
    const std::uint64_t word = (std::uint64_t{bits[0]} << 32U) | bits[1];
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::size_t>((Wide{word} * end) >> 64U);
}

std::vector<std::uint32_t> order_of(const double* values, std::size_t rows) {
    std::vector<std::uint32_t> order(rows);
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [values](std::uint32_t a, std::uint32_t b) { return values[a] < values[b] || (values[a] == values[b] && a < b); });
    return order;
}

} // namespace

bool is_possible(const RankMatrix& ranks, std::size_t size) {
    const Eigen::LLT<Eigen::MatrixXd> factor(product_moment(ranks, size));
    return factor.info() == Eigen::Success && factor.matrixL().toDenseMatrix().diagonal().minCoeff() > 1e-6;
}

void correlate(std::span<std::vector<double>> columns, const RankMatrix& ranks, std::uint64_t seed) {
    if (columns.size() < 2) {
        return;
    }
    const std::size_t rows = columns.front().size();
    assert(rows >= 2);
    const auto n = static_cast<Eigen::Index>(columns.size());
    Eigen::MatrixXd scores(static_cast<Eigen::Index>(rows), n);
    std::vector<double> score(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        score[i] = normal_quantile(static_cast<double>(i + 1) / static_cast<double>(rows + 1));
    }
    for (Eigen::Index column = 0; column < n; ++column) {
        std::vector<double> shuffled = score;
        for (std::size_t i = rows; i > 1; --i) {
            std::swap(shuffled[i - 1], shuffled[below(i, i, static_cast<std::uint32_t>(column), seed)]);
        }
        std::ranges::copy(shuffled, scores.col(column).data());
    }
    const Eigen::LLT<Eigen::MatrixXd> wanted(product_moment(ranks, columns.size()));
    const Eigen::MatrixXd by_chance = scores.transpose() * scores / scores.col(0).squaredNorm();
    const Eigen::LLT<Eigen::MatrixXd> found(by_chance);
    // scores * (P Q^-1)^T with wanted = P P^T and found = Q Q^T; the triangle is solved, not inverted.
    const Eigen::MatrixXd unmixed = found.matrixL().solve(scores.transpose());
    const Eigen::MatrixXd mixed = (wanted.matrixL() * unmixed).transpose();
    for (Eigen::Index column = 0; column < n; ++column) {
        std::vector<double>& values = columns[static_cast<std::size_t>(column)];
        std::ranges::sort(values);
        const auto order = order_of(mixed.col(column).data(), rows);
        std::vector<double> placed(rows);
        for (std::size_t i = 0; i < rows; ++i) {
            placed[order[i]] = values[i];
        }
        values = std::move(placed);
    }
}

} // namespace tidewaiter::balance
