// Progress of a long run: one line that rewrites itself on a terminal, a plain line now and then elsewhere; and the
// interrupt key, which stops the run at its next step instead of killing it half-way.
#pragma once

#include "cli/verb.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace tidewaiter::cli {

/// While one lives, SIGINT and SIGTERM only raise a flag.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;
    static bool raised();
};

class Progress {
public:
    Progress(Streams& streams, bool quiet, std::string what);
    /// Clears the line.
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// In: share 0..1, or negative when unknown. Out: false when the run is to stop.
    bool step(std::uint64_t done, double share);

private:
    using Clock = std::chrono::steady_clock;

    std::string line(std::uint64_t done, double share, double seconds) const;

    Streams& streams_;
    bool quiet_;
    std::string what_;
    Clock::time_point start_;
    Clock::time_point last_;
    bool shown_ = false;
    double share_ = 0;
};

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number);

} // namespace tidewaiter::cli
