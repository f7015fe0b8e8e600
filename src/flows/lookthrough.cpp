// The Leontief inverse is never formed: one factorisation of I - A, then one solution for each user asked about. The
// factors are made block by block with Eigen; the stripes of a step are spread over threads, and each stripe is the same
// work whoever does it, so that the answer does not depend on their number.
#include "flows/lookthrough.hpp"

#include "base/failure.hpp"
#include "base/parallel.hpp"

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tidewaiter::flows {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index panel_columns = 64;
constexpr Index stripe_columns = 192;

/// Factors the columns [first, first + width) below row `first`, with row exchanges within the panel.
/// Out: false when a column has no pivot
bool factor_panel(MatrixXd& a, Index first, Index width, std::vector<Index>& exchanged) {
    const Index n = a.rows();
    for (Index k = first; k < first + width; ++k) {
        Index pivot = 0;
        const double largest = a.col(k).segment(k, n - k).cwiseAbs().maxCoeff(&pivot);
        pivot += k;
        exchanged[static_cast<std::size_t>(k)] = pivot;
        if (!(largest > 1e-14)) {
            return false;
        }
        if (pivot != k) {
            a.row(k).segment(first, width).swap(a.row(pivot).segment(first, width));
        }
        a.col(k).segment(k + 1, n - k - 1) /= a(k, k);
        for (Index j = k + 1; j < first + width; ++j) {
            a.col(j).segment(k + 1, n - k - 1) -= a(k, j) * a.col(k).segment(k + 1, n - k - 1);
        }
    }
    return true;
}

/// LU with partial pivoting in place; exchanged[k] is the row that was exchanged with row k.
bool factor(MatrixXd& a, std::vector<Index>& exchanged, unsigned threads) {
    const Index n = a.rows();
    exchanged.assign(static_cast<std::size_t>(n), 0);
    for (Index first = 0; first < n; first += panel_columns) {
        const Index width = std::min(panel_columns, n - first);
        if (!factor_panel(a, first, width, exchanged)) {
            return false;
        }
        const Index rest = first + width;
        const auto exchange = [&](Index column, Index columns) {
            for (Index k = first; k < rest; ++k) {
                const Index other = exchanged[static_cast<std::size_t>(k)];
                if (other != k) {
                    a.row(k).segment(column, columns).swap(a.row(other).segment(column, columns));
                }
            }
        };
        exchange(0, first);
        const auto lower = a.block(first, first, width, width).triangularView<Eigen::UnitLower>();
        const Index stripes = (n - rest + stripe_columns - 1) / stripe_columns;
        base::in_parallel(static_cast<std::size_t>(stripes), threads, [&](std::size_t stripe) {
            const Index column = rest + static_cast<Index>(stripe) * stripe_columns;
            const Index columns = std::min(stripe_columns, n - column);
            exchange(column, columns);
            auto top = a.block(first, column, width, columns);
            lower.solveInPlace(top);
            a.block(rest, column, n - rest, columns).noalias() -= a.block(rest, first, n - rest, width) * top;
        });
    }
    return true;
}

} // namespace

struct LookThroughSolver::Factors {
    MatrixXd lu;
    std::vector<Index> exchanged;

    VectorXd solve(VectorXd right) const {
        for (std::size_t k = 0; k < exchanged.size(); ++k) {
            std::swap(right(static_cast<Index>(k)), right(exchanged[k]));
        }
        lu.triangularView<Eigen::UnitLower>().solveInPlace(right);
        lu.triangularView<Eigen::Upper>().solveInPlace(right);
        return right;
    }
};

namespace {

/// (I - A) x for the check of a solution, straight from the table.
VectorXd applied(const IoTable& table, const VectorXd& x) {
    VectorXd result = x;
    const std::size_t n = table.size();
    for (std::size_t buyer = 0; buyer < n; ++buyer) {
        if (table.output[buyer] > 0) {
            const Eigen::Map<const VectorXd> column(table.flows.data() + buyer * n, static_cast<Index>(n));
            result -= column * (x(static_cast<Index>(buyer)) / table.output[buyer]);
        }
    }
    return result;
}

} // namespace

