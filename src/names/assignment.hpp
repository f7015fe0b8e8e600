// The best pairing of two sets: a linear assignment problem, small and solved exactly.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tidewaiter::names {

/// Gains of pairing row i with column j, none below 0; 0 means that they do not pair. Rows and columns up to 64.
class Assignment {
public:
    static constexpr std::size_t most = 64;

    void resize(std::size_t rows, std::size_t columns) {
        rows_ = rows;
        columns_ = columns;
    }

    void set(std::size_t row, std::size_t column, float gain) { gains_[row][column] = gain; }

    /// Out: the largest total gain.
    float solve();

    /// Column paired with a row in the last solution; -1 for none.
    int partner(std::size_t row) const { return partners_[row]; }

private:
    bool solve_simply();
    bool solve_by_trying();
    void solve_fully();

    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    std::array<std::array<float, most>, most> gains_;
    std::array<int, most> partners_{};
};

} // namespace tidewaiter::names
