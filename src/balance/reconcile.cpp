// The identities and the exact figures are kept by working in their null space: x = x0 + N z for any z. The sources then
// give an ordinary least-squares problem in z. All factors are orthogonal; nothing is inverted, and a term that nothing
// determines shows as a row outside the space that the sources span.
#include "balance/reconcile.hpp"

#include "balance/draws.hpp"
#include "balance/formulas.hpp"
#include "base/failure.hpp"

#include <Eigen/QR>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace tidewaiter::balance {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double tolerance = 1e-9; // of what is scaled to about 1

/// One source's figure as a row: form . x = stated, give or take sd.
struct Figure {
    std::size_t account = 0;
    std::string term;
    std::string source;
    Kind kind = Kind::estimate;
    Range range;
    double stated = 0;
    double sd = 0;
    std::map<std::size_t, double> form; // unknown, coefficient
};

/// A sum of unknowns that is known exactly.
struct Constraint {
    std::string name;
    std::map<std::size_t, double> form;
    double value = 0;
};

class Problem {
public:
    explicit Problem(const Model& model) : model_(model) {
        add_figures();
        add_identities();
    }

    bool is_trivial() const { return said_twice_ == false && constraints_.empty(); }

    Reconciliation solve();

private:
    std::size_t unknown(std::size_t account, const std::string& term);
    std::map<std::size_t, double> form_of(std::size_t account, std::string_view term);
    bool is_known(std::size_t account, std::string_view term) const { return unknowns_.contains({account, std::string(term)}); }
    void add_figure(std::size_t account, const std::string& term, const Range& range, Kind kind, const std::string& source, const std::optional<Unseen>& unseen);
    void add_figures();
    void add_identities();
    void add_identity(std::size_t account, const Identity& identity);
    void add_link(std::size_t account);
    VectorXd row(const std::map<std::size_t, double>& form) const;

    const Model& model_;
    std::map<std::pair<std::size_t, std::string>, std::size_t> unknowns_;
    std::vector<std::pair<std::size_t, std::string>> names_;
    std::vector<Figure> figures_;
    std::vector<Constraint> constraints_;
    std::vector<std::string> not_used_;
    bool said_twice_ = false;
};

std::string label(const Account& account) { return fmt::format("{} {}", account.kind.name, account.period); }

std::size_t Problem::unknown(std::size_t account, const std::string& term) {
    const auto [found, added] = unknowns_.try_emplace({account, term}, names_.size());
    if (added) {
        names_.emplace_back(account, term);
    }
    return found->second;
}

std::map<std::size_t, double> Problem::form_of(std::size_t account, std::string_view term) {
    LinearForm terms;
    add_term(terms, model_.accounts[account], term, 1);
    std::map<std::size_t, double> form;
    for (const auto& [name, coefficient] : terms) {
        form[unknown(account, name)] = coefficient;
    }
    return form;
}

void Problem::add_figure(std::size_t account, const std::string& term, const Range& range, Kind kind, const std::string& source,
                         const std::optional<Unseen>& unseen) {
    Figure figure{account, term, source, kind, range, mean_of(range), sd_of(range), form_of(account, term)};
    if (unseen) {
        // Mean and variance of count / (1 - h) for independent count and beta-distributed h.
        const double all = unseen->weight;
        const double other = all - unseen->mean * all;
        const double first = (all - 1) / (other - 1);
        const double second = (all - 1) * (all - 2) / ((other - 1) * (other - 2));
        const double square = figure.stated * figure.stated + figure.sd * figure.sd;
        figure.sd = std::sqrt(square * second - figure.stated * figure.stated * first * first);
        figure.stated *= first;
    }
    figures_.push_back(std::move(figure));
}

void Problem::add_figures() {
    for (std::size_t account = 0; account < model_.accounts.size(); ++account) {
        const Account& each = model_.accounts[account];
        std::map<std::string, int> said;
        for (const Observation& observed : each.observations) {
            add_figure(account, observed.term, observed.range, observed.kind, observed.source, std::nullopt);
            const Term* term = each.find(observed.term);
            const bool again = ++said[observed.term] > 1;
            said_twice_ = said_twice_ || again || (term != nullptr && !term->sum.empty());
        }
        for (const Term& term : each.terms) {
            if (term.unknown) {
                unknown(account, term.name);
                said_twice_ = true; // what the identities say of it is an answer of its own
            } else if (term.sum.empty() && !said.contains(term.name)) {
                add_figure(account, term.name, term.range, term.kind, term.source, term.unseen);
            }
        }
    }
}

