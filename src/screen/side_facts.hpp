// What became of a file that was given beside the shipments.
#pragma once

#include "base/reject.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tidewaiter::screen {

/// Rows used and rejected, counted and said.
struct SideFacts {
    std::string what;            ///< "party master"
    std::string path;
    std::string sha256;
    std::uint64_t rows = 0;      ///< used + rejected, by the independent count of the reader
    std::uint64_t used = 0;
    std::uint64_t rejected = 0;
    std::uint64_t unreadable = 0; ///< single cells of used rows that could not be read
    std::vector<std::string> not_used; ///< columns that nothing reads
    std::vector<base::Reject> rejects; ///< the first of them
    std::string remark;          ///< more that the user should know; or empty
};

} // namespace tidewaiter::screen
