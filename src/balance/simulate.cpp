// Draws go by blocks of a few thousand, so that a block's columns stay in the cache; columns that move together are drawn
// whole and reordered first. For the swings each column is drawn a second time: that is cheaper than keeping all columns,
// and the counter-based generator gives the same numbers again.
#include "balance/simulate.hpp"

#include "balance/rank_correlation.hpp"

#include "base/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace tidewaiter::balance {

namespace {

constexpr std::size_t block_rows = 4096;
constexpr std::size_t bins = 48;

class Run {
public:
    explicit Run(const Simulation& simulation) : asked_(simulation), whole_(simulation.columns.size()) { draw_correlated(); }

    std::vector<Drawn> count();
    void add_swings(std::vector<Drawn>& drawn) const;

private:
    void draw_correlated();
    void fill_part(std::size_t column, std::uint64_t first, std::span<double> into) const;
    Drawn summed(const std::vector<double>& balance) const;
    Swing swing(std::size_t question, std::size_t column, std::span<const double> values, std::vector<double>& rest) const;

    const Simulation& asked_;
    std::vector<std::vector<double>> whole_;    // columns that are kept whole; empty for the others
    std::vector<std::vector<double>> balances_; // questions x draws
};

void Run::draw_correlated() {
    std::vector<std::size_t> members;
    const auto place = [this](std::string_view term) {
        return static_cast<std::size_t>(std::ranges::find(asked_.columns, term, &Column::term) - asked_.columns.begin());
    };
    // A fixed column has no ranks, and a term that no question uses has no column.
    const auto moves = [this](std::size_t at) {
        return at < asked_.columns.size() && !(asked_.columns[at].draw.range.is_fixed() && !asked_.columns[at].draw.unseen);
    };
    std::vector<std::pair<std::pair<std::size_t, std::size_t>, double>> pairs;
    for (const RankCorrelation& each : asked_.correlations) {
        const std::size_t first = place(each.first);
        const std::size_t second = place(each.second);
        if (!moves(first) || !moves(second)) {
            continue;
        }
        for (const std::size_t member : {first, second}) {
            if (std::ranges::find(members, member) == members.end()) {
                members.push_back(member);
            }
        }
        pairs.push_back({{first, second}, each.rank});
    }
    if (members.empty() || asked_.draws < 2) {
        return;
    }
    const std::size_t size = members.size();
    RankMatrix ranks(size * size);
    const auto index = [&members](std::size_t column) { return static_cast<std::size_t>(std::ranges::find(members, column) - members.begin()); };
    for (std::size_t i = 0; i < size; ++i) {
        ranks[i * size + i] = 1;
    }
    for (const auto& [columns, rank] : pairs) {
        ranks[index(columns.first) * size + index(columns.second)] = rank;
        ranks[index(columns.second) * size + index(columns.first)] = rank;
    }
    std::vector<std::vector<double>> together(size, std::vector<double>(asked_.draws));
    base::in_parallel(size, asked_.threads, [&](std::size_t i) { fill(together[i], 0, asked_.columns[members[i]].draw, asked_.seed); });
    correlate(together, ranks, asked_.seed);
    for (std::size_t i = 0; i < size; ++i) {
        whole_[members[i]] = std::move(together[i]);
    }
}

void Run::fill_part(std::size_t column, std::uint64_t first, std::span<double> into) const {
    if (whole_[column].empty()) {
        fill(into, first, asked_.columns[column].draw, asked_.seed);
    } else {
        std::copy_n(whole_[column].begin() + static_cast<std::ptrdiff_t>(first), into.size(), into.begin());
    }
}

std::vector<Drawn> Run::count() {
    balances_.assign(asked_.balances.size(), std::vector<double>(asked_.draws, 0.0));
    const std::size_t blocks = (asked_.draws + block_rows - 1) / block_rows;
    base::in_parallel(blocks, asked_.threads, [this](std::size_t block) {
        const std::size_t first = block * block_rows;
        const std::size_t rows = std::min<std::size_t>(block_rows, asked_.draws - first);
        std::array<double, block_rows> buffer; // NOLINT: filled before it is read
        for (std::size_t column = 0; column < asked_.columns.size(); ++column) {
            fill_part(column, first, std::span(buffer).first(rows));
            for (std::size_t question = 0; question < balances_.size(); ++question) {
                const double coefficient = asked_.balances[question][column];
                if (coefficient == 0) {
                    continue;
                }
                double* const balance = balances_[question].data() + first;
                for (std::size_t i = 0; i < rows; ++i) {
                    balance[i] += coefficient * buffer[i];
                }
            }
        }
    });
    std::vector<Drawn> drawn(balances_.size());
    base::in_parallel(balances_.size(), asked_.threads, [&](std::size_t question) { drawn[question] = summed(balances_[question]); });
    return drawn;
}

/// The value below which a share of the values lies: the ceil(share * n)-th smallest.
std::size_t rank_of(double share, std::size_t rows) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(rows)));
    return std::min(std::max<std::size_t>(rank, 1), rows) - 1;
}

