// Reads tests/cases/claims/*.txt (README.md there describes them) and measures finding and slots against them.
#pragma once

#include "claims/find.hpp"

#include <map>
#include <string>
#include <vector>

namespace tidewaiter::claims::test {

struct Expected {
    std::string measure;
    std::map<std::string, std::string> slots;
};

struct Case {
    std::string kind;
    std::string date;
    std::string text;
    std::vector<Expected> expected;
    std::size_t line = 0;
};

std::vector<Case> load_cases(const std::string& path);

struct Tally {
    std::size_t right = 0;
    std::size_t asked = 0;
};

struct Measured {
    std::size_t expected = 0;
    std::size_t found = 0;
    std::size_t matched = 0;
    std::map<std::string, Tally> slots;
    std::vector<std::string> misses; ///< one line each, for the reader

    double precision() const { return found == 0 ? 1 : static_cast<double>(matched) / static_cast<double>(found); }
    double recall() const { return expected == 0 ? 1 : static_cast<double>(matched) / static_cast<double>(expected); }
    std::string table() const;
};

/// A claim is found when one with its measure is, about the same number or goods; each expected claim takes the one that agrees best.
Measured measure(const std::vector<Case>& cases);

} // namespace tidewaiter::claims::test
