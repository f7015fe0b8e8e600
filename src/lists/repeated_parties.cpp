#include "lists/repeated_parties.hpp"

#include "base/hash.hpp"

namespace tidewaiter::lists {

void RepeatedParties::count(std::string_view id) { ++rows_[base::to_xxh3(id)]; }

void RepeatedParties::keep_repeated() {
    std::erase_if(rows_, [](const auto& entry) { return entry.second < 2; });
}

void RepeatedParties::add_row(const std::string& id, const std::function<Party()>& make,
                              const std::function<void(Party&)>& fill, const std::function<void(Party&)>& done) {
    const auto rows = rows_.find(base::to_xxh3(id));
    if (rows == rows_.end()) {
        Party party = make();
        fill(party);
        done(party);
        return;
    }
    auto waiting = waiting_.find(id);
    if (waiting == waiting_.end()) {
        waiting = waiting_.emplace(id, make()).first;
    }
    fill(waiting->second);
    if (--rows->second == 0) {
        done(waiting->second);
        waiting_.erase(waiting);
        rows_.erase(rows);
    }
}

} // namespace tidewaiter::lists