void Problem::add_identities() {
    for (std::size_t account = 0; account < model_.accounts.size(); ++account) {
        for (const Identity& identity : identities_of(model_.accounts[account].kind.family)) {
            add_identity(account, identity);
        }
        if (!model_.accounts[account].after.empty()) {
            add_link(account);
        }
    }
}

void Problem::add_identity(std::size_t account, const Identity& identity) {
    const Account& each = model_.accounts[account];
    const bool has_end = is_known(account, identity.end) || each.find(identity.end) != nullptr;
    const bool has_start = is_known(account, identity.start) || each.find(identity.start) != nullptr;
    if (!has_end && !has_start) {
        return;
    }
    if (!has_end || !has_start) {
        not_used_.push_back(fmt::format("{}, {}: no figure for {}", label(each), identity.name, has_end ? identity.start : identity.end));
        return;
    }
    Constraint constraint{fmt::format("{}: {} = {}", label(each), identity.end, identity.start), {}, 0};
    bool moves = false;
    const auto add = [&](std::string_view term, double sign) {
        if (each.find(term) == nullptr && !is_known(account, term)) {
            return false;
        }
        for (const auto& [place, coefficient] : form_of(account, term)) {
            constraint.form[place] += sign * coefficient;
        }
        return true;
    };
    add(identity.end, 1);
    add(identity.start, -1);
    for (const std::string_view term : identity.plus) {
        if (add(term, -1)) {
            constraint.name += fmt::format(" + {}", term);
            moves = true;
        }
    }
    for (const std::string_view term : identity.minus) {
        if (add(term, 1)) {
            constraint.name += fmt::format(" - {}", term);
            moves = true;
        }
    }
    if (!moves) {
        not_used_.push_back(fmt::format("{}, {}: both ends are held, and nothing that moves it", label(each), identity.name));
        return;
    }
    constraints_.push_back(std::move(constraint));
}

void Problem::add_link(std::size_t account) {
    const Account& later = model_.accounts[account];
    const auto found = std::ranges::find_if(model_.accounts, [&](const Account& each) { return each.kind.name == later.kind.name && each.period == later.after; });
    const auto earlier = static_cast<std::size_t>(found - model_.accounts.begin());
    for (const Identity& identity : identities_of(later.kind.family)) {
        if (!is_known(account, identity.start) || !is_known(earlier, identity.end)) {
            continue;
        }
        Constraint link{fmt::format("{} {} = {} {}", later.period, identity.start, found->period, identity.end), {}, 0};
        for (const auto& [place, coefficient] : form_of(account, identity.start)) {
            link.form[place] += coefficient;
        }
        for (const auto& [place, coefficient] : form_of(earlier, identity.end)) {
            link.form[place] -= coefficient;
        }
        constraints_.push_back(std::move(link));
    }
}

VectorXd Problem::row(const std::map<std::size_t, double>& form) const {
    VectorXd values = VectorXd::Zero(static_cast<Index>(names_.size()));
    for (const auto& [place, coefficient] : form) {
        values(static_cast<Index>(place)) = coefficient;
    }
    return values;
}

