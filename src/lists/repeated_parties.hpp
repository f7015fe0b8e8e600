// Parties that stand in several rows of a table, anywhere in it: counted in a first pass, put together in the second.
#pragma once

#include "lists/party.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tidewaiter::lists {

/// Everybody who stands in one row goes through at once; the others wait for their last row. Memory: a number for each
/// id while counting, then the parties that wait.
class RepeatedParties {
public:
    /// First pass.
    void count(std::string_view id);
    /// Ends the first pass.
    void keep_repeated();
    /// Second pass. In: make starts the party of a first row; fill adds a row; done gets it after its last row.
    void add_row(const std::string& id, const std::function<Party()>& make, const std::function<void(Party&)>& fill,
                 const std::function<void(Party&)>& done);

private:
    std::unordered_map<std::uint64_t, std::uint32_t> rows_; // hash of the id -> rows, then rows still to come
    std::map<std::string, Party> waiting_;
};

} // namespace tidewaiter::lists
