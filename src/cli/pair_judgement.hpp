// How often scores judge pairs as their labels do: counts at a threshold, the best threshold, calibration.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tidewaiter::cli {

/// Counts of one group of pairs.
struct Tally {
    std::uint64_t true_positive = 0;
    std::uint64_t false_positive = 0;
    std::uint64_t false_negative = 0;
    std::uint64_t true_negative = 0;

    void add(bool predicted, bool label) {
        ++(predicted ? (label ? true_positive : false_positive) : (label ? false_negative : true_negative));
    }

    std::uint64_t count() const { return true_positive + false_positive + false_negative + true_negative; }
    double precision() const { return ratio(true_positive, true_positive + false_positive); }
    double recall() const { return ratio(true_positive, true_positive + false_negative); }
    double f1() const { return ratio(2 * true_positive, 2 * true_positive + false_positive + false_negative); }

private:
    static double ratio(std::uint64_t part, std::uint64_t whole) {
        return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
    }
};

/// Pairs by score, a tenth a row: in a calibrated score the share of matches rises with it.
struct CalibrationBin {
    std::uint64_t pairs = 0;
    std::uint64_t matches = 0;
    double scores = 0;
};

/// Scores of one set of pairs, by label.
class ScoreSet {
public:
    void add(double score, bool label) { (label ? positives_ : negatives_).push_back(score); }

    struct Point {
        double threshold = 0;
        double value = 0;
    };

    /// The threshold with the largest F1.
    Point best_f1() const;
    /// Share of the positives at or above the lowest threshold that at most this share of the negatives reaches.
    Point recall_at(double false_share) const;
    bool has_both() const { return !positives_.empty() && !negatives_.empty(); }

private:
    std::vector<double> positives_;
    std::vector<double> negatives_;
};

struct Outcome {
    Tally overall;
    std::map<std::string, Tally> groups;
    std::map<std::string, ScoreSet> scores; ///< "overall" and, when asked for, "split fit" and "split check"
    std::array<CalibrationBin, 10> calibration{};
    std::vector<std::string> misjudged;

    void add_calibration(double score, bool label);
};

} // namespace tidewaiter::cli