Drawn Run::summed(const std::vector<double>& balance) const {
    Drawn drawn;
    double least = balance.front();
    double most = balance.front();
    for (const double value : balance) {
        drawn.favourable += value > 0 ? 1U : 0U;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    drawn.histogram.from = least;
    drawn.histogram.step = (most - least) / static_cast<double>(bins);
    drawn.histogram.counts.assign(drawn.histogram.step > 0 ? bins : 1, 0);
    for (const double value : balance) {
        const auto bin = drawn.histogram.step > 0 ? static_cast<std::size_t>((value - least) / drawn.histogram.step) : 0;
        ++drawn.histogram.counts[std::min(bin, drawn.histogram.counts.size() - 1)];
    }
    std::vector<double> order = balance;
    const auto at = [&order](std::size_t rank) { return order.begin() + static_cast<std::ptrdiff_t>(rank); };
    const std::size_t middle = rank_of(0.5, order.size());
    const std::size_t low = rank_of(0.05, order.size());
    const std::size_t high = rank_of(0.95, order.size());
    // The median first: what lies on either side of it needs no second look.
    std::nth_element(order.begin(), at(middle), order.end());
    std::nth_element(order.begin(), at(low), at(middle));
    if (high > middle) { // the median itself stays where it is
        std::nth_element(at(middle) + 1, at(high), order.end());
    }
    drawn.percentiles = {order[low], order[middle], order[high]};
    return drawn;
}

/// The range of what is drawn: of a count, with the mean share that was not seen.
Range whole_range(const Draw& draw) {
    const double factor = draw.unseen ? 1 / (1 - draw.unseen->mean) : 1;
    return {draw.range.low * factor, draw.range.mode * factor, draw.range.high * factor, draw.range.shape};
}

Swing Run::swing(std::size_t question, std::size_t column, std::span<const double> values, std::vector<double>& rest) const {
    const std::vector<double>& balance = balances_[question];
    const double coefficient = asked_.balances[question][column];
    const Range range = whole_range(asked_.columns[column].draw);
    Swing swing{.term = asked_.columns[column].term, .sign = coefficient, .range = range};
    std::uint64_t at_low = 0;
    std::uint64_t at_high = 0;
    rest.resize(balance.size());
    for (std::size_t i = 0; i < balance.size(); ++i) {
        const double others = balance[i] - coefficient * values[i];
        at_low += others + coefficient * range.low > 0 ? 1U : 0U;
        at_high += others + coefficient * range.high > 0 ? 1U : 0U;
        rest[i] = -others / coefficient;
    }
    swing.probability_at_low = static_cast<double>(at_low) / static_cast<double>(balance.size());
    swing.probability_at_high = static_cast<double>(at_high) / static_cast<double>(balance.size());
    const auto middle = rest.begin() + static_cast<std::ptrdiff_t>(rank_of(0.5, rest.size()));
    std::nth_element(rest.begin(), middle, rest.end());
    swing.even_odds = *middle;
    return swing;
}

void Run::add_swings(std::vector<Drawn>& drawn) const {
    std::vector<std::vector<Swing>> found(asked_.columns.size() * balances_.size());
    base::in_parallel(asked_.columns.size(), asked_.threads, [&](std::size_t column) {
        const Draw& draw = asked_.columns[column].draw;
        if (draw.range.is_fixed()) {
            return;
        }
        std::vector<double> drawn_again;
        std::span<const double> values = whole_[column];
        if (values.empty()) {
            drawn_again.resize(asked_.draws);
            fill(drawn_again, 0, draw, asked_.seed);
            values = drawn_again;
        }
        std::vector<double> rest;
        for (std::size_t question = 0; question < balances_.size(); ++question) {
            if (asked_.balances[question][column] != 0) {
                found[column * balances_.size() + question].push_back(swing(question, column, values, rest));
            }
        }
    });
    for (std::size_t column = 0; column < asked_.columns.size(); ++column) {
        for (std::size_t question = 0; question < balances_.size(); ++question) {
            for (Swing& each : found[column * balances_.size() + question]) {
                drawn[question].swings.push_back(std::move(each));
            }
        }
    }
}

/// A term held at its mode.
double central(const Draw& draw) { return whole_range(draw).mode; }

/// The balance with every column at the end that is best for it; infinite with an unseen share on the wrong side.
double best_case(const Simulation& asked, const Coefficients& coefficients, double direction) {
    double sum = 0;
    for (std::size_t column = 0; column < asked.columns.size(); ++column) {
        const double coefficient = coefficients[column] * direction;
        const Draw& draw = asked.columns[column].draw;
        if (coefficient == 0) {
            continue;
        }
        const bool open = draw.unseen && coefficient > 0 && draw.range.high > 0;
        sum += open ? std::numeric_limits<double>::infinity() : coefficient * (coefficient > 0 ? draw.range.high : draw.range.low);
    }
    return direction * sum;
}

void finish_swings(const Simulation& asked, const Coefficients& coefficients, Answer& answer) {
    for (Swing& swing : answer.swings) {
        const auto column = static_cast<std::size_t>(std::ranges::find(asked.columns, swing.term, &Column::term) - asked.columns.begin());
        const Draw& draw = asked.columns[column].draw;
        const double others = answer.at_modes - swing.sign * central(draw);
        swing.balance_at_low = others + swing.sign * swing.range.low;
        swing.balance_at_high = others + swing.sign * swing.range.high;
        Coefficients rest = coefficients;
        rest[column] = 0;
        swing.last_hope = -best_case(asked, rest, 1) / swing.sign;
    }
    std::ranges::stable_sort(answer.swings, std::greater{}, &Swing::width);
}

} // namespace