LookThroughSolver::LookThroughSolver(const IoTable& table, unsigned threads) : table_(table), factors_(std::make_unique<Factors>()) {
    const auto n = static_cast<Index>(table.size());
    factors_->lu.resize(n, n);
    for (Index buyer = 0; buyer < n; ++buyer) {
        const double output = table.output[static_cast<std::size_t>(buyer)];
        const Eigen::Map<const VectorXd> column(table.flows.data() + buyer * n, n);
        if (output > 0) {
            factors_->lu.col(buyer) = column * (-1 / output);
        } else {
            factors_->lu.col(buyer).setZero();
        }
        factors_->lu(buyer, buyer) += 1;
    }
    if (!factor(factors_->lu, factors_->exchanged, threads)) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: the table has no look-through: some sectors buy all that they make from themselves", table.table_name),
                            "Check the outputs: a sector's inputs should stay below its output.");
    }
}

LookThroughSolver::~LookThroughSolver() = default;

std::vector<double> LookThroughSolver::column(std::size_t user) const {
    VectorXd unit = VectorXd::Zero(static_cast<Index>(table_.size()));
    unit(static_cast<Index>(user)) = 1;
    const VectorXd solved = factors_->solve(unit);
    return {solved.data(), solved.data() + solved.size()};
}

LookThrough LookThroughSolver::look(std::span<const std::size_t> users, std::span<const SourceGroup> groups) const {
    LookThrough result;
    const std::size_t n = table_.size();
    result.together.resize(groups.size());
    result.face_mean.assign(groups.size(), 0.0);
    double all_inputs = 0;
    std::size_t looked = 0;
    for (const std::size_t user : users) {
        UserReliance one{.user = user, .output = table_.output[user]};
        std::vector<double> through = column(user);
        const Eigen::Map<const VectorXd> x(through.data(), static_cast<Index>(n));
        VectorXd error = applied(table_, x);
        error(static_cast<Index>(user)) -= 1;
        result.residual = std::max(result.residual, error.cwiseAbs().maxCoeff() / x.cwiseAbs().maxCoeff());
        through[user] -= 1; // the unit itself
        double behind = 0;  // all production behind one unit
        for (std::size_t seller = 0; seller < n; ++seller) {
            one.inputs += table_.flow(seller, user);
            behind += through[seller];
        }
        for (std::size_t group = 0; group < groups.size(); ++group) {
            Reliance share{.source = groups[group].name};
            double bought = 0;
            for (const std::size_t seller : groups[group].sellers) {
                bought += table_.flow(seller, user);
                share.through += through[seller];
            }
            result.together[group].face += bought; // by value, until all users are added
            share.face = one.inputs > 0 ? bought / one.inputs : 0;
            share.through = behind > 0 ? share.through / behind : 0;
            share.direct = behind > 0 ? bought / one.output / behind : 0;
            share.indirect = share.through - share.direct;
            one.sources.push_back(std::move(share));
        }
        all_inputs += one.inputs;
        if (one.inputs > 0) {
            ++looked; // a sector that buys nothing has no shares, and pulls no mean to zero
            for (std::size_t group = 0; group < groups.size(); ++group) {
                result.together[group].through += one.sources[group].through;
                result.together[group].direct += one.sources[group].direct;
                result.face_mean[group] += one.sources[group].face;
            }
        }
        result.users.push_back(std::move(one));
    }
    const double count = std::max<double>(1, static_cast<double>(looked));
    for (std::size_t group = 0; group < groups.size(); ++group) {
        Reliance& share = result.together[group];
        share.source = groups[group].name;
        share.face = all_inputs > 0 ? share.face / all_inputs : 0;
        share.through /= count;
        share.direct /= count;
        share.indirect = share.through - share.direct;
        result.face_mean[group] /= count;
    }
    return result;
}

} // namespace tidewaiter::flows
