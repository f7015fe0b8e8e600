// Runs the program inside a test, on the day 2026-11-24.
#pragma once

#include "cli/verb.hpp"

#include <sstream>
#include <string>
#include <vector>

namespace tidewaiter::test {

struct Ran {
    int code;
    std::string out;
    std::string err;
};

inline Ran call(std::vector<std::string> words) {
    words.insert(words.begin(), "tidewaiter");
    std::vector<const char*> argv;
    for (const std::string& word : words) {
        argv.push_back(word.c_str());
    }
    std::ostringstream out;
    std::ostringstream err;
    cli::Streams streams{out, err};
    const cli::ExitCode code = cli::run(static_cast<int>(argv.size()), argv.data(), streams, "2026-11-24");
    return {static_cast<int>(code), out.str(), err.str()};
}

} // namespace tidewaiter::test
