#include "names/assignment.hpp"

#include <algorithm>
#include <limits>

namespace tidewaiter::names {

float Assignment::solve() {
    if (!solve_simply() && !solve_by_trying()) {
        solve_fully();
    }
    float total = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
        if (partners_[row] >= 0) {
            total += gains_[row][static_cast<std::size_t>(partners_[row])];
        }
    }
    return total;
}

/// When every row's best column is no other row's best, that is the solution; it nearly always is.
bool Assignment::solve_simply() {
    std::array<bool, most> taken{};
    for (std::size_t row = 0; row < rows_; ++row) {
        int best = -1;
        float gain = 0;
        for (std::size_t column = 0; column < columns_; ++column) {
            if (gains_[row][column] > gain) {
                gain = gains_[row][column];
                best = static_cast<int>(column);
            }
        }
        partners_[row] = best;
        if (best >= 0) {
            if (taken[static_cast<std::size_t>(best)]) {
                return false;
            }
            taken[static_cast<std::size_t>(best)] = true;
        }
    }
    return true;
}

/// For a few rows all pairings are tried, those that cannot become the best left out.
bool Assignment::solve_by_trying() {
    constexpr std::size_t few = 4;
    if (rows_ > few) {
        return false;
    }
    std::array<double, few + 1> most_left{}; // what the rows from here on could gain
    for (std::size_t row = rows_; row-- > 0;) {
        float gain = 0;
        for (std::size_t column = 0; column < columns_; ++column) {
            gain = std::max(gain, gains_[row][column]);
        }
        most_left[row] = most_left[row + 1] + double{gain};
    }
    std::array<int, few> tried{};
    double best = -1;
    const auto attempt = [&](const auto& self, std::size_t row, double gain, std::uint64_t taken) -> void {
        if (gain + most_left[row] <= best) {
            return;
        }
        if (row == rows_) {
            best = gain;
            std::copy_n(tried.begin(), rows_, partners_.begin());
            return;
        }
        for (std::size_t column = 0; column < columns_; ++column) {
            if (gains_[row][column] > 0 && (taken >> column & 1U) == 0) {
                tried[row] = static_cast<int>(column);
                self(self, row + 1, gain + double{gains_[row][column]}, taken | std::uint64_t{1} << column);
            }
        }
        tried[row] = -1;
        self(self, row + 1, gain, taken);
    };
    attempt(attempt, 0, 0, 0);
    return true;
}

/// Shortest augmenting paths with potentials (Jonker and Volgenant, Computing 38, 1987), rows entering one by one.
/// Each row may also stay alone at no gain: a private column of its own does that.
void Assignment::solve_fully() {
    constexpr std::size_t width = 2 * most + 1;
    constexpr double infinite = std::numeric_limits<double>::infinity();
    const std::size_t columns = columns_ + rows_;
    std::array<double, most + 1> row_potential{};
    std::array<double, width> column_potential{};
    std::array<std::size_t, width> row_of{}; // 1-based; 0: free
    std::array<std::size_t, width> way{};
    const auto cost = [&](std::size_t row, std::size_t column) -> double {
        if (column <= columns_) {
            return -double{gains_[row - 1][column - 1]};
        }
        return column - columns_ == row ? 0.0 : infinite;
    };
    for (std::size_t row = 1; row <= rows_; ++row) {
        std::array<double, width> least;
        least.fill(infinite);
        std::array<bool, width> used{};
        row_of[0] = row;
        std::size_t column = 0;
        do {
            used[column] = true;
            const std::size_t at = row_of[column];
            double delta = infinite;
            std::size_t next = 0;
            for (std::size_t j = 1; j <= columns; ++j) {
                if (used[j]) {
                    continue;
                }
                const double reduced = cost(at, j) - row_potential[at] - column_potential[j];
                if (reduced < least[j]) {
                    least[j] = reduced;
                    way[j] = column;
                }
                if (least[j] < delta) {
                    delta = least[j];
                    next = j;
                }
            }
            for (std::size_t j = 0; j <= columns; ++j) {
                if (used[j]) {
                    row_potential[row_of[j]] += delta;
                    column_potential[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        } while (row_of[column] != 0);
        while (column != 0) {
            const std::size_t before = way[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    for (std::size_t row = 0; row < rows_; ++row) {
        partners_[row] = -1;
    }
    for (std::size_t j = 1; j <= columns_; ++j) {
        if (row_of[j] != 0 && gains_[row_of[j] - 1][j - 1] > 0) {
            partners_[row_of[j] - 1] = static_cast<int>(j) - 1;
        }
    }
}

} // namespace tidewaiter::names
