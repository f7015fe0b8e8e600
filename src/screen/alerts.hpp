// Alerts: one party against one listed entity, over all the records where they meet, so that each is worked once.
#pragma once

#include "screen/evaluate.hpp"
#include "screen/finding.hpp"

#include <map>
#include <string>
#include <vector>

namespace tidewaiter::screen {

class AlertBook {
public:
    explicit AlertBook(double alert_score) : alert_score_(alert_score) {}

    /// Takes up the party matches of one shipment, in file order.
    void add(const Evaluated& evaluated);
    /// By falling decision (hold, review, no finding), falling score, then alert_id.
    std::vector<Alert> take();

private:
    struct Entry {
        Alert alert;
        bool dated = false; ///< first and last are dates, not record ids
    };

    Entry& begin(const Finding& finding, const Evaluated& evaluated);

    double alert_score_;
    std::map<std::string, Entry, std::less<>> alerts_;
};

} // namespace tidewaiter::screen
