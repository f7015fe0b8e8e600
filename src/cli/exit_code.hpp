// The exit statuses of the program; printed in every manual page.
#pragma once

#include "base/failure.hpp"

namespace tidewaiter::cli {

enum class ExitCode : int {
    done = 0,      ///< done
    findings = 1,  ///< done, and something asks for review (only with --fail-on)
    usage = 2,     ///< wrong usage
    bad_input = 3, ///< bad input
    machine = 4,   ///< a fault of the machine (disk full, no network), with nothing half-written
};

inline ExitCode to_exit_code(base::FailureKind kind) {
    switch (kind) {
    case base::FailureKind::usage: return ExitCode::usage;
    case base::FailureKind::bad_input: return ExitCode::bad_input;
    case base::FailureKind::machine: return ExitCode::machine;
    }
    return ExitCode::machine;
}

} // namespace tidewaiter::cli