Reconciliation Problem::solve() {
    Reconciliation result;
    result.not_used = not_used_;
    for (const Constraint& constraint : constraints_) {
        result.identities.push_back(constraint.name);
    }
    std::vector<const Figure*> spread;
    std::vector<Constraint> exact = constraints_;
    double scale = 1; // of the unknowns, for what counts as nothing
    for (const Figure& figure : figures_) {
        scale = std::max(scale, std::abs(figure.stated));
        if (figure.sd > 0) {
            spread.push_back(&figure);
        } else {
            exact.push_back({figure.term, figure.form, figure.stated});
        }
    }
    const auto n = static_cast<Index>(names_.size());
    const auto k = static_cast<Index>(exact.size());
    MatrixXd kept(n, k); // transposed constraints: their null space is what the last columns of Q span
    VectorXd wanted(k);
    for (Index i = 0; i < k; ++i) {
        kept.col(i) = row(exact[static_cast<std::size_t>(i)].form);
        wanted(i) = exact[static_cast<std::size_t>(i)].value;
    }
    VectorXd x0 = VectorXd::Zero(n);
    MatrixXd free = MatrixXd::Identity(n, n);
    if (k > 0) {
        Eigen::ColPivHouseholderQR<MatrixXd> factor(kept);
        factor.setThreshold(tolerance);
        x0 = kept.transpose().completeOrthogonalDecomposition().solve(wanted);
        const VectorXd broken = kept.transpose() * x0 - wanted;
        if (broken.cwiseAbs().maxCoeff() > tolerance * scale * static_cast<double>(n)) {
            Index worst = 0;
            broken.cwiseAbs().maxCoeff(&worst);
            throw base::Failure(base::FailureKind::bad_input,
                                fmt::format("{}: figures without a range contradict each other at {}", model_.name, exact[static_cast<std::size_t>(worst)].name),
                                "Give one of them a range: low, mode and high instead of value.");
        }
        const MatrixXd q = factor.householderQ();
        free = q.rightCols(n - factor.rank());
    }
    const auto m = static_cast<Index>(spread.size());
    MatrixXd weighted(m, free.cols());
    VectorXd rest(m);
    for (Index i = 0; i < m; ++i) {
        const Figure& figure = *spread[static_cast<std::size_t>(i)];
        const VectorXd form = row(figure.form);
        // In units of the scale, so that one threshold of rank serves thousands and billions.
        weighted.row(i) = form.transpose() * free * (scale / figure.sd);
        rest(i) = (figure.stated - form.dot(x0)) / figure.sd;
    }
    VectorXd x = x0;
    MatrixXd loose = free; // directions that no source decides
    MatrixXd deviation;    // columns times a standard normal vector are x's uncertainty
    if (m > 0 && free.cols() > 0) {
        Eigen::ColPivHouseholderQR<MatrixXd> span(weighted.transpose());
        span.setThreshold(tolerance);
        const Index rank = span.rank();
        const MatrixXd q = span.householderQ();
        const MatrixXd decided = q.leftCols(rank);
        loose = free * q.rightCols(free.cols() - rank);
        const MatrixXd reduced = weighted * decided;
        const Eigen::HouseholderQR<MatrixXd> least(reduced);
        x += free * (decided * least.solve(rest)) * scale;
        const MatrixXd upper = least.matrixQR().topRows(rank).template triangularView<Eigen::Upper>();
        const MatrixXd spanned = (free * decided).transpose() * scale;
        deviation = upper.transpose().triangularView<Eigen::Lower>().solve(spanned);
        result.redundancy = static_cast<int>(m - rank);
    }
    for (Index i = 0; i < n; ++i) {
        const auto& [account, term] = names_[static_cast<std::size_t>(i)];
        const bool determined = loose.cols() == 0 || loose.row(i).norm() < 1e-6;
        result.terms.push_back({account, term, determined ? x(i) : 0, determined && deviation.size() > 0 ? deviation.col(i).norm() : 0, determined});
    }
    for (const Figure& figure : figures_) {
        Residual residual{figure.account, figure.term, figure.source, figure.kind, figure.range, figure.stated, figure.sd, row(figure.form).dot(x), 0, 0};
        residual.off = residual.stated - residual.balanced;
        if (std::abs(residual.off) < tolerance * scale) {
            residual.off = 0; // rounding
        }
        residual.off_sd = residual.sd > 0 ? residual.off / residual.sd : 0;
        result.sum_of_squares += residual.off_sd * residual.off_sd;
        result.residuals.push_back(std::move(residual));
    }
    std::ranges::stable_sort(result.residuals, std::greater{}, [](const Residual& residual) { return std::abs(residual.off_sd); });
    return result;
}

} // namespace

std::optional<Reconciliation> reconcile(const Model& model) {
    Problem problem(model);
    if (problem.is_trivial()) {
        return std::nullopt;
    }
    return problem.solve();
}

} // namespace tidewaiter::balance
