// Going back from the last year, the sentence must hold against all years at once: draw by draw the last year is compared
// with the largest of the older ones so far.
#include "balance/history.hpp"

#include "balance/draws.hpp"

#include <algorithm>

namespace tidewaiter::balance {

namespace {

std::vector<double> drawn(const Series& series, const YearFigure& figure, const RunOptions& options) {
    Range range = figure.range;
    range.shape = options.shape.value_or(range.shape);
    std::vector<double> values(options.draws);
    fill(values, 0, {range, std::nullopt, stream_of("series " + series.name, std::to_string(figure.year))}, options.seed);
    return values;
}

} // namespace

HistoryResult compare_history(const Series& series, const RunOptions& options) {
    HistoryResult result;
    const YearFigure& last = series.years.back();
    const std::vector<double> now = drawn(series, last, options);
    std::vector<double> largest(options.draws, -1);
    bool likely = true;
    bool certain = true;
    int newer = last.year;
    for (std::size_t i = series.years.size() - 1; i-- > 0;) {
        const YearFigure& figure = series.years[i];
        const std::vector<double> then = drawn(series, figure, options);
        std::uint64_t above = 0;
        std::uint64_t above_all = 0;
        for (std::size_t row = 0; row < now.size(); ++row) {
            largest[row] = std::max(largest[row], then[row]);
            above += now[row] > then[row] ? 1U : 0U;
            above_all += now[row] > largest[row] ? 1U : 0U;
        }
        const auto share = [&now](std::uint64_t count) { return static_cast<double>(count) / static_cast<double>(now.size()); };
        result.older.push_back({figure.year, figure.range, share(above), share(above_all)});
        likely = likely && share(above_all) >= 0.5;
        certain = certain && last.range.low > figure.range.high;
        if (likely) {
            result.likely_since = figure.year;
        }
        if (certain) {
            result.certain_since = figure.year;
        }
        if (share(above) < 0.5 && !result.refuted_by) {
            result.refuted_by = figure.year;
        }
        if (newer - figure.year > 1) {
            result.gaps.emplace_back(figure.year + 1, newer - 1);
        }
        newer = figure.year;
    }
    return result;
}

} // namespace tidewaiter::balance
