// Labelled pairs, one after another: names in CSV, or whole parties in JSON lines.
#pragma once

#include "match/match.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::cli {

struct LabelledPair {
    match::Prepared a;
    match::Prepared b;
    bool same = false;               ///< the label
    std::vector<std::string> groups; ///< "schema Person", "case_group nk_checks"
    std::string shown;               ///< both sides in one line
    bool fit = false;                ///< in which half a fixed hash puts the pair: fit or check
};

/// Reads CSV with the columns name1, name2, is_match and perhaps schema, case_group, quality; or JSON lines with left,
/// right (FollowTheMoney entities), judgement (positive or negative) and perhaps group and cluster. Pairs of one cluster
/// go into the same half.
/// In:     what the file's bytes are, and its name for messages
/// Errors: Failure(bad_input) naming file and line
void each_pair(const std::string& path, const std::string& bytes, const std::function<void(LabelledPair)>& use);

/// The names of the first line of a CSV file.
std::vector<std::string> header_of(const std::string& path, const std::string& bytes);

} // namespace tidewaiter::cli
