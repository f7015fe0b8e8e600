// Starts the program: streams, the clock (read once), and the exit status.
#include "cli/verb.hpp"

#include <fmt/chrono.h>

#include <chrono>
#include <csignal>
#include <iostream>

#include <unistd.h>

int main(int argc, char** argv) {
    // A closed pipe is success: the reader has what it wanted.
    std::signal(SIGPIPE, SIG_DFL);
    std::ios::sync_with_stdio(false);
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    tidewaiter::cli::Streams streams{std::cout, std::cerr, ::isatty(STDOUT_FILENO) != 0, ::isatty(STDERR_FILENO) != 0};
    const auto code = tidewaiter::cli::run(argc, argv, streams, fmt::format("{:%Y-%m-%d}", fmt::gmtime(now)));
    return static_cast<int>(code);
}
