// The counts of a run.
#pragma once

#include "screen/evaluate.hpp"
#include "screen/finding.hpp"
#include "screen/shipment_reader.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace tidewaiter::screen {

class SummaryBook {
public:
    void add(const Evaluated& evaluated);
    /// Fills what the book knows; input, times and rejects are the caller's.
    RunSummary take(const ScreenInputs& inputs, const FileFacts& facts);

private:
    using Counts = std::map<std::string, std::uint64_t>;

    RunSummary summary_;
    Counts rules_;
    Counts combinations_;
    Counts destinations_;
    Counts made_elsewhere_;
    Counts not_screened_;
    Counts empty_;
    Counts unreadable_;
    std::uint64_t screened_parties_ = 0;
};

} // namespace tidewaiter::screen
