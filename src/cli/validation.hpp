// The figures of a model validation, and the report that they are filled into (data/validation.md).
#pragma once

#include "cli/old_alerts.hpp"
#include "screen/policy.hpp"
#include "screen/screening.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::cli {

/// Labelled pairs of names or parties, scored.
struct ScoredPairs {
    std::string path;
    std::string sha256;
    std::vector<double> positives;
    std::vector<double> negatives;
};

/// A sample from under the line that people judged (`screen --below`).
struct JudgedSample {
    std::string path;
    std::string sha256;
    std::uint64_t true_hits = 0;
    std::uint64_t false_alarms = 0;
    std::uint64_t open = 0;
    std::uint64_t band_pairs = 0; ///< what it was drawn from
    std::string band_from;
    std::string line;
};

/// Records of parties that are on no list, screened.
struct CleanRun {
    std::string path;
    std::string sha256;
    std::uint64_t records = 0;
    std::uint64_t review = 0;
    std::uint64_t hold = 0;
    std::uint64_t alerts = 0;
};

struct Validation {
    std::string command;
    std::string version;
    std::string as_of;
    std::string algorithm;
    const screen::Policy* policy = nullptr; ///< the caller's
    std::string lists_hash;
    std::vector<lists::ListVersion> lists;
    std::vector<std::string> notes;
    bool with_names = true; ///< of parties, where true hits are lost
    std::vector<OldAlerts> alerts;
    std::vector<ScoredPairs> pairs;
    std::vector<CleanRun> clean;
    std::vector<JudgedSample> below;
};

/// A share with its 95 % interval after Wilson (1927).
struct Share {
    double value = 0;
    double low = 0;
    double high = 1;
};

/// In: whole may be 0; then nothing is known and the interval is 0 to 1.
Share share_of(std::uint64_t part, std::uint64_t whole);
std::string to_text(const Share& share); ///< "0.958 (0.941 to 0.970)"

/// Errors: Failure(bad_input): a missing column, a disposition that is no known word
JudgedSample load_judged_sample(const std::string& path);

/// The report. Every {{name}} of the template is filled in.
std::string to_markdown(const Validation& validation);

} // namespace tidewaiter::cli