std::vector<Drawn> simulate(const Simulation& simulation, bool with_swings) {
    if (simulation.balances.empty()) {
        return {};
    }
    Run run(simulation);
    std::vector<Drawn> drawn = run.count();
    if (with_swings) {
        run.add_swings(drawn);
    }
    return drawn;
}

std::vector<Answer> answer_account(const Account& account, const RunOptions& options) {
    std::vector<Answer> answers;
    std::vector<LinearForm> forms;
    LinearForm used;
    for (const Test& test : tests_of(account)) {
        answers.push_back({.test = test.id, .question = test.question, .formula = formula_of(test), .remark = test.remark,
                           .not_held = test.not_held, .askable = test.askable});
        LinearForm form;
        if (test.askable) {
            for (const std::string& term : test.plus) {
                add_term(form, account, term, 1);
            }
            for (const std::string& term : test.minus) {
                add_term(form, account, term, -1);
            }
        }
        for (const auto& [name, coefficient] : form) {
            if (account.find(name)->unknown) {
                answers.back().askable = false;
                answers.back().remark = fmt::format("no source says {}; what the identities leave for it stands among the balanced figures", name);
            }
        }
        if (!answers.back().askable) {
            form.clear();
        }
        used.insert(form.begin(), form.end());
        forms.push_back(std::move(form));
    }
    Simulation asked{.correlations = account.correlations, .draws = options.draws, .seed = options.seed, .threads = options.threads};
    for (const auto& [name, unused] : used) {
        const Term& term = *account.find(name);
        Range range = term.range;
        range.shape = options.shape.value_or(range.shape);
        asked.columns.push_back({name, {range, term.unseen, stream_of(account.kind.name + " " + account.period, name)}});
    }
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < forms.size(); ++i) {
        if (answers[i].askable) {
            Coefficients coefficients;
            for (const Column& column : asked.columns) {
                const auto found = forms[i].find(column.term);
                coefficients.push_back(found == forms[i].end() ? 0 : found->second);
            }
            asked.balances.push_back(std::move(coefficients));
            places.push_back(i);
        }
    }
    std::vector<Drawn> drawn = simulate(asked, true);
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        Answer& answer = answers[places[i]];
        answer.favourable = drawn[i].favourable;
        answer.draws = options.draws;
        answer.probability = static_cast<double>(answer.favourable) / static_cast<double>(answer.draws);
        answer.percentiles = drawn[i].percentiles;
        answer.histogram = std::move(drawn[i].histogram);
        answer.swings = std::move(drawn[i].swings);
        for (std::size_t column = 0; column < asked.columns.size(); ++column) {
            const double coefficient = asked.balances[i][column];
            answer.at_modes += coefficient * central(asked.columns[column].draw);
            if (coefficient != 0) {
                answer.terms.push_back({asked.columns[column].term, asked.columns[column].draw.range, coefficient, asked.columns[column].draw.unseen.has_value()});
            }
        }
        answer.lowest_possible = best_case(asked, asked.balances[i], -1);
        answer.highest_possible = best_case(asked, asked.balances[i], 1);
        finish_swings(asked, asked.balances[i], answer);
    }
    return answers;
}

} // namespace tidewaiter::balance
