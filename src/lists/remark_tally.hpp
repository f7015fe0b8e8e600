// What an operator should know about a list, said once for each kind however often it occurs.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// Counts by kind and keeps the first case of each.
class RemarkTally {
public:
    /// In: kind, for example "dates that could not be read, kept in notes"; where, for example "'31 Feb' of ofac-12".
    void add(std::string_view kind, std::string_view where);
    /// Appends "KIND: COUNT (first: WHERE)", one for each kind in alphabetical order.
    void write_to(std::vector<std::string>& remarks) const;

private:
    struct Line {
        std::uint64_t count = 0;
        std::string first;
    };
    std::map<std::string, Line, std::less<>> lines_;
};

} // namespace tidewaiter::lists
