#include "cli/pair_judgement.hpp"

#include <algorithm>
#include <cmath>

namespace tidewaiter::cli {

namespace {

std::uint64_t count_from(const std::vector<double>& falling, double threshold) {
    return static_cast<std::uint64_t>(std::ranges::upper_bound(falling, threshold, std::greater{}) - falling.begin());
}

std::vector<double> to_falling(std::vector<double> scores) {
    std::ranges::sort(scores, std::greater{});
    return scores;
}

} // namespace

ScoreSet::Point ScoreSet::best_f1() const {
    const std::vector<double> positives = to_falling(positives_);
    const std::vector<double> negatives = to_falling(negatives_);
    Point best;
    for (const double threshold : positives) {
        Tally tally;
        tally.true_positive = count_from(positives, threshold);
        tally.false_negative = positives.size() - tally.true_positive;
        tally.false_positive = count_from(negatives, threshold);
        if (tally.f1() > best.value) {
            best = {threshold, tally.f1()};
        }
    }
    return best;
}

ScoreSet::Point ScoreSet::recall_at(double false_share) const {
    const std::vector<double> positives = to_falling(positives_);
    const std::vector<double> negatives = to_falling(negatives_);
    const auto allowed = static_cast<std::size_t>(std::floor(false_share * static_cast<double>(negatives.size())));
    // The first negative that is one too many must stay below.
    const double limit = allowed < negatives.size() ? negatives[allowed] : -1;
    const auto found = std::ranges::lower_bound(positives, limit, std::greater{}) - positives.begin();
    if (found == 0) {
        return {1, 0};
    }
    return {positives[static_cast<std::size_t>(found) - 1], static_cast<double>(found) / static_cast<double>(positives.size())};
}

void Outcome::add_calibration(double score, bool label) {
    CalibrationBin& bin = calibration[std::min(calibration.size() - 1, static_cast<std::size_t>(score * static_cast<double>(calibration.size())))];
    ++bin.pairs;
    bin.matches += label ? 1 : 0;
    bin.scores += score;
}

} // namespace tidewaiter::cli
