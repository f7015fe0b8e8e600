// Scores that another tool showed, beside ours: how many points they lie apart.
#pragma once

#include "cli/verb.hpp"

#include "match/algorithms.hpp"

#include <string>
#include <vector>

namespace tidewaiter::cli {

/// Does the header name recorded scores: query_name, result_name, ofac_score?
bool has_recorded_scores(const std::vector<std::string>& header);

/// Compares each row (persons and organisations alike, since the file does not tell) and prints how far apart the scores
/// lie, in points of a hundred. A recorded -1 says that the tool did not show the pair; such rows are counted apart.
/// Errors: Failure(bad_input) naming file and line.
void measure_recorded(const std::string& path, const std::string& bytes, const match::Algorithm& algorithm, bool json, Streams& streams);

} // namespace tidewaiter::cli
